"""Sentences that cannot hold a name, so that no engine need read them: a quarter of a Norwegian newspaper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from transforms.entities.lexicon import Lexicon

_SHORT = 6  # letters: a longer word may name a body, though it is also a noun ("Regjeringen", "Språkrådet")
_ADDRESS = re.compile(r"\w[.@]\w")


def nameless(sentences: Sequence[Sequence[str]], lexicon: Lexicon) -> list[bool]:
    """For each sentence of an article, in words, whether it cannot hold a name.

    That is: no capital beyond the first word, which itself stands in small letters elsewhere in the
    article or is known to begin sentences; and nothing that names in small letters: no address of the
    web, no number of a road.
    """
    small = frozenset(word for sentence in sentences for word in sentence if word.islower())
    return [_is_nameless(sentence, small, lexicon) for sentence in sentences]


def _is_nameless(words: Sequence[str], small: frozenset[str], lexicon: Lexicon) -> bool:
    at = next((index for index, word in enumerate(words) if word[:1].isalnum()), len(words))
    rest = " ".join(words[at + 1 :])
    if rest.lower() != rest:
        return False
    return _is_common(words[at : at + 1], small, lexicon) and not _names_in_small(words, lexicon)


def _is_common(first: Sequence[str], small: frozenset[str], lexicon: Lexicon) -> bool:
    """Whether the first word, if there is one, is no name."""
    return all(
        word.islower() or word.lower() in lexicon.openers or (len(word) <= _SHORT and word.lower() in small)
        for word in first
    )


def _names_in_small(words: Sequence[str], lexicon: Lexicon) -> bool:
    if any(_ADDRESS.search(word) for word in words):
        return True
    return any(after[:1].isdigit() and word.lower() in lexicon.roads for word, after in pairwise(words))
