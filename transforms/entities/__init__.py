"""Names in an article: persons with their roles and parties, organisations, places."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.entities import Label
from schemas.segments import SegmentKind


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention `start:end` of the view. `name`, `role` and `party` hold for every mention of it."""

    start: int
    end: int
    label: Label
    name: str
    role: str | None
    party: str | None
    segment_kind: SegmentKind
    confidence: float
    engine: str
