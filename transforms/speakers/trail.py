"""Whom the reporter speaks of, sentence by sentence, and whom each pronoun stands for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice, takewhile
from operator import attrgetter
from typing import NamedTuple

from transforms.speakers.cast import Person
from transforms.speakers.describe import is_called_so_old
from transforms.speakers.layout import ASIDE, Layout
from transforms.speakers.lexicon import Gender

_FAR = 60  # steps that are looked back over: keeps long pages linear
_RECENT = 12  # steps
_NEAR = 2  # sentences: up to there a better subject counts for more than the nearest person
_SENTENCE = attrgetter("sentence")


class Step(NamedTuple):
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
    positions: list[int] = field(default_factory=list)  # of the steps
    who: dict[int, Person] = field(default_factory=dict)

    def add(self, position: int, end: int, person: Person, *, subject: bool) -> None:
        """Go on to a person, named or meant by the words `position:end`."""
        segment = self.layout.segment(position)
        sentence = self._sentence(position, segment)
        aside = segment >= 0 and self.layout.segments[segment].kind in ASIDE
        self.steps.append(Step(position, end, sentence, segment, person, subject, aside))
        self.positions.append(position)
        self.who[position] = person

    def _sentence(self, position: int, segment: int) -> int:
        """Number of the position's sentence among those that have steps."""
        if not self.steps:
            return 0
        last = self.steps[-1]
        same = last.segment == segment and not self.layout.is_broken(last.position, position)
        return last.sentence if same else last.sentence + 1

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
        """Of the persons spoken of lately, with a full name and no stated role, the one spoken of most."""
        recent = [s.person for s in islice(self._back(position), _RECENT)]
        free = [person for person in recent if person.starts and " " in person.name and not person.role]
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
        return (self.steps[i] for i in range(bisect_left(self.positions, position) - 1, -1, -1))


def _nearest(steps: Iterable[Step], gender: Gender | None) -> Person | None:
    """The best fit among steps that come last first, nearest sentence first."""
    fallback = None
    for number, (_, sentence) in enumerate(groupby(steps, key=_SENTENCE)):
        if fallback and number >= _NEAR:
            break
        fit = _fitting(list(sentence)[::-1], gender)
        subject = next((step for step in fit if step.subject), None)
        if subject:
            return subject.person
        if fit and not fallback:
            fallback = fit[0].person
    return fallback


def _fitting(steps: Sequence[Step], gender: Gender | None) -> Sequence[Step]:
    """The steps whose person has the gender; where there are none, those of persons of unknown gender."""
    if gender is None:
        return steps
    same = [] if gender is Gender.NEUTRAL else [step for step in steps if step.person.gender is gender]
    return same or [step for step in steps if step.person.gender is None]
