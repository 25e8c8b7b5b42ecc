"""Quotation marks without a partner: paragraphs that share one closing mark, marks that were lost."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, pairwise

from schemas.quotes import QuoteKind, QuoteRule
from transforms.quotes.back import read_back
from transforms.quotes.clause import clause_behind
from transforms.quotes.dashed import find_clause
from transforms.quotes.narration import sentences_between
from transforms.quotes.source import Clause
from transforms.quotes.speech import Block, Speech, char_before, trim
from transforms.quotes.tokens import Tokens

_LONGEST_RUN = 4  # paragraphs
_LONGEST = 800  # code points; a mark that finds no end in them is a misprint
_MOST_TRIES = 4  # in a paragraph
_SENTENCE_ENDS = frozenset(".!?…")


def read_open(tokens: Tokens, blocks: Sequence[Block], index: int) -> Speech | None:
    """A paragraph of a quote whose closing mark stands in a later one.

    `“A.` and then `“B”`: the opening mark again in each paragraph; `„A.`, `B.`, `C“, sagte Nord`:
    one opening mark and one closing for up to four paragraphs.
    """
    block, text = blocks[index], tokens.text
    opening = _opening(text, block)
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    if opening is not None and following and text[following.start : following.start + 1] == text[opening]:
        return _speech(tokens, block, opening + 1, block.end)
    first, last = _run(text, blocks, index)
    if first is None or last is None:
        return None
    start = block.start if index > first else block.pairs.unclosed[0] + 1
    if index < last:
        return _speech(tokens, block, start, block.end)
    closing = block.pairs.unopened[0]
    return _speech(tokens, block, start, closing, clause_behind(tokens, closing + 1, block.end))


def _opening(text: str, block: Block) -> int | None:
    """The mark that opens the paragraph and finds no partner in it."""
    opening = next(iter(block.pairs.unclosed), None)
    return None if opening is None or char_before(text, opening, block.start) else opening


def _run(text: str, blocks: Sequence[Block], index: int) -> tuple[int | None, int | None]:
    """The paragraphs with the opening and the closing mark; those between have no mark and no dash."""
    first = index
    while first >= 0 and index - first < _LONGEST_RUN and _opening(text, blocks[first]) is None:
        if first < index and not _is_plain(blocks[first]):
            return None, None
        first -= 1
    last = max(index, first + 1)
    while last < len(blocks) and last - first < _LONGEST_RUN and _is_plain(blocks[last]):
        last += 1
    found = first >= 0 and index - first < _LONGEST_RUN and last < len(blocks) and _closes(blocks[last])
    return (first, last) if found and last > first and last >= index else (None, None)


def _is_plain(block: Block) -> bool:
    pairs = block.pairs
    return not (pairs.marked or pairs.unclosed or pairs.unopened or block.openers or block.is_title)


def _closes(block: Block) -> bool:
    pairs = block.pairs
    return (
        bool(pairs.unopened)
        and not pairs.unclosed
        and (not pairs.marked or pairs.unopened[0] < pairs.marked[0].start)
    )


def _speech(
    tokens: Tokens, block: Block, start: int, end: int, clause: Clause | None = None
) -> Speech | None:
    start, end = trim(tokens.text, start, end, ",")
    if start >= end:
        return None
    if clause is None:
        return Speech(QuoteKind.DIRECT, start, end, end, block.number, None, None)
    taken = max(end, min(tokens.sentence(tokens.starts[clause.after - 1])[1], block.end))
    rule = QuoteRule.MARKS_CLAUSE_AFTER
    return Speech(QuoteKind.DIRECT, start, end, taken, block.number, rule, clause.source)


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
        QuoteKind.DIRECT, start, stop, taken, block.number, QuoteRule.MARKS_CLAUSE_AFTER, clause.source
    )


def _clause_next(tokens: Tokens, block: Block, start: int, end: int) -> Speech | None:
    for before, after in pairwise(sentences_between(tokens, start, end)):
        source = read_back(tokens, *after)
        if source:
            rule = QuoteRule.MARKS_NEXT_SENTENCE
            return Speech(QuoteKind.DIRECT, start, before[1], after[1], block.number, rule, source)
    return None
