"""The accurate model: six transformer layers over the pieces of words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np

from schemas.entities import EntityEngine
from transforms.entities import models
from transforms.entities.engine import Tagged
from transforms.entities.taggers.decode import TAGS, Scores, names
from transforms.entities.taggers.subwords import BEGIN, END, subwords
from transforms.entities.taggers.windows import packed_windows

_MODEL = "accurate"
#: Pieces in a window, as in training: longer ones are read slower and no better, and attention to several
#: hundred would be added up in blocks that depend on the processor's cache.
_MOST = 128


class AccurateTagger:
    """Tags some 7,000 words a second."""

    skims = False

    def __init__(self) -> None:
        arrays = models.arrays(_MODEL)
        self.name = f"{EntityEngine.ACCURATE}-{models.model_id(_MODEL)}"
        self._subwords, self._session = subwords(), models.session(_MODEL)
        self._codes, self._scales = arrays["piece_codes"], arrays["piece_scales"].astype(np.float32)
        self._positions = arrays["positions"].astype(np.float32)

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[Tagged]:
        """The names of each sentence of one document."""
        return names(self.scores(sentences), [len(sentence) for sentence in sentences])

    def scores(self, sentences: Sequence[Sequence[str]]) -> Scores:
        """A row for each word of the document: the score of each tag."""
        cut = [[self._subwords.of(word) for word in sentence] for sentence in sentences]
        words = list(chain.from_iterable(cut))
        windows = packed_windows([[len(word) for word in sentence] for sentence in cut], _MOST)
        read = [self._read(words[window.start : window.stop]) for window in windows]
        return np.concatenate(read) if read else np.empty((0, TAGS), np.float32)

    def _read(self, words: Sequence[tuple[int, ...]]) -> Scores:
        """The scores of the words of one window: those of their first pieces.

        One window a call: the numbers are rounded to eight bits by what else is in the call, and
        several windows together are no faster.
        """
        pieces = [BEGIN, *chain.from_iterable(words), END]
        firsts = np.cumsum([1, *map(len, words)])[:-1]
        length = len(pieces)
        inputs = {
            "e": (self._codes[pieces] * self._scales[pieces])[None],
            "pos": self._positions[None, :length],
            "rows": firsts,
        }
        (scores,) = self._session.run(None, inputs)
        own: Scores = scores[0]
        return own
