"""Words that go on behind their reporting clause: "Veien, sier Nord, er stengt."."""

from __future__ import annotations

from transforms.quotes.source import Clause
from transforms.quotes.subject import read_subject
from transforms.quotes.tokens import Tokens

_LONGEST_START = 12  # words before the clause that are no clause yet


def goes_on(tokens: Tokens, first: int, index: int, clause: Clause, limit: int) -> bool:
    """Whether what stands behind `clause` finishes the words `first:index` before it.

    They lack their verb or what their auxiliary asks for; the rest supplies it right behind a comma.
    """
    after = clause.after
    if not first < index or after >= limit or tokens.gaps[after].strip() != ",":
        return False
    if tokens.lows[index - 1] in tokens.lexicon.auxiliaries:  # "Kommunen bør, sier Nord, selge"
        return not _is_link(tokens, after)
    if index - first > _LONGEST_START or any(tokens.is_finite(at) for at in range(first, index)):
        return False
    return tokens.is_finite(after) or (_is_subject(tokens, first, index) and _is_verb(tokens, after))


def _is_link(tokens: Tokens, index: int) -> bool:
    """`, og viser til`, `, som bor`: the reporter goes on."""
    return tokens.lows[index] in tokens.lexicon.joints


def _is_subject(tokens: Tokens, first: int, index: int) -> bool:
    """Whether the words are one noun phrase and no more: `(Men) veien`, not `Veien stenges`."""
    if tokens.lows[first] in tokens.lexicon.conjunctions:
        first += 1
    subject = read_subject(tokens, first, index)
    return subject is not None and subject.after == index


def _is_verb(tokens: Tokens, index: int) -> bool:
    low, lexicon = tokens.lows[index], tokens.lexicon
    return not tokens.capital(index) and low not in lexicon.stops and low.endswith(lexicon.verb_endings)
