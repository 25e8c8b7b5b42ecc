from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.nordic import WEIGHED, trigrams, weigh


def leader(weights: Mapping[str, float]) -> str:
    return max(weights, key=lambda code: weights[code])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Nyheter om kvelden", "nb"),
        ("Hun vet ikke noe om det", "nb"),
        ("Ho veit ikkje noko om det", "nn"),
        ("Nye skular i fleire kommunar", "nn"),
        ("Muligheder for alle", "da"),
        ("Hun ved ikke noget om det", "da"),
        ("Möjligheter för alla", "sv"),
        ("Hon vet inte något om det", "sv"),
    ],
)
def test_a_headline_leans_towards_its_language(text: str, code: str) -> None:
    assert leader(weigh(text)) == code


@pytest.mark.parametrize(
    ("word", "code"), [("ensformighed", "da"), ("pussighet", "nb"), ("tröstlöshet", "sv")]
)
def test_an_unknown_word_speaks_by_its_trigrams(word: str, code: str) -> None:
    assert leader(weigh(word)) == code


def test_trigrams_know_the_edges_of_a_word() -> None:
    assert list(trigrams("hus")) == ["-<hu", "-hus", "-us>"]
    assert list(trigrams("å")) == ["-<å>"]


@pytest.mark.parametrize("text", ["", "123 – 456", "北京"])
def test_nothing_known_leans_nowhere(text: str) -> None:
    assert weigh(text) == {"nb": 0.0, "nn": 0.0, "da": 0.0, "sv": 0.0}


def test_only_the_beginning_of_a_long_text_is_weighed() -> None:
    text = "ikkje " * (WEIGHED // 6 + 1)
    assert weigh(text + "ikke " * 1000) == weigh(text)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_has_four_weights_about_their_mean(text: str) -> None:
    weights = weigh(text)
    assert set(weights) == {"nb", "nn", "da", "sv"}
    assert sum(weights.values()) == pytest.approx(0, abs=0.1 * (len(text) + 1))
