"""Pairs of quotation marks, of every house."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from enum import Enum, auto
from functools import cache, partial
from typing import NamedTuple

#: What a pair of marks must hold to quote anything.
_SAYS = re.compile(r"[^\W_]")
_MARK = re.compile(r"[«»\"“”„‟'’‘‚]")
_APOSTROPHES = "'’"
_MANY = 200
_DENSEST = 8  # code points a mark; more marks than that are no prose
_FAMILY = {"«": "guillemet", "»": "guillemet", "‘": "single", "’": "single", "‚": "single", "'": "single"}
_OPENING_PLACE = frozenset(" \t\n\r\u00a0([{–—−―-/:")
_CLOSING_PLACE = frozenset(" \t\n\r\u00a0)]}.,;:!?–—…")
_MAX_DEPTH = 3


class _Role(Enum):
    OPEN = auto()
    CLOSE = auto()


#: (place of a mark, family) -> role of the next mark of that family behind the place.
_Upcoming = dict[tuple[int, str], _Role]


class Marked(NamedTuple):
    """Words in marks: `start:end` with the marks, `inner_start:inner_end` without."""

    start: int
    end: int
    inner_start: int
    inner_end: int


class Pairs(NamedTuple):
    """The outermost pairs of a stretch, and the marks in it that found no partner."""

    marked: tuple[Marked, ...]
    unclosed: tuple[int, ...]
    unopened: tuple[int, ...]

    def between(self, start: int, end: int) -> tuple[Marked, ...]:
        """The pairs that start in `start:end`."""
        first = bisect_left(self.marked, start, key=_start)
        return self.marked[first : bisect_left(self.marked, end, key=_start)]

    def around(self, place: int) -> Marked | None:
        """The pair whose marks stand on both sides of `place`."""
        index = bisect_left(self.marked, place, key=_start) - 1
        return self.marked[index] if index >= 0 and place < self.marked[index].end - 1 else None


NO_PAIRS = Pairs((), (), ())


def _start(marked: Marked) -> int:
    return marked.start


def pair(text: str, start: int, end: int) -> Pairs:
    """Pair the marks of `text[start:end]`; one odd mark leaves the other pairs as they are."""
    if not _MARK.search(text, start, end):
        return NO_PAIRS
    marks = [
        match.start()
        for match in _MARK.finditer(text, start, end)
        if _may_quote(text, match.start(), start, end)
    ]
    if not marks or (len(marks) > _MANY and len(marks) * _DENSEST > end - start):
        return NO_PAIRS
    following = cache(partial(_next_in_family, text, marks, start, end))  # few texts ask for it
    found: list[Marked] = []
    unopened: list[int] = []
    stack: list[int] = []
    for at in marks:
        if _role(text, at, start, end, stack) is _Role.OPEN:
            stack.append(at)
            continue
        depth = _partner(text, at, stack, following)
        if depth is None:
            unopened.append(at)
            continue
        found.append(_marked(text, stack[depth], at))
        del stack[depth:]
    return Pairs(_outermost(text, found), tuple(stack), tuple(unopened))


def _may_quote(text: str, at: int, start: int, end: int) -> bool:
    """Not an apostrophe inside a word; the pairing decides about those behind one."""
    if text[at] not in _APOSTROPHES:
        return True
    before = at > start and (text[at - 1].isalnum() or text[at - 1] in ".,!?…")
    after = at + 1 < end and text[at + 1].isalnum()
    return before != after


def _next_in_family(text: str, marks: list[int], start: int, end: int) -> _Upcoming:
    """The role of the next mark of each family behind each mark."""
    upcoming: dict[str, _Role] = {}
    found: dict[tuple[int, str], _Role] = {}
    for at in reversed(marks):
        found |= {(at, family): role for family, role in upcoming.items()}
        upcoming[_family(text[at])] = _role(text, at, start, end, [])
    return found


def _family(mark: str) -> str:
    return _FAMILY.get(mark, "double")


def _role(text: str, at: int, start: int, end: int, stack: list[int]) -> _Role:
    mark = text[at]
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    opening_place, closing_place = before in _OPENING_PLACE, after in _CLOSING_PLACE
    if mark in "„‚‘‟":
        return _Role.OPEN
    if opening_place and not closing_place:
        return _Role.OPEN
    if closing_place and not opening_place:
        return _Role.CLOSE
    if mark in "«»" and opening_place:  # blanks on both sides: French
        return _Role.OPEN if mark == "«" else _Role.CLOSE
    return (
        _Role.CLOSE if any(_family(text[one]) == _family(mark) for one in stack[-_MAX_DEPTH:]) else _Role.OPEN
    )


def _partner(text: str, at: int, stack: list[int], following: Callable[[], _Upcoming]) -> int | None:
    """Index in the stack of the mark that the one at `at` closes."""
    family = _family(text[at])
    for depth in range(len(stack) - 1, max(-1, len(stack) - 1 - _MAX_DEPTH), -1):
        if _family(text[stack[depth]]) == family:
            return depth
    if not stack or text[at] in _APOSTROPHES:  # an apostrophe behind a word: the players' bus
        return None
    # Mixed marks (`«A“`) are a pair when no closing mark of the opening one's family comes next.
    better = following().get((at, _family(text[stack[-1]])))
    return None if better is _Role.CLOSE else len(stack) - 1


def _marked(text: str, opening: int, closing: int) -> Marked:
    inner_start, inner_end = opening + 1, closing
    while inner_start < inner_end and text[inner_start].isspace():
        inner_start += 1
    while inner_end > inner_start and text[inner_end - 1].isspace():
        inner_end -= 1
    return Marked(opening, closing + 1, inner_start, inner_end)


def _outermost(text: str, found: list[Marked]) -> tuple[Marked, ...]:
    """The pairs that no other pair holds, in order; those without a letter or a figure are none."""
    kept: list[Marked] = []
    for one in sorted(found, key=lambda marked: (marked.start, -marked.end)):
        outside = not kept or one.start >= kept[-1].end
        if outside and _SAYS.search(text, one.inner_start, one.inner_end):
            kept.append(one)
    return tuple(kept)
