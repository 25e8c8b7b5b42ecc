"""What the tests of speakers share: who says what in an article of one-line paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from schemas.segments import SegmentKind
from transforms.entities import find_mentions
from transforms.entities.engine import load
from transforms.quotes import Quote, extract
from transforms.segments import Segment
from transforms.speakers import resolve

Read = Callable[[str, str], tuple[Quote, ...]]
Says = Callable[[str, str], dict[str, str | None]]

_KINDS = {"#": SegmentKind.SUBHEADING, "!": SegmentKind.CAPTION, "=": SegmentKind.HEADLINE}


def segments_of(text: str) -> tuple[Segment, ...]:
    """A line is a paragraph; `# ` in front makes it a subheading, `! ` a caption, `= ` a headline."""
    found: list[Segment] = []
    for match in re.finditer(r"(?:([#!=]) )?([^\n]+)", text):
        first = SegmentKind.LEDE if not found else SegmentKind.PARAGRAPH
        found.append(Segment(_KINDS.get(match[1] or "", first), match.start(2), match.end(2)))
    return tuple(found)


@pytest.fixture
def read() -> Read:
    """(language, text) -> the quotes of the text with their speakers."""

    def read_quotes(language: str, text: str) -> tuple[Quote, ...]:
        segments = segments_of(text)
        mentions = find_mentions(text, segments, language, load("cascade"))
        quotes = extract(text, segments, mentions, language)
        return resolve(text, segments, mentions, quotes, language)

    return read_quotes


@pytest.fixture
def says(read: Read) -> Says:
    """(language, text) -> name of the speaker by the first two words of each quote."""

    def names(language: str, text: str) -> dict[str, str | None]:
        quotes = read(language, text)
        return {" ".join(text[q.start : q.end].split()[:2]): q.speaker_name for q in quotes}

    return names
