"""Sentences that cannot hold a name, which the fast engine need not read: a third of a newspaper.

A sentence is told by itself, and none that is read shares a call with it, so that what is found elsewhere
is the same whether it is read or not. Nor would anything be found in it: no annotated name is in such a
sentence, and the model sees none there (`benchmarks/skimming.py` counts both). The accurate model and the
cascade read them all the same, since they say more of a sentence that has its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from transforms.entities.lexicon import Lexicon

#: What may name without a capital: an address of the web, letters behind figures ("10cc"), a day ("4. juli").
_SMALL_NAME = re.compile(r"\w[.@]\w|\d[^\W\d_]|\d\. \w")
_OPEN, _CLOSED = frozenset('«»"“”„'), frozenset('»«"”“')  # marks around the title of a work


def is_nameless(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a sentence, in words, cannot hold a name.

    That is: no capital beyond the first word, which itself is known to begin sentences; no known name, be it
    one in small letters; no title of a work in quotation marks; and nothing else that names in small
    letters, like an address of the web, a day or the number of a road.
    """
    at = next((index for index, word in enumerate(words) if word[:1].isalnum()), len(words))
    if at == len(words):
        return True
    rest = " ".join(words[at + 1 :])
    if rest.lower() != rest or not _is_common(words[at], lexicon):
        return False
    if not (lexicon.known.keys().isdisjoint(words) and lexicon.small_names.isdisjoint(words)):
        return False
    line = f"{words[at]} {rest}"
    named = line.startswith(lexicon.phrases.get(words[at], ())) or _SMALL_NAME.search(line)
    return not (named or _is_title(words, at) or _is_road(words, lexicon))


def _is_common(word: str, lexicon: Lexicon) -> bool:
    """Whether the first word of a sentence is no name."""
    low = word.lower()
    return word == low or low in lexicon.openers


def _is_title(words: Sequence[str], at: int) -> bool:
    """Whether the sentence goes on behind the quotation that it begins with, without a mark: "«Søner» er"."""
    if not at or words[at - 1] not in _OPEN:
        return False
    return any(word in _CLOSED and after[:1].isalnum() for word, after in pairwise(words[at:]))


def _is_road(words: Sequence[str], lexicon: Lexicon) -> bool:
    return any(after[:1].isdigit() and word.lower() in lexicon.roads for word, after in pairwise(words))
