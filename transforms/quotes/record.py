"""The records of this room: a span, and a quote."""

from __future__ import annotations

from typing import NamedTuple

from schemas.quotes import QuoteKind, SpeakerKind
from schemas.segments import SegmentKind


class Span(NamedTuple):
    """Half-open range of code points of the view."""

    start: int
    end: int


class Quote(NamedTuple):
    """One contiguous stretch of one speaker's words.

    `extract` fills the words, cue and mention; `speakers.resolve` who it is. `turn` is one number
    for everything that one speaker says in one go: the parts around a reporting clause, the
    paragraphs that go on without one. `rule` is a value of `schemas.quotes.QuoteRule`.
    """

    kind: QuoteKind
    start: int
    end: int
    turn: int
    cue: Span | None
    cue_lemma: str | None
    speaker: Span | None
    medium: str | None
    segment_kind: SegmentKind
    rule: str
    confidence: float
    speaker_name: str | None = None
    speaker_kind: SpeakerKind | None = None
    speaker_role: str | None = None
    speaker_party: str | None = None
