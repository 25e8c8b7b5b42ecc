"""Sentences that cannot hold a name, so that an engine may be spared them: a third of a newspaper.

On the annotated sets none of them holds a name (`benchmarks/norne.py` counts). The accurate model and the
cascade read them all the same: what they say of a sentence depends on its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from transforms.entities.lexicon import Lexicon, first_names

_SHORT = 6  # letters: a longer word may name a body, though it is also a noun ("Regjeringen", "Språkrådet")
#: What may name without a capital: an address of the web, letters behind figures ("10cc"), a day ("4. juli").
_SMALL_NAME = re.compile(r"\w[.@]\w|\d[^\W\d_]|\d\. \w")
_OPEN, _CLOSED = frozenset('«»"“”„'), frozenset('»«"”“')  # marks around the title of a work


@dataclass(frozen=True, slots=True)
class _Written:
    """How the article writes words where their place asks for no capital."""

    small: AbstractSet[str]
    capital: AbstractSet[str]


def nameless(sentences: Sequence[Sequence[str]], lexicon: Lexicon) -> list[bool]:
    """For each sentence of an article, in words, whether it cannot hold a name.

    That is: no capital beyond the first word, which itself is known to begin sentences or, if it is short,
    stands in small letters elsewhere in the article and never in capitals where none are due; no known name;
    no title of a work in quotation marks; and nothing that names in small letters, like an address of the
    web, a day or the number of a road.
    """
    firsts = [_first(sentence) for sentence in sentences]
    small: set[str] = set()
    capital: set[str] = set()
    for sentence, first in zip(sentences, firsts, strict=True):
        small.update(filter(str.islower, sentence))
        capital.update(sentence[first + 1 :])
    written = _Written(small, capital)
    return [
        _is_nameless(sentence, first, written, lexicon)
        for sentence, first in zip(sentences, firsts, strict=True)
    ]


def _first(words: Sequence[str]) -> int:
    """Index of the first that is a word and no mark; how many there are if none is."""
    for index, word in enumerate(words):
        if word[:1].isalnum():
            return index
    return len(words)


def _is_nameless(words: Sequence[str], at: int, written: _Written, lexicon: Lexicon) -> bool:
    if at == len(words):
        return True
    rest = " ".join(words[at + 1 :])
    if rest.lower() != rest or not _is_common(words[at], written, lexicon):
        return False
    if not lexicon.known.keys().isdisjoint(words) or _SMALL_NAME.search(line := f"{words[at]} {rest}"):
        return False
    phrases = lexicon.phrases.get(words[at], ())
    return not (line.startswith(phrases) or _is_title(words, at) or _is_road(words, lexicon))


def _is_common(word: str, written: _Written, lexicon: Lexicon) -> bool:
    """Whether the first word of a sentence is no name."""
    low = word.lower()
    if word == low or low in lexicon.openers:
        return True
    named = word in written.capital or word in first_names()
    return len(word) <= _SHORT and low in written.small and not named


def _is_title(words: Sequence[str], at: int) -> bool:
    """Whether the sentence goes on behind the quotation that it begins with, without a mark: "«Søner» er"."""
    if not at or words[at - 1] not in _OPEN:
        return False
    return any(word in _CLOSED and after[:1].isalnum() for word, after in pairwise(words[at:]))


def _is_road(words: Sequence[str], lexicon: Lexicon) -> bool:
    return any(after[:1].isdigit() and word.lower() in lexicon.roads for word, after in pairwise(words))
