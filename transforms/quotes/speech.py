"""What the readers of dashes, marks and reporter text hand on: speech with its source, not yet joined."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from schemas.quotes import QuoteKind, QuoteRule
from schemas.segments import SegmentKind
from transforms.quotes.dashes import Opener
from transforms.quotes.marks import Pairs
from transforms.quotes.source import Source

_TITLES = frozenset((SegmentKind.HEADLINE, SegmentKind.SUBHEADING))


class Block(NamedTuple):
    """One segment that may hold quotes: its stretch without a photo credit, its marks."""

    number: int  # of the blocks
    kind: SegmentKind
    start: int
    end: int
    pairs: Pairs
    openers: tuple[Opener, ...]  # dialogue dashes

    @property
    def is_title(self) -> bool:
        """Whether it is a headline or a subheading."""
        return self.kind in _TITLES


class Telling(NamedTuple):
    """How the reporter of the article tells."""

    run_on: bool  # right behind the words of others: the paragraphs are lost
    we: bool  # in the first person plural


class Sentence(NamedTuple):
    """A sentence of the reporter: code points `start:end`, words `first:limit`."""

    block: Block
    start: int
    end: int
    first: int
    limit: int
    cues: Sequence[int]  # those of its words that may report
    sources: Sequence[int]  # and that name a source
    has_fragment: bool  # in marks, with a source


class Found(NamedTuple):
    """A stretch that the reporter's sentence reports, with its rule and source."""

    start: int
    end: int
    rule: QuoteRule
    source: Source | None
    kind: QuoteKind = QuoteKind.INDIRECT


class Speech(NamedTuple):
    """Somebody's words `start:end`; `rule` None: nothing in its own paragraph says whose.

    `taken` is the end of what the speech and its clause use up, `joined` that it goes on with
    the speech before it.
    """

    kind: QuoteKind
    start: int
    end: int
    taken: int
    block: int
    rule: QuoteRule | None
    source: Source | None
    joined: bool = False
    dashed: bool = False


def trim(text: str, start: int, end: int, cut: str = "") -> tuple[int, int]:
    """`start:end` without blanks at both ends, and without the characters `cut` at its end."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in cut):
        end -= 1
    return start, end


def char_before(text: str, place: int, start: int) -> str:
    """The last character before `place` that is no blank, not before `start`; empty if there is none."""
    while place > start and text[place - 1].isspace():
        place -= 1
    return text[place - 1] if place > start else ""
