"""What the resolver fills in beside the name, and what it leaves alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.quotes import SpeakerKind
from schemas.segments import SegmentKind
from transforms.entities import find_mentions
from transforms.entities.engine import load
from transforms.quotes import extract
from transforms.segments import Segment
from transforms.speakers import resolve

if TYPE_CHECKING:
    from collections.abc import Callable

    from transforms.quotes import Quote

    Read = Callable[[str, str], tuple[Quote, ...]]

LANGUAGES = ("nb", "nn", "da", "sv", "en", "de", "fr", "es", "nl", "fi", "it", "pt", "pl", "xx")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Rektor Tora Vik kom.\n– Ja, sier Vik.", SpeakerKind.PERSON),
        ("Rektor Tora Vik kom.\n– Ja, sier rektoren.", SpeakerKind.PERSON),
        ("– Ja, sier politiet.", SpeakerKind.ORGANISATION),
        ("Kystverket kom.\n– Ja, skriver etaten i en melding.", SpeakerKind.ORGANISATION),
        ("– Ja, sier brannsjefen.", SpeakerKind.ROLE),
        ("– Ja, sier et vitne.", SpeakerKind.UNNAMED),
        ("Tora Vik kom.\n– Når?\n– Nå, sier Vik.", SpeakerKind.INTERVIEWER),
    ],
)
def test_a_speaker_has_a_kind(read: Read, text: str, kind: SpeakerKind) -> None:
    assert read("nb", text)[0].speaker_kind is kind


def test_role_and_party_come_with_the_person(read: Read) -> None:
    text = "Statsråd Tora Vik (Sp) kom.\nHun smilte.\n– Ja, sier hun.\n– Nei, sier Per Moe."
    first, second = read("nb", text)
    assert (first.speaker_role, first.speaker_party) == ("statsråd", "Sp")
    assert (second.speaker_role, second.speaker_party) == (None, None)


def test_what_is_no_certainty_costs_confidence(read: Read) -> None:
    named, pronoun, origin = read(
        "nb", "Johan Falk kom.\n– A, sier Falk.\n– B, sier han.\n– C, sier svensken."
    )
    assert named.confidence > pronoun.confidence > origin.confidence > 0


def test_a_source_that_nobody_names_stays_null(read: Read) -> None:
    (quote,) = read("nb", "– Hjelp!\nSlik begynte lappen i flasken.")
    assert (quote.speaker_name, quote.speaker_kind) == (None, None)


def test_words_inside_quotes_are_nobodys_antecedent(read: Read) -> None:
    text = "Trener Ola Berg er lei.\n– Per Moe var best. Per Moe var alltid best, sier han."
    assert [q.speaker_name for q in read("nb", text)] == ["Ola Berg"]


def test_captions_do_not_change_the_subject(read: Read) -> None:
    text = "Ola Berg tapte.\n! GLAD: Per Moe jublet. Foto: Kai Lie\n– Det var tungt, sier han."
    assert [q.speaker_name for q in read("nb", text)] == ["Ola Berg"]


def test_no_quotes_no_speakers() -> None:
    assert resolve("Ola Berg kom.", (), (), (), "nb") == ()


WORDS = [
    *"abc .,:!?\n–-«»“”\"()'",
    " sier ",
    " Kari Nord ",
    " han",
    " Hun ",
    "rektoren",
    " 34-åringen",
    " said ",
    "Ola",
]
texts = st.lists(st.sampled_from(WORDS), max_size=60).map("".join)


@settings(max_examples=150, deadline=None)
@given(texts | st.text(max_size=80), st.sampled_from(LANGUAGES))
def test_any_text_keeps_its_quotes(text: str, language: str) -> None:
    segments = tuple(
        Segment(SegmentKind.PARAGRAPH, start, start + len(line))
        for start, line in _lines(text)
        if line.strip()
    )
    mentions = find_mentions(text, segments, language, load("cascade"))
    quotes = extract(text, segments, mentions, language)
    resolved = resolve(text, segments, mentions, quotes, language)
    assert [(q.start, q.end, q.kind, q.turn, q.rule) for q in resolved] == [
        (q.start, q.end, q.kind, q.turn, q.rule) for q in quotes
    ]
    for before, after in zip(quotes, resolved, strict=True):
        assert 0 <= after.confidence <= before.confidence
        assert after.speaker_name is None or after.speaker_name.strip()
        assert (after.speaker_name is None) == (after.speaker_kind in {None, SpeakerKind.INTERVIEWER})


def _lines(text: str) -> list[tuple[int, str]]:
    found, start = [], 0
    for line in text.split("\n"):
        found.append((start, line))
        start += len(line) + 1
    return found
