from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Lines = Callable[[str, str], list[str]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("«Vi venter», sier Nord.", ["direct: Vi venter / sier / Nord"]),
        ("«Vi venter» sier Nord til VG.", ["direct: Vi venter / sier / Nord"]),
        ('"Vi venter litt," sier Nord.', ["direct: Vi venter litt / sier / Nord"]),
        ("”Vi venter litt”, skriver Nord.", ["direct: Vi venter litt / skriver / Nord"]),
        ("„Vi venter litt“, skriver Nord.", ["direct: Vi venter litt / skriver / Nord"]),
        ("“Vi venter litt”, skriver Nord.", ["direct: Vi venter litt / skriver / Nord"]),
        ("‘Vi venter litt’, skriver Nord.", ["direct: Vi venter litt / skriver / Nord"]),
        ("»Vi venter litt«, skriver Nord.", ["direct: Vi venter litt / skriver / Nord"]),
    ],
)
def test_marks_of_every_house(lines: Lines, text: str, expected: list[str]) -> None:
    assert lines("nb", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nord skriver: «Vi venter litt.»", ["direct: Vi venter litt. / skriver / Nord"]),
        ("På Facebook skriver hun: «Dette er ikke greit.»", ["direct: Dette er ikke greit. / skriver / hun"]),
        (
            "I dommen heter det:\n«Han visste det. Han gjorde det likevel.»",
            ["direct: Han visste det. Han gjorde det likevel. / heter / dommen"],
        ),
    ],
)
def test_the_source_before_the_marks(lines: Lines, text: str, expected: list[str]) -> None:
    assert lines("nb", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "«A er bra“, sier Nord. «B er bedre», sier Dahl.",
            ["direct: A er bra / sier / Nord", "direct: B er bedre / sier / Dahl"],
        ),
        ("‘A er bra nå”, sier Nord.", ["direct: A er bra nå / sier / Nord"]),
        ('"A er bra nå”, sier Nord.', ["direct: A er bra nå / sier / Nord"]),
        (
            "«Veien er stengt.Det sa Nord. «Broen er åpen», sier Dahl.",
            ["direct: Veien er stengt. / sa / Nord", "direct: Broen er åpen / sier / Dahl"],
        ),
        (
            "– Han sa at «nå er det nok, sier Nord.\n– Det er bra, sier Dahl.",
            ["direct: Han sa at «nå er det nok / sier / Nord", "direct: Det er bra / sier / Dahl"],
        ),
    ],
)
def test_one_odd_mark_spoils_nothing_else(lines: Lines, text: str, expected: list[str]) -> None:
    assert lines("nb", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nord kaller det «en stor dag».", ["partial: en stor dag / kaller / Nord"]),
        (
            "Nord omtaler planen som «et venstrehåndsarbeid» i et intervju.",
            ["partial: et venstrehåndsarbeid / omtaler / Nord"],
        ),
        ("Ifølge Nord er planen «helt uforståelig».", ["partial: helt uforståelig / Ifølge / Nord"]),
        ("Planen er «helt uforståelig», ifølge Nord.", ["partial: helt uforståelig / ifølge / Nord"]),
        (
            "Nord mener planen er «helt uforståelig».",
            [
                "indirect: planen er «helt uforståelig» / mener / Nord",
                "partial: helt uforståelig / mener / Nord",
            ],
        ),
        ("Nord skriver at «ingen kommer inn her».", ["partial: ingen kommer inn her / skriver / Nord"]),
        (
            "Nord kaller det «en stor dag». Han er «lykkelig».",
            ["partial: en stor dag / kaller / Nord", "partial: lykkelig / - / -"],
        ),
        ("Nord kalte planen «Norges aller beste plan».", ["partial: Norges aller beste plan / kalte / Nord"]),
        ("Planen ble kalt «en skandale» av Nord.", ["partial: en skandale / kalt / Nord"]),
        (
            "Forklaringen blir i tilsynets vedtak omtalt som «lite tilfredsstillende».",
            ["partial: lite tilfredsstillende / omtalt / tilsynets"],
        ),
        ("Planen var «en skandale», som Nord sa.", ["partial: en skandale / sa / Nord"]),
    ],
)
def test_a_fragment_has_a_source(lines: Lines, text: str, expected: list[str]) -> None:
    assert lines("nb", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hun ga ut boka «Fjell og fjord» i fjor.", []),
        ("Per «Pølsa» Moe vant.", []),
        ("Filmen «Vi venter» har premiere fredag.", []),
        ("Skipet «Havørn» gikk på grunn.", []),
        ("Nord kalte båten «Havørn».", []),
        ("Tittelen er klar: «Sju ganger ned».", []),
        ("Planen ble kalt «en skandale».", []),
        ("Nord skrev om «Mein Kampf» i fjor.", []),
    ],
)
def test_titles_nicknames_and_names_are_no_quotes(lines: Lines, text: str, expected: list[str]) -> None:
    assert lines("nb", text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("nb", "Kari Nord anklaget partiet for «ren svindel».", "ren svindel / anklaget / Kari Nord"),
        ("nb", "Nord avfeier kritikken som «rent sludder».", "rent sludder / avfeier / Nord"),
        ("nb", "Nord snakket om «et overgrep i stål».", "et overgrep i stål / snakket / Nord"),
        ("nb", "Dahl ble beskyldt for «ren svindel» av Nord.", "ren svindel / beskyldt / Nord"),
        ("nn", "Nord skulda kommunen for «rein svindel».", "rein svindel / skulda / Nord"),
        ("da", "Nord kritiserede kommunen for «det rene svindel».", "det rene svindel / kritiserede / Nord"),
        ("sv", "Nord anklagade kommunen för ”rent fusk”.", "rent fusk / anklagade / Nord"),
    ],
)
def test_who_blames_or_praises_is_quoted_in_a_fragment(
    lines: Lines, language: str, text: str, expected: str
) -> None:
    assert lines(language, text) == [f"partial: {expected}"]


@pytest.mark.parametrize(
    "text",
    [
        "Nord hyller «Den lange veien hjem».",
        "Nord kritiserer boka «Ute».",
        "Nord beklager at toget er forsinket.",
        "Veien er stengt, beklager Nord.",
    ],
)
def test_who_blames_or_praises_says_no_sentence(lines: Lines, text: str) -> None:
    assert lines("nb", text) == []


@pytest.mark.parametrize("text", ["Nord sa «\x1b» til Sund.", "Nord: «…»", "Nord ropte «?!»."])
def test_marks_around_no_word_quote_nothing(lines: Lines, text: str) -> None:
    assert lines("nb", text) == []
