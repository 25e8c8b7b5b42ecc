"""Whether a sentence sounds like somebody who speaks or like the reporter who tells: evidence, added up."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files

from schemas.entities import Label
from transforms.quotes.tokens import Tokens, within

_BRIEF = 4  # words; no longer
_SHORTEST_THING = 5  # letters of a noun with its ending


class Trait(StrEnum):
    """What is heard in a sentence, by its name in `voice.toml`."""

    ANY = "any"
    FIRST_PERSON = "first_person"
    FIRST_PLURAL = "first_plural"  # and no "I"
    SECOND_PERSON = "second_person"
    QUESTION = "question"
    JOINED = "joined"  # "Men vi må", "Når vi kommer"
    IMPERSONAL = "impersonal"  # "Det er"
    BRIEF = "brief"
    NEGATED = "negated"
    ABOUT_PERSON = "about_person"  # "Hun er", "Nord er"
    NAMES = "names"
    REPORTS = "reports"  # "sier hun"
    NUMBERS = "numbers"
    PLACED = "placed"  # "I Nord", "Utenfor"
    THING = "thing"  # "Fergen"


@cache
def _weights() -> Mapping[Trait, float]:
    table = tomllib.loads(files(__package__).joinpath("voice.toml").read_text(encoding="utf-8"))
    return {trait: float(table[trait.value]) for trait in Trait}


def voice(tokens: Tokens, start: int, end: int, *, we: bool = False) -> float:
    """Log-odds that the sentence `start:end` is spoken: above 0 somebody's words, below 0 the reporter's.

    Where the reporter says "we" too, the first person plural tells nothing.
    """
    weights = _weights()
    return sum(weights[trait] for trait in traits(tokens, tokens.at(start), tokens.at(end), we=we))


def traits(tokens: Tokens, first: int, stop: int, *, we: bool = False) -> Iterator[Trait]:
    """The traits of the sentence of the words `first:stop`."""
    yield Trait.ANY
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
    heard = words & lexicon.first_person
    if heard - lexicon.first_plural:
        yield Trait.FIRST_PERSON
    elif heard and not we:
        yield Trait.FIRST_PLURAL
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
    elif low.endswith(lexicon.definite_endings) and low not in lexicon.stops and len(low) >= _SHORTEST_THING:
        yield Trait.THING
