"""Texts that lost their paragraphs: the reporter goes on right behind the quote."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from transforms.quotes.dashes import openers
from transforms.quotes.speech import Block
from transforms.quotes.tokens import Tokens

_LONG = 6  # sentences; hardly anybody says more in one paragraph
_SHARE = 0.15  # of the paragraphs that start with a dash


def is_run_on(tokens: Tokens, blocks: Sequence[Block]) -> bool:
    """Whether some of the paragraphs that start with a dash are longer than anybody speaks there."""
    lengths = [
        _sentence_count(tokens, block)
        for block in blocks
        if not block.is_title and _starts_with_dash(tokens, block)
    ]
    return bool(lengths) and sum(length >= _LONG for length in lengths) > _SHARE * len(lengths)


def _sentence_count(tokens: Tokens, block: Block) -> int:
    return bisect_left(tokens.sentence_starts, block.end) - bisect_left(tokens.sentence_starts, block.start)


def _starts_with_dash(tokens: Tokens, block: Block) -> bool:
    first = next(openers(tokens.text, block.start, block.end, block.pairs.marked), None)
    return first is not None and first.at_start
