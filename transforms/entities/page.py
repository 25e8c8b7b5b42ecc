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
    written = {word.text for line in lines for word in line.words}
    return Page(
        text,
        lines,
        frozenset(word for word in written if word[0].islower()),
        frozenset(line.words[i].text for line in lines for i in line.capitals if i not in line.openings),
        frozenset(line.words[i].start for line in lines for i in line.openings),
        frozenset(word.start for line in lines for word in line.words[: length_of_label(line)]),
    )
