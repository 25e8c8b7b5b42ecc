"""Text to lines: paragraphs as the page sets them, hard-wrapped ones joined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

_FINAL = frozenset('.!?:…»”"“’)')
_DASHES = frozenset("–—―−-_•*")
_WRAP_LINES = 3  # fewer lines show no habit
_WRAP_WIDTH = 110  # characters: wider lines are paragraphs
_SHORT_LINE = 35  # characters: a line shorter than this was not wrapped


class Line(NamedTuple):
    """One line or joined paragraph `start:end`, without the blanks around it.

    `apart` says whether a blank line stands before it, `glued` whether it was cut from the text before.
    """

    start: int
    end: int
    text: str
    apart: bool = True
    glued: bool = False

    def cut(self, at: int) -> tuple[Line, Line]:
        """The line before and after its character `at`, without blanks at the cut; neither may be blank."""
        head, tail = self.text[:at].rstrip(), self.text[at:].lstrip()
        glued = len(head) + len(tail) == len(self.text)
        return (
            Line(self.start, self.start + len(head), head, self.apart, self.glued),
            Line(self.end - len(tail), self.end, tail, apart=False, glued=glued),
        )


def split_lines(text: str, start: int) -> list[Line]:
    """The non-blank lines of `text` from `start` on; the lines of a hard-wrapped paragraph are one."""
    lines = list(_lines(text, start))
    if all(line.apart for line in lines):
        return lines
    return [line for block in _blocks(lines) for line in _unwrapped(text, block)]


def _lines(text: str, start: int) -> Iterator[Line]:
    at, breaks = start, 0
    for content in _same_breaks(text[start:]).split("\n"):
        stripped = content.strip()
        if stripped:
            begin = at if stripped is content else at + content.index(stripped)
            yield Line(begin, begin + len(stripped), stripped, breaks != 1)
            breaks = 0
        at += len(content) + 1
        breaks += 1


def _same_breaks(text: str) -> str:
    """The text, as long as before, with a line feed for every line break."""
    if "\r" in text:
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    return text.replace("\u2028", "\n").replace("\u2029", "\n")


def _blocks(lines: list[Line]) -> Iterator[list[Line]]:
    """Runs of lines without a blank line between them."""
    block: list[Line] = []
    for line in lines:
        if line.apart and block:
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _unwrapped(text: str, block: list[Line]) -> Iterable[Line]:
    """The block with its broken sentences joined."""
    if len(block) == 1:
        return block
    wrapped = _is_wrapped(block)
    joined = [block[0]]
    for before, line in pairwise(block):
        if _goes_on(before, line) or (
            wrapped and line.text[0] not in _DASHES and len(before.text) >= _SHORT_LINE
        ):
            last = joined.pop()
            joined.append(Line(last.start, line.end, text[last.start : line.end], last.apart))
        else:
            joined.append(line)
    return joined


def _goes_on(before: Line, line: Line) -> bool:
    """Whether a line ends inside a sentence and the next one goes on in lower case."""
    return len(before.text) >= _SHORT_LINE and before.text[-1] not in _FINAL and line.text[0].islower()


def _is_wrapped(block: list[Line]) -> bool:
    """Whether a block is one paragraph set to a width: narrow lines, a third of them inside a sentence."""
    if len(block) < _WRAP_LINES or max(len(line.text) for line in block) > _WRAP_WIDTH:
        return False
    broken = sum(_goes_on(before, line) for before, line in pairwise(block))
    return broken * 3 >= len(block) - 1
