"""Where a dialogue dash opens somebody's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from transforms.quotes.marks import Marked

_DASH = re.compile(r"[–—−―‒_-](?![–—−―‒_-])")
_DASHES = frozenset("–—−―‒_-")
_BULLETS = frozenset("*•●✹·")
_SENTENCE_END = frozenset('.!?…:»”"')
_LONGEST_LEAD = 3  # bullet and blanks before the first dash


class Opener(NamedTuple):
    """A dialogue dash at `dash`, the words behind it from `words`."""

    dash: int
    words: int
    at_start: bool  # of its paragraph


def openers(text: str, start: int, end: int, marked: tuple[Marked, ...]) -> tuple[Opener, ...]:
    """Dialogue dashes of the paragraph `text[start:end]`: at its start, behind a sentence or a colon."""
    return tuple(_openers(text, start, end, marked)) if _DASH.search(text, start, end) else ()


def _openers(text: str, start: int, end: int, marked: tuple[Marked, ...]) -> Iterator[Opener]:
    inside = iter(marked)
    pair = next(inside, None)
    for match in _DASH.finditer(text, start, end):
        dash = match.start()
        before = text[dash - 1] if dash > start else " "
        if before.isalnum() or before in _DASHES:  # inside a word, a range, a rule
            continue
        while pair and pair.end <= dash:
            pair = next(inside, None)
        if pair and pair.start < dash:
            continue
        words = _skip_blanks(text, dash + 1, end)
        at_start = _at_start(text, start, dash)
        if words < end and (
            _opens_paragraph(text, dash, words) if at_start else _opens_sentence(text, start, dash, words)
        ):
            yield Opener(dash, words, at_start)


def _skip_blanks(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at


def _at_start(text: str, start: int, dash: int) -> bool:
    lead = text[start:dash] if dash - start <= _LONGEST_LEAD else "x"
    return all(char.isspace() or char in _BULLETS for char in lead)


def _opens_paragraph(text: str, dash: int, words: int) -> bool:
    """Not a negative number, not an underscore inside a rule of underscores."""
    return not (words == dash + 1 and text[words].isdigit()) and not (
        text[dash] == "_" and text[words] == "_"
    )


def _opens_sentence(text: str, start: int, dash: int, words: int) -> bool:
    before = dash - 1
    while before >= start and text[before].isspace():
        before -= 1
    if before < start or text[before] not in _SENTENCE_END or text[dash] == "_":
        return False
    # "(EFE).- El ...": the dash of a dateline.
    if before == dash - 1 and (before == start or text[before - 1] == ")"):
        return False
    return text[words].isupper() or text[words] in '«"“”„….' or (text[words].isdigit() and words > dash + 1)
