"""Words for titles, occupations and posts."""

from __future__ import annotations

from functools import lru_cache

from transforms.entities.lexicon import Lexicon, lexicon

_SHORTEST_FRONT = 2  # letters that a compound has before its head


def is_role(word: str, words: Lexicon) -> bool:
    """Whether a word in lower case, in its base form, is a role or a compound that ends in one."""
    return role_head(word, words) is not None


def role_head(word: str, words: Lexicon) -> str | None:
    """The longest known role that ends the word: `sjef` in `seksjonssjef`."""
    if word in words.role_heads:
        return word
    starts = range(_SHORTEST_FRONT, len(word) - 2)
    return next((word[i:] for i in starts if len(word) - i > 3 and word[i:] in words.role_heads), None)  # noqa: PLR2004


@lru_cache(maxsize=4096)
def base_form(word: str, language: str) -> str | None:
    """The role that a definite form stands for (`seksjonssjefen` -> `seksjonssjef`); None if it is none."""
    words = lexicon(language)
    if not words.definite_endings:
        return word if is_role(word, words) else None
    for ending in words.definite_endings:
        base = word.removesuffix(ending)
        if base != word and is_role(base, words):
            return base
    return word if is_role(word, words) else None
