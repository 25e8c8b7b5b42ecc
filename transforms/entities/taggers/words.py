"""Words as the vectors that the fast model reads: one a word type, made once."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transforms.entities.taggers.subwords import subwords

Vectors = NDArray[np.float32]

_MOST_PIECES = 8
_HASHED = ("lower", "prefix3", "suffix3", "suffix5", "shape")  # features, each with a table of its own
_REMEMBERED = 2**16  # words; newspapers reach this after some thousand articles
_TOGETHER = 512  # words made at once
_FOURTH = re.compile(r"(.)(?<=\1\1\1\1)", re.DOTALL)  # of a kind in a row, and all after it
_EPSILON = np.float32(1e-5)


class WordVectors:
    """Vectors of 192 numbers by word type.

    A vector depends on its word alone, bit for bit: products are taken one by one with `vecdot`,
    because a matrix product may add up in another order when it has more rows or more cores.
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        self._subwords = subwords()
        self._pieces = _table(arrays, "piece")
        self._tables = [_table(arrays, f"hash_{name}") for name in _HASHED]
        self._weight, self._bias = arrays["input_weight"].astype(np.float32), arrays["input_bias"]
        self._gain, self._shift = arrays["norm_weight"], arrays["norm_bias"]
        self._rows: dict[str, int] = {}
        self.table = np.empty((_REMEMBERED, len(self._bias)), np.float32)

    def rows(self, words: Sequence[str]) -> NDArray[np.intp]:
        """Where in `table` the vectors of the words, of at most 65,536 types, stand until the next call."""
        new = [word for word in dict.fromkeys(words) if word not in self._rows]
        if len(self._rows) + len(new) > _REMEMBERED:
            self._rows.clear()
            new = list(dict.fromkeys(words))
        start = len(self._rows)
        self._rows.update(zip(new, range(start, start + len(new)), strict=True))
        for at in range(0, len(new), _TOGETHER):
            some = new[at : at + _TOGETHER]
            self.table[start + at : start + at + len(some)] = self._made(some)
        return np.array([self._rows[word] for word in words])

    def _made(self, words: Sequence[str]) -> Vectors:
        pieces = [self._subwords.of(word)[:_MOST_PIECES] for word in words]
        read = [self._pieces[[each[0] for each in pieces]], self._pieces[[each[-1] for each in pieces]]]
        for table, features in zip(self._tables, zip(*map(_features, words), strict=True), strict=True):
            read.append(table[[zlib.crc32(feature) % len(table) for feature in features]])
        parts = np.concatenate([self._sums(pieces), *read], axis=1)
        vectors: Vectors = np.vecdot(self._weight, parts[:, None]) + self._bias
        vectors -= vectors.mean(axis=1, keepdims=True)
        vectors /= np.sqrt(np.square(vectors).mean(axis=1, keepdims=True) + _EPSILON)
        vectors *= self._gain
        vectors += self._shift
        return vectors

    def _sums(self, pieces: Sequence[Sequence[int]]) -> Vectors:
        """The vectors of a word's pieces added up, over the square root of their number."""
        counts = np.array([len(each) for each in pieces])
        starts = np.concatenate(([0], np.cumsum(counts)[:-1]))
        sums: Vectors = np.add.reduceat(self._pieces[list(chain.from_iterable(pieces))], starts, axis=0)
        sums /= np.sqrt(counts, dtype=np.float32)[:, None]
        return sums


def _table(arrays: Mapping[str, NDArray[Any]], name: str) -> Vectors:
    table: Vectors = arrays[f"{name}_codes"].astype(np.float32)
    table *= arrays[f"{name}_scales"].astype(np.float32)
    return table


def _features(word: str) -> tuple[bytes, ...]:
    """What is hashed of a word, in the order of `_HASHED`."""
    low = word.lower()
    features = low, f"{low[:3]}|{low != low[:3]}", f"~{low[-3:]}", f"={low[-5:]}", shape(word)
    return tuple(feature.encode("utf-8", "replace") for feature in features)


def shape(word: str) -> str:
    """What a word's letters are, at most three of a kind in a row: `Bergen` is `Xxxx`, `E18` is `Xdd`."""
    return _FOURTH.sub("", "".join(map(_KINDS.__getitem__, word)))


class _Kinds(dict[str, str]):
    """Of each letter that was seen, what it is."""

    def __missing__(self, letter: str) -> str:
        kind = "X" if letter.isupper() else "x" if letter.islower() else "d" if letter.isdigit() else letter
        self[letter] = kind
        return kind


_KINDS = _Kinds()
