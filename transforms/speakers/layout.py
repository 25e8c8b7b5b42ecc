"""Where things stand in an article: sentences, segments, and what is inside somebody's words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from schemas.quotes import QuoteKind
from schemas.segments import SegmentKind
from transforms.quotes import Quote
from transforms.segments import Segment

_BREAK = re.compile(r"[\n.!?…](?:(?<=\n)|[\"»«”“’)]{0,2}\s+)")
_END = 1 << 62  # behind every text
_DIRECT = QuoteKind.DIRECT
_MARKS = 2  # code points of a dash or mark with its blank
_LOOK_BACK = 40  # code points
#: Segments whose persons are not those that the running text goes on to speak of.
ASIDE = frozenset({SegmentKind.CAPTION, SegmentKind.HEADLINE, SegmentKind.SUBHEADING})
UNREAD = frozenset({SegmentKind.HEADER, SegmentKind.BYLINE, SegmentKind.FURNITURE, SegmentKind.SECTION})


@dataclass(frozen=True, slots=True)
class Layout:
    """A text and the positions in it, each list sorted."""

    text: str
    segments: Sequence[Segment]
    starts: Sequence[int]  # of the segments
    told: Sequence[tuple[int, int]]  # the reporter's own words: the story without direct quotes
    sources: Sequence[tuple[int, int]]  # mentions of speakers

    def is_broken(self, start: int, end: int) -> bool:
        """Whether a sentence ends between two positions of a segment."""
        return _BREAK.search(self.text, start, end) is not None

    def opens(self, position: int) -> bool:
        """Whether a sentence begins at a position, or a mark before it."""
        near, segment = position - _MARKS, self.segment(position)
        if near <= 0 or (segment >= 0 and self.starts[segment] >= near):
            return True
        return any(b.end() >= near for b in _BREAK.finditer(self.text, max(0, near - _LOOK_BACK), position))

    def segment(self, position: int) -> int:
        """Index of the segment that holds or precedes a position; -1 before the first."""
        return bisect_right(self.starts, position) - 1

    def is_told(self, position: int) -> bool:
        """Whether a position is in the reporter's own words."""
        index = bisect_right(self.told, (position, _END)) - 1
        return index >= 0 and position < self.told[index][1]


def lay_out(text: str, segments: Sequence[Segment], quotes: Sequence[Quote]) -> Layout:
    """The layout of an article whose quotes are known."""
    ordered = sorted(segments, key=attrgetter("start"))
    starts = [segment.start for segment in ordered]
    direct = sorted([(quote.start, quote.end) for quote in quotes if quote.kind is _DIRECT])
    sources = sorted({quote.speaker for quote in quotes if quote.speaker})
    return Layout(text, ordered, starts, list(_told(ordered, direct)), sources)


def _told(segments: Iterable[Segment], direct: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The stretches of the story around the direct quotes, all in order."""
    following = 0
    for segment in segments:
        if segment.kind in UNREAD:
            continue
        at = segment.start
        while following < len(direct) and direct[following][0] < segment.end:
            start, end = direct[following]
            if at < start:
                yield at, start
            at = max(at, end)
            if end > segment.end:  # it goes on in the next segment
                break
            following += 1
        if at < segment.end:
            yield at, segment.end
