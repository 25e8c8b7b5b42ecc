"""Who prints, who speaks and what is said in the newsroom that the reading benchmark invents."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
PEOPLE = 4000
POLITICIANS = 0.4  # of the people
ZIPF = 0.9  # the person of rank r is in the news r**-ZIPF as often as the first

Phrases = Mapping[str, Any]  # what one language says


class Newspaper(NamedTuple):
    """Its folder, its language, how much it prints and how much of that in Nynorsk."""

    name: str
    language: str
    weight: int
    nn: float


class Person(NamedTuple):
    """Somebody in the news; `role` counts in the roles of any language."""

    name: str
    last: str
    role: int
    party: str | None


class Frame(NamedTuple):
    """How a quote stands in a sentence: its slots, the rule that finds it, how often it is used."""

    text: str
    rule: str
    weight: int


class World(NamedTuple):
    """Everything that articles are drawn from; `ranks` are the cumulated weights of `people`."""

    seed: int
    newspapers: Sequence[Newspaper]
    people: Sequence[Person]
    ranks: Sequence[float]
    frames: Sequence[Frame]
    frame_weights: Sequence[int]
    phrases: Mapping[str, Phrases]


def invent(seed: int) -> World:
    """The world of a seed."""
    room = tomllib.loads((HERE / "newsroom.toml").read_text(encoding="utf-8"))
    codes = ("nb", "nn", "da")
    corpus = {code: tomllib.loads((HERE.parent / f"corpus/{code}.toml").read_text("utf-8")) for code in codes}
    frames = [Frame(**frame) for frame in room["frames"]]
    people = _people(random.Random(f"{seed}-people"), corpus["nb"])
    return World(
        seed,
        [Newspaper(**one) for one in room["newspapers"]],
        people,
        list(accumulate((rank + 1) ** -ZIPF for rank in range(len(people)))),
        frames,
        [frame.weight for frame in frames],
        {code: phrases | room[code] for code, phrases in corpus.items()},
    )


def _people(draw: random.Random, phrases: Phrases) -> list[Person]:
    """People with different names: a first name and two surnames, the last of which they are called by."""
    firsts, lasts, parties = (phrases[kind].split() for kind in ("first", "last", "parties"))
    names = [(first, one, two) for first in firsts for one in lasts for two in lasts if one != two]
    return [
        Person(
            f"{first} {one} {two}",
            two,
            draw.randrange(len(phrases["roles"])),
            draw.choice(parties) if draw.random() < POLITICIANS else None,
        )
        for first, one, two in draw.sample(names, PEOPLE)
    ]
