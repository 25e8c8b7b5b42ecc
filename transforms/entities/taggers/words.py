"""Words as the vectors that the fast model reads: one a word type, made once."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transforms.entities.taggers.subwords import Subwords

Vectors = NDArray[np.float32]

_MOST_PIECES = 8
_HASHED = ("lower", "prefix3", "suffix3", "suffix5", "shape")  # features, each with a table of its own
_REMEMBERED = 2**16
_REPEATED = re.compile(r"(.)\1{3,}", re.DOTALL)
_EPSILON = np.float32(1e-5)


class WordVectors:
    """Vectors of 192 numbers by word type.

    A vector depends on its word alone, bit for bit: products are taken row by row with `vecdot`,
    because a matrix product may add up in another order when it has more rows or more cores.
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        self._subwords = Subwords()
        self._pieces = _table(arrays, "piece")
        self._tables = [_table(arrays, f"hash_{name}") for name in _HASHED]
        self._weight, self._bias = arrays["input_weight"].astype(np.float32), arrays["input_bias"]
        self._gain, self._shift = arrays["norm_weight"], arrays["norm_bias"]
        self._rows: dict[str, int] = {}
        self._known = np.zeros((_REMEMBERED, len(self._bias)), np.float32)

    def __call__(self, words: Sequence[str]) -> Vectors:
        """One row a word."""
        new = {word for word in words if word not in self._rows}
        if len(self._rows) + len(new) > _REMEMBERED:
            self._rows.clear()
            new = set(words)
        if len(new) > _REMEMBERED:  # a text of a megabyte without a word twice
            return np.stack([self._vector(word) for word in words])
        for word in new:
            self._known[len(self._rows)] = self._vector(word)
            self._rows[word] = len(self._rows)
        return self._known[[self._rows[word] for word in words]]

    def _vector(self, word: str) -> Vectors:
        pieces = self._pieces[list(self._subwords.of(word)[:_MOST_PIECES])]
        features = zip(_features(word), self._tables, strict=True)
        hashed = [table[_bucket(feature, len(table))] for feature, table in features]
        whole = pieces.sum(axis=0) / np.float32(len(pieces) ** 0.5)
        parts = np.concatenate([whole, pieces[0], pieces[-1], *hashed])
        vector = np.vecdot(self._weight, parts) + self._bias
        centred = vector - vector.mean()
        centred /= np.sqrt(np.square(centred).mean() + _EPSILON)
        scaled: Vectors = self._gain * centred + self._shift
        return scaled


def _table(arrays: Mapping[str, NDArray[Any]], name: str) -> Vectors:
    table: Vectors = arrays[f"{name}_codes"].astype(np.float32)
    table *= arrays[f"{name}_scales"].astype(np.float32)
    return table


def _features(word: str) -> tuple[str, ...]:
    low = word.lower()
    return low, f"{low[:3]}|{low != low[:3]}", f"~{low[-3:]}", f"={low[-5:]}", shape(word)


def _bucket(feature: str, buckets: int) -> int:
    return zlib.crc32(feature.encode("utf-8", "replace")) % buckets


def shape(word: str) -> str:
    """What a word's letters are, at most three of a kind in a row: `Bergen` is `Xxxx`, `E18` is `Xdd`."""
    kinds = "".join("X" if c.isupper() else "x" if c.islower() else "d" if c.isdigit() else c for c in word)
    return _REPEATED.sub(r"\1\1\1", kinds)
