"""The fast model: a vector for each word type, and a two-layer LSTM in both directions over them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np

from schemas.entities import EntityEngine
from transforms.entities import models
from transforms.entities.engine import Tagged
from transforms.entities.taggers.decode import TAGS, Scores, names
from transforms.entities.taggers.windows import Window, equal_windows
from transforms.entities.taggers.words import WordVectors

_MODEL = "fast"
_MOST, _CONTEXT = 100, 4  # words: windows of one length in one call take half the time of single ones
_CALL = 32  # windows: a longer text is read in several calls, which bounds the memory


class FastTagger:
    """Tags some 45,000 words a second."""

    skims = True

    def __init__(self) -> None:
        arrays = models.arrays(_MODEL)
        self.name = f"{EntityEngine.FAST}-{models.model_id(_MODEL)}"
        self._vectors, self._edges = WordVectors(arrays), arrays["edge_flags"]
        self._session = models.session(_MODEL)

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[Tagged]:
        """The names of each sentence of one document."""
        return names(self.scores(sentences), [len(sentence) for sentence in sentences])

    def scores(self, sentences: Sequence[Sequence[str]]) -> Scores:
        """A row for each word of the document: the score of each tag."""
        words = list(chain.from_iterable(sentences))
        if not words:
            return np.empty((0, TAGS), np.float32)
        edges, windows = _edges(sentences), equal_windows(len(words), _MOST, _CONTEXT)
        groups = (windows[at : at + _CALL] for at in range(0, len(windows), _CALL))
        return np.concatenate([self._read(words, edges, group) for group in groups])

    def _read(self, words: Sequence[str], edges: Sequence[int], windows: Sequence[Window]) -> Scores:
        """The scores of the words that are the windows' own, in one call."""
        start, stop = windows[0].start, windows[-1].stop
        starts = np.array([window.start - start for window in windows])
        places = starts + np.arange(windows[0].stop - windows[0].start)[:, None]
        read = self._vectors.table[self._vectors.rows(words[start:stop])[places]]
        read += self._edges[np.array(edges[start:stop])[places]]
        (scores,) = self._session.run(None, {"x": read})
        own = (scores[w.first - w.start : w.last - w.start, at] for at, w in enumerate(windows))
        return np.concatenate(list(own))


def _edges(sentences: Sequence[Sequence[str]]) -> list[int]:
    """Of each word: 1 where it begins its sentence, 2 where it ends it, 3 where it is all of it."""
    edges: list[int] = []
    for sentence in sentences:
        if sentence:
            own = [0] * len(sentence)
            own[0] += 1
            own[-1] += 2
            edges += own
    return edges
