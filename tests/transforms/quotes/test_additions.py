"""What a source adds behind the clause of its quote, and clauses in between."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Lines = Callable[[str, str], list[str]]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("nb", "– Vi venter, sier Nord, og legger til at det haster.", "det haster / legger / Nord"),
        ("nb", "– Vi venter, sier Nord, som mener at det haster.", "det haster / mener / Nord"),
        (
            "nb",
            "– Vi venter, sier Kari Nord, men innrømmer at det haster.",
            "det haster / innrømmer / Kari Nord",
        ),
        ("nb", "«Vi venter», sier Nord, som også varsler at det haster.", "det haster / varsler / Nord"),
        ("nn", "– Vi ventar, seier Nord, og legg til at det hastar.", "det hastar / legg / Nord"),
        ("nn", "– Vi ventar, seier Nord, som meiner at det hastar.", "det hastar / meiner / Nord"),
        ("da", "– Vi venter, siger Nord, som mener, at det haster.", "det haster / mener / Nord"),
        ("sv", "– Vi väntar, säger Nord, som menar att det brådskar.", "det brådskar / menar / Nord"),
    ],
)
def test_a_source_adds_something_behind_its_quote(
    lines: Lines, language: str, text: str, expected: str
) -> None:
    assert lines(language, text)[1:] == [f"indirect: {expected}"]


@pytest.mark.parametrize(
    "text",
    [
        "– Vi venter, sier Nord når avisen ringer og forteller at det haster.",
        "– Vi venter, sier Nord, som leder laget og vet at det haster.",
        "– Vi venter, sier Nord, og håper at det går.",
        "– Vi venter, sier Nord og smiler.",
    ],
)
def test_what_others_do_is_no_addition(lines: Lines, text: str) -> None:
    assert len(lines("nb", text)) == 1


def test_an_addition_follows_reported_speech_too(lines: Lines) -> None:
    text = "Veien er stengt, opplyser Nord, leder i laget, og legger til at brua holder."
    assert lines("nb", text) == [
        "indirect: Veien er stengt / opplyser / Nord",
        "indirect: brua holder / legger / Nord",
    ]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("nb", "Saken ligger hos kommunen, som opplyser at den haster.", "den haster / opplyser / kommunen"),
        ("nb", "Avisen møtte en nabo, som fortalte at huset var tomt.", "huset var tomt / fortalte / nabo"),
        ("nb", "Der møtte vi faren (Nord), som sier at han venter.", "han venter / sier / Nord"),
        ("nb", "I går fortalte Nord, som er født i Vik, at hun var redd.", "hun var redd / fortalte / Nord"),
        ("nn", "Saka ligg hos kommunen, som opplyser at ho hastar.", "ho hastar / opplyser / kommunen"),
        (
            "sv",
            "Ärendet ligger hos kommunen, som uppger att det brådskar.",
            "det brådskar / uppger / kommunen",
        ),
    ],
)
def test_relative_clauses(lines: Lines, language: str, text: str, expected: str) -> None:
    assert lines(language, text) == [f"indirect: {expected}"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hun har spilt i «Svale», skriver VG.", "Hun har spilt i «Svale» / skriver / VG"),
        ("Laget vant 3-2 (1-0), melder NTB.", "Laget vant 3-2 (1-0) / melder / NTB"),
        ("Salget økte med 5 %, opplyser Havlinjen.", "Salget økte med 5 % / opplyser / Havlinjen"),
        ("Veien var stengt, opplyser politiet klokka 19.55.", "Veien var stengt / opplyser / politiet"),
        ("Kommunen vil, ifølge Nord, selge.", "Kommunen vil, ifølge Nord, selge / ifølge / Nord"),
        ("Veien er stengt, ifølge Nordveg, et firma som driver den.", "Veien er stengt / ifølge / Nordveg"),
        (
            "Ifølge Nord frykter de bråk, men skolen vil vente.",
            "frykter de bråk, men skolen vil vente / Ifølge / Nord",
        ),
        ("Ifølge NTB sier Nord at brua er gammel.", "brua er gammel / sier / Nord"),
        ("Ifølge Nord frykter de at brua faller.", "frykter de at brua faller / Ifølge / Nord"),
        ("I rapporten går det fram at brua er gammel.", "brua er gammel / går / rapporten"),
    ],
)
def test_where_the_reported_words_end_and_begin(lines: Lines, text: str, expected: str) -> None:
    assert lines("nb", text) == [f"indirect: {expected}"]


@pytest.mark.parametrize(
    "text",
    [
        "På spørsmålet «Kan huset selges», svarte hun nei.",
        "I klassikeren «Svale», skriver Nord om livet på øya.",
    ],
)
def test_a_fronted_phrase_is_not_what_is_said(lines: Lines, text: str) -> None:
    assert [line for line in lines("nb", text) if line.startswith("indirect")] == []
