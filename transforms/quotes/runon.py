"""Texts that lost their paragraphs: the reporter goes on right behind the quote."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.quotes.narration import is_told, sentences_between
from transforms.quotes.speech import Block
from transforms.quotes.tokens import Tokens

_LONG = 6  # sentences; hardly anybody says more in one paragraph
_SHARE = 0.15  # of the paragraphs that start with a dash
_MANY = 2


def is_run_on(tokens: Tokens, blocks: Sequence[Block]) -> bool:
    """Whether paragraphs that start with a dash are longer than anybody speaks, or turn to somebody."""
    paragraphs = [
        sentences_between(tokens, block.start, block.end)
        for block in blocks
        if not block.is_title and block.openers and block.openers[0].at_start
    ]
    long = sum(len(sentences) >= _LONG for sentences in paragraphs)
    told = sum(any(_is_told(tokens, *sentence) for sentence in sentences[1:]) for sentences in paragraphs)
    return long > _SHARE * len(paragraphs) or told >= _MANY


def _is_told(tokens: Tokens, start: int, end: int) -> bool:
    """A sentence about a person, with no reporting clause in it."""
    return is_told(tokens, start, end) and not tokens.cues_between(start, end)
