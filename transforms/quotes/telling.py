"""How the reporter tells: in paragraphs of their own or right behind the quote, as "we" or not."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter

from transforms.quotes.narration import sentences_between, told_behind
from transforms.quotes.speech import Block, Telling
from transforms.quotes.tokens import Tokens
from transforms.quotes.voice import reports

_LONG = 6  # sentences; hardly anybody says more in one paragraph
_SHARE = 0.15  # of the paragraphs that start with a dash
_TOLD = 0.5  # log-odds a turn


def read_telling(tokens: Tokens, blocks: Sequence[Block]) -> Telling:
    """How the reporter of the article tells; only dashes leave it open where somebody's words end."""
    dashed = [block for block in blocks if block.openers and not block.is_title]
    if not dashed:
        return Telling(run_on=False, we=False)
    telling = Telling(run_on=False, we=any(_says_we(tokens, blocks, index) for index in tokens.plurals))
    return telling._replace(run_on=_is_run_on(tokens, dashed, telling))


def _is_run_on(tokens: Tokens, dashed: Sequence[Block], telling: Telling) -> bool:
    """Whether paragraphs are longer than anybody speaks, or end in what sounds like the reporter."""
    paragraphs = [
        len(sentences_between(tokens, block.start, block.end))
        for block in dashed
        if block.openers[0].at_start
    ]
    told = [
        told_behind(tokens, sentences_between(tokens, start, end), telling)
        for block in dashed
        for start, end in pairwise([*(opener.dash for opener in block.openers), block.end])
    ]
    long = sum(length >= _LONG for length in paragraphs)
    return long > _SHARE * len(paragraphs) or sum(told) > _TOLD * len(told)


def _says_we(tokens: Tokens, blocks: Sequence[Block], index: int) -> bool:
    """Whether the "we" at `index` is the reporter's: before all dashes, and nobody is said to say it."""
    place = tokens.starts[index]
    number = bisect_right(blocks, place, key=attrgetter("start")) - 1
    if number < 0 or blocks[number].is_title or tokens.in_marks[index]:
        return False
    block = blocks[number]
    if place >= (block.openers[0].dash if block.openers else block.end):
        return False
    return not reports(tokens, *map(tokens.at, tokens.sentence(place)))
