"""The page: every line of an article with its kind."""

from __future__ import annotations

from schemas.segments import SegmentKind
from transforms.header import Header
from transforms.segments.lines import split_lines
from transforms.segments.records import Page, Segment


def segment(text: str, header: Header) -> Page:
    """The segments of a view."""
    head = (Segment(SegmentKind.HEADER, header.start, header.end),) if header.end else ()
    lines = split_lines(text, header.end)
    body = tuple(Segment(SegmentKind.PARAGRAPH if i else SegmentKind.LEDE, x.start, x.end) for i, x in enumerate(lines))
    return Page(head + body, None, None, None, (), frozenset())
