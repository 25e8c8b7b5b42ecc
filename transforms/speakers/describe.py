"""What an unnamed source is called: its noun with what identifies it."""

from __future__ import annotations

import re

from transforms.speakers.lexicon import Lexicon

_WORD = re.compile(r" ([^\W_]+(?:[-/][^\W_]+)*)")
_QUANTIFIER = re.compile(r"(\w+) (\w+) $")
_PHRASES = 3  # prepositional phrases that may follow
_LOOK_BACK = 40


def describe(text: str, start: int, end: int, lexicon: Lexicon) -> str:
    """The noun `start:end` with the quantifier before and the prepositional phrases behind it.

    "en kvinne i 60-årene fra Nordvik, fortalte" -> "kvinne i 60-årene fra Nordvik".
    """
    stop = end
    for _ in range(_PHRASES):
        longer = _phrase(text, stop, lexicon)
        if longer is None:
            break
        stop = longer
    before = _QUANTIFIER.search(text, max(0, start - _LOOK_BACK), start)
    if before and before[1].lower() in lexicon.quantifiers:
        return f"{before[1].lower()} {before[2]} {text[start:stop]}"
    return text[start:stop]


def _phrase(text: str, at: int, lexicon: Lexicon) -> int | None:
    """End of a preposition, its determiners and its noun or name, from `at`; None if there is none."""
    preposition = _WORD.match(text, at)
    if not preposition or preposition[1].lower() not in lexicon.complements:
        return None
    word = _WORD.match(text, preposition.end())
    while word and word[1].lower() in lexicon.determiners:
        word = _WORD.match(text, word.end())
    if not word:
        return None
    stop = word.end()
    if word[1][0].isupper():
        while (following := _WORD.match(text, stop)) and following[1][0].isupper():
            stop = following.end()
    return stop
