"""Which language an article, and each of its segments, is written in."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.documents import Issue
from transforms.segments import Segment


@dataclass(frozen=True, slots=True)
class Detection:
    """`language` is the decision (BCP 47, `und` if unknown); `label` and `probability` are langdetect's."""

    language: str
    label: str | None
    probability: float | None
    segments: tuple[Segment, ...]  # the page's, each with its language
    issues: frozenset[Issue]
