"""An article's words, and what they say about capitals: which a name needs, which come from the place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from transforms.entities.runs import Line, length_of_label, lines_of
from transforms.segments import Segment


@dataclass(frozen=True, slots=True)
class Page:
    """The segments that count as words."""

    text: str
    lines: Sequence[Line]
    small: frozenset[str]  # words that stand somewhere in small letters
    capitals: frozenset[str]  # words that have a capital where none is due
    openings: frozenset[int]  # first code points of words whose capital says nothing
    labels: frozenset[int]  # first code points of the words of captions' labels ("KLAR FOR START:")


def read_page(text: str, segments: Sequence[Segment]) -> Page:
    """The words of the segments whose names are the article's."""
    lines = lines_of(text, segments)
    words = [word for line in lines for word in line.words]
    openings = frozenset(
        word.start
        for line in lines
        for index, word in enumerate(line.words)
        if word.text[0].isupper() and line.opens(index)
    )
    return Page(
        text,
        lines,
        frozenset(word.text for word in words if word.text[0].islower()),
        frozenset(word.text for word in words if word.text[0].isupper() and word.start not in openings),
        openings,
        frozenset(word.start for line in lines for word in line.words[: length_of_label(line)]),
    )
