"""Which stretches are names, and of what."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.segments import SegmentKind
from transforms.entities import find_mentions
from transforms.entities.engine import load
from transforms.segments import Segment

if TYPE_CHECKING:
    from collections.abc import Callable

    from transforms.entities import Mention

    Find = Callable[[str, str], tuple[Mention, ...]]


def named(find: Find, language: str, text: str) -> list[str]:
    return [f"{text[m.start : m.end]}/{m.label}" for m in find(language, text)]


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        # persons
        ("nb", "Da kom Kari Nord.", ["Kari Nord/PER"]),
        ("nb", "Rektor Xandra Nord kom.", ["Xandra Nord/PER"]),
        ("nb", "Skuespilleren Anne Nord og Per von Vik kom.", ["Anne Nord/PER", "Per von Vik/PER"]),
        ("nb", "Der sto Anne-Lise Nord-Vik og så J. P. Dal.", ["Anne-Lise Nord-Vik/PER", "J. P. Dal/PER"]),
        ("nb", "Xander Quill (34) kom. Quill smilte.", ["Xander Quill/PER", "Quill/PER"]),
        ("nb", "Kari Nord kom. Nords bil sto igjen.", ["Kari Nord/PER", "Nords/PER"]),
        ("nb", "Også Kari Nord kom. Ifølge Nord regnet det.", ["Kari Nord/PER", "Nord/PER"]),
        ("de", "Gestern kam die Ministerin Karin Voss nach Kiel.", ["Karin Voss/PER", "Kiel/GPE"]),
        ("de", "Der Hund lief über die Straße. Die Lage sei ernst.", []),
        ("en", "On Tuesday Mrs Helen Ward met Tom O'Brien.", ["Helen Ward/PER", "Tom O'Brien/PER"]),
        ("fr", "Hier, Mme Julie Roche a parlé.", ["Julie Roche/PER"]),
        # party tags and parties
        ("nb", "Statsråd Kari Nord (Ap) kom.", ["Kari Nord/PER", "Ap/ORG"]),
        ("nb", "Da kom Høyres Kari Nord.", ["Høyres/ORG", "Kari Nord/PER"]),
        ("sv", "Då kom Eva Lind (S).", ["Eva Lind/PER", "S/ORG"]),
        # organisations
        ("nb", "Hun jobber i Fiskeridirektoratet.", ["Fiskeridirektoratet/ORG"]),
        ("nb", "Han er ansatt i Nordvik Taxi AS.", ["Nordvik Taxi AS/ORG"]),
        ("nb", "Da kom Nordvik sparebank.", ["Nordvik sparebank/ORG"]),
        ("nb", "Han går på Universitetet i Nordvik.", ["Universitetet i Nordvik/ORG"]),
        ("nb", "Russlands sjøfartsdepartement kom.", ["Russlands sjøfartsdepartement/ORG"]),
        ("nb", "De ringte TV 2 og NTB.", ["TV 2/ORG", "NTB/ORG"]),
        ("nb", "Norges berg- og elvetilsyn (NBE) kom.", ["Norges berg- og elvetilsyn/ORG", "NBE/ORG"]),
        ("nb", "I fjor kjøpte selskapet Xyla hytta.", ["Xyla/ORG"]),
        ("nb", "Byggearbeiderlaget vil ha et møte.", ["Byggearbeiderlaget/ORG"]),
        ("nn", "Leigebuarforeininga er usamd.", ["Leigebuarforeininga/ORG"]),
        ("nb", "Forsikringsselskapet vil ha et møte.", []),
        ("en", "She joined the Union of Lift Fitters.", ["Union of Lift Fitters/ORG"]),
        # places
        ("nb", "De dro fra Norge til Nordvik kommune.", ["Norge/GPE", "Nordvik kommune/GPE"]),
        ("nb", "Han bor i Skarhavn.", ["Skarhavn/GPE"]),
        ("nb", "Bilen sto på Langfjellet ved Storhaug skole.", ["Langfjellet/LOC", "Storhaug skole/LOC"]),
        ("nb", "Kø på E39 og riksvei 13.", ["E39/LOC", "riksvei 13/LOC"]),
        ("nb", "NORDVIK (NTB): Det regner.", ["NORDVIK/GPE", "NTB/ORG"]),
        ("de", "Kiel (dpa) - Im Landkreis Nord.", ["Kiel/GPE", "Landkreis Nord/GPE"]),
        # works and events
        ("nb", "Hun leste romanen «Havets time» i går.", ["Havets time/PROD"]),
        ("nb", "Alle dro på festivalen «Lys i natta».", ["Lys i natta/EVT"]),
        # no names
        ("nb", "Nato-sjefen og Rosenborg-treneren kom.", []),
        ("nb", "Tirsdag kom ingen. Pengene er brukt opp, sier folk om pengene.", []),
        ("nb", "– Det er bra. «Vi venter», sa hun.", []),
        ("en", "On Monday I saw the police. He left in May.", []),
    ],
)  # fmt: skip
def test_names_in_running_text(find: Find, language: str, text: str, names: list[str]) -> None:
    assert named(find, language, text) == names


def test_the_label_of_a_caption_is_no_name_and_its_credits_are(find: Find) -> None:
    text = "! KLAR FOR START: Her er Kari Nord. Foto: Per Vik / NTB"
    assert named(find, "nb", text) == ["Kari Nord/PER", "Per Vik/PER", "NTB/ORG"]


def test_bylines_name_nobody(find: Find) -> None:
    assert named(find, "nb", "< Av Kari Nord\nDet regner.") == []


def test_a_name_without_evidence_is_doubtful(find: Find) -> None:
    (sure,) = find("nb", "Da kom Kari Nord.")
    (unsure,) = find("nb", "Da kom Xyla.")
    assert sure.confidence > unsure.confidence


PIECES = [
    *"aB .,:\n–-«»()'",
    "Kari ",
    "Nord ",
    "von ",
    "i ",
    "Universitetet ",
    "kommune ",
    "Høyres ",
    "AS ",
    "E6",
    "rektor ",
    "(Ap)",
]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=60),
    st.sampled_from(("nb", "nn", "da", "sv", "en", "de", "fr", "es", "fi", "pl", "xx")),
)
def test_mentions_of_any_text_are_in_order_apart_and_inside(text: str, language: str) -> None:
    segments = (Segment(SegmentKind.PARAGRAPH, 0, len(text)),) if text.strip() else ()
    mentions = find_mentions(text, segments, language, load("cascade"))
    spans = [(m.start, m.end) for m in mentions]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert all(m.name.strip() and text[m.start : m.end].strip() == text[m.start : m.end] for m in mentions)
