"""Which of bokmål, nynorsk, Danish and Swedish a short text is in, where function words do not tell.

These four share most function words, and a headline may hold none at all. Here every word speaks: by its
own weights where it is known, else by its trigrams (`-hed` is Danish, `-het` Norwegian or Swedish).
The weights are log-likelihoods, made by benchmarks/train_nordic.py; adding them up is naive Bayes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from transforms import languages

#: Code points that are weighed: a longer text has told its language by then, and this is slower than tallies.
WEIGHED = 4000

_WORD = re.compile(r"[^\W\d_]+")
_WIDTH = 3  # of a trigram

_Weights = tuple[float, ...]


class _Table(NamedTuple):
    codes: tuple[str, ...]
    weights: dict[str, _Weights]


def weigh(text: str) -> dict[str, float]:
    """Log-likelihood (natural) of the text in each of the four, less their mean; 0.0 if nothing is known."""
    table = _table()
    words = _WORD.findall(text[:WEIGHED].lower())
    found = [weights for word in words for weights in _weights(word, table.weights)]
    sums = map(sum, zip(*found, strict=True)) if found else [0.0] * len(table.codes)
    return dict(zip(table.codes, sums, strict=True))


def trigrams(word: str) -> Iterator[str]:
    """Three letters each, the word's edges being `<` and `>`, behind a hyphen that no word begins with."""
    edged = f"<{word}>"
    return (f"-{edged[at : at + _WIDTH]}" for at in range(len(edged) - _WIDTH + 1))


def _weights(word: str, weights: dict[str, _Weights]) -> Iterator[_Weights]:
    if word in weights:
        return iter((weights[word],))
    return (weights[key] for key in trigrams(word) if key in weights)


@cache
def _table() -> _Table:
    """The shipped table: a row with the codes, then a word or trigram a row with its weights."""
    text = files(languages).joinpath("nordic.tsv").read_text(encoding="utf-8")
    (_, *codes), *rows = (line.split("\t") for line in text.splitlines())
    return _Table(tuple(codes), {key: tuple(map(float, weights)) for key, *weights in rows})
