"""Text that ran together when a page lost its paragraphs: where to cut it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from transforms.segments.lexicon import lexicon
from transforms.segments.lines import Line

#: Regex class contents: capitals of the scripts that have them.
UPPER = "A-ZÀ-ÖØ-ÞŒŠŽŁŚŻČĐΑ-ΩА-Я"
#: Regex: one small letter (or a letter of a script without capitals).
LOWER = f"[^\\W\\d_{UPPER}]"

# A sentence end with a dash or a capitalised word right after it. Before the end stands a small letter
# (no initial: `J.K.Nord`), a closing mark, a year or a per cent sign (no ordinal: `17.Mai`).
_GLUE = re.compile(
    f'(?<=[^\\W_{UPPER}]|[»”%"])(?:[.!?…]{{1,3}}[»”"’]?|[»”])'
    f'(?=[–—―-]\\s?[{UPPER}«"“]|[«“]?[{UPPER}]{LOWER}|[{UPPER}] {LOWER})'
)
_CLOCK = re.compile(f"[0-9]{{1,2}}[:.][0-9]{{2}}(?=[{UPPER}]{LOWER})")
_QUICK = re.compile(f'[.!?…»”"’][–—―«“{UPPER}-]')
_WORD_WIDTH = 40  # characters: how far back a word or web address is looked for
_YEAR_DIGITS = 4
_WORDS_OF_ONE = frozenset("iåø")  # other single letters are initials and abbreviations


def unglue(line: Line) -> Iterator[Line]:
    """The line cut wherever a sentence ends and the next one begins without a blank."""
    if not _QUICK.search(line.text) and not line.text[0].isdigit():
        yield line
        return
    edges = [0, *_cuts(line.text), len(line.text)]
    for start, end in pairwise(edges):
        text = line.text[start:end]
        yield Line(
            line.start + start, line.start + end, text, line.apart and not start, line.glued or start > 0
        )


def _cuts(text: str) -> Iterator[int]:
    """Offsets at which a new sentence begins without a blank before it."""
    clock = _CLOCK.match(text)
    if clock:
        yield clock.end()
    marks = counted = 0
    for found in _GLUE.finditer(text, clock.end() if clock else 0):
        at = found.end()
        marks += text.count('"', counted, at)
        counted = at
        if found[0][-1] == '"' and marks % 2:  # it opens what follows
            at -= 1
        if at > found.start() and _ends_sentence(text, found.start()):
            yield at


def _ends_sentence(text: str, at: int) -> bool:
    """Whether the word before `at` ends a sentence: no abbreviation, number, web address or initial."""
    words = text[max(at - _WORD_WIDTH, 0) : at].split()
    word = words[-1].strip("«»“”\"'(") if words else ""
    if "/" in word or "@" in word or word.startswith("www"):
        return False
    if word.isdigit():
        return len(word) == _YEAR_DIGITS
    if len(word) == 1:
        return word in _WORDS_OF_ONE
    return bool(word) and word.casefold() not in lexicon().abbreviations
