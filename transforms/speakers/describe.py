"""What an unnamed source is called: its noun with what identifies it."""

from __future__ import annotations

import re

from transforms.speakers.before import words_before
from transforms.speakers.lexicon import Gender, Lexicon

_WORD = re.compile(r" ([^\W_]+(?:[-/][^\W_]+)*)")
_BEFORE = re.compile(r"(?: [^\W_]+(?:-[^\W_]+)*){1,3}")  # backwards
_NUMBER = re.compile(r"\d{1,3}")
_PHRASES = 3  # prepositional phrases that may follow
_LOOK_BACK = 60
_AGED = 3  # words of an age


def describe(text: str, start: int, end: int, lexicon: Lexicon) -> str:
    """The noun `start:end` with the words before and the prepositional phrases behind it that identify it.

    "en kvinne i 60-årene fra Nordvik, fortalte" -> "kvinne i 60-årene fra Nordvik".
    """
    stop = end
    for _ in range(_PHRASES):
        longer = _phrase(text, stop, lexicon)
        if longer is None:
            break
        stop = longer
    return _identifying(text, start, lexicon) + text[start:stop]


def _identifying(text: str, start: int, lexicon: Lexicon) -> str:
    """An owner, a quantifier or adjectives right before the noun, with a blank behind; else empty."""
    words = words_before(text, start, _BEFORE, _LOOK_BACK)
    if words and words[-1][0].isupper() and words[-1].endswith("s"):
        return f"{words[-1]} "
    if len(words) > 1 and words[-2].lower() in lexicon.quantifiers:
        return f"{words[-2].lower()} {words[-1]} "
    kept: list[str] = []
    if words and words[-1][0].isdigit() and not words[-1].isdigit():
        return f"{words[-1]} "  # "58-årig", "58-year-old"
    if len(words) == _AGED and words[0].isdigit():
        return f"{' '.join(words)} "  # "58 år gammel"
    while words and lexicon.adjective_endings and words[-1].lower().endswith(lexicon.adjective_endings):
        kept.insert(0, words.pop().lower())
    return "".join(f"{word} " for word in kept)


def _phrase(text: str, at: int, lexicon: Lexicon) -> int | None:
    """End of a preposition, its determiners and its noun or name, from `at`; None if there is none."""
    preposition = _WORD.match(text, at)
    if not preposition or preposition[1].lower() not in lexicon.complements:
        return None
    word = _WORD.match(text, preposition.end())
    while word and _modifies(word[1].lower(), lexicon):
        word = _WORD.match(text, word.end())
    if not word:
        return None
    stop = word.end()
    if word[1][0].isupper():
        while (following := _WORD.match(text, stop)) and following[1][0].isupper():
            stop = following.end()
        owned = _WORD.match(text, stop) if text[stop - 1] == "s" else None
        stop = owned.end() if owned else stop
    return stop


def _modifies(word: str, lexicon: Lexicon) -> bool:
    """Whether a noun must still follow: a determiner or an adjective."""
    adjective = bool(lexicon.adjective_endings) and word.endswith(lexicon.adjective_endings)
    return word in lexicon.determiners or adjective


def is_called_so_old(name: str, age: int) -> bool:
    """Whether a description holds the age, or the ten years that it is in."""
    years = (int(number) for number in _NUMBER.findall(name))
    return any(y == age or (y % 10 == 0 and y <= age < y + 10) for y in years)


def gender_of(noun: str, lexicon: Lexicon) -> Gender | None:
    """What a noun for a person, or a role, says of the gender."""
    if noun in lexicon.person_nouns:
        return lexicon.person_nouns[noun]
    if lexicon.female_roles and noun.endswith(lexicon.female_roles):
        return Gender.FEMALE
    return Gender.MALE if lexicon.male_roles and noun.endswith(lexicon.male_roles) else None
