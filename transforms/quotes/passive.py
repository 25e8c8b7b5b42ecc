"""Naming verbs in the passive: "blir i vedtaket omtalt som «lite»", "was called “a mess” by Nord"."""

from __future__ import annotations

from transforms.quotes.clause import Source, cue_at
from transforms.quotes.subject import read_subject
from transforms.quotes.tokens import Tokens

_NEAR_ADVERBS = 3  # words between a passive auxiliary and its participle
_NEAR = 7  # the same, an agent between them
_FARTHEST = 30  # words from the participle to its agent


def is_passive(tokens: Tokens, index: int, first: int) -> bool:
    """`ble kalt`, `is described`: what stands before the verb is not who reports."""
    before = list(tokens.lows[max(first, index - _NEAR_ADVERBS) : index])
    while before and before[-1] in tokens.lexicon.adverbs:
        before.pop()
    return bool(before) and before[-1] in tokens.lexicon.passives


def read_agent(tokens: Tokens, index: int, first: int, limit: int) -> Source | None:
    """Who names something so with the participle at the word `index`."""
    cue = cue_at(tokens, index, limit, finite=False)
    auxiliary = _auxiliary(tokens, index, first) if cue else None
    if cue is None or auxiliary is None:
        return None
    for at in (*range(auxiliary + 1, index), *range(index + 1, min(limit, index + _FARTHEST))):
        if tokens.lows[at] not in tokens.lexicon.agents:
            continue
        subject = read_subject(tokens, at + 1, index if at < index else limit)
        if subject:
            return Source(tokens.span(index, index + 1), cue.lemma, subject.span, None, subject.pronoun)
    return None


def _auxiliary(tokens: Tokens, index: int, first: int) -> int | None:
    for at in range(index - 1, max(first, index - _NEAR) - 1, -1):
        if tokens.lows[at] in tokens.lexicon.passives:
            return at
    return None
