"""Who the subject of a reporting verb is: before it, behind it, left out, or nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Lines = Callable[[str, str], list[str]]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("nb", "Nord har allerede uttalt at planen er god.", "planen er god / uttalt / Nord"),
        ("nb", "Nord har ofte sagt at planen er god.", "planen er god / sagt / Nord"),
        ("nb", "Nord skal ha sagt at planen er god.", "planen er god / sagt / Nord"),
        ("nb", "I retten skal Nord ha sagt at brua var stengt.", "brua var stengt / sagt / Nord"),
        ("nb", "Naboen skal ha fortalt at huset var tomt.", "huset var tomt / fortalt / Naboen"),
        ("nn", "Nord har allereie sagt at planen er god.", "planen er god / sagt / Nord"),
        ("nn", "I retten skal Nord ha sagt at brua var stengd.", "brua var stengd / sagt / Nord"),
        ("da", "Nord skal have sagt at planen er god.", "planen er god / sagt / Nord"),
        ("da", "Nord har allerede sagt at planen er god.", "planen er god / sagt / Nord"),
        ("sv", "Nord ska ha sagt att planen är bra.", "planen är bra / sagt / Nord"),
        ("sv", "Nord har redan sagt att planen är bra.", "planen är bra / sagt / Nord"),
    ],
)
def test_between_an_auxiliary_and_its_participle_stand_adverbs_too(
    lines: Lines, language: str, text: str, expected: str
) -> None:
    assert lines(language, text) == [f"indirect: {expected}"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("nb", "Når ungene maser og gråter, sier Nord at de må vente.", "de må vente / sier / Nord"),
        ("nb", "Etter at styret var samlet, opplyste Nord at han går av.", "han går av / opplyste / Nord"),
        ("nb", "En gang fortalte Nord at huset var solgt.", "huset var solgt / fortalte / Nord"),
        (
            "nb",
            "Når det gjelder prisen, viser Dahl til at avtalen er kort.",
            "avtalen er kort / viser / Dahl",
        ),
        ("nn", "Nok ein gong seier han det er sant.", "det er sant / seier / han"),
        ("nn", "Sjølv om det regna, meinte ho det var verdt turen.", "det var verdt turen / meinte / ho"),
        ("da", "Da mødet var slut, sagde Nord at han går af.", "han går af / sagde / Nord"),
        ("sv", "När mötet var slut, sade Nord att han avgår.", "han avgår / sade / Nord"),
    ],
)
def test_behind_something_fronted_the_subject_follows_the_verb(
    lines: Lines, language: str, text: str, expected: str
) -> None:
    assert lines(language, text) == [f"indirect: {expected}"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("nb", "Også Nord roser laget, men understreker at kampen var jevn.", "Nord"),
        ("nb", "I dag roser Nord laget, men understreker at kampen var jevn.", "Nord"),
        ("nn", "Også Nord rosar laget, men understrekar at kampen var jamn.", "Nord"),
        ("da", "I dag roser Nord holdet, men understreger at kampen var lige.", "Nord"),
        ("sv", "I dag hyllar Nord laget, men säger att matchen var jämn.", "Nord"),
    ],
)
def test_a_verb_without_a_subject_has_that_of_the_first_verb(
    lines: Lines, language: str, text: str, expected: str
) -> None:
    assert [line.rpartition(" / ")[2] for line in lines(language, text)] == [expected]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nb", "Jeg tror problemet er at ingen ville betale."),
        ("nb", "Vi svarer ofte at veien er stengt."),
        ("nb", "Dette forteller noe om at tidene er nye."),
        ("nb", "Det har vist seg at brua var gammel."),
        ("nb", "Det sier seg selv at brua var gammel."),
        ("nb", "Når prisen stiger, sier det seg selv at folk sparer."),
        ("nb", "Det kan synes merkelig at brua står."),
        ("nb", "Det var mange som la merke til at brua var borte."),
        ("nb", "Hadde forslaget kommet i går, ville Nord kanskje ha kalt det lureri."),
        ("nn", "Eg trur problemet er at ingen ville betale."),
        ("nn", "Det har vist seg at brua var gammal."),
        ("nn", "Dette fortel noko om at tidene er nye."),
        ("da", "Det siger sig selv at broen er gammel."),
        ("sv", "Det säger sig självt att bron är gammal."),
    ],
)
def test_what_nobody_says_is_no_report(lines: Lines, language: str, text: str) -> None:
    assert lines(language, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Han seier han ikkje har oversikta.", "han ikkje har oversikta / seier / Han"),
        ("Nord meiner dei må vente.", "dei må vente / meiner / Nord"),
        ("Naboane trur dei vil få meir å gjere.", "dei vil få meir å gjere / trur / Naboane"),
        ("Kvinna fortalde han at ho var redd.", "ho var redd / fortalde / Kvinna"),
    ],
)
def test_nynorsk_pronouns_are_subjects_unless_the_conjunction_follows(
    lines: Lines, text: str, expected: str
) -> None:
    assert lines("nn", text) == [f"indirect: {expected}"]
