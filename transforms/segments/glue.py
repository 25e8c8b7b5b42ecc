"""Text that ran together when a page lost its paragraphs: where to cut it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from transforms.segments.lexicon import lexicon
from transforms.segments.lines import Line

#: Regex class contents: capitals of the scripts that have them.
UPPER = "A-ZÀ-ÖØ-ÞŒŠŽŁŚŻČĐΑ-ΩА-Я"
#: Regex: one small letter (or a letter of a script without capitals).
LOWER = f"[^\\W\\d_{UPPER}]"

# A sentence end with a dash or a capitalised word right after it, perhaps with a quotation mark between.
# Before it stands a small letter, a year, a bracket or a mark, never a capital (`J.K.Nord`).
_GLUE = re.compile(
    f'(?<=[^\\W_{UPPER}]|[»«”“"%)])(?:[.!?…]{{1,3}}|(?=[»«”“]))([»«”“„"’]?)'
    f'(?=[–—―-]\\s?[{UPPER}«»"“„]|[{UPPER}]{LOWER}|[{UPPER}] {LOWER})'
)
_CLOCK = re.compile(f"[0-9]{{1,2}}[:.][0-9]{{2}}(?=[{UPPER}]{LOWER})")
_QUICK = re.compile(f'[.!?…»«”“"’][–—―«»”“„"{UPPER}-]')
_PARTNERS = {"»": "«", "«": "»", "”": "“", "“": "„"}  # the mark that opens what this one closes
_DASHES = frozenset("–—―-")
_WORD_WIDTH = 40  # characters: how far back a word or web address is looked for
_YEAR_DIGITS = 4
_DATELINE = 70  # characters in which a dateline ends
_WORDS_OF_ONE = frozenset("iåø")  # other single letters are initials and abbreviations


def may_be_glued(text: str) -> bool:
    """Whether `unglue` has to look at a line at all."""
    return _QUICK.search(text) is not None or text[0].isdigit()


def unglue(line: Line) -> Iterator[Line]:
    """The line cut wherever a sentence ends and the next one begins without a blank."""
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
    marks = dict.fromkeys('»«”“„"', 0)
    counted = 0
    for found in _GLUE.finditer(text, clock.end() if clock else 0):
        at = found.start(1)
        for mark in marks:
            marks[mark] += text.count(mark, counted, at)
        counted = at
        closes = _closes(found[1], marks)
        if (
            (closes or at > found.start())
            and _ends_sentence(text, found.start())
            and not _is_dateline(text, found)
        ):
            yield found.end() if closes else at


def _closes(mark: str, before: Mapping[str, int]) -> bool:
    """Whether a quotation mark closes what one of those before it opened."""
    partner = _PARTNERS.get(mark)
    if partner and (before[partner] or mark == "“"):
        return before[partner] > before[mark]
    return mark == "’" or (mark != "„" and before.get(mark, 0) % 2 == 1)


def _is_dateline(text: str, found: re.Match[str]) -> bool:
    """Whether `(EFE).- ` was found, not the end of a sentence."""
    start = found.start()
    return start < _DATELINE and text[start - 1] == ")" and text[found.end()] in _DASHES


def _ends_sentence(text: str, at: int) -> bool:
    """Whether the word before `at` ends a sentence: no abbreviation, number, web address or initial."""
    words = text[max(at - _WORD_WIDTH, 0) : at].split()
    word = words[-1].strip("«»“”\"'()") if words else ""
    if "/" in word or "@" in word or word.startswith("www"):
        return False
    if word.isdigit():
        return len(word) == _YEAR_DIGITS
    if len(word) == 1:
        return word in _WORDS_OF_ONE
    return bool(word) and word.casefold() not in lexicon().abbreviations
