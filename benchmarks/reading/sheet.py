"""A page while it is written: the text so far, and where on it every segment and every name stands."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from string import Formatter
from typing import NamedTuple

from schemas.entities import Label
from schemas.segments import SegmentKind
from transforms.entities.mention import Mention
from transforms.quotes import Span
from transforms.segments import Segment

ENGINE, CONFIDENCE = "invented", 0.97


class Name(NamedTuple):
    """Something with a name, as it is printed; `name` is its full form."""

    printed: str
    label: Label
    name: str
    role: str | None = None
    party: str | None = None


class Words(NamedTuple):
    """What stands in a slot and has slots itself."""

    template: str


Value = str | Name | Words
Slots = Mapping[str, Value]


class Sheet:
    """Writes segment by segment, and remembers segments and mentions."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self.mentions: list[Mention] = []
        self.length = 0
        self._parts: list[str] = []

    @property
    def text(self) -> str:
        """All that has been written."""
        return "".join(self._parts)

    def segment(self, kind: SegmentKind, template: str, slots: Slots) -> dict[str, Span]:
        """Write a segment; returns where the slots of `template` stand."""
        if self.segments:
            self._put("\n\n")
        start = self.length
        spans = self._fill(kind, template, slots)
        self.segments.append(Segment(kind, start, self.length))
        return spans

    def _fill(self, kind: SegmentKind, template: str, slots: Slots) -> dict[str, Span]:
        spans = {}
        for literal, slot in _parsed(template):
            self._put(literal)
            if slot is not None:
                start = self.length
                self._value(kind, slots[slot], slots)
                spans[slot] = Span(start, self.length)
        return spans

    def _value(self, kind: SegmentKind, value: Value, slots: Slots) -> None:
        if isinstance(value, Words):
            self._fill(kind, value.template, slots)
        elif isinstance(value, Name):
            start = self.length
            self._put(value.printed)
            what = (value.label, value.name, value.role, value.party, kind)
            self.mentions.append(Mention(start, self.length, *what, CONFIDENCE, ENGINE))
        else:
            self._put(value)

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self.length += len(text)


@lru_cache(maxsize=4096)
def _parsed(template: str) -> tuple[tuple[str, str | None], ...]:
    return tuple((literal, slot) for literal, slot, _, _ in Formatter().parse(template))
