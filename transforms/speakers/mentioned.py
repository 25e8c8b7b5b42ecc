"""From the mention in the reporting clause to who it is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter

from schemas.entities import Label
from schemas.quotes import SpeakerKind
from transforms.entities import Mention
from transforms.quotes import Quote
from transforms.speakers.identity import Identity, of_group, of_person
from transforms.speakers.nouns import identify_noun
from transforms.speakers.scene import Scene

_PER, _ORG = Label.PER, Label.ORG  # Python 3.11 looks members up at a price
_PRONOUN, _PLURAL, _PHRASE = 0.95, 0.6, 0.8
_SHORTEST_NOUN = 3
_NEAR = 20  # organisations and places that "they" is looked for among


def identify(scene: Scene, quote: Quote) -> Identity | None:
    """Who the quote's mention stands for: a name, a pronoun or a noun."""
    if quote.speaker is None:
        return None
    start, end = quote.speaker.start, quote.speaker.end
    word = scene.text[start:end].lower()
    named = _named(scene, start, end)
    if named and not (word in scene.lexicon.bodies and scene.trail.layout.opens(start)):
        return _of_noun_phrase(scene, named, start, end) or _of_mentions(scene, named)
    if word in scene.lexicon.plural_pronouns:
        return _of_plural(scene, start)
    if word in scene.lexicon.pronouns:
        person = scene.trail.who.get(start) or scene.trail.antecedent(start, scene.lexicon.pronouns[word])
        return of_person(person, _PRONOUN) if person else None
    return identify_noun(scene, start, end)


def _named(scene: Scene, start: int, end: int) -> Sequence[Mention]:
    """The named entities that overlap the stretch, in order."""
    first = last = bisect_right(scene.ends, start)
    while last < len(scene.mentions) and scene.mentions[last].start < end:
        last += 1
    return scene.mentions[first:last]


def _of_noun_phrase(scene: Scene, named: Sequence[Mention], start: int, end: int) -> Identity | None:
    """The names are only part of what the source is called: "en av Nords naboer"."""
    if named[0].start <= start and end <= named[-1].end:
        return None
    around = f"{scene.text[start : max(start, named[0].start)]} {scene.text[min(end, named[-1].end) : end]}"
    if sum(char.isalpha() for char in around) < _SHORTEST_NOUN:
        return None
    return Identity(scene.text[start:end], SpeakerKind.UNNAMED, certainty=_PHRASE)


def _of_mentions(scene: Scene, named: Sequence[Mention]) -> Identity:
    """One name, or the names of several who speak as one."""
    persons = [mention for mention in named if mention.label is _PER]
    if len(named) == 1 or len(persons) == 1:
        return of_person(scene.cast.persons[persons[0].name], 1.0) if persons else of_group(named[0], 1.0)
    parts = [scene.text[left.end : right.start] for left, right in pairwise(named)]
    joint = named[0].name + "".join(between + m.name for between, m in zip(parts, named[1:], strict=True))
    return Identity(joint, SpeakerKind.PERSON if persons else SpeakerKind.ORGANISATION)


def _of_plural(scene: Scene, start: int) -> Identity | None:
    """The organisation named last, for "they"."""
    last = bisect_left(scene.cast.groups, start, key=attrgetter("start"))
    near = (scene.cast.groups[i] for i in range(last - 1, max(-1, last - _NEAR), -1))
    return next((of_group(group, _PLURAL) for group in near if group.label is _ORG), None)
