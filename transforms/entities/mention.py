"""The record of this room."""

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


@dataclass(frozen=True, slots=True)
class Found:
    """What an engine hands on: a stretch `start:end` that names something, and how sure it is."""

    start: int
    end: int
    label: Label
    segment_kind: SegmentKind
    confidence: float
