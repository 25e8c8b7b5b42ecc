"""Where things stand in an article: sentences, segments, and what is inside somebody's words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from schemas.quotes import QuoteKind
from schemas.segments import SegmentKind
from transforms.quotes import Quote
from transforms.segments import Segment

_BREAK = re.compile(r"[.!?…][\"»«”“’)]{0,2}\s+|\n")
_MARKS = 2  # code points of a dash or mark with its blank
#: Segments whose persons are not those that the running text goes on to speak of.
ASIDE = frozenset({SegmentKind.CAPTION, SegmentKind.HEADLINE, SegmentKind.SUBHEADING})
UNREAD = frozenset({SegmentKind.HEADER, SegmentKind.BYLINE, SegmentKind.FURNITURE, SegmentKind.SECTION})


@dataclass(frozen=True, slots=True)
class Layout:
    """The positions of an article, each list sorted."""

    breaks: Sequence[int]  # where sentences begin
    segments: Sequence[Segment]
    starts: Sequence[int]  # of the segments
    direct: Sequence[tuple[int, int]]  # direct quotes, without overlap
    sources: Sequence[tuple[int, int]]  # mentions of speakers

    def sentence(self, position: int) -> int:
        """Number of the sentence that holds a position."""
        return bisect_right(self.breaks, position)

    def sentence_start(self, position: int) -> int:
        """First code point of the sentence that holds a position."""
        number = self.sentence(position)
        return self.breaks[number - 1] if number else 0

    def opens(self, position: int) -> bool:
        """Whether a sentence begins at a position, or a mark before it."""
        return self.sentence_start(position) >= position - _MARKS

    def segment(self, position: int) -> int:
        """Index of the segment that holds or precedes a position; -1 before the first."""
        return bisect_right(self.starts, position) - 1

    def kind(self, position: int) -> SegmentKind | None:
        """Kind of that segment."""
        index = self.segment(position)
        return self.segments[index].kind if index >= 0 else None

    def is_spoken(self, position: int) -> bool:
        """Whether a position is inside a direct quote."""
        index = bisect_right(self.direct, (position, 1 << 62)) - 1
        return index >= 0 and position < self.direct[index][1]

    def is_read(self, position: int) -> bool:
        """Whether a position is in a segment that belongs to the story."""
        index = self.segment(position)
        inside = index >= 0 and position < self.segments[index].end
        return inside and self.segments[index].kind not in UNREAD


def lay_out(text: str, segments: Sequence[Segment], quotes: Sequence[Quote]) -> Layout:
    """The layout of an article whose quotes are known."""
    ordered = sorted(segments, key=lambda s: s.start)
    starts = [s.start for s in ordered]
    breaks = sorted({match.end() for match in _BREAK.finditer(text)} | set(starts))
    direct: list[tuple[int, int]] = []
    for quote in sorted(quotes, key=lambda q: q.start):
        if quote.kind is QuoteKind.DIRECT and (not direct or quote.start >= direct[-1][1]):
            direct.append((quote.start, quote.end))
    sources = sorted({(quote.speaker.start, quote.speaker.end) for quote in quotes if quote.speaker})
    return Layout(breaks, ordered, starts, direct, sources)
