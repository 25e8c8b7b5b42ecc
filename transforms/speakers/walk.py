"""The walk through the reporter's own words that leaves the trail."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemas.entities import Label
from transforms.entities import Mention
from transforms.entities.lexicon import Lexicon as Names
from transforms.entities.roles import base_form
from transforms.speakers.before import word_before
from transforms.speakers.cast import Cast, Person
from transforms.speakers.describe import describe, gender_of
from transforms.speakers.lexicon import Gender, Lexicon
from transforms.speakers.page import Page
from transforms.speakers.sightings import sightings
from transforms.speakers.trail import Trail

_IN_APPOSITION = re.compile(r"(?: \([^()]*\))?(?:,| er| är| is| ist| var)? (?:\w+ ){1,3}")
_MODIFIERS, _SAID = 3, 60  # words before a role, code points that are looked at
_LOOK_BACK = 40  # code points
_WORD = re.compile(r"[^\W\d_]+")
_AGE = re.compile(r"\d{1,3}")


def read_trail(page: Page, mentions: Sequence[Mention], cast: Cast) -> Trail:
    """Walk through the reporter's own words in order. Persons may learn their gender and role."""
    named = {m.start: m for m in mentions if m.label is Label.PER and not cast.persons[m.name].doubtful}
    posts = _posts(cast)
    walk = _Walk(page.text, page.lexicon, page.names, cast, posts, Trail(page.layout))
    for position, word in sightings(page, mentions, named, posts):
        if position in named:
            walk.name(named[position])
        elif word in walk.lexicon.pronouns:
            walk.follow(position, word)
        elif word in walk.lexicon.definite_nouns:
            walk.take_up(position, word)
        elif word[0].isdigit():
            walk.take_up_by_age(position, word)
        elif word in posts:
            walk.come_back(position, word)
        else:
            walk.meet(position, word)
    return walk.trail


def _posts(cast: Cast) -> dict[str, Person]:
    """The persons by the last words of their roles; of several who share one, the first."""
    found: dict[str, Person] = {}
    for person in cast.known():
        if person.role:
            found.setdefault(person.role.rpartition(" ")[2], person)
    return found


@dataclass(frozen=True, slots=True)
class _Walk:
    """What each word on the way adds to the trail."""

    text: str
    lexicon: Lexicon
    names: Names
    cast: Cast
    posts: Mapping[str, Person]
    trail: Trail

    def name(self, mention: Mention) -> None:
        """The reporter names a person."""
        person, subject = self.cast.persons[mention.name], self._is_subject(mention)
        self.trail.add(mention.start, mention.end, person, subject=subject)

    def _is_subject(self, mention: Mention) -> bool:
        """Whether a name may be its sentence's subject: no genitive, no preposition before (its title)."""
        written = self.text[mention.start : mention.end]
        if written != mention.name and written.endswith("s") and not mention.name.endswith("s"):
            return False
        before = word_before(self.text, mention.start)
        if before and mention.role and before in mention.role.lower():
            words = self.text[max(0, mention.start - _LOOK_BACK) : mention.start].split()
            before = "".join(words[: -len(mention.role.split())][-1:]).lower()
        return before not in self.lexicon.oblique

    def follow(self, position: int, pronoun: str) -> None:
        """The reporter goes on about a person: "hun"."""
        gender, end = self.lexicon.pronouns[pronoun], position + len(pronoun)
        person = self.trail.antecedent(position, gender)
        if person:
            person.gender = person.gender or (None if gender is Gender.NEUTRAL else gender)
            self.trail.add(position, end, person, subject=True)
            self._learn_role(person, end)

    def _learn_role(self, person: Person, end: int) -> None:
        """What the reporter says that somebody is: "Han er daglig leder i klubben"."""
        if person.role or self.text[end : end + 1] != " ":
            return
        verb = next((v for v in self.names.apposition_verbs if self.text.startswith(f"{v} ", end + 1)), None)
        if not verb:
            return
        said = self.text[end + len(verb) + 2 : end + _SAID].split(maxsplit=_MODIFIERS)
        for word in said[:_MODIFIERS]:
            low = word.rstrip(".,").lower()
            person.role = base_form(low, self.names.language)
            modifies = low in self.lexicon.indefinite or low.endswith(self.lexicon.adjective_endings or " ")
            if person.role or not modifies:
                return

    def take_up(self, position: int, noun: str) -> None:
        """The reporter comes back to somebody without a name: "mannen"."""
        person = self.trail.unnamed_before(position, self.lexicon.definite_nouns[noun])
        if person:
            self.trail.add(position, position + len(noun), person, subject=True)

    def take_up_by_age(self, position: int, noun: str) -> None:
        """The reporter comes back to somebody by the age: "34-åringen"."""
        age = _AGE.match(noun)
        aged = [person for person in self.cast.known() if age and person.age == age[0]]
        person = aged[0] if len(aged) == 1 else None
        person = person or (self.trail.of_age(position, age[0]) if age and not aged else None)
        if person and position not in self.trail.who:
            self.trail.add(position, position + len(noun), person, subject=True)

    def come_back(self, position: int, post: str) -> None:
        """The reporter comes back to a person by a role, unless the name itself follows."""
        person, word = self.posts[post], _WORD.match(self.text, position)
        end = word.end() if word else position
        titled = self.text[end : end + 1] == " " and self.text[end + 1 : end + 2].isupper()
        if person.starts[0] < position < end and not titled:
            subject = word_before(self.text, position) not in self.lexicon.oblique
            self.trail.add(position, end, person, subject=subject)

    def meet(self, position: int, noun: str) -> None:
        """Somebody without a name, unless the name follows in apposition: "En kvinne fra Nordvik"."""
        end, steps = position + len(noun), self.trail.steps
        if steps and _IN_APPOSITION.fullmatch(self.text, steps[-1].end, position):
            return
        described = describe(self.text, position, end, self.lexicon)
        self.trail.add(position, end, Person(described, gender_of(noun, self.lexicon)), subject=True)
