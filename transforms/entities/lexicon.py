"""The `[entities]` table of a language's file as a typed record.

Lists in the file are strings with commas between the entries. Names know no border: first names and
places of all languages are read together; organisations, media and parties are those of the language
and of its `kin`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from schemas.entities import Label
from transforms.languages import codes, section

Words = frozenset[str]
_PLACES = (
    ("nature", Label.LOC),
    ("regions", Label.GPE),
    ("cities", Label.GPE),
    ("countries", Label.GPE),
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What a language writes in front of, inside and behind names. All words but names are in lower case."""

    language: str
    openers: Words
    common_capitals: Words
    particles: Words
    articles: Words
    government_prepositions: Words
    place_prepositions: Words
    directions: Words
    nouns_capitalised: bool
    known: Mapping[str, Label]
    small_names: Words  # names, and words inside names, that are often written without a capital
    phrases: Mapping[
        str, tuple[str, ...]
    ]  # first word of a known name of several words -> such names, longest first
    media: Words
    parties: Words
    government_heads: Words
    government_fronts: Words  # those that stand before the name: "Region Nord"
    government_endings: tuple[str, ...]
    small_heads: bool
    place_heads: Words
    place_endings: tuple[str, ...]
    roads: Words
    organisation_nouns: Words
    common_endings: tuple[str, ...]  # of nouns for organisations, compounds included
    organisation_heads: Words
    organisation_joining: Words
    organisation_tails: Words
    company_forms: Words  # AS, GmbH: with their capitals
    organisation_endings: tuple[str, ...]
    works: Words
    events: Words
    event_endings: tuple[str, ...]
    role_heads: Words
    role_modifiers: Words
    role_following: Words
    role_joining: Words
    role_linking: Words
    role_excluded: Words
    relations: Words
    role_endings: tuple[str, ...]
    government_roles: Words
    female_titles: Words
    male_titles: Words
    titles: Words  # all of them
    definite_endings: tuple[str, ...]
    apposition_verbs: tuple[str, ...]

    @property
    def locating(self) -> Words:
        """All prepositions that may stand before places."""
        return self.government_prepositions | self.place_prepositions | self.directions


@dataclass(frozen=True, slots=True)
class FirstNames:
    """First names of all languages. A name of one language's women and another's men is in both."""

    female: Words
    male: Words

    def __contains__(self, word: str) -> bool:
        """Whether the word, or the part before its hyphen, is a first name."""
        head = word.partition("-")[0]
        return word in self.female or word in self.male or head in self.female or head in self.male


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of `language`; one that knows only names when its file has no `[entities]`."""
    table = section(language, "entities")
    places, groups, works = (table.get(name, {}) for name in ("places", "organisations", "works"))
    roles = table.get("roles", {})
    known = _known(language)
    return Lexicon(
        language=language,
        openers=_words(table, "openers"),
        common_capitals=_words(table, "common_capitals"),
        particles=_words(table, "particles"),
        articles=_words(table, "articles"),
        government_prepositions=_words(table, "government_prepositions"),
        place_prepositions=_words(table, "place_prepositions"),
        directions=_words(table, "directions"),
        nouns_capitalised=bool(table.get("nouns_capitalised", False)),
        known=known,
        small_names=_small_names(),
        phrases=_phrases(known),
        media=frozenset(_of_kin(language, "media")),
        parties=frozenset(_of_kin(language, "parties")),
        government_heads=_words(places, "government_heads"),
        government_fronts=_words(places, "government_fronts"),
        government_endings=tuple(entries(places, "government_endings")),
        small_heads=bool(places.get("small_heads", False)),
        place_heads=_words(places, "place_heads"),
        place_endings=tuple(entries(places, "place_endings")),
        roads=_words(places, "roads"),
        organisation_nouns=_words(groups, "nouns"),
        common_endings=(*entries(groups, "nouns"), *entries(groups, "endings")),
        organisation_heads=_words(groups, "heads"),
        organisation_joining=_words(groups, "joining"),
        organisation_tails=_words(groups, "tails"),
        company_forms=frozenset(entries(groups, "forms")),
        organisation_endings=tuple(entries(groups, "endings")),
        works=_words(works, "nouns"),
        events=_words(works, "events"),
        event_endings=tuple(entries(works, "event_endings")),
        role_heads=_words(roles, "heads"),
        role_modifiers=_words(roles, "modifiers"),
        role_following=_words(roles, "following"),
        role_joining=_words(roles, "joining"),
        role_linking=_words(roles, "linking"),
        role_excluded=_words(roles, "excluded"),
        relations=_words(roles, "relations"),
        role_endings=tuple(entries(roles, "endings")),
        government_roles=_words(roles, "government"),
        female_titles=_words(roles, "female_titles"),
        male_titles=_words(roles, "male_titles"),
        titles=_words(roles, "titles") | _words(roles, "female_titles") | _words(roles, "male_titles"),
        definite_endings=tuple(entries(roles, "definite_endings")),
        apposition_verbs=tuple(sorted(entries(roles, "apposition_verbs"), key=len, reverse=True)),
    )


@cache
def first_names() -> FirstNames:
    """The first names of all languages."""
    tables = [section(code, "entities").get("first_names", {}) for code in codes()]
    female, male = (frozenset(n for t in tables for n in entries(t, sex)) for sex in ("female", "male"))
    return FirstNames(female, male)


@cache
def _small_names() -> Words:
    return frozenset(word for code in codes() for word in _words(section(code, "entities"), "small_names"))


@cache
def own_first_names(language: str) -> FirstNames:
    """The first names of one language and its kin: they settle names of women here and men there."""
    table = section(language, "entities")
    names, kin = table.get("first_names", {}), table.get("kin")
    own = FirstNames(frozenset(entries(names, "female")), frozenset(entries(names, "male")))
    related = own_first_names(kin) if kin else own
    return FirstNames(own.female | related.female, own.male | related.male)


def entries(table: Mapping[str, Any], name: str) -> list[str]:
    """The entries of a list of the file: what stands between its commas."""
    return [entry for part in table.get(name, "").split(",") if (entry := " ".join(part.split()))]


def _words(table: Mapping[str, Any], name: str) -> Words:
    return frozenset(entry.lower() for entry in entries(table, name))


def _of_kin(language: str, name: str) -> list[str]:
    table = section(language, "entities")
    own = entries(table.get("organisations", {}), name)
    return own + _of_kin(table["kin"], name) if "kin" in table else own


def _known(language: str) -> Mapping[str, Label]:
    """Known names; the label that is set last counts, so the language's own come last."""
    found: dict[str, Label] = {}
    for code in (*codes(), language):
        places = section(code, "entities").get("places", {})
        for name, label in _PLACES:
            found |= dict.fromkeys(entries(places, name), label)
    for name in ("names", "media", "parties"):
        found |= dict.fromkeys((n for n in _of_kin(language, name) if len(n) > 1), Label.ORG)
    works = section(language, "entities").get("works", {})
    return found | dict.fromkeys(entries(works, "event_names"), Label.EVT)


def _phrases(known: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name in sorted((n for n in known if not n.isalpha()), key=lambda n: (-len(n), n)):
        first = name.replace("-", " ").replace("/", " ").replace(".", " ").replace("&", " ").split()[0]
        found[first] = (*found.get(first, ()), name)
    return found
