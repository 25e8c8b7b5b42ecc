"""Where things stand: the reporter's own words, and where sentences begin."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.quotes import QuoteKind
from schemas.segments import SegmentKind
from transforms.quotes import Quote
from transforms.segments import Segment
from transforms.speakers.layout import UNREAD, lay_out

_LENGTH = 30
_KINDS = [SegmentKind.LEDE, SegmentKind.CAPTION, SegmentKind.FURNITURE]


def quote(start: int, end: int, kind: QuoteKind = QuoteKind.DIRECT) -> Quote:
    return Quote(kind, start, end, 0, None, None, None, None, SegmentKind.PARAGRAPH, "", 1.0)


@st.composite
def segmentations(draw: st.DrawFn) -> list[Segment]:
    """Segments in order without overlap, with gaps."""
    cuts = sorted(draw(st.sets(st.integers(0, _LENGTH), max_size=8)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    return [Segment(draw(st.sampled_from(_KINDS)), start, end) for start, end in pairs]


@settings(max_examples=60)
@given(segmentations(), st.lists(st.tuples(st.integers(0, _LENGTH), st.integers(1, _LENGTH)), max_size=5))
def test_told_is_what_is_in_the_story_and_in_no_direct_quote(
    segments: list[Segment], spans: list[tuple[int, int]]
) -> None:
    quotes = [quote(start, start + length) for start, length in spans]
    layout = lay_out("x" * _LENGTH, segments, quotes)
    for position in range(_LENGTH):
        story = any(s.start <= position < s.end for s in segments if s.kind not in UNREAD)
        spoken = any(q.start <= position < q.end for q in quotes)
        assert layout.is_told(position) is (story and not spoken)


def test_what_others_are_said_to_have_said_is_told() -> None:
    layout = lay_out(
        "Hun sier at det regner.", [Segment(SegmentKind.LEDE, 0, 23)], [quote(12, 22, QuoteKind.INDIRECT)]
    )
    assert layout.is_told(12)


@pytest.mark.parametrize(
    "text",
    [
        "Politiet kom.",
        "Det brant. Politiet kom.",
        "«Det brant.» Politiet kom.",
        "Det brant.\n– Politiet kom.",
    ],
)
def test_a_sentence_opens_at_its_first_word_or_a_mark_before_it(text: str) -> None:
    layout = lay_out(text, [Segment(SegmentKind.LEDE, 0, len(text))], [])
    assert layout.opens(text.index("Politiet"))


@pytest.mark.parametrize("text", ["Det brant: Politiet kom.", "Kl. 3.15 kom Politiet."])
def test_no_sentence_opens_inside_another(text: str) -> None:
    layout = lay_out(text, [Segment(SegmentKind.LEDE, 0, len(text))], [])
    assert not layout.opens(text.index("Politiet"))
