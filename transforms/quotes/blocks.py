"""The segments that may hold quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from schemas.segments import SegmentKind
from transforms.quotes.dashes import openers
from transforms.quotes.marks import NO_PAIRS, pair
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
_LONGEST_PLACE = 41  # code points
# A place, an agency in brackets, a dash or a colon; or a place in capitals and a dash.
_AGENCY = re.compile(r"(?:[^\W\d_][^\n()]{0,40})?\([^()\n]{2,30}\)\s?[.:]?\s?[-–—:]{1,2}\s")
_PLACE = re.compile(r"[^\W\d_a-zæøåäöü]{3,20}[^\n()–—-]{0,20} [—–-] ")
_LABEL = re.compile(r"(\w+)\s?:")
# What may open or close somebody's words: most paragraphs have none of them.
_SIGN = re.compile(r"[«»\"“”„‟'’‘‚–—−―‒_-]")
_CAPTION = SegmentKind.CAPTION  # Python 3.11 looks members up at a price


def read_blocks(text: str, segments: Sequence[Segment], credit_labels: frozenset[str]) -> list[Block]:
    """Headlines, ledes, paragraphs, subheadings and captions; a caption without its credit."""
    kept = [segment for segment in segments if segment.kind in _QUOTED_IN]
    return [_read_block(text, number, segment, credit_labels) for number, segment in enumerate(kept)]


def _read_block(text: str, number: int, segment: Segment, credit_labels: frozenset[str]) -> Block:
    kind, start, end = segment.kind, segment.start, segment.end
    if kind is _CAPTION:
        end = _without_credit(text, start, end, credit_labels)
    if not _SIGN.search(text, start, end):
        return Block(number, kind, start, end, NO_PAIRS, ())
    pairs = pair(text, start, end)
    return Block(number, kind, start, end, pairs, openers(text, start, end, pairs.marked))


def _without_credit(text: str, start: int, end: int, labels: frozenset[str]) -> int:
    for match in _LABEL.finditer(text, start, end):
        if match[1].lower() in labels:
            return match.start()
    return end


def prose_start(text: str, block: Block) -> int:
    """Where the first sentence starts: behind a dateline."""
    if block.openers:
        return block.start
    bracket = text.find("(", block.start, block.start + _LONGEST_PLACE + 1) >= 0
    match = _AGENCY.match(text, block.start, block.end) if bracket else None
    match = match or _PLACE.match(text, block.start, block.end)
    return match.end() if match else block.start
