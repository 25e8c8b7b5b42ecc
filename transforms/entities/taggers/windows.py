"""How a document is cut into what a model reads at once. The document alone decides, never its neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple


class Window(NamedTuple):
    """Words `start:stop` of a document, of which `first:last` are the window's own and the rest context."""

    start: int
    stop: int
    first: int
    last: int


def equal_windows(words: int, most: int, context: int) -> list[Window]:
    """Windows of one length, which a call holds unpadded; neighbours overlap by about `context` words."""
    if not words:
        return []
    count = -(-words // most)
    length = min(words, -(-words // count) + context)
    starts = [index * (words - length) // max(count - 1, 1) for index in range(count)]
    cuts = [0, *((a + length + b) // 2 for a, b in pairwise(starts)), words]
    return [Window(start, start + length, *own) for start, own in zip(starts, pairwise(cuts), strict=True)]


def packed_windows(sentences: Sequence[Sequence[int]], most: int) -> Iterator[Window]:
    """Windows of whole sentences with at most `most` units; a longer sentence is cut. No context.

    `sentences` holds the units of each word of each sentence.
    """
    start = at = units = 0
    for sentence in sentences:
        if at > start and units + sum(sentence) > most:
            yield Window(start, at, start, at)
            start, units = at, 0
        for word in sentence:
            if units + word > most:
                yield Window(start, at, start, at)
                start, units = at, 0
            at += 1
            units += word
    if at > start:
        yield Window(start, at, start, at)
