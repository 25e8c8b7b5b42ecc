"""Nouns for organisations: "direktoratet", "selskapet", "politiet"."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cache
from operator import attrgetter

from schemas.entities import Label
from schemas.quotes import SpeakerKind
from transforms.entities import Mention
from transforms.entities.lexicon import Lexicon as Names
from transforms.entities.lexicon import lexicon as names_of
from transforms.speakers.before import word_before
from transforms.speakers.identity import Identity, of_group
from transforms.speakers.lexicon import Body, lexicon
from transforms.speakers.scene import Scene

_START = attrgetter("start")
_SHORTEST_STEM = 4
_SHORTEST_HEAD = 3  # letters of a last part: "Landesforstamt"
_SURE, _LIKELY = 0.95, 0.85


def by_body(scene: Scene, noun: str, start: int) -> Identity | None:
    """The organisation whose name ends so ("direktoratet"), or that the story is about ("selskapet")."""
    body = scene.lexicon.bodies.get(noun)
    if noun not in scene.bodies:
        scene.bodies[noun] = _names_ending(scene, noun) or ([] if body is None else _of_kind(scene, body))
    groups = scene.bodies[noun]
    if groups:
        ending = body is None or body is Body.PUBLIC or _ends_in(groups[0].name.lower(), (noun,))
        return of_group(_nearest(groups, start), _SURE if ending else _LIKELY)
    if body is None:
        return None
    name = noun.capitalize() if scene.names.nouns_capitalised else noun
    return Identity(name, SpeakerKind.ORGANISATION, certainty=_SURE)


def _of_kind(scene: Scene, body: Body) -> list[Mention]:
    """The organisation of a kind that the article names most often, but as a person's employer."""
    kind = [group for group in scene.cast.groups if _fits(group, body, scene)]
    if not kind and body in {Body.COMPANY, Body.MEDIA}:
        kind = [m for m in scene.cast.doubtful() if body is Body.COMPANY or _is_media(m.name.lower(), scene)]
    free = [g for g in kind if word_before(scene.text, g.start) not in scene.lexicon.oblique]
    times = Counter(group.name for group in free or kind)
    most = max(times.values(), default=0)
    return [group for group in free or kind if times[group.name] == most]


def _names_ending(scene: Scene, noun: str) -> list[Mention]:
    """The organisations whose name ends in the noun, or in its base form."""
    if noun in scene.names.role_heads:
        return []
    stems = tuple(stem for stem in (noun, *bases(noun, scene.names)) if len(stem) >= _SHORTEST_STEM)
    if noun not in scene.lexicon.bodies:
        return _ending_in(scene.cast.groups, stems)
    named = [*scene.cast.groups, *scene.cast.unsure()]
    return _ending_in(scene.cast.groups, stems) or _ending_in(named, stems) or _called_otherwise(scene, noun)


def _ending_in(groups: Sequence[Mention], stems: tuple[str, ...]) -> list[Mention]:
    names = {name for name in {group.name for group in groups} if _ends_in(name.lower(), stems)}
    return sorted((group for group in groups if group.name in names), key=_START) if names else []


def _called_otherwise(scene: Scene, noun: str) -> list[Mention]:
    """The bodies that act under a name with another noun: "politiet" for "Nordvik politidistrikt"."""
    heads = {head for words in scene.lexicon.same_bodies if noun in words for head in words}
    compounds = tuple(head for head in heads if scene.names.nouns_capitalised and len(head) >= _SHORTEST_HEAD)
    ends = (*(f" {head}" for head in heads), *compounds)
    named = (*scene.cast.groups, *scene.cast.unsure()) if ends else ()
    same = sorted((g for g in named if g.name.lower().endswith(ends)), key=_START)
    acting = [group for group in same if word_before(scene.text, group.start) not in scene.lexicon.oblique]
    return acting if scene.lexicon.bodies[noun] is Body.PUBLIC else acting or same


def bases(noun: str, names: Names) -> Sequence[str]:
    """The noun without its definite ending, or what may be one."""
    endings = names.definite_endings
    if not noun.endswith(endings):
        return ()
    return [noun.removesuffix(ending) for ending in endings if noun.endswith(ending)]


def _ends_in(name: str, stems: tuple[str, ...]) -> bool:
    """Whether a name in lower case, or its first word, ends in one of the stems and is more than that."""
    first, _, rest = name.partition(" ")
    return (name.endswith(stems) and name not in stems) or (bool(rest) and first.endswith(stems))


def _fits(group: Mention, body: Body, scene: Scene) -> bool:
    """Whether an organisation is of the kind that a noun asks for."""
    if group.label is not Label.ORG or body is Body.PUBLIC:
        return False
    low = group.name.lower()
    media = group.name in scene.names.media or _is_media(low, scene)
    party = group.name in scene.names.parties
    kinds = {Body.MEDIA: media, Body.PARTY: party, Body.AGENCY: _is_public(low, scene) and not media}
    return kinds.get(body, not any(kinds.values()))


def _is_media(name: str, scene: Scene) -> bool:
    return bool(scene.lexicon.media_endings) and name.endswith(scene.lexicon.media_endings)


def _is_public(name: str, scene: Scene) -> bool:
    """Whether a name in lower case ends in a noun for authorities and the like."""
    return name.endswith(_public_stems(scene.language))


@cache
def _public_stems(language: str) -> tuple[str, ...]:
    nouns = (noun for noun, body in lexicon(language).bodies.items() if body in {Body.PUBLIC, Body.AGENCY})
    stems = (stem for noun in nouns for stem in (noun, *bases(noun, names_of(language))))
    return tuple(stem for stem in stems if len(stem) >= _SHORTEST_STEM)


def _nearest(groups: Sequence[Mention], start: int) -> Mention:
    """The last one before a position, else the first one after."""
    return groups[max(0, bisect_right(groups, start, key=_START) - 1)]
