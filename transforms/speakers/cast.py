"""Who appears in an article: its persons with gender, role, party and age, and its organisations."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from schemas.entities import Label
from transforms.entities import Mention
from transforms.entities.lexicon import FirstNames, first_names, own_first_names
from transforms.quotes import Quote
from transforms.speakers.before import words_before
from transforms.speakers.lexicon import Gender, Lexicon
from transforms.speakers.page import Page

# Python 3.11 looks members up at a price
_PER, _LOC, _GROUPS = Label.PER, Label.LOC, (Label.ORG, Label.GPE)
_DOUBT = 0.5
_LOOK = 40  # code points around a name
_AFTER = 8  # code points that hold an age behind a name
_APPOSED = 4  # words of an apposition
_WORD = re.compile(r"[^\W\d_]{4,}")
_BESIDE = re.compile(r" [^\W\d_]{4,}")  # backwards
_INTRODUCED = re.compile(r"(?: [^\W\d_]+){2,3}")  # backwards: "Moren hans heter "
_BEFORE_COMMA = re.compile(r" ,(?:[^\W\d_]+ )?[^\W\d_]+")  # backwards: "Kona hans, "
_AGE = re.compile(r",? \(?(\d{1,3})\)?[,)]")


@dataclass(slots=True)
class Person:
    """One person. `gender` may be learned from a pronoun that can stand for nobody else."""

    name: str
    gender: Gender | None = None
    role: str | None = None
    party: str | None = None
    age: str | None = None
    starts: list[int] = field(default_factory=list)  # of the mentions, in order
    doubtful: bool = True  # nothing but its capital says that it is a person


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody and every body that an article names."""

    persons: dict[str, Person]
    groups: Sequence[Mention]  # organisations and places with a government, in order
    named: Sequence[Mention]  # all mentions of persons, in order
    places: Sequence[Mention]  # places without a government, in order

    def known(self) -> Iterable[Person]:
        """The persons in order of their first mention."""
        return self.persons.values()

    def doubtful(self) -> list[Mention]:
        """The names taken for persons' that nothing else speaks for, in order."""
        return [mention for mention in self.named if self.persons[mention.name].doubtful]

    def unsure(self) -> list[Mention]:
        """The names that may be a body's, though they pass for a place's or a person's."""
        return [*self.doubtful(), *self.places]


def read_cast(page: Page, mentions: Sequence[Mention], quotes: Sequence[Quote]) -> Cast:
    """The cast of an article from its mentions."""
    named = [mention for mention in mentions if mention.label is _PER]
    groups = [mention for mention in mentions if mention.label in _GROUPS]
    places = [mention for mention in mentions if mention.label is _LOC]
    speaking = {quote.speaker.start for quote in quotes if quote.speaker}
    persons = {name: Person(name) for name in dict.fromkeys(mention.name for mention in named)}
    for mention in named:
        person = persons[mention.name]
        person.starts.append(mention.start)
        person.doubtful &= mention.confidence <= _DOUBT and mention.start not in speaking
        _describe(person, page, mention)
    own, names = own_first_names(page.names.language), first_names()
    for person in persons.values():
        person.gender = _gender(person, own, names, page.lexicon)
    return Cast(persons, groups, named, places)


def speaking(cast: Cast, quotes: Sequence[Quote]) -> list[tuple[int, Person]]:
    """The speakers whose mention is a name, by its first code point, in order."""
    starts = {quote.speaker.start for quote in quotes if quote.speaker}
    return [(m.start, cast.persons[m.name]) for m in cast.named if m.start in starts]


def called(cast: Cast, text: str, lexicon: Lexicon) -> dict[str, list[tuple[int, Person]]]:
    """Words that stand right before or behind persons' names, in lower case, with the places and persons.

    Before a comma or a verb only nouns for persons count: "Faren, Odd Nord", "Faren heter Odd Nord", not
    "I Bergen, Odd Nord".
    """
    nouns, verbs = lexicon.person_nouns, tuple(f"{verb} " for verb in lexicon.naming)
    found: dict[str, list[tuple[int, Person]]] = defaultdict(list)
    for mention in cast.named:
        if cast.persons[mention.name].doubtful:
            continue
        words = words_before(text, mention.start, _BESIDE, _LOOK)
        if text.endswith(", ", 0, mention.start):
            before = words_before(text, mention.start, _BEFORE_COMMA, _LOOK)
            words += [noun for word in before if (noun := word.rstrip(",")).lower() in nouns]
        if text.endswith(verbs, 0, mention.start):
            *before, verb = words_before(text, mention.start, _INTRODUCED, _LOOK) or [""]
            words += [word for word in before if verb in lexicon.naming and word.lower() in nouns]
        if text.startswith(", ", mention.end):
            apposed = text[mention.end + 2 : mention.end + _LOOK].partition(",")[0]
            words += _WORD.findall(apposed)[:_APPOSED]
        for word in set(words):
            found[word.lower()].append((mention.start, cast.persons[mention.name]))
    return found


def _describe(person: Person, page: Page, mention: Mention) -> None:
    person.role = person.role or mention.role
    person.party = person.party or mention.party
    if person.age is not None:
        return
    if age := _AGE.match(page.text, mention.end, mention.end + _AFTER):
        person.age = age[1]
    elif page.lexicon.age and page.ages:
        before = page.text[max(0, mention.start - _LOOK) : mention.start].rpartition("\n")[2]
        if said := page.lexicon.age.findall(before):
            person.age = said[-1]


def _gender(person: Person, own: FirstNames, names: FirstNames, lexicon: Lexicon) -> Gender | None:
    """By first name in this language, by first name in any, by a role that has a gender."""
    first = person.name.partition(" ")[0]
    for word in (first, first.partition("-")[0]):
        for gazetteer in (own, names):
            female, male = word in gazetteer.female, word in gazetteer.male
            if female != male:
                return Gender.FEMALE if female else Gender.MALE
    role = (person.role or "").lower()
    if role and lexicon.female_roles and role.endswith(lexicon.female_roles):
        return Gender.FEMALE
    return Gender.MALE if role and lexicon.male_roles and role.endswith(lexicon.male_roles) else None
