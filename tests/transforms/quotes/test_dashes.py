from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Lines = Callable[[str, str], list[str]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("– Vi venter litt, sier Nord.", ["direct: Vi venter litt / sier / Nord"]),
        ("-Vi venter litt, sier hun.", ["direct: Vi venter litt / sier / hun"]),
        ("—  Vi venter litt, sier ordfører Kari Nord (Ap).", ["direct: Vi venter litt / sier / Kari Nord"]),
        ("− Vi venter, sa Nord onsdag.", ["direct: Vi venter / sa / Nord"]),
        ("―\xa0Vi venter, har Nord sagt.", ["direct: Vi venter / sagt / Nord"]),
        ("* – Vi venter, sier Nord.", ["direct: Vi venter / sier / Nord"]),
    ],
)
def test_any_dash_opens_with_any_blanks_behind_it(lines: Lines, text: str, expected: list[str]) -> None:
    assert lines("nb", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("– Ikke nå, svarer hun kort.", ["direct: Ikke nå / svarer / hun"]),
        ("– Det er tøft, innrømmer treneren.", ["direct: Det er tøft / innrømmer / treneren"]),
        ("– Er det mulig? sa Nord.", ["direct: Er det mulig? / sa / Nord"]),
        ("– Kom dere vekk! ropte hun.", ["direct: Kom dere vekk! / ropte / hun"]),
        ("– Vi venter ..., sier Nord.", ["direct: Vi venter ... / sier / Nord"]),
        ("– Vi venter… sier Nord.", ["direct: Vi venter… / sier / Nord"]),
        (
            "– Dette er bra – og det er viktig – sier Nord.",
            ["direct: Dette er bra – og det er viktig / sier / Nord"],
        ),
        ("– Vi kommer ikke, kontrer skipperen.", ["direct: Vi kommer ikke / kontrer / skipperen"]),
        ("– Vi kommer ikke, knegger Nord.", ["direct: Vi kommer ikke / knegger / Nord"]),
        ("– Å se det sier Nord.", ["direct: Å se det / sier / Nord"]),
        ("– Vi venter, har Nord tidligere sagt.", ["direct: Vi venter / sagt / Nord"]),
        (
            "– Saken er henlagt, heter det i en pressemelding fra politiet.",
            ["direct: Saken er henlagt / heter / politiet"],
        ),
    ],
)
def test_the_clause_behind_the_words_is_inverted(lines: Lines, text: str, expected: list[str]) -> None:
    assert lines("nb", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "– Vi venter, sier operasjonsleder Ola Dahl i Vest politidistrikt.",
            ["direct: Vi venter / sier / Ola Dahl"],
        ),
        (
            "– Vi venter, forteller daglig leder i Havlinjen, Kari Nord.",
            ["direct: Vi venter / forteller / Kari Nord"],
        ),
        (
            "– Vi venter, sier kommunikasjonssjef i Havlinjen Kari Nord.",
            ["direct: Vi venter / sier / Kari Nord"],
        ),
        ("– Vi venter, sier far til to, Ola Dahl.", ["direct: Vi venter / sier / Ola Dahl"]),
        (
            "– Vi venter, sier SVs finanspolitiske talsperson Kari Nord.",
            ["direct: Vi venter / sier / Kari Nord"],
        ),
        ("– Vi venter, sier en talskvinne for politiet.", ["direct: Vi venter / sier / talskvinne"]),
        ("– Vi venter, sier 34-åringen.", ["direct: Vi venter / sier / 34-åringen"]),
        ("– Vi venter, sier den nye lederen.", ["direct: Vi venter / sier / lederen"]),
        ("– Vi venter, sier svensken.", ["direct: Vi venter / sier / svensken"]),
        ("– Vi venter, sier Nord (34).", ["direct: Vi venter / sier / Nord"]),
        ("– Vi venter, sier Nord og Dahl.", ["direct: Vi venter / sier / Nord og Dahl"]),
    ],
)
def test_the_smallest_mention_speaks(lines: Lines, text: str, expected: list[str]) -> None:
    assert lines("nb", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "– Vi venter, sier Nord og viser til at saken er utsatt.",
            ["direct: Vi venter / sier / Nord", "indirect: saken er utsatt / viser / Nord"],
        ),
        ("– Vi venter, sier Nord, som leder utvalget.", ["direct: Vi venter / sier / Nord"]),
        ("– Vi venter, sier Nord etter kampen.", ["direct: Vi venter / sier / Nord"]),
        ("– Vi venter, sier Nord om forsinkelsen.", ["direct: Vi venter / sier / Nord"]),
        ("– Vi venter, sier Nord, ifølge NTB.", ["direct: Vi venter / sier / Nord"]),
        ("– Vi venter, sier Nord ifølge NTB.", ["direct: Vi venter / sier / Nord"]),
        ("– Det er bra, forteller han – uten å ville.", ["direct: Det er bra / forteller / han"]),
    ],
)
def test_what_follows_the_clause_is_the_reporter(lines: Lines, text: str, expected: list[str]) -> None:
    assert lines("nb", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("– Jeg mener vi må vente, sier Nord.", ["direct: Jeg mener vi må vente / sier / Nord"]),
        ("– Da vi kom, sa han ingenting, sier Nord.", ["direct: Da vi kom, sa han ingenting / sier / Nord"]),
        (
            "– Hun sa «kom hit», og jeg gikk, sier Nord.",
            ["direct: Hun sa «kom hit», og jeg gikk / sier / Nord"],
        ),
        (
            "– Vi må (hellig krig, journ.anm) vente, sier Nord.",
            ["direct: Vi må (hellig krig, journ.anm) vente / sier / Nord"],
        ),
    ],
)
def test_a_clause_that_the_speaker_quotes_is_none(lines: Lines, text: str, expected: list[str]) -> None:
    assert lines("nb", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nord utdyper:\n– Vi venter.", ["direct: Vi venter. / utdyper / Nord"]),
        (
            "– Vi venter, sier Nord og legger til:\n– Det går bra.",
            ["direct: Vi venter / sier / Nord", "direct: Det går bra. / legger / Nord"],
        ),
        ("Nord: – Vi venter", ["direct: Vi venter / - / Nord"]),
        ("På spørsmål om planen, svarer Nord:\n– Vi venter.", ["direct: Vi venter. / svarer / Nord"]),
        ("Dahl er skuffet:\n– Det er feil.", ["direct: Det er feil. / - / Dahl"]),
        (
            "Dahl er skuffet: – Det er feil. Det burde vært gjort.",
            ["direct: Det er feil. Det burde vært gjort. / - / Dahl"],
        ),
    ],
)
def test_the_clause_before_ends_in_a_colon(lines: Lines, text: str, expected: list[str]) -> None:
    assert lines("nb", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("– Vi venter.\nDet sier Kari Nord i kommunen.", ["direct: Vi venter. / sier / Kari Nord"]),
        ("– Vi venter. Det sier Kari Nord i kommunen.", ["direct: Vi venter. / sier / Kari Nord"]),
    ],
)
def test_the_next_sentence_tells(lines: Lines, text: str, expected: list[str]) -> None:
    assert lines("nb", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "– Vi venter, sier Nord. – Det går bra.",
            ["direct: Vi venter / sier / Nord", "direct: Det går bra. / - / -"],
        ),
        (
            "– Vi venter, sier Nord. Vi har god tid.",
            ["direct: Vi venter / sier / Nord", "direct: Vi har god tid. / sier / Nord"],
        ),
        ("– Vi venter, sier Nord. Han reiste seg og gikk.", ["direct: Vi venter / sier / Nord"]),
        (
            "– Vi venter, sier Nord.\n– Det er best slik.",
            ["direct: Vi venter / sier / Nord", "direct: Det er best slik. / - / -"],
        ),
    ],
)
def test_words_go_on_behind_the_clause(lines: Lines, text: str, expected: list[str]) -> None:
    assert lines("nb", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bilen stod i veien. – Ingen er skadd, sier Nord.", ["direct: Ingen er skadd / sier / Nord"]),
        ("Bilen sto her.– Ingen er skadd, sier Nord.", ["direct: Ingen er skadd / sier / Nord"]),
        (
            "Bilen sto her.- Ingen er skadd, sier Nord.Det er Dahl som leder.",
            ["direct: Ingen er skadd / sier / Nord"],
        ),
    ],
)
def test_a_dash_behind_a_sentence_opens(lines: Lines, text: str, expected: list[str]) -> None:
    assert lines("nb", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Krigen (2009–2015) kostet 40 – 50.000 liv.", []),
        ("Norge – Sverige 2–1.", []),
        ("OSLO (NTB) – Veien er stengt.", []),
        ("VIGO (EFE).- Veien er stengt.", []),
        ("Han fikk – ufattelig nok – medalje.", []),
        ("En mann - en mann i 20-årene - er siktet.", []),
        ("- Prest\n- Lege\n- Tannlege", []),
        ("-3 grader i natt.", []),
        ("Artist – «Title»", []),
        ("____", []),
    ],
)
def test_these_dashes_open_nothing(lines: Lines, text: str, expected: list[str]) -> None:
    assert lines("nb", text) == expected
