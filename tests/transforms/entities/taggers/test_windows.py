from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.entities.taggers.windows import Window, equal_windows, packed_windows


def own_words(windows: list[Window]) -> list[int]:
    return [word for window in windows for word in range(window.first, window.last)]


@given(st.integers(0, 2000), st.integers(1, 200), st.integers(0, 20))
def test_equal_windows_own_every_word_once_and_are_equal(words: int, most: int, context: int) -> None:
    windows = equal_windows(words, most, context)
    assert own_words(windows) == list(range(words))
    assert len({window.stop - window.start for window in windows}) <= 1
    assert all(0 <= w.start <= w.first <= w.last <= w.stop <= words for w in windows)
    assert all(window.stop - window.start <= most + context for window in windows)


def test_neighbours_overlap_by_the_context() -> None:
    assert equal_windows(200, 100, 8) == [Window(0, 108, 0, 100), Window(92, 200, 100, 200)]


@given(st.lists(st.lists(st.integers(1, 10), max_size=12), max_size=12), st.integers(10, 40))
def test_packed_windows_own_every_word_once_and_hold_no_more(sentences: list[list[int]], most: int) -> None:
    windows = list(packed_windows(sentences, most))
    units = [word for sentence in sentences for word in sentence]
    assert own_words(windows) == list(range(len(units)))
    assert all(sum(units[window.start : window.stop]) <= most for window in windows)


@pytest.mark.parametrize(
    ("sentences", "ends"),
    [
        ([[1, 1], [1, 1], [1]], [4, 5]),
        ([[1, 1, 1], [2]], [3, 4]),
        ([[1] * 9], [4, 8, 9]),
        ([[], [3], []], [1]),
        ([], []),
    ],
)
def test_sentences_stay_whole_unless_they_are_too_long(sentences: list[list[int]], ends: list[int]) -> None:
    assert [window.stop for window in packed_windows(sentences, 4)] == ends
