"""The words of a segment, and which of them a capital says something about."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from itertools import accumulate
from typing import NamedTuple

# A group, so that a split gives gaps and words in turn.
_WORD = re.compile(r"([^\W_]+(?:[-\u2010\u2011][^\W_]+)*)")
_QUOTED = 60  # code points
_BEFORE_OPENING = frozenset(".!?:…–—―−-•*»«\"“”„‚‘’'()/|")
_HONORIFICS = frozenset({"St", "Dr", "Mr", "Mrs", "Ms", "Prof", "Hr", "Fru", "Sen", "Gen", "Rep", "Sir"})


class Word(NamedTuple):
    """A word with its code points; hyphenated words are one."""

    text: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


# `Word._make` without a Python frame for each word.
_make: Callable[[tuple[str, int, int]], Word] = partial(tuple.__new__, Word)


def words_of(text: str, start: int, end: int) -> list[Word]:
    """All words of the stretch `start:end`."""
    parts = _WORD.split(text[start:end])
    places = list(accumulate(map(len, parts), initial=start))
    return list(map(_make, zip(parts[1::2], places[1:-1:2], places[2::2], strict=True)))


def is_opening(text: str, word: Word, start: int) -> bool:
    """Whether the word would have its capital anyway: it begins a sentence, or stands behind a mark."""
    at = word.start - 1
    while at >= start and text[at].isspace():
        at -= 1
    if at < start:
        return True
    mark = text[at]
    if mark not in _BEFORE_OPENING:
        return False
    return not (mark == "." and _abbreviates(text, at, start))


def _abbreviates(text: str, dot: int, start: int) -> bool:
    """Whether the full stop at `dot` ends an initial or an honorific."""
    at = dot
    while at > start and text[at - 1].isalpha():
        at -= 1
    word = text[at:dot]
    return (len(word) == 1 and word.isupper()) or word in _HONORIFICS


def joins(text: str, left: Word, right: Word) -> bool:
    """Whether a blank, an initial's full stop or an apostrophe is between two words."""
    gap = text[left.end : right.start]
    if gap in {" ", "\u00a0", " & ", "&"}:
        return True
    if gap in {". ", ".\u00a0", "."}:
        return left.capital and (len(left.text) == 1 or left.text in _HONORIFICS)
    if gap in {"' ", "’ "}:  # "Nordvik Workers' Union", if no quotation ends here
        return left.text.endswith("s") and right.capital and not _is_quoted(text, left)
    return gap in {"'", "’"} and left.text in {"O", "D", "L", "N"}


def _is_quoted(text: str, word: Word) -> bool:
    """Whether single quotation marks may open up to a few words before a word."""
    before = text[max(0, word.start - _QUOTED) : word.start]
    return any(mark in before for mark in "'‘’")


def capitals(words: Sequence[Word]) -> list[int]:
    """Positions of the words that begin with a capital."""
    return [index for index, (text, _, _) in enumerate(words) if text[0].isupper()]
