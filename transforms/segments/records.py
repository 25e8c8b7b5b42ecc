"""What the segmenter finds: segments, and the page that they make up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from schemas.documents import Issue
from schemas.segments import SegmentKind


class Segment(NamedTuple):
    """One stretch `start:end` of the view."""

    kind: SegmentKind
    start: int
    end: int
    credit: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """The segments of an article in order, and what they say about the whole."""

    segments: tuple[Segment, ...]
    section: str | None
    agency: str | None
    headline: str | None
    byline: tuple[str, ...]
    issues: frozenset[Issue]
