"""The `[speakers]` table of a language's file as a typed record. Lists are strings with commas."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from transforms.entities.lexicon import entries
from transforms.languages import section

Words = frozenset[str]
_NO_LETTER = r"[\t-/:-@\[-^`{-¿‐-⁞]"  # blanks and punctuation


class Gender(StrEnum):
    """What a pronoun or a first name says about a person."""

    FEMALE = auto()
    MALE = auto()
    NEUTRAL = auto()  # of whom neither is known, or who wants neither


class Body(StrEnum):
    """Which organisations a noun may stand for."""

    COMPANY = auto()
    MEDIA = auto()
    PARTY = auto()
    CLUB = auto()
    AGENCY = auto()
    PUBLIC = auto()  # those whose name ends in the noun, and no others


@dataclass(frozen=True, slots=True)
class Lexicon:
    """How a language refers to people and bodies without naming them. All words are in lower case."""

    pronouns: Mapping[str, Gender | None]  # None: says nothing of the gender
    plural_pronouns: Words
    oblique: Words
    indefinite: Words
    naming: Words  # verbs between a relative and the name: "moren heter"
    determiners: Words
    quantifiers: Words
    complements: Words
    adjective_endings: tuple[str, ...]
    person_nouns: Mapping[str, Gender | None]
    definite_nouns: Mapping[str, Gender]
    articles: Mapping[str, Gender]
    genitive: str
    female_roles: tuple[str, ...]
    male_roles: tuple[str, ...]
    age: re.Pattern[str] | None
    age_endings: tuple[str, ...]
    focus_nouns: Words
    focus_endings: tuple[str, ...]
    same_roles: tuple[Words, ...]
    synonyms: Words  # computed: all of `same_roles`
    bodies: Mapping[str, Body]
    same_bodies: tuple[Words, ...]
    media_endings: tuple[str, ...]
    scan: re.Pattern[str] | None  # pronouns and nouns for persons, in a text in lower case

    def ages(self, text: str) -> list[re.Match[str]]:
        """Where a text calls somebody by the age, in order: "34-åringen". Few articles do."""
        if self.age is None or not any(map(text.__contains__, self.age_endings)):
            return []
        return list(self.age.finditer(text))


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of `language`; an empty one when its file has no `[speakers]`."""
    table = section(language, "speakers")
    pronouns: dict[str, Gender | None] = dict.fromkeys(_words(table, "either_pronouns"))
    pronouns |= dict.fromkeys(_words(table, "neutral_pronouns"), Gender.NEUTRAL)
    pronouns |= _by_gender(table, "pronouns")
    nouns: dict[str, Gender | None] = dict.fromkeys(_words(table, "either_nouns"))
    nouns |= _by_gender(table, "nouns")
    definite = _by_gender(table, "definite")
    indefinite = _words(table, "indefinite")
    age_endings = tuple(sorted(_words(table, "age_endings"), key=lambda ending: (-len(ending), ending)))
    same_roles = _synonyms(table.get("same_roles", ""))
    return Lexicon(
        pronouns=pronouns,
        plural_pronouns=_words(table, "plural_pronouns"),
        oblique=_words(table, "oblique"),
        indefinite=indefinite,
        naming=_words(table, "naming"),
        determiners=_words(table, "determiners"),
        quantifiers=_words(table, "quantifiers"),
        complements=_words(table, "complements"),
        adjective_endings=tuple(entries(table, "adjective_endings")),
        person_nouns=nouns | definite,
        definite_nouns=definite,
        articles=_by_gender(table, "articles"),
        genitive=table.get("genitive", "s"),
        female_roles=tuple(_words(table, "female_roles")),
        male_roles=tuple(_words(table, "male_roles")),
        age=_age(age_endings),
        age_endings=age_endings,
        focus_nouns=_words(table, "focus_nouns"),
        focus_endings=tuple(entry.lower() for entry in entries(table, "focus_endings")),
        same_roles=same_roles,
        synonyms=frozenset[str]().union(*same_roles),
        bodies=_bodies(table.get("groups", {})),
        same_bodies=_synonyms(table.get("groups", {}).get("same", "").lower()),
        media_endings=tuple(entries(table.get("groups", {}), "media_endings")),
        scan=_scan(pronouns, indefinite, nouns, definite),
    )


def _synonyms(lines: str) -> tuple[Words, ...]:
    return tuple(frozenset(line.split()) for line in lines.split(";"))


def _words(table: Mapping[str, Any], name: str) -> Words:
    return frozenset(entry.lower() for entry in entries(table, name))


def _by_gender(table: Mapping[str, Any], name: str) -> dict[str, Gender]:
    female = dict.fromkeys(_words(table, f"female_{name}"), Gender.FEMALE)
    return female | dict.fromkeys(_words(table, f"male_{name}"), Gender.MALE)


def _bodies(groups: Mapping[str, Any]) -> Mapping[str, Body]:
    return {noun: body for body in reversed(Body) for noun in _words(groups, body)}


def _age(endings: Sequence[str]) -> re.Pattern[str] | None:
    return re.compile(rf"(\d{{1,3}})[-\s]?(?:{'|'.join(map(re.escape, endings))})") if endings else None


def _scan(
    pronouns: Iterable[str], indefinite: Iterable[str], nouns: Iterable[str], definite: Iterable[str]
) -> re.Pattern[str] | None:
    """One pattern for "hun" and "kvinnen" (1) and "en ... kvinne", three words between at most (2).

    It begins with the code point before the word: a set in front is what `re` searches for fastest.
    """
    if not pronouns:
        return None
    alone, articles = _any_of({*pronouns, *definite}), _any_of(indefinite)
    behind = rf"|(?:{articles}) (?:[\w-]+ ){{0,3}}({_any_of(nouns)})" if indefinite and nouns else ""
    return re.compile(rf"{_NO_LETTER}(?:({alone}){behind})(?!\w)")


def _any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, by first letter: most words of a text are none of them."""
    ordered = sorted(words, reverse=True)  # the longer before its beginning
    families = (
        (first, [re.escape(word[1:]) for word in same]) for first, same in groupby(ordered, itemgetter(0))
    )
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rests)})" for first, rests in families)
