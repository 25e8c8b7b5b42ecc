"""The segments that may hold quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from schemas.segments import SegmentKind
from transforms.quotes.dashes import openers
from transforms.quotes.marks import pair
from transforms.quotes.speech import Block

if TYPE_CHECKING:
    from transforms.segments import Segment

_QUOTED_IN = frozenset(
    (
        SegmentKind.HEADLINE,
        SegmentKind.LEDE,
        SegmentKind.PARAGRAPH,
        SegmentKind.SUBHEADING,
        SegmentKind.CAPTION,
    )
)
# A place, an agency in brackets, a dash or a colon; or a place in capitals and a dash.
_DATELINE = re.compile(
    r"(?:[^\W\d_][^\n()]{0,40})?\([^()\n]{2,30}\)\s?[.:]?\s?[-–—:]{1,2}\s"
    r"|[^\W\d_a-zæøåäöü]{3,20}[^\n()–—-]{0,20} [—–-] "
)
_LABEL = re.compile(r"(\w+)\s?:")


def read_blocks(text: str, segments: Sequence[Segment], credit_labels: frozenset[str]) -> list[Block]:
    """Headlines, ledes, paragraphs, subheadings and captions; a caption without its credit."""
    kept = [segment for segment in segments if segment.kind in _QUOTED_IN]
    return [_read_block(text, index, segment, credit_labels) for index, segment in enumerate(kept)]


def _read_block(text: str, index: int, segment: Segment, credit_labels: frozenset[str]) -> Block:
    end = _without_credit(text, segment, credit_labels)
    pairs = pair(text, segment.start, end)
    found = openers(text, segment.start, end, pairs.marked)
    return Block(index, segment.kind, segment.start, end, pairs, found)


def _without_credit(text: str, segment: Segment, labels: frozenset[str]) -> int:
    if segment.kind is not SegmentKind.CAPTION:
        return segment.end
    for match in _LABEL.finditer(text, segment.start, segment.end):
        if match[1].lower() in labels:
            return match.start()
    return segment.end


def prose_start(text: str, block: Block) -> int:
    """Where the first sentence starts: behind a dateline."""
    match = None if block.openers else _DATELINE.match(text, block.start, block.end)
    return match.end() if match else block.start
