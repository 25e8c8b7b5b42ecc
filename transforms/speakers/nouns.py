"""Nouns for speakers: roles, ages, origins, organisations, and sources that stay unnamed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from schemas.quotes import SpeakerKind
from transforms.entities.roles import base_form
from transforms.speakers.before import word_before, words_before
from transforms.speakers.bodies import bases, by_body
from transforms.speakers.cast import Person, called
from transforms.speakers.describe import describe
from transforms.speakers.identity import Identity, of_person
from transforms.speakers.lexicon import Gender
from transforms.speakers.scene import Scene

_SHORTEST_NOUN = 4  # letters
_NEXT = 500  # code points to the next speaker
_COMPOUND = re.compile(r"[^\W\d_]+-[^\W\d_]")  # "Nord-velgerne" keeps its capital
_LOOK_BACK = 40  # code points
_BEFORE = re.compile(r"(?: [^\W\d_]+){1,2}")  # backwards
_SURVEY = 600  # code points around a share that may say of whom it is one
_SHARE = re.compile(r"\d+(?:[.,]\d+)? (?:pro[sz]ent|procent|per cent|percent|pct)")
_SHARE_OF = re.compile(rf"{_SHARE.pattern} ((?:av|af|of|der) (?:[^\W_]+s )?[^\W_]+(?:-[^\W_]+)*)")
_SURE, _LIKELY, _GUESS = 0.95, 0.85, 0.6


def identify_noun(scene: Scene, start: int, end: int) -> Identity:
    """Whom the noun `start:end` stands for; a source without a name keeps its noun."""
    noun = scene.text[start:end].lower()
    indefinite = _is_indefinite(scene, start)
    if not indefinite:
        forms = tuple(_forms(noun, scene.lexicon.genitive))
        for rule in (_by_age, by_body, _by_introduction, _by_role, _by_focus, _by_what_it_is_called):
            for form in forms:
                found = rule(scene, form, start)
                if found:
                    return found
    return _unnamed(scene, start, end, definite=not indefinite)


def _is_indefinite(scene: Scene, start: int) -> bool:
    """Whether an indefinite article stands before the noun, with an adjective between them at most."""
    words = [word.lower() for word in words_before(scene.text, start, _BEFORE, _LOOK_BACK)]
    if not words or words[-1] in scene.lexicon.indefinite:
        return bool(words)
    endings = scene.lexicon.adjective_endings
    adjective = words[-1].endswith(endings) if endings else not scene.names.definite_endings
    return adjective and len(words) > 1 and words[-2] in scene.lexicon.indefinite


def _forms(noun: str, genitive: str) -> Iterator[str]:
    """The noun, its last word, and both without a genitive."""
    yield noun
    last = noun.rpartition(" ")[2]
    if last != noun:
        yield last
    if noun.endswith(genitive):
        yield noun.removesuffix(genitive).rstrip("'’")


def _by_age(scene: Scene, noun: str, start: int) -> Identity | None:
    """Who is said to be 34, else whom the text speaks of: "34-åringen"."""
    match = scene.lexicon.age.match(noun) if scene.lexicon.age else None
    if not match:
        return None
    aged = [person for person in scene.cast.known() if person.age == match[1]]
    person = _nearest(_by_place(aged), start) or scene.trail.of_age(start, match[1])
    person = person or scene.trail.antecedent(start, _gender(scene, start))
    return of_person(person, _SURE if aged else _LIKELY) if person else None


def _by_role(scene: Scene, noun: str, start: int) -> Identity | None:
    """The person with such a role who was named last: "ministeren"."""
    base = base_form(noun, scene.language) or (noun if noun in scene.lexicon.synonyms else None)
    if base is None:
        return _by_occupation(scene, noun, start)
    if base not in scene.holders:
        same = [p for p in scene.cast.known() if p.role and _is_same_role(p.role.lower(), base)]
        like = same or [
            p for p in scene.cast.known() if p.role and _is_like_role(p.role.lower(), base, scene)
        ]
        scene.holders[base] = _by_place(like)
    person = _nearest(scene.holders[base], start)
    if person:
        return of_person(person, _SURE)
    return (
        _by_what_it_is_called(scene, noun, start)
        or _without_stated_role(scene, noun, base, start)
        or _by_occupation(scene, noun, start)
    )


def _by_introduction(scene: Scene, noun: str, _: int) -> Identity | None:
    """The source without a name that such a noun introduced: "en nabo", later "naboen"."""
    if not scene.introduced:
        return None
    forms = (noun, *bases(noun, scene.names))
    base = next((form for form in forms if form in scene.introduced), None)
    if base is None or any(p.role and p.role.lower().endswith(base) for p in scene.cast.known()):
        return None
    return Identity(scene.introduced[base], SpeakerKind.UNNAMED, certainty=_LIKELY)


def _by_occupation(scene: Scene, noun: str, start: int) -> Identity | None:
    """Whom the text speaks of, for a noun that ends as those for women or men do: "die Imkerin"."""
    article, lexicon = _gender(scene, start), scene.lexicon
    if not article or not scene.names.nouns_capitalised or noun in lexicon.bodies:
        return None
    female = bool(lexicon.female_roles) and noun.endswith(lexicon.female_roles)
    male = article is Gender.MALE and bool(lexicon.male_roles) and noun.endswith(lexicon.male_roles)
    gender = Gender.FEMALE if female else Gender.MALE
    person = scene.trail.antecedent(start, gender) if female or male else None
    return of_person(person, _GUESS) if person and person.starts and not person.role else None


def _without_stated_role(scene: Scene, noun: str, base: str, start: int) -> Identity | None:
    """Whom the text speaks of, when it has not said what that person is: "teatersjefen"."""
    definite = noun != base or not scene.names.definite_endings
    person = (_introduced_next(scene, start) or scene.trail.without_role(start)) if definite else None
    return of_person(person, _GUESS) if person else None


def _introduced_next(scene: Scene, start: int) -> Person | None:
    """The next speaker, if nobody knows her yet: "Kommunelegen er uenig. – Nei, sier Kari Nord"."""
    first = bisect_right(scene.speaking, start, key=lambda pair: pair[0])
    for at, person in scene.speaking[first : first + 1]:
        if person.starts and person.starts[0] > start and at - start < _NEXT and not person.role:
            return person
    return None


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
    """Whom the text speaks of ("svensken"), or the one that was not named ("kvinnen")."""
    lexicon = scene.lexicon
    gender = lexicon.person_nouns.get(noun)
    if gender:
        person = scene.trail.unnamed_before(start, gender)
        person = person or _called(scene, noun, start) or _relative(scene, start, gender)
        return of_person(person, _LIKELY) if person else None
    endings = bool(lexicon.focus_endings) and noun.endswith(lexicon.focus_endings)
    if noun not in lexicon.focus_nouns and not endings:
        return None
    person = scene.trail.antecedent(start, _gender(scene, start))
    return of_person(person, _GUESS) if person else None


def _relative(scene: Scene, start: int, gender: Gender) -> Person | None:
    """Who has the surname of the person that the text speaks of, and the gender."""
    focus = scene.trail.subject_before(start)
    surname = focus.name.rpartition(" ")[2] if focus else None
    family = [p for p in scene.cast.known() if p is not focus and p.name.endswith(f" {surname}")]
    fitting = [p for p in family if p.gender is gender]
    return fitting[0] if len(fitting) == 1 else None


def _by_what_it_is_called(scene: Scene, noun: str, start: int) -> Identity | None:
    """The person that any such noun stood right beside: "Redningsmann Kari Nord", later "redningsmannen"."""
    person = _called(scene, noun, start) if len(noun) >= _SHORTEST_NOUN else None
    return of_person(person, _LIKELY) if person else None


def _called(scene: Scene, noun: str, start: int) -> Person | None:
    """That person; none who is known to be of another gender than the noun says."""
    gender = scene.lexicon.person_nouns.get(noun)
    if not scene.called:
        found = called(scene.cast, scene.text, scene.lexicon)
        based = {base: found[word] for word in found for base in bases(word, scene.names)}
        scene.called.update(based | found)
    places = (scene.called[form] for form in (noun, *bases(noun, scene.names)) if form in scene.called)
    fitting = [(at, p) for at, p in next(places, ()) if None in {gender, p.gender} or p.gender is gender]
    return _nearest(fitting, start)


def _gender(scene: Scene, start: int) -> Gender | None:
    """What the article before a noun says of the person's gender."""
    return scene.lexicon.articles.get(word_before(scene.text, start))


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
        known = next((name for b in bases(noun, scene.names) if (name := _introduced(scene, b, start))), None)
        if known or (base and base != noun):
            kind = SpeakerKind.UNNAMED if known else SpeakerKind.ROLE
            return Identity(known or _lower(scene, scene.text[start:end]), kind, certainty=_LIKELY)
    name = _lower(scene, describe(scene.text, start, end, scene.lexicon), end - start)
    name = _share_of(scene, name, start) or name
    scene.unnamed.setdefault(noun, name)
    if not definite and len(noun) >= _SHORTEST_NOUN:
        scene.introduced[noun] = name
    return Identity(name, SpeakerKind.UNNAMED, certainty=_LIKELY)


def _introduced(scene: Scene, base: str, start: int) -> str | None:
    """What a nameless source was called at first: "en kilde i politiet", then "kilden"."""
    if base in scene.unnamed or not scene.lexicon.indefinite or len(base) < _SHORTEST_NOUN:
        return scene.unnamed.get(base)
    articles = "|".join(map(re.escape, sorted(scene.lexicon.indefinite)))
    pattern = re.compile(rf"(?<!\w)(?:{articles}) (?:\w+ )?({re.escape(base)})(?!\w)", re.IGNORECASE)
    found = list(pattern.finditer(scene.text, max(0, start - _SURVEY), start))
    return describe(scene.text, found[-1].start(1), found[-1].end(1), scene.lexicon) if found else None


def _share_of(scene: Scene, name: str, start: int) -> str | None:
    """With those that the survey asked, when another share says of whom: "35 prosent"."""
    if not _SHARE.fullmatch(name):
        return None
    before = _SHARE_OF.findall(scene.text, max(0, start - _SURVEY), start)
    after = _SHARE_OF.search(scene.text, start, start + _SURVEY)
    whole = before[-1] if before else after and after[1]
    return f"{name} {whole}" if whole else None


def _lower(scene: Scene, name: str, length: int | None = None) -> str:
    """The first `length` letters in lower case, where the language writes nouns so."""
    if (
        scene.names.nouns_capitalised
        or _COMPOUND.match(name)
        or (length is not None and name[:1].isupper() and len(name) > length)
    ):
        return name
    return name[:length].lower() + (name[length:] if length else "")
