"""Runs of capitalised words: what may be a name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from schemas.segments import SegmentKind
from transforms.entities.lexicon import Lexicon
from transforms.entities.words import Word, capitals, is_opening, joins, words_of
from transforms.segments import Segment

#: Segments whose names are none of the article's.
UNREAD = frozenset({SegmentKind.HEADER, SegmentKind.BYLINE, SegmentKind.FURNITURE, SegmentKind.SECTION})
_MAX_RUN = 8


@dataclass(frozen=True, slots=True)
class Line:
    """One segment as words."""

    text: str
    start: int
    end: int
    kind: SegmentKind
    words: Sequence[Word]
    capitals: Sequence[int]  # which of the words begin with a capital
    openings: AbstractSet[int]  # which of these would have it anyway, by their place

    def gap(self, index: int) -> str:
        """What stands between the words `index` and `index + 1`."""
        return self.text[self.words[index].end : self.words[index + 1].start]

    def opens(self, index: int) -> bool:
        """Whether the capital of word `index` says nothing."""
        return index in self.openings


@dataclass(frozen=True, slots=True)
class Run:
    """The words `first` to `last` (both included) of a line."""

    line: Line
    first: int
    last: int

    @property
    def words(self) -> Sequence[Word]:
        """The words of the run."""
        return self.line.words[self.first : self.last + 1]

    @property
    def start(self) -> int:
        """First code point."""
        return self.line.words[self.first].start

    @property
    def end(self) -> int:
        """Code point after the last."""
        return self.line.words[self.last].end

    @property
    def text(self) -> str:
        """The words as they stand."""
        return self.line.text[self.start : self.end]

    @property
    def opens(self) -> bool:
        """Whether the first capital says nothing."""
        return self.line.opens(self.first)

    def before(self) -> str:
        """The word before the run when only a blank is between, in lower case; else empty."""
        return _neighbour(self.line, self.first - 1, self.first - 1)

    def after(self) -> str:
        """The word after the run when only a blank is between; else empty."""
        return _neighbour(self.line, self.last, self.last + 1)


def _neighbour(line: Line, gap: int, word: int) -> str:
    if not (0 <= gap < len(line.words) - 1 and 0 <= word < len(line.words)):
        return ""
    return line.words[word].text if line.gap(gap) in {" ", "\u00a0"} else ""


def lines_of(text: str, segments: Sequence[Segment]) -> list[Line]:
    """The segments whose names count, as words."""
    return [_line(text, segment) for segment in segments if segment.kind not in UNREAD]


def _line(text: str, segment: Segment) -> Line:
    words = words_of(text, segment.start, segment.end)
    large = capitals(words)
    openings = {index for index in large if is_opening(text, words[index], segment.start)}
    return Line(text, segment.start, segment.end, segment.kind, words, large, openings)


def runs_of(line: Line, lexicon: Lexicon) -> Iterator[Run]:
    """The longest runs of capitalised words, small words of names inside, from left to right."""
    reached = length_of_label(line)
    for index in line.capitals:
        if index >= reached:
            last = _last_of_run(line, index, lexicon)
            yield Run(line, index, last)
            reached = last + 1


def length_of_label(line: Line) -> int:
    """How many words in capitals begin a caption as its label ("KLAR FOR START: ...")."""
    if line.kind is not SegmentKind.CAPTION:
        return 0
    for index, word in enumerate(line.words[:_MAX_RUN]):
        if not word.text.isupper() and not word.text.isdigit():
            return 0
        if line.text[word.end : word.end + 1] == ":":
            return index + 1
    return 0


def _last_of_run(line: Line, first: int, lexicon: Lexicon) -> int:
    words, last = line.words, first
    while last + 1 < len(words) and last - first < _MAX_RUN:
        step = _step(line, last, lexicon)
        if not step:
            break
        last += step
    return last


def _step(line: Line, at: int, lexicon: Lexicon) -> int:
    """How many words further the name goes on behind word `at`: 0 when it ends there."""
    words = line.words
    for ahead in range(1, 4):
        if at + ahead >= len(words) or not joins(line.text, words[at + ahead - 1], words[at + ahead]):
            return 0
        if words[at + ahead].text[0].isupper():
            return 0 if words[at + ahead].text.lower() in lexicon.common_capitals else ahead
        if words[at + ahead].text not in lexicon.particles:
            return 0
    return 0
