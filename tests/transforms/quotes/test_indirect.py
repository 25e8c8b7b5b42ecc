from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Lines = Callable[[str, str], list[str]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nord sier at de venter.", ["indirect: de venter / sier / Nord"]),
        ("Til NRK sier Nord at de venter.", ["indirect: de venter / sier / Nord"]),
        ("I går sa Nord at de venter.", ["indirect: de venter / sa / Nord"]),
        ("Samtidig sier Nord at de venter.", ["indirect: de venter / sier / Nord"]),
        ("Nord, som leder utvalget, sier at de venter.", ["indirect: de venter / sier / Nord"]),
        ("Lederen i Oslo, Kari Nord, sier at de venter.", ["indirect: de venter / sier / Kari Nord"]),
        ("Nord understreker også at de venter.", ["indirect: de venter / understreker / Nord"]),
        ("Nord har tidligere sagt at de venter.", ["indirect: de venter / sagt / Nord"]),
        ("Nord er skuffet og sier at de venter.", ["indirect: de venter / sier / Nord"]),
        ("Både Nord og Dahl sier at de venter.", ["indirect: de venter / sier / Nord og Dahl"]),
        ("Nord gir uttrykk for at saken haster.", ["indirect: saken haster / gir / Nord"]),
        ("Nord gjør det klart at saken haster.", ["indirect: saken haster / gjør / Nord"]),
        ("Kvinnen fortalte politiet at hun var redd.", ["indirect: hun var redd / fortalte / Kvinnen"]),
        (
            "I en pressemelding skriver selskapet at de sier opp 30.",
            ["indirect: de sier opp 30 / skriver / selskapet"],
        ),
        (
            "Politiet bekrefter overfor VG at en mann er pågrepet.",
            ["indirect: en mann er pågrepet / bekrefter / Politiet"],
        ),
        ("Nord advarer om at det kan gå galt.", ["indirect: det kan gå galt / advarer / Nord"]),
        ("Nord, som sier at saken er ferdig, er glad.", ["indirect: saken er ferdig / sier / Nord"]),
    ],
)
def test_content_behind_at(lines: Lines, text: str, expected: list[str]) -> None:
    assert lines("nb", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hun mener saken er avgjort.", ["indirect: saken er avgjort / mener / Hun"]),
        ("Leder Kari Nord i Rødt sier de venter.", ["indirect: de venter / sier / Kari Nord"]),
        ("Nord og Dahl mener planen er god.", ["indirect: planen er god / mener / Nord og Dahl"]),
        ("Nord hevder hun ikke visste om saken.", ["indirect: hun ikke visste om saken / hevder / Nord"]),
        ("Nord tror de vinner.", ["indirect: de vinner / tror / Nord"]),
    ],
)
def test_content_without_at(lines: Lines, text: str, expected: list[str]) -> None:
    assert lines("nb", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Nord sier at A er bra, men Dahl mener at B er bedre.",
            ["indirect: A er bra / sier / Nord", "indirect: B er bedre / mener / Dahl"],
        ),
        (
            "Nord påpeker at de venter, og legger til at saken haster.",
            ["indirect: de venter / påpeker / Nord", "indirect: saken haster / legger / Nord"],
        ),
        (
            "Nord sier han er trøtt, men at det går bra.",
            ["indirect: han er trøtt, men at det går bra / sier / Nord"],
        ),
        ("Nord sier at de venter, men har ikke fått svar.", ["indirect: de venter / sier / Nord"]),
        ("Nord sier at de venter, og kommunen vil derfor ikke svare.", ["indirect: de venter / sier / Nord"]),
        ("Da Nord sa at de venter, gikk Dahl.", ["indirect: de venter / sa / Nord"]),
        (
            "Politiet opplyste at mannen er siktet, melder NTB.",
            ["indirect: mannen er siktet / opplyste / Politiet"],
        ),
        ("Etterpå sa han til NTB at de venter.", ["indirect: de venter / sa / han"]),
        ("Kvinnen fortalte meg at hun var redd.", ["indirect: hun var redd / fortalte / Kvinnen"]),
    ],
)
def test_two_reports_are_two_records(lines: Lines, text: str, expected: list[str]) -> None:
    assert lines("nb", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Veien er stengt, opplyser politiet.", ["indirect: Veien er stengt / opplyser / politiet"]),
        ("Det er fare for flom, varsler NVE.", ["indirect: Det er fare for flom / varsler / NVE"]),
        (
            "Han nekter straffskyld, sier forsvarer Ola Dahl.",
            ["indirect: Han nekter straffskyld / sier / Ola Dahl"],
        ),
        ("Veien er stengt. Det opplyser politiet.", ["indirect: Veien er stengt / opplyser / politiet"]),
    ],
)
def test_the_verb_behind_its_content(lines: Lines, text: str, expected: list[str]) -> None:
    assert lines("nb", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vi venter, sier Nord.", ["direct: Vi venter / sier / Nord"]),
        (
            "Vi har ventet lenge på dette. Nå er vi her, sier Nord.",
            ["direct: Vi har ventet lenge på dette. Nå er vi her / sier / Nord"],
        ),
    ],
)
def test_first_person_without_a_dash_is_a_lost_dash(lines: Lines, text: str, expected: list[str]) -> None:
    assert lines("nb", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ifølge Nord er veien stengt.", ["indirect: er veien stengt / Ifølge / Nord"]),
        ("Veien er stengt, ifølge Nord.", ["indirect: Veien er stengt / ifølge / Nord"]),
        (
            "Veien skal ifølge Nord være stengt.",
            ["indirect: Veien skal ifølge Nord være stengt / ifølge / Nord"],
        ),
        ("Ifølge politiet havnet bilen i grøfta.", ["indirect: havnet bilen i grøfta / Ifølge / politiet"]),
        (
            "Ifølge lederen, Kari Nord, har ingen fått hjelp.",
            ["indirect: har ingen fått hjelp / Ifølge / Kari Nord"],
        ),
        (
            "Ifølge leder Kari Nord i Rødt har ingen fått hjelp.",
            ["indirect: har ingen fått hjelp / Ifølge / Kari Nord"],
        ),
        ("Ingen er skadd, ifølge en melding fra politiet.", ["indirect: Ingen er skadd / ifølge / politiet"]),
        (
            "Lekkasjen er gammel, ifølge Havlinjen, som har målt den i to år.",
            ["indirect: Lekkasjen er gammel / ifølge / Havlinjen"],
        ),
        ("De fleste ble reddet, men ifølge VG mangler to.", ["indirect: mangler to / ifølge / VG"]),
    ],
)
def test_according_to(lines: Lines, text: str, expected: list[str]) -> None:
    assert lines("nb", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nord vil ikke si om de venter.", []),
        ("Nord sier ikke at de venter.", []),
        ("Nord lover at de venter.", []),
        ("Nord krever at de venter.", []),
        ("Nord håper at de venter.", []),
        ("Rapporten viser at de venter.", []),
        ("Mange tror at de venter.", []),
        ("Nord sa nei til planen.", []),
        ("Nord forteller historien om barna.", []),
        ("Politiet melder om glatte veier.", []),
        ("Det opplyser politiet.", []),
    ],
)
def test_no_reports(lines: Lines, text: str, expected: list[str]) -> None:
    assert lines("nb", text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("nb", "Nord mener det beste valget er å vente.", "det beste valget er å vente / mener / Nord"),
        ("nb", "Nord sier det absolutt ikke må skje.", "det absolutt ikke må skje / sier / Nord"),
        ("nn", "Nord meiner det beste valet er å vente.", "det beste valet er å vente / meiner / Nord"),
        ("nb", "Da Dahl sa at alle lyver, tenkte Nord på å si noe.", "alle lyver / sa / Dahl"),
        ("nb", "9 prosent svarte at de er for, mens 3 prosent er imot.", "de er for / svarte / 9 prosent"),
        ("nn", "9 prosent svarte at dei er for, mens 3 prosent er imot.", "dei er for / svarte / 9 prosent"),
    ],
)
def test_where_a_reported_clause_starts_and_ends(
    lines: Lines, language: str, text: str, expected: str
) -> None:
    assert lines(language, text) == [f"indirect: {expected}"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nb", "Det sies at Nord går av."),
        ("nb", "Det blir sagt at veien skal stenges."),
        ("nb", "Det hevdes at Nord løy."),
        ("nb", "Personlig synes jeg det er litt trist."),
        ("nn", "Det blir sagt at vegen skal stengjast."),
        ("nn", "Sjølvsagt trur eg det er lett."),
        ("da", "Det siges, at Nord går af."),
        ("sv", "Det sägs att Nord avgår."),
    ],
)
def test_what_nobody_in_particular_says_is_no_quote(lines: Lines, language: str, text: str) -> None:
    assert lines(language, text) == []


@pytest.mark.parametrize(
    "told", ["Retten åpnet i Oslo på mandag.", "Hun er 66 år.", "Bussen står ved porten i regnet."]
)
def test_a_quote_that_lost_its_dash_starts_behind_what_the_reporter_tells(lines: Lines, told: str) -> None:
    expected = ["direct: Min klient nekter. Han er lei seg / sier / Nord"]
    assert lines("nb", f"{told} Min klient nekter. Han er lei seg, sier Nord.") == expected
