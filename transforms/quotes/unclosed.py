"""Quotation marks without a partner: paragraphs that share one closing mark, marks that were lost."""

from __future__ import annotations

from itertools import islice, pairwise

from schemas.quotes import QuoteKind, QuoteRule
from transforms.quotes.back import read_back
from transforms.quotes.dashed import find_clause
from transforms.quotes.narration import sentences_between
from transforms.quotes.speech import Block, Speech, char_before, trim
from transforms.quotes.tokens import Tokens

_LONGEST = 800  # code points; a mark that finds no end in them is a misprint
_MOST_TRIES = 4  # in a paragraph
_SENTENCE_ENDS = frozenset(".!?…")


def read_open(tokens: Tokens, block: Block, following: Block | None) -> Speech | None:
    """`“A.` and in the next paragraph `“B”`: a mark that opens the paragraph and closes in a later one."""
    text = tokens.text
    opening = next(iter(block.pairs.unclosed), None)
    if opening is None or following is None or char_before(text, opening, block.start):
        return None
    first, _ = trim(text, following.start, following.end)
    same_again = text[first : first + 1] == text[opening]
    if not same_again and not (following.pairs.unopened and not following.pairs.marked):
        return None
    start, end = trim(text, opening + 1, block.end)
    return Speech(QuoteKind.DIRECT, start, end, block.end, block.index, None, None) if start < end else None


def read_unclosed(tokens: Tokens, block: Block, taken: int) -> Speech | None:
    """`«A, sa Nord.` and `«A. Det sa Nord.`: the closing mark is lost, the clause ends the words."""
    for opening in islice((mark for mark in block.pairs.unclosed if mark >= taken), _MOST_TRIES):
        if not _opens_sentence(tokens.text, block, opening):
            continue
        end = _farthest(tokens.text, block, opening)
        found = _clause_next(tokens, block, opening + 1, end) or _clause_in(tokens, block, opening + 1, end)
        if found:
            return found
    return None


def _opens_sentence(text: str, block: Block, opening: int) -> bool:
    before = char_before(text, opening, block.start)
    return text[opening + 1 : opening + 2].isupper() and (not before or before in ".!?…:")


def _farthest(text: str, block: Block, opening: int) -> int:
    """The paragraph's end, or the next mark that opens a sentence."""
    end = min(block.end, opening + _LONGEST)
    for one in block.pairs.between(opening + 1, end):
        if char_before(text, one.start, opening + 1) in _SENTENCE_ENDS:
            return one.start
    return end


def _clause_in(tokens: Tokens, block: Block, start: int, end: int) -> Speech | None:
    found = find_clause(tokens, block, start, end)
    if found is None:
        return None
    stop, clause = found
    start, stop = trim(tokens.text, start, stop)
    taken = max(min(tokens.sentence(tokens.starts[clause.after - 1])[1], block.end), stop)
    return Speech(
        QuoteKind.DIRECT, start, stop, taken, block.index, QuoteRule.MARKS_CLAUSE_AFTER, clause.source
    )


def _clause_next(tokens: Tokens, block: Block, start: int, end: int) -> Speech | None:
    for before, after in pairwise(sentences_between(tokens, start, end)):
        source = read_back(tokens, *after)
        if source:
            rule = QuoteRule.MARKS_NEXT_SENTENCE
            return Speech(QuoteKind.DIRECT, start, before[1], after[1], block.index, rule, source)
    return None
