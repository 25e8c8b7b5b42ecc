"""Sentences of a stretch of text, with spans."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CLOSERS = "»«”“\"’')]"
# Always matches where it starts: no failing tail, so a megabyte of full stops stays linear.
_TERMINATOR = re.compile(r"[.!?…]+")
_BEFORE = re.compile(r"(\w+)$")
_OPENERS = frozenset("«»“”„\"‘‚'–—−―‒-([•*¿¡")
_ORDINALS = frozenset(str(number) for number in range(1, 32))


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
    at = _skip_blanks(text, start, end)
    for match in _TERMINATOR.finditer(text, start, end):
        after = _skip_closers(text, match.end(), end)
        if match.start() >= at and _ends_sentence(text, match.span(), after, end, abbreviations):
            yield at, after
            at = _skip_blanks(text, after, end)
    if at < end:
        yield at, end


def _skip_blanks(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at


def _skip_closers(text: str, at: int, end: int) -> int:
    # A mark right before a letter opens the next sentence: glued text.
    while at < end and text[at] in _CLOSERS and not (at + 1 < end and text[at + 1].isalnum()):
        at += 1
    return at


def _ends_sentence(
    text: str, dots: tuple[int, int], after: int, end: int, abbreviations: frozenset[str]
) -> bool:
    dot, dots_end = dots
    following = _skip_blanks(text, after, end)
    if following >= end:
        return False
    upcoming = text[following]
    if following == after:
        return _glued(text, dot, following, end)
    if not (upcoming.isupper() or upcoming.isdigit() or upcoming in _OPENERS):
        return False
    return text[dot] != "." or dots_end - dot > 1 or after > dots_end or _full_stop(text, dot, abbreviations)


def _glued(text: str, dot: int, following: int, end: int) -> bool:
    before, upcoming = text[dot - 1 : dot], text[following]
    if not before.islower() and before not in _CLOSERS:
        return False
    if upcoming.isupper():
        return following + 1 < end and (text[following + 1].islower() or text[following + 1] == " ")
    return upcoming in "–—−―-"


def _full_stop(text: str, dot: int, abbreviations: frozenset[str]) -> bool:
    match = _BEFORE.search(text, max(0, dot - 24), dot)
    if match is None:
        return True
    word = match[1]
    if len(word) == 1 and word.isupper():
        return False
    return word.lower() not in abbreviations
