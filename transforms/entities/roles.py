"""Words for titles, occupations and posts."""

from __future__ import annotations

from functools import lru_cache

from transforms.entities.lexicon import Lexicon, lexicon

_SHORTEST_FRONT = 2  # letters that a compound has before its head
_SHORTEST_HEAD = 4  # letters of a head that may end a compound: not `los` in `kåtlos`


def is_role(word: str, words: Lexicon) -> bool:
    """Whether a word in lower case, in its base form, is a role or a compound that ends in one."""
    if word in words.role_heads:
        return True
    starts = range(_SHORTEST_FRONT, len(word) - _SHORTEST_HEAD + 1)
    return any(word[i:] in words.role_heads for i in starts)


@lru_cache(maxsize=4096)
def base_form(word: str, language: str) -> str | None:
    """The role that a word in lower case stands for: itself, or without its definite ending; else None.

    `seksjonssjefen` -> `seksjonssjef`.
    """
    words = lexicon(language)
    if is_role(word, words):
        return word
    bases = (word.removesuffix(ending) for ending in words.definite_endings if word.endswith(ending))
    return next((base for base in bases if is_role(base, words)), None)


def marks_person(word: str, words: Lexicon) -> bool:
    """Whether a word stands before persons' names: a role, a title or a relation, definite or not."""
    low = word.lower()
    if low in words.relations or low in words.titles:
        return True
    bases = [low.removesuffix(ending) for ending in words.definite_endings if low.endswith(ending)]
    related = any(base in words.relations or f"{base}e" in words.relations for base in bases)
    return related or base_form(low, words.language) is not None
