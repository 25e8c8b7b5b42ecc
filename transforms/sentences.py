"""Sentences of a stretch of text, with spans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from transforms.languages import section

_CLOSERS = frozenset("»«”“\"’')]")
# Stops, closing marks, blanks. A mark right before a letter opens the next sentence: glued text.
# Always matches where it starts: no failing tail, so a megabyte of full stops stays linear.
# The first stop stands by itself: a set in front is what `re` searches for fastest.
_TERMINATOR = re.compile(r"([.!?…][.!?…]*(?:[»«”“\"’')\]](?![^\W_]))*)\s*")
_BEFORE = re.compile(r"\b[\w.]+$")
_LONGEST = 24  # code points of an abbreviation
_OPENERS = frozenset("«»“”„\"‘‚'–—−―‒-([•*¿¡")
_ORDINALS = frozenset(str(number) for number in range(1, 32))


@cache
def abbreviations(language: str) -> frozenset[str]:
    """Words of the language whose full stop ends no sentence: in small letters, without it."""
    return frozenset(section(language, "tokens").get("abbreviations", "").split())


def has_ordinals(language: str) -> bool:
    """Whether a number and its full stop go on before a capital: "am 3. Mai"."""
    return bool(section(language, "tokens").get("ordinals", False))


def sentences(
    text: str, start: int, end: int, abbreviations: frozenset[str], *, ordinals: bool = False
) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of `text[start:end]`, closing marks included, blanks between them not.

    A full stop with no blank behind it ends a sentence when a capital or a dialogue dash follows a
    small letter: glued paragraphs (`….Det`, `….– Vi`). With `ordinals` a short number and its full
    stop go on before a capital: "am 3. Mai".
    """
    if ordinals:
        abbreviations |= _ORDINALS
    at = start
    while at < end and text[at].isspace():
        at += 1
    for match in _TERMINATOR.finditer(text, start, end):
        following = match.end()
        if following < end and _ends_sentence(text, match, end, abbreviations):
            yield at, match.end(1)
            at = following
    if at < end:
        yield at, end


def _ends_sentence(text: str, match: re.Match[str], end: int, abbreviations: frozenset[str]) -> bool:
    """Whether something that starts a sentence follows the stops, closing marks and blanks of `match`."""
    (stop, following), closed = match.span(), match.end(1)
    upcoming = text[following]
    if following == closed:
        return _glued(text, stop, following, end)
    if not (upcoming.isupper() or upcoming.isdigit() or upcoming in _OPENERS):
        return False
    if closed - stop > 1 or text[stop] != ".":
        return True
    return _full_stop(text, stop, abbreviations, before_digit=upcoming.isdigit())


def _glued(text: str, dot: int, following: int, end: int) -> bool:
    before, upcoming = text[dot - 1 : dot], text[following]
    if not before.islower() and before not in _CLOSERS:
        return False
    if upcoming.isupper():
        return following + 1 < end and (text[following + 1].islower() or text[following + 1] == " ")
    return upcoming in "–—−―" or (upcoming == "-" and not text[following + 1 : following + 2].islower())


def _full_stop(text: str, dot: int, abbreviations: frozenset[str], *, before_digit: bool) -> bool:
    word = _word_before(text, dot)
    _, dotted, last = word.rpartition(".")
    if len(last) == 1 and last.isalpha() and (last.isupper() or dotted or before_digit):
        return False  # an initial, "bl.a.", "s. 14"
    return word.lower() not in abbreviations and not (dotted and last.lower() in abbreviations)


def _word_before(text: str, dot: int) -> str:
    """The word that ends at `dot`, with the full stops inside it; empty if there is none or it is long."""
    first = max(0, dot - _LONGEST)
    blank = text.rfind(" ", first, dot)
    if blank >= 0 and (word := text[blank + 1 : dot]).isalpha():  # nearly always, and needs no search
        return word
    match = _BEFORE.search(text, first, dot)
    return match[0] if match else ""
