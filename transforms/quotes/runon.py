"""Texts that lost their paragraphs: the reporter goes on right behind the quote."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.quotes.dashes import openers
from transforms.quotes.speech import Block
from transforms.quotes.tokens import Tokens

_LONG = 4  # sentences; an ordinary dash paragraph has fewer
_SHARE = 0.34


def is_run_on(tokens: Tokens, blocks: Sequence[Block]) -> bool:
    """Whether many of the paragraphs that start with a dash are longer than somebody speaks there."""
    lengths = [
        sum(block.start <= start < block.end for start in tokens.sentence_starts)
        for block in blocks
        if not block.is_title and _starts_with_dash(tokens, block)
    ]
    return bool(lengths) and sum(length > _LONG for length in lengths) > _SHARE * len(lengths)


def _starts_with_dash(tokens: Tokens, block: Block) -> bool:
    first = next(openers(tokens.text, block.start, block.end, block.pairs.marked), None)
    return first is not None and first.at_start
