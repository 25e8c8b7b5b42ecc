"""Nouns for speakers: roles, ages, origins, organisations, and sources that stay unnamed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from schemas.entities import Label
from schemas.quotes import SpeakerKind
from transforms.entities import Mention
from transforms.entities.lexicon import Lexicon as Names
from transforms.entities.lexicon import lexicon as names_of
from transforms.entities.roles import base_form
from transforms.speakers.cast import Cast, Person
from transforms.speakers.describe import describe
from transforms.speakers.identity import Identity, of_group, of_person
from transforms.speakers.lexicon import Body, Lexicon, lexicon
from transforms.speakers.trail import Trail

_SHORTEST_STEM = 4
_SURVEY = 600  # code points around a share that may say of whom it is one
_SHARE = re.compile(r"\d+(?:[.,]\d+)? (?:pro[sz]ent|procent|per cent|percent|pct)")
_SHARE_OF = re.compile(rf"{_SHARE.pattern} ((?:av|af|of|der) [^\W_]+(?:-[^\W_]+)*)")
_SURE, _LIKELY, _GUESS = 0.95, 0.85, 0.6


@dataclass(frozen=True, slots=True)
class Scene:
    """All that a noun may refer to."""

    text: str
    language: str
    lexicon: Lexicon
    names: Names
    cast: Cast
    trail: Trail
    unnamed: dict[str, str]  # what sources without a name were called, by their noun
    bodies: dict[str, Sequence[Mention]]  # organisations that a noun may stand for, as far as asked
    holders: dict[str, Sequence[tuple[int, Person]]]  # mentions of persons with a role, as far as asked


def identify_noun(scene: Scene, start: int, end: int) -> Identity:
    """Whom the noun `start:end` stands for; a source without a name keeps its noun."""
    noun = scene.text[start:end].lower()
    indefinite = _word_before(scene.text, start) in scene.lexicon.indefinite
    if not indefinite:
        for rule in (_by_age, _by_body, _by_role, _by_focus):
            for form in _forms(noun):
                found = rule(scene, form, start)
                if found:
                    return found
    return _unnamed(scene, start, end, definite=not indefinite)


def _forms(noun: str) -> Iterator[str]:
    """The noun, its last word, and both without a genitive."""
    yield noun
    last = noun.rpartition(" ")[2]
    if last != noun:
        yield last
    if noun.endswith("s"):
        yield noun[:-1].rstrip("'’")


def _word_before(text: str, start: int) -> str:
    words = text[max(0, start - 30) : start].split()
    return words[-1].lower() if words else ""


def _by_age(scene: Scene, noun: str, start: int) -> Identity | None:
    """ "34-åringen": who is said to be 34, else whom the text speaks of."""
    match = scene.lexicon.age.match(noun) if scene.lexicon.age else None
    if not match:
        return None
    aged = [person for person in scene.cast.known() if person.age == match[1]]
    person = _nearest(_by_place(aged), start) or scene.trail.subject_before(start)
    return of_person(person, _SURE if aged else _LIKELY) if person else None


def _by_body(scene: Scene, noun: str, start: int) -> Identity | None:
    """"direktoratet": the organisation whose name ends so; "selskapet": the firm that the story is about."""
    body = scene.lexicon.bodies.get(noun)
    if noun not in scene.bodies:
        scene.bodies[noun] = _names_ending(scene, noun) or ([] if body is None else _of_kind(scene, body))
    groups = scene.bodies[noun]
    if groups:
        ending = body is None or body is Body.PUBLIC or _ends_in(groups[0].name.lower(), noun)
        return of_group(_nearest_group(groups, start), _SURE if ending else _LIKELY)
    if body is None:
        return None
    name = noun.capitalize() if scene.names.nouns_capitalised else noun
    return Identity(name, SpeakerKind.ORGANISATION, certainty=_SURE)


def _of_kind(scene: Scene, body: Body) -> list[Mention]:
    """The organisation of a kind that the article names most often, but as a person's employer."""
    kind = [group for group in scene.cast.groups if _fits(group, body, scene)]
    free = [g for g in kind if _word_before(scene.text, g.start) not in scene.lexicon.oblique]
    times = Counter(group.name for group in free or kind)
    most = max(times.values(), default=0)
    return [group for group in free or kind if times[group.name] == most]


def _names_ending(scene: Scene, noun: str) -> list[Mention]:
    """The organisations whose name ends in the noun, or in its base form."""
    if noun in scene.names.role_heads:
        return []
    stems = [stem for stem in (noun, *_bases(noun, scene.names)) if len(stem) >= _SHORTEST_STEM]
    groups = [(g, g.name.lower()) for g in scene.cast.groups]
    return [g for g, name in groups if any(_ends_in(name, stem) for stem in stems)]


def _bases(noun: str, names: Names) -> Iterator[str]:
    """The noun without its definite ending."""
    for ending in names.definite_endings:
        if noun.endswith(ending):
            yield noun.removesuffix(ending)


def _ends_in(name: str, stem: str) -> bool:
    first, _, rest = name.partition(" ")
    return name.endswith(stem) and name != stem or first.endswith(stem) and bool(rest)


def _fits(group: Mention, body: Body, scene: Scene) -> bool:
    """Whether an organisation is of the kind that a noun asks for."""
    if group.label is not Label.ORG or body is Body.PUBLIC:
        return False
    low = group.name.lower()
    media = group.name in scene.names.media or low.endswith(scene.lexicon.media_endings or ("\0",))
    party = group.name in scene.names.parties
    if body in {Body.MEDIA, Body.PARTY}:
        return media if body is Body.MEDIA else party
    return not (media or party or _is_public(low, scene))


def _is_public(name: str, scene: Scene) -> bool:
    """Whether a name in lower case ends in a noun for authorities and the like."""
    return name.endswith(_public_stems(scene.language))


@cache
def _public_stems(language: str) -> tuple[str, ...]:
    nouns = (noun for noun, body in lexicon(language).bodies.items() if body is Body.PUBLIC)
    stems = (stem for noun in nouns for stem in (noun, *_bases(noun, names_of(language))))
    return tuple(stem for stem in stems if len(stem) >= _SHORTEST_STEM)


def _nearest_group(groups: Sequence[Mention], start: int) -> Mention:
    """The last one before a position, else the first one after."""
    return groups[max(0, bisect_right(groups, start, key=lambda g: g.start) - 1)]


def _by_role(scene: Scene, noun: str, start: int) -> Identity | None:
    """"ministeren": the person with such a role who was named last."""
    base = base_form(noun, scene.language)
    if base is None:
        return None
    if base not in scene.holders:
        same = [p for p in scene.cast.known() if p.role and _is_same_role(p.role.lower(), base)]
        like = same or [p for p in scene.cast.known() if p.role and _is_like_role(p.role.lower(), base, scene)]
        scene.holders[base] = _by_place(like)
    person = _nearest(scene.holders[base], start)
    return of_person(person, _SURE) if person else _without_stated_role(scene, noun, base, start)


def _without_stated_role(scene: Scene, noun: str, base: str, start: int) -> Identity | None:
    """"teatersjefen": whom the text speaks of, when it has not said what that person is."""
    definite = noun != base or not scene.names.definite_endings
    person = scene.trail.without_role(start) if definite else None
    return of_person(person, _GUESS) if person else None


def _is_same_role(role: str, base: str) -> bool:
    """Whether the noun is the role, or its head: `minister` for `forsvarsminister`."""
    return role.endswith(base) or base.endswith(role)


def _is_like_role(role: str, base: str, scene: Scene) -> bool:
    """Whether another word for the same post was used: `statsråd` for `forsvarsminister`."""
    for words in scene.lexicon.same_roles:
        if role.endswith(tuple(words)) and base.endswith(tuple(words)):
            return True
    return False


def _by_focus(scene: Scene, noun: str, start: int) -> Identity | None:
    """"svensken", "trønderen": whom the text speaks of. "kvinnen": the one that was not named."""
    lexicon = scene.lexicon
    gender = lexicon.person_nouns.get(noun)
    if gender:
        person = scene.trail.unnamed_before(start, gender)
        return of_person(person, _LIKELY) if person else None
    endings = bool(lexicon.focus_endings) and noun.endswith(lexicon.focus_endings)
    if noun not in lexicon.focus_nouns and not endings:
        return None
    person = scene.trail.subject_before(start)
    return of_person(person, _GUESS) if person else None


def _by_place(persons: Sequence[Person]) -> list[tuple[int, Person]]:
    """The mentions of persons in order."""
    return sorted(((start, p) for p in persons for start in p.starts), key=lambda pair: pair[0])


def _nearest(mentions: Sequence[tuple[int, Person]], start: int) -> Person | None:
    """Who was named last before a position, else who is named first after it."""
    if not mentions:
        return None
    return mentions[max(0, bisect_right(mentions, start, key=lambda pair: pair[0]) - 1)][1]


def _unnamed(scene: Scene, start: int, end: int, *, definite: bool) -> Identity:
    """The noun itself, with what identifies it; a definite noun may take up an earlier one."""
    noun = scene.text[start:end].lower()
    base = base_form(noun, scene.language)
    if definite and scene.names.definite_endings:
        known = next((scene.unnamed[b] for b in _bases(noun, scene.names) if b in scene.unnamed), None)
        if known or (base and base != noun):
            kind = SpeakerKind.UNNAMED if known else SpeakerKind.ROLE
            return Identity(known or _lower(scene, scene.text[start:end]), kind, certainty=_LIKELY)
    name = _lower(scene, describe(scene.text, start, end, scene.lexicon), end - start)
    name = _share_of(scene, name, start) or name
    scene.unnamed.setdefault(noun, name)
    return Identity(name, SpeakerKind.UNNAMED, certainty=_LIKELY)


def _share_of(scene: Scene, name: str, start: int) -> str | None:
    """"35 prosent": with those that the survey asked, when another share says of whom."""
    if not _SHARE.fullmatch(name):
        return None
    before = _SHARE_OF.findall(scene.text, max(0, start - _SURVEY), start)
    after = _SHARE_OF.search(scene.text, start, start + _SURVEY)
    whole = before[-1] if before else after and after[1]
    return f"{name} {whole}" if whole else None


def _lower(scene: Scene, name: str, length: int | None = None) -> str:
    """The first `length` letters in lower case, where the language writes nouns so and it is no owner's name."""
    if scene.names.nouns_capitalised or (length is not None and name[:1].isupper() and len(name) > length):
        return name
    return name[:length].lower() + (name[length:] if length else "")
