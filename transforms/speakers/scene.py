"""All that the words for a speaker may refer to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from transforms.entities import Mention
from transforms.entities.lexicon import Lexicon as Names
from transforms.speakers.cast import Cast, Person
from transforms.speakers.lexicon import Lexicon
from transforms.speakers.trail import Trail


@dataclass(frozen=True, slots=True)
class Scene:
    """An article's words, cast and trail, and what was found out about its nouns so far."""

    text: str
    language: str
    lexicon: Lexicon
    names: Names
    mentions: Sequence[Mention]  # in order
    ends: Sequence[int]  # of the mentions
    cast: Cast
    trail: Trail
    speaking: Sequence[tuple[int, Person]]  # named speakers by their mentions, in order
    unnamed: dict[str, str] = field(default_factory=dict)  # what nameless sources were called, by noun
    introduced: dict[str, str] = field(default_factory=dict)  # the same, of those behind "a", "one"
    called: dict[str, list[tuple[int, Person]]] = field(default_factory=dict)  # once it is asked for
    bodies: dict[str, Sequence[Mention]] = field(default_factory=dict)  # by noun, as far as asked
    holders: dict[str, Sequence[tuple[int, Person]]] = field(default_factory=dict)  # by role, likewise
