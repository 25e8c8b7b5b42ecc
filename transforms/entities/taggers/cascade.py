"""Both models: the fast one reads everything, the accurate one the sentences that left the other unsure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from schemas.entities import EntityEngine
from transforms.entities import models
from transforms.entities.engine import Tagged
from transforms.entities.taggers.accurate import AccurateTagger
from transforms.entities.taggers.decode import Scores, names, probabilities
from transforms.entities.taggers.fast import FastTagger

#: A word is unsure whose likeliest tag leads the next by less, in probability. The curve of what other leads
#: cost and give, which is flat around this one, is in docs/5_quality.md.
LEAD = 0.90


class CascadeTagger:
    """Tags as well as the accurate model at more than twice its speed."""

    skims = False

    def __init__(self, lead: float = LEAD) -> None:
        self.name = "-".join((EntityEngine.CASCADE, models.model_id("accurate"), models.model_id("fast")))
        self.fast, self.accurate, self._lead = FastTagger(), AccurateTagger(), lead

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[Tagged]:
        """The names of each sentence of one document."""
        return names(self.scores(sentences), [len(sentence) for sentence in sentences])

    def scores(self, sentences: Sequence[Sequence[str]]) -> Scores:
        """A row a word: the accurate model's in unsure sentences, else the fast one's."""
        scores = self.fast.scores(sentences)
        lengths = np.array([len(sentence) for sentence in sentences], np.int64)
        unsure = unsure_sentences(scores, lengths, self._lead)
        asked = [sentence for sentence, is_unsure in zip(sentences, unsure, strict=True) if is_unsure]
        scores[np.repeat(unsure, lengths)] = self.accurate.scores(asked)
        return scores


def unsure_sentences(scores: Scores, lengths: NDArray[np.int64], lead: float = LEAD) -> NDArray[np.bool_]:
    """Which of the sentences, of `lengths` words, hold a word whose likeliest tag leads by too little."""
    second, first = np.partition(probabilities(scores), -2, axis=1)[:, -2:].T
    sentence = np.repeat(np.arange(len(lengths)), lengths)
    unsure = np.zeros(len(lengths), np.bool_)
    unsure[sentence[first - second < lead]] = True
    return unsure
