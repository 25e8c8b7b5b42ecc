"""Whom the reporter speaks of, sentence by sentence, and whom each pronoun stands for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice, takewhile

from schemas.entities import Label
from transforms.entities import Mention
from transforms.entities.lexicon import Lexicon as Names
from transforms.entities.roles import base_form
from transforms.speakers.cast import Cast, Person
from transforms.speakers.describe import describe, gender_of, is_called_so_old
from transforms.speakers.layout import ASIDE, Layout
from transforms.speakers.lexicon import Gender, Lexicon

_IN_APPOSITION = re.compile(r"(?: \([^()]*\))?(?:,| er| är| is| ist| var)? (?:\w+ ){1,3}")
_MODIFIERS, _SAID = 3, 60  # words before a role, code points that are looked at
_FAR = 60  # steps that are looked back over: keeps long pages linear
_LOOK_BACK = 30  # code points
_MOST_POSTS = 30  # roles that are looked for: keeps long lists of persons linear
_WORD = re.compile(r"[^\W\d_]+")
_AGE = re.compile(r"\d{1,3}")
_RECENT = 12  # steps
_NEAR = 2  # of these, how many may hold a better subject than the nearest


@dataclass(frozen=True, slots=True)
class Step:
    """The reporter speaks of a person: by name, by a pronoun or by a noun."""

    position: int
    end: int
    sentence: int
    segment: int
    person: Person
    subject: bool  # not behind a preposition, no genitive
    aside: bool  # in a caption or a title


@dataclass(slots=True)
class Trail:
    """The steps of an article in order, and who each word stands for (by first code point)."""

    layout: Layout
    steps: list[Step] = field(default_factory=list)
    who: dict[int, Person] = field(default_factory=dict)

    def add(self, position: int, end: int, person: Person, *, subject: bool) -> None:
        """Go on to a person, named or meant by the words `position:end`."""
        aside = self.layout.kind(position) in ASIDE
        where = self.layout.sentence(position), self.layout.segment(position)
        self.steps.append(Step(position, end, *where, person, subject, aside))
        self.who[position] = person

    def antecedent(self, position: int, gender: Gender | None) -> Person | None:
        """Whom a pronoun at a position stands for: the subject of the nearest sentence that has one fit.

        Titles and captions are asked last, but for the one that the position is in.
        """
        segment = self.layout.segment(position)
        for aside in (False, True):
            back = islice(self._back(position), _FAR)
            person = _nearest((s for s in back if (s.aside and s.segment != segment) is aside), gender)
            if person:
                return person
        return None

    def subject_before(self, position: int) -> Person | None:
        """Whom the reporter last spoke of before a position, whatever the gender."""
        return self.antecedent(position, None)

    def without_role(self, position: int) -> Person | None:
        """Of the persons spoken of lately, with a name and no stated role, the one spoken of most."""
        recent = [s.person for s in islice(self._back(position), _RECENT)]
        free = [person for person in recent if person.starts and not person.role]
        return max(free, key=lambda person: len(person.starts), default=None)

    def unnamed_before(self, position: int, gender: Gender) -> Person | None:
        """The last person without a name and of a gender that the reporter spoke of before a position."""
        before = (step.person for step in islice(self._back(position), _FAR))
        return next((p for p in before if not p.starts and p.gender is gender), None)

    def of_age(self, position: int, age: str) -> Person | None:
        """The last person without a name before a position who was called so old: "en mann i 20-årene"."""
        before = (step.person for step in islice(self._back(position), _FAR))
        return next((p for p in before if not p.starts and is_called_so_old(p.name, int(age))), None)

    def turned_to(self, start: int, end: int) -> Person | None:
        """Whom with a name the reporter turned to between two positions: the last sentence's subject."""
        steps = takewhile(lambda s: s.position >= start, islice(self._back(end), _FAR))
        subjects = [s for s in steps if s.person.starts and s.subject and not s.aside]
        return next((s.person for s in reversed(subjects) if s.sentence == subjects[0].sentence), None)

    def _back(self, position: int) -> Iterator[Step]:
        """The steps before a position, last first."""
        end = bisect_left(self.steps, position, key=lambda s: s.position)
        return (self.steps[i] for i in range(end - 1, -1, -1))


def _nearest(steps: Iterable[Step], gender: Gender | None) -> Person | None:
    """The best fit among steps that come last first, nearest sentence first."""
    fallback = None
    for number, (_, sentence) in enumerate(groupby(steps, key=lambda s: s.sentence)):
        fit = _fitting(list(sentence)[::-1], gender)
        subject = next((step for step in fit if step.subject), None)
        if subject and (fallback is None or number < _NEAR):
            return subject.person
        if fit and fallback is None:
            fallback = fit[0].person
    return fallback


def _fitting(steps: Sequence[Step], gender: Gender | None) -> list[Step]:
    """The steps whose person has the gender; where there are none, those of persons of unknown gender."""
    if gender is None:
        return list(steps)
    unknown = [step for step in steps if step.person.gender is None]
    if gender is Gender.NEUTRAL:
        return unknown
    return [step for step in steps if step.person.gender is gender] or unknown


def read_trail(
    text: str, mentions: Sequence[Mention], cast: Cast, layout: Layout, words: tuple[Lexicon, Names]
) -> Trail:
    """Walk through the reporter's own words in order; what others say is left out."""
    trail = Trail(layout)
    lexicon, names = words
    persons = (m for m in mentions if m.label is Label.PER)
    named = {m.start: m for m in persons if not cast.persons[m.name].doubtful}
    events: list[Event] = [(start, None, None) for start in named]
    events += _found(text, lexicon, mentions)
    events += _sources(text, layout, lexicon, names)
    posts = _posts(cast)
    events += _by_post(text, posts, frozenset(names.definite_endings or ("",)))
    for position, pronoun, noun in sorted(events, key=lambda event: event[0]):
        if layout.is_spoken(position) or not layout.is_read(position):
            continue
        if position in named:
            mention = named[position]
            subject = _is_subject(text, mention, lexicon)
            trail.add(position, mention.end, cast.persons[mention.name], subject=subject)
        elif pronoun:
            _follow(trail, position, position + len(pronoun), lexicon.pronouns[pronoun])
            _learn_role(trail, text, position, position + len(pronoun), words)
        elif noun and noun in lexicon.definite_nouns:
            _take_up(trail, position, noun, lexicon)
        elif noun and noun[0].isdigit():
            _take_up_by_age(trail, cast, position, noun)
        elif noun in posts and (word := _WORD.match(text, position)):
            _come_back(trail, text, word, posts[noun], lexicon)
        elif noun:
            _meet(trail, text, position, noun, lexicon)
    return trail


def _posts(cast: Cast) -> dict[str, Person]:
    """The persons by their roles; of several who share one, the first."""
    roles = ((person.role or "", person) for person in cast.known())
    found: dict[str, Person] = {}
    for role, person in roles:
        if role:
            found.setdefault(role.rpartition(" ")[2], person)
    return found


def _by_post(text: str, posts: Iterable[str], endings: frozenset[str]) -> Iterator[Event]:
    """Where the definite form of a role stands: "statsråden", or "minister" behind an article."""
    for post in islice(posts, _MOST_POSTS):
        for form in {post, post[:1].upper() + post[1:]}:
            start = text.find(form)
            while start >= 0:
                word = _WORD.match(text, start)
                if word and not text[start - 1 : start].isalpha() and word[0][len(form) :] in endings:
                    yield start, None, post
                start = text.find(form, start + 1)


def _come_back(trail: Trail, text: str, word: re.Match[str], person: Person, lexicon: Lexicon) -> None:
    """The reporter comes back to a person by a role, unless the name itself follows."""
    titled = text[word.end() : word.end() + 1] == " " and text[word.end() + 1 : word.end() + 2].isupper()
    if person.starts[0] < word.start() and not titled:
        before = text[max(0, word.start() - _LOOK_BACK) : word.start()].split()
        subject = not before or before[-1].lower() not in lexicon.oblique
        trail.add(word.start(), word.end(), person, subject=subject)


Event = tuple[int, str | None, str | None]


def _found(text: str, lexicon: Lexicon, mentions: Sequence[Mention]) -> Iterator[Event]:
    """Pronouns and indefinite nouns for persons, by position, outside names."""
    matches = lexicon.scan.finditer(text) if lexicon.scan else ()
    for match in matches:
        group = match.lastindex or 1
        start, word = match.start(group), match[group].lower()
        behind = bisect_right(mentions, start, key=lambda m: m.start) - 1
        if behind < 0 or mentions[behind].end <= start:
            yield start, *((word, None) if group == 1 else (None, word))
    for match in lexicon.age.finditer(text) if lexicon.age else ():
        yield match.start(), None, match[0]


def _sources(text: str, layout: Layout, lexicon: Lexicon, names: Names) -> Iterator[Event]:
    """Speakers without a name that a role introduces: "En forsker forteller"."""
    for start, end in layout.sources:
        noun = text[start:end].lower()
        before = text[max(0, start - _LOOK_BACK) : start].lower().split()
        if before and before[-1] in lexicon.indefinite and noun not in lexicon.bodies:
            known = noun in lexicon.person_nouns
            if not known and base_form(noun, names.language) is not None:
                yield start, None, noun


def _is_subject(text: str, mention: Mention, lexicon: Lexicon) -> bool:
    """Whether a name may be what its sentence is about: no genitive, no preposition before (its title)."""
    genitive = (
        text[mention.start : mention.end] != mention.name and text[mention.end - 1 : mention.end] == "s"
    )
    if genitive and not mention.name.endswith("s"):
        return False
    before = text[max(0, mention.start - 40) : mention.start].split()
    if mention.role and before:
        before = (
            before[: -len(mention.role.split())] if before[-1].lower() in mention.role.lower() else before
        )
    return not before or before[-1].lower() not in lexicon.oblique


def _follow(trail: Trail, position: int, end: int, gender: Gender | None) -> None:
    person = trail.antecedent(position, gender)
    if person:
        person.gender = person.gender or (None if gender is Gender.NEUTRAL else gender)
        trail.add(position, end, person, subject=True)


def _learn_role(trail: Trail, text: str, position: int, end: int, words: tuple[Lexicon, Names]) -> None:
    """What the reporter says that somebody is: "Han er daglig leder i klubben"."""
    lexicon, names = words
    person = trail.who.get(position)
    verb = next((v for v in names.apposition_verbs if text.startswith(f" {v} ", end)), None)
    if not person or person.role or not verb:
        return
    for word in text[end + len(verb) + 2 : end + _SAID].split(maxsplit=_MODIFIERS)[:_MODIFIERS]:
        low = word.rstrip(".,").lower()
        person.role = base_form(low, names.language)
        modifies = low in lexicon.indefinite or low.endswith(lexicon.adjective_endings or " ")
        if person.role or not modifies:
            return


def _take_up(trail: Trail, position: int, noun: str, lexicon: Lexicon) -> None:
    """The reporter comes back to somebody without a name: "mannen"."""
    person = trail.unnamed_before(position, lexicon.definite_nouns[noun])
    if person:
        trail.add(position, position + len(noun), person, subject=True)


def _take_up_by_age(trail: Trail, cast: Cast, position: int, noun: str) -> None:
    """The reporter comes back to somebody by the age: "34-åringen"."""
    age = _AGE.match(noun)
    aged = [person for person in cast.known() if age and person.age == age[0]]
    person = aged[0] if len(aged) == 1 else None
    person = person or (trail.of_age(position, age[0]) if age and not aged else None)
    if person and position not in trail.who:
        trail.add(position, position + len(noun), person, subject=True)


def _meet(trail: Trail, text: str, position: int, noun: str, lexicon: Lexicon) -> None:
    """Somebody without a name, unless the name follows in apposition: "En kvinne fra Nordvik"."""
    end = position + len(noun)
    if trail.steps and _IN_APPOSITION.fullmatch(text, trail.steps[-1].end, position):
        return
    trail.add(
        position,
        end,
        Person(describe(text, position, end, lexicon), gender_of(noun, lexicon)),
        subject=True,
    )
