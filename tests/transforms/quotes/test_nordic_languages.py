from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Lines = Callable[[str, str], list[str]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("– Vi ventar, seier ho.", ["direct: Vi ventar / seier / ho"]),
        ("– Dette er bra, legg han til.", ["direct: Dette er bra / legg / han"]),
        ("Nord held fram:\n– Vi ventar.", ["direct: Vi ventar. / held / Nord"]),
        ("Vegen er stengd, opplyser politiet.", ["indirect: Vegen er stengd / opplyser / politiet"]),
        ("Ifølgje Nord er vegen stengd.", ["indirect: er vegen stengd / Ifølgje / Nord"]),
        ("Ho meiner at saka er avgjord.", ["indirect: saka er avgjord / meiner / Ho"]),
        (
            "Nord skriv at saka er utsett, og at dei ventar.",
            ["indirect: saka er utsett, og at dei ventar / skriv / Nord"],
        ),
        ("– Kva skjer no?\n– Vi ventar.", ["direct: Kva skjer no? / - / -", "direct: Vi ventar. / - / -"]),
    ],
)
def test_nynorsk(lines: Lines, text: str, expected: list[str]) -> None:
    assert lines("nn", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- Vi venter, siger Nord.", ["direct: Vi venter / siger / Nord"]),
        ("»Vi venter,« siger Nord.", ["direct: Vi venter / siger / Nord"]),
        ("»Vi venter«, siger Nord til Ritzau.", ["direct: Vi venter / siger / Nord"]),
        ("- Det er trist, lyder det fra Nord.", ["direct: Det er trist / lyder / Nord"]),
        ("Nord siger, at de venter.", ["indirect: de venter / siger / Nord"]),
        ("Vejen er lukket, oplyser politiet.", ["indirect: Vejen er lukket / oplyser / politiet"]),
        ("Nord kalder det »en stor dag«.", ["partial: en stor dag / kalder / Nord"]),
        (
            "»Vi venter,« siger Nord og tilføjer: »Vi har tid.«",
            ["direct: Vi venter / siger / Nord", "direct: Vi har tid. / tilføjer / Nord"],
        ),
        ("- Vi venter. Det siger Kari Nord.", ["direct: Vi venter. / siger / Kari Nord"]),
    ],
)
def test_danish(lines: Lines, text: str, expected: list[str]) -> None:
    assert lines("da", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "I protokollet kallas lösningen ”ovanlig men varm”.",
            ["partial: ovanlig men varm / kallas / protokollet"],
        ),
        ("– Vi väntar, säger Nord i TV4.", ["direct: Vi väntar / säger / Nord"]),
        ("”Vi väntar”, säger Nord.", ["direct: Vi väntar / säger / Nord"]),
        (
            "– Vi väntar, säger Nord. Vi har tid.",
            ["direct: Vi väntar / säger / Nord", "direct: Vi har tid. / säger / Nord"],
        ),
        ("Nord: –Vi väntar", ["direct: Vi väntar / - / Nord"]),
        ("Kari Nord, tränare:\n– Vi väntar.", ["direct: Vi väntar. / - / Kari Nord"]),
        ("Enligt Nord är vägen stängd.", ["indirect: är vägen stängd / Enligt / Nord"]),
        ("Vägen är stängd, uppger polisen för TT.", ["indirect: Vägen är stängd / uppger / polisen"]),
        (
            "Nord menar att det är ”helt galet”.",
            ["indirect: det är ”helt galet” / menar / Nord", "partial: helt galet / menar / Nord"],
        ),
    ],
)
def test_swedish(lines: Lines, text: str, expected: list[str]) -> None:
    assert lines("sv", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("– Me odotamme, Nord sanoo.", ["direct: Me odotamme / sanoo / Nord"]),
        ("– Me odotamme, kertoo poliisi.", ["direct: Me odotamme / kertoo / poliisi"]),
        ("Nordin mukaan tie on suljettu.", ["indirect: tie on suljettu / mukaan / Nordin"]),
        ("Nord sanoo, että tie on suljettu.", ["indirect: tie on suljettu / sanoo / Nord"]),
    ],
)
def test_finnish(lines: Lines, text: str, expected: list[str]) -> None:
    assert lines("fi", text) == expected
