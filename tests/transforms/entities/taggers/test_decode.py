from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.entities import Label
from transforms.entities.taggers.decode import TAGS, Scores, names, probabilities

O, B_PER, I_PER, B_ORG, I_ORG = range(5)  # noqa: E741 (the tag's name)


def scores_of(*tags: int, lead: float = 5.0) -> Scores:
    scores = np.zeros((len(tags), TAGS), np.float32)
    scores[range(len(tags)), tags] = lead
    return scores


@pytest.mark.parametrize(
    ("tags", "lengths", "spans"),
    [
        ([O, B_PER, I_PER, O], [4], [[(1, 3, Label.PER)]]),
        ([B_PER, B_PER], [2], [[(0, 1, Label.PER), (1, 2, Label.PER)]]),
        ([B_PER, B_ORG, I_ORG], [3], [[(0, 1, Label.PER), (1, 3, Label.ORG)]]),
        ([O, B_PER, B_ORG, O], [2, 2], [[(1, 2, Label.PER)], [(0, 1, Label.ORG)]]),
        ([B_PER], [0, 1, 0], [[], [(0, 1, Label.PER)], []]),
        ([], [0], [[]]),
        ([], [], []),
    ],
)
def test_tags_make_names(
    tags: list[int], lengths: list[int], spans: list[list[tuple[int, int, Label]]]
) -> None:
    assert [[span[:3] for span in tagged] for tagged in names(scores_of(*tags), lengths)] == spans


def test_a_further_word_follows_a_word_of_its_label() -> None:
    scores = scores_of(B_PER, I_ORG)
    scores[1, I_PER] = 4
    assert [span[:3] for span in names(scores, [2])[0]] == [(0, 2, Label.PER)]


def test_a_name_does_not_go_on_in_the_next_sentence() -> None:
    scores = scores_of(B_PER, I_PER)
    scores[1, B_PER] = 4
    assert [span[:3] for tagged in names(scores, [1, 1]) for span in tagged] == [(0, 1, Label.PER)] * 2


def test_a_name_is_as_sure_as_its_words_on_average() -> None:
    scores = np.concatenate([scores_of(B_PER, lead=9.0), scores_of(I_PER, lead=1.0)])
    sure = probabilities(scores)
    ((span,),) = names(scores, [2])
    assert span.confidence == pytest.approx((sure[0, B_PER] + sure[1, I_PER]) / 2)


@given(st.lists(st.integers(0, 5), max_size=4), st.integers(0, 2**32 - 1))
def test_any_scores_make_names_in_order_without_overlap(lengths: list[int], seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(sum(lengths), TAGS)).astype(np.float32)
    for tagged, length in zip(names(scores, lengths), lengths, strict=True):
        assert all(0 <= span.first < span.stop <= length and 0 < span.confidence <= 1 for span in tagged)
        assert all(one.stop <= other.first for one, other in pairwise(tagged))
