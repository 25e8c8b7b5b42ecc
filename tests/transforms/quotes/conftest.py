"""What the tests of quotes share: an article of one-line paragraphs, its quotes as readable lines."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from schemas.entities import Label
from schemas.segments import SegmentKind
from transforms.entities import Mention
from transforms.quotes import Quote, Span, extract
from transforms.segments import Segment

PERSONS = ("Kari Nord", "Nord", "Ola Dahl", "Dahl", "Per Moe", "Moe")
ORGANISATIONS = (
    "NTB",
    "NRK",
    "VG",
    "TV 2",
    "Ritzau",
    "TT",
    "Reuters",
    "dpa",
    "AFP",
    "Havlinjen",
    "Rødt",
    "Veivesenet",
)

Read = Callable[[str, str], tuple[Quote, ...]]
Lines = Callable[[str, str], list[str]]


def _segments(text: str) -> tuple[Segment, ...]:
    """A line is a paragraph; `# ` in front makes it a subheading, `! ` a caption, `= ` a headline."""
    kinds = {"#": SegmentKind.SUBHEADING, "!": SegmentKind.CAPTION, "=": SegmentKind.HEADLINE}
    found = []
    for match in re.finditer(r"(?:([#!=]) )?([^\n]+)", text):
        kind = kinds.get(match[1] or "", SegmentKind.PARAGRAPH)
        found.append(Segment(kind, match.start(2), match.end(2)))
    return tuple(found)


def _mentions(text: str) -> tuple[Mention, ...]:
    found = [
        Mention(match.start(), match.end(), label, name, None, None, SegmentKind.PARAGRAPH, 1.0, "test")
        for names, label in ((PERSONS, Label.PER), (ORGANISATIONS, Label.ORG))
        for name in names
        for match in re.finditer(rf"\b{re.escape(name)}\b", text)
    ]
    return tuple(sorted(found, key=lambda mention: (mention.start, -mention.end)))


@pytest.fixture
def read() -> Read:
    """The quotes of a text in a language."""
    return lambda language, text: extract(text, _segments(text), _mentions(text), language)


@pytest.fixture
def lines(read: Read) -> Lines:
    """Each quote as "kind: words / cue / speaker", with "-" for what is not there."""

    def shown(language: str, text: str) -> list[str]:
        return [_line(text, quote) for quote in read(language, text)]

    return shown


def _line(text: str, quote: Quote) -> str:
    words = text[quote.start : quote.end]
    return f"{quote.kind}: {words} / {_slice(text, quote.cue)} / {_slice(text, quote.speaker)}"


def _slice(text: str, span: Span | None) -> str:
    return text[span.start : span.end] if span else "-"
