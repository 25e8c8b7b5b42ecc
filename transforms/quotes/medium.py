"""Whom the words were given to: "sier Nord til NTB", "he told Reuters"."""

from __future__ import annotations

from schemas.entities import Label
from transforms.quotes.subject import read_subject
from transforms.quotes.tokens import Tokens, skip_adverbs

_NEAR = 8  # words from the verb to "til"


def skip_hearer(tokens: Tokens, index: int, limit: int, lemma: str) -> tuple[str | None, int]:
    """Who was told ("told Reuters", "told the court"), and the index of the word behind."""
    if lemma not in tokens.lexicon.addressing or index >= limit or tokens.lows[index] in tokens.lexicon.that:
        return None, index
    hearer = read_subject(tokens, index, limit)
    if hearer is None:
        return None, index
    named = tokens.at(hearer.span.start) in tokens.names
    return (tokens.text[hearer.span.start : hearer.span.end] if named else None), hearer.after


def read_medium(tokens: Tokens, index: int, limit: int) -> tuple[str | None, int]:
    """Whom the words were given to ("til NTB", "told Reuters"), and the index of the word after it."""
    lexicon = tokens.lexicon
    index = skip_adverbs(tokens, index, limit)
    given = _preposition(tokens, index, limit)
    if given is None:
        return None, index
    first = given + 1
    while first < limit - 1 and tokens.lows[first] in lexicon.determiners:
        first += 1
    name = tokens.names.get(first)
    if tokens.lows[first] in lexicon.stops if name is None else name[1] is Label.PER:
        return None, index
    after = name[0] if name else first + 1
    if not name:
        while after < limit and tokens.gaps[after] == " " and tokens.capital(after) and tokens.capital(first):
            after += 1
    span = tokens.span(first, after)
    return tokens.text[span.start : span.end], after


def _preposition(tokens: Tokens, index: int, limit: int) -> int | None:
    """The "til" right here, or before a name behind a party or a place: "sier Nord (Ap) i Oslo til NTB"."""
    media = tokens.lexicon.media_prepositions
    if index + 1 < limit and tokens.lows[index] in media:
        return index
    farthest = min(limit - 1, index + _NEAR)
    if media.isdisjoint(tokens.lows[index:farthest]):
        return None
    for at in range(index, farthest):
        gap = tokens.gaps[at]
        if "," in gap or tokens.lows[at] in tokens.lexicon.that or tokens.lows[at] in tokens.lexicon.cues:
            return None
        name = tokens.names.get(at + 1)
        if tokens.lows[at] in media and name and name[1] is Label.ORG:
            return at
    return None
