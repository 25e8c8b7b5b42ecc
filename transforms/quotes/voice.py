"""Whether a sentence sounds like somebody who speaks or like the reporter who tells: evidence, added up."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto

from schemas.entities import Label
from transforms.quotes.tokens import Tokens, within

_BRIEF = 4  # words


class Trait(Enum):
    """What is heard in a sentence."""

    FIRST_PERSON = auto()
    SECOND_PERSON = auto()
    QUESTION = auto()
    JOINED = auto()  # "Men vi må", "Når vi kommer"
    IMPERSONAL = auto()  # "Det er"
    BRIEF = auto()
    NEGATED = auto()
    ABOUT_PERSON = auto()  # "Hun er", "Nord er"
    NAMES = auto()
    REPORTS = auto()  # "sier hun"
    NUMBERS = auto()
    PLACED = auto()  # "I Nord", "Utenfor"
    THING = auto()  # "Fergen"


# Log-odds of a sentence behind a dash against one of the reporter's, fitted on the golden articles in the
# Nordic languages, rounded.
_ANY = 0.5
_WEIGHTS = {
    Trait.FIRST_PERSON: 3.5,
    Trait.SECOND_PERSON: 2.0,
    Trait.QUESTION: 1.0,
    Trait.JOINED: 0.8,
    Trait.IMPERSONAL: 0.5,
    Trait.BRIEF: 0.5,
    Trait.NEGATED: 0.5,
    Trait.ABOUT_PERSON: -1.5,
    Trait.NAMES: -1.5,
    Trait.REPORTS: -1.8,
    Trait.NUMBERS: -1.4,
    Trait.PLACED: -1.2,
    Trait.THING: -1.0,
}


def voice(tokens: Tokens, start: int, end: int, *, we: bool = False) -> float:
    """Log-odds that the sentence `start:end` is spoken: above 0 somebody's words, below 0 the reporter's.

    Where the reporter says "we" too, the first person plural tells nothing.
    """
    return _ANY + sum(_WEIGHTS[trait] for trait in traits(tokens, tokens.at(start), tokens.at(end), we=we))


def traits(tokens: Tokens, first: int, stop: int, *, we: bool = False) -> Iterator[Trait]:
    """The traits of the sentence of the words `first:stop`."""
    if first >= stop:
        return
    yield from _by_words(tokens, first, stop, we=we)
    yield from _by_start(tokens, first)
    if reports(tokens, first, stop):
        yield Trait.REPORTS
    if "?" in tokens.gaps[stop]:
        yield Trait.QUESTION
    if stop - first <= _BRIEF:
        yield Trait.BRIEF


def reports(tokens: Tokens, first: int, stop: int) -> bool:
    """Whether a reporting verb stands beside a pronoun or a name."""
    beside = (at for index in within(tokens.cues, first, stop) for at in (index - 1, index + 1))
    return any(
        tokens.lows[at] in tokens.lexicon.third_person or at in tokens.names
        for at in beside
        if 0 <= at < len(tokens)
    )


def _by_words(tokens: Tokens, first: int, stop: int, *, we: bool) -> Iterator[Trait]:
    lexicon = tokens.lexicon
    words = {tokens.lows[index] for index in range(first, stop) if not tokens.in_marks[index]}
    if words & (lexicon.first_person - lexicon.first_plural if we else lexicon.first_person):
        yield Trait.FIRST_PERSON
    if words & (lexicon.second_person - lexicon.prepositions - lexicon.pronouns):
        yield Trait.SECOND_PERSON
    if words & lexicon.negations:
        yield Trait.NEGATED
    if any(low[0].isdigit() for low in words):
        yield Trait.NUMBERS
    if not lexicon.noun_capitals and any(tokens.capital(index) for index in range(first + 1, stop)):
        yield Trait.NAMES


def _by_start(tokens: Tokens, first: int) -> Iterator[Trait]:
    lexicon, low, name = tokens.lexicon, tokens.lows[first], tokens.names.get(first)
    if low in lexicon.joints:
        yield Trait.JOINED
    elif low in lexicon.impersonal:
        yield Trait.IMPERSONAL
    elif low in lexicon.third_person or (name and name[1] is Label.PER):
        yield Trait.ABOUT_PERSON
    elif low in lexicon.prepositions:
        yield Trait.PLACED
    elif low.endswith(lexicon.definite_endings) and low not in lexicon.stops and len(low) > _BRIEF:
        yield Trait.THING
