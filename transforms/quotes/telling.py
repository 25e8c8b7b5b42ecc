"""How the reporter tells: in paragraphs of their own or right behind the quote, as "we" or not."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from transforms.quotes.narration import sentences_between, told_behind
from transforms.quotes.speech import Block, Telling
from transforms.quotes.tokens import Tokens
from transforms.quotes.voice import reports

_LONG = 6  # sentences; hardly anybody says more in one paragraph
_SHARE = 0.15  # of the paragraphs that start with a dash
_TOLD = 0.5  # log-odds a turn


def read_telling(tokens: Tokens, blocks: Sequence[Block]) -> Telling:
    """How the reporter of the article tells."""
    telling = Telling(run_on=False, we=any(_says_we(tokens, block) for block in blocks))
    return telling._replace(run_on=_is_run_on(tokens, blocks, telling))


def _is_run_on(tokens: Tokens, blocks: Sequence[Block], telling: Telling) -> bool:
    """Whether paragraphs of a dash are longer than anybody speaks, or end in what sounds like the reporter."""
    dashed = [block for block in blocks if block.openers and not block.is_title]
    paragraphs = [
        len(sentences_between(tokens, block.start, block.end)) for block in dashed if block.openers[0].at_start
    ]
    told = [
        told_behind(tokens, sentences_between(tokens, start, end), telling)
        for block in dashed
        for start, end in pairwise([*(opener.dash for opener in block.openers), block.end])
    ]
    long = sum(length >= _LONG for length in paragraphs)
    return long > _SHARE * len(paragraphs) or sum(told) > _TOLD * len(told)


def _says_we(tokens: Tokens, block: Block) -> bool:
    """Whether a sentence before all dashes of the paragraph says "we", and nobody is said to have said it."""
    if block.is_title or not tokens.lexicon.first_plural:
        return False
    end = block.openers[0].dash if block.openers else block.end
    return any(
        _has_we(tokens, *words) and not reports(tokens, *words)
        for start, stop in tokens.sentences_in(block.start, end)
        for words in [(tokens.at(start), tokens.at(stop))]
    )


def _has_we(tokens: Tokens, first: int, stop: int) -> bool:
    return any(
        tokens.lows[index] in tokens.lexicon.first_plural and not tokens.in_marks[index]
        for index in range(first, stop)
    )
