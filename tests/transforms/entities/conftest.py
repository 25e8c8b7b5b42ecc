"""What the tests of entities share: the names in a text whose lines are paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from schemas.segments import SegmentKind
from transforms.entities import Mention, find_mentions
from transforms.entities.engine import load
from transforms.segments import Segment

Find = Callable[[str, str], tuple[Mention, ...]]


@pytest.fixture
def find() -> Find:
    """(language, text) -> the mentions of the text; `! ` in front of a line makes it a caption."""

    def find_in(language: str, text: str) -> tuple[Mention, ...]:
        kinds = {"!": SegmentKind.CAPTION, "<": SegmentKind.BYLINE}
        matches = re.finditer(r"(?:([!<]) )?([^\n]+)", text)
        segments = [Segment(kinds.get(m[1] or "", SegmentKind.LEDE), m.start(2), m.end(2)) for m in matches]
        return find_mentions(text, segments, language, load("cascade"))

    return find_in
