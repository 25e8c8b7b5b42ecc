"""From the scores of a model to names: the likeliest sequence of tags that is legal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from schemas.entities import Label
from transforms.entities.engine import Span, Tagged

Scores = NDArray[np.float32]
"""Of words: one row a word, one column a tag."""

#: In the order of the models' outputs.
_LABELS = (Label.PER, Label.ORG, Label.LOC, Label.GPE, Label.PROD, Label.EVT)
TAGS = len(_LABELS) * 2 + 1  # 0 is no name; then the first and a further word of each label
_NEVER = np.float32(-1e4)


def _illegal_steps() -> NDArray[np.bool_]:
    """[before, after]: a further word of a name follows only a word of such a name."""
    tag = np.arange(TAGS)
    same = (tag[:, None] + 1) // 2 == (tag[None, :] + 1) // 2
    further = (tag > 0) & (tag % 2 == 0)
    illegal: NDArray[np.bool_] = further[None, :] & ~(same & (tag > 0)[:, None])
    return illegal


_ILLEGAL = _illegal_steps()
_STEP = np.where(_ILLEGAL, _NEVER, np.float32(0))


def probabilities(scores: Scores) -> Scores:
    """Each row as probabilities."""
    powers: Scores = np.exp(scores - scores.max(axis=1, keepdims=True))
    powers /= powers.sum(axis=1, keepdims=True)
    return powers


def names(scores: Scores, lengths: Sequence[int]) -> list[Tagged]:
    """The names in sentences of `lengths` words, whose scores stand one after the other."""
    sure = probabilities(scores)
    tags = scores.argmax(axis=1)
    starts = np.cumsum([0, *lengths])[:-1]
    before = np.concatenate(([0], tags[:-1])) if len(tags) else tags
    before[starts[starts < len(tags)]] = 0
    illegal = np.flatnonzero(_ILLEGAL[before, tags])
    for sentence in {int(np.searchsorted(starts, at, "right")) - 1 for at in illegal}:
        own = slice(int(starts[sentence]), int(starts[sentence]) + lengths[sentence])
        tags[own] = _viterbi(scores[own])
    sequence, rows = tags.tolist(), [slice(int(s), int(s) + n) for s, n in zip(starts, lengths, strict=True)]
    own_tags = sure[np.arange(len(tags)), tags].tolist()
    return [tuple(_spans(sequence[own], own_tags[own])) if any(sequence[own]) else () for own in rows]


def _viterbi(scores: Scores) -> NDArray[np.int64]:
    """The legal sequence with the highest sum of scores."""
    total = scores[0] + _STEP[0]
    best = []
    for row in scores[1:]:
        reached = total[:, None] + _STEP
        best.append(reached.argmax(axis=0))
        total = reached.max(axis=0) + row
    path = [int(total.argmax())]
    for step in reversed(best):
        path.append(int(step[path[-1]]))
    return np.array(path[::-1])


def _spans(tags: Sequence[int], sure: Sequence[float]) -> Iterator[Span]:
    """The names of a legal sequence of tags; a name is as sure as its words of their tags on average."""
    first = None
    for at, tag in enumerate([*tags, 0]):
        if first is not None and (tag == 0 or tag % 2):
            confidence = sum(sure[first:at]) / (at - first)
            yield Span(first, at, _LABELS[(tags[first] - 1) // 2], confidence)
            first = None
        if tag % 2:
            first = at
