"""A reporting clause inside the marks: "« A, s’est rappelé Nord, B »", ""A - aggiunge Nord - B""."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.quotes import QuoteKind, QuoteRule
from transforms.quotes.clause import clause_after
from transforms.quotes.marks import Marked
from transforms.quotes.source import Clause
from transforms.quotes.speech import Block, Speech, trim
from transforms.quotes.tokens import Tokens

_BEFORE = frozenset(",-–—!?")
_BEHIND = frozenset(',-–—."»')
_FARTHEST = 120  # words from the opening mark to the clause


def read_clause_inside(tokens: Tokens, block: Block, one: Marked) -> Sequence[Speech]:
    """The words before the clause and those behind it; empty if there is none."""
    first, limit = tokens.at(one.inner_start) + 1, tokens.at(one.inner_end)
    for index in range(first, min(limit, first + _FARTHEST)):
        mark = tokens.gaps[index].strip()[:1]
        clause = clause_after(tokens, index, limit) if mark in _BEFORE else None
        if clause and _is_closed(tokens, clause):
            return _parts(tokens, block, one, tokens.ends[index - 1] + (mark in "!?"), clause)
    return ()


def _is_closed(tokens: Tokens, clause: Clause) -> bool:
    return clause.after < len(tokens) and tokens.gaps[clause.after].strip()[:1] in _BEHIND


def _parts(tokens: Tokens, block: Block, one: Marked, stop: int, clause: Clause) -> Sequence[Speech]:
    start = tokens.ends[clause.after - 1]
    while start < one.inner_end and not tokens.text[start].isalnum():
        start += 1
    stretches = (trim(tokens.text, one.inner_start, stop), trim(tokens.text, start, one.inner_end))
    rule = QuoteRule.MARKS_CLAUSE_INSIDE
    return [
        Speech(QuoteKind.DIRECT, start, end, one.end, block.number, rule, clause.source, joined=number > 0)
        for number, (start, end) in enumerate(stretches)
        if start < end
    ]
