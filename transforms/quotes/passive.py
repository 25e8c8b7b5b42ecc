"""Naming verbs in the passive: "blir i vedtaket omtalt som «lite»", "was called “a mess” by Nord"."""

from __future__ import annotations

from transforms.quotes.source import Source
from transforms.quotes.subject import Subject, read_subject
from transforms.quotes.tokens import Tokens

_NEAR_ADVERBS = 3  # words between a passive auxiliary and its participle
_NEAR = 7  # the same, an agent between them
_FARTHEST = 30  # words from the participle to its agent


def is_passive(tokens: Tokens, index: int, first: int) -> bool:
    """`ble kalt`, `is described`: what stands before the verb is not who reports."""
    before, nearest = index - 1, max(first, index - _NEAR_ADVERBS)
    while before >= nearest and tokens.lows[before] in tokens.lexicon.adverbs:
        before -= 1
    return before >= nearest and tokens.lows[before] in tokens.lexicon.passives


def read_agent(tokens: Tokens, index: int, first: int, limit: int) -> Source | None:
    """Who names something so with the participle or passive form at the word `index`."""
    cue = next((cue for cue in tokens.lexicon.cues.get(tokens.lows[index], ()) if not cue.finite), None)
    auxiliary = index if cue and cue.passive else _auxiliary(tokens, index, first)
    if cue is None or auxiliary is None:
        return None
    subject = _agent(tokens, index, auxiliary, first, limit)
    if subject is None:
        return None
    return Source(tokens.span(index, index + 1), cue.lemma, subject.span, None, subject.pronoun)


def _agent(tokens: Tokens, index: int, auxiliary: int, first: int, limit: int) -> Subject | None:
    """In front ("I vedtaket blir"), between auxiliary and participle, or behind."""
    lexicon = tokens.lexicon
    if tokens.lows[first] in lexicon.agents and first < auxiliary:
        return read_subject(tokens, first + 1, auxiliary)
    for at in (*range(auxiliary + 1, index), *range(index + 1, min(limit, index + _FARTHEST))):
        if tokens.lows[at] in lexicon.agents:
            return read_subject(tokens, at + 1, index if at < index else limit)
    return None


def _auxiliary(tokens: Tokens, index: int, first: int) -> int | None:
    for at in range(index - 1, max(first, index - _NEAR) - 1, -1):
        if tokens.lows[at] in tokens.lexicon.passives:
            return at
    return None
