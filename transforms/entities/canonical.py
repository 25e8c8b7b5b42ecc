"""One name for every mention of the same person, organisation or place in an article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from schemas.entities import Label
from transforms.entities.lexicon import Lexicon, first_names
from transforms.entities.mention import Found
from transforms.entities.persons import read_persons

_APOSTROPHES = "'’"
_SHORTEST_SHOUT = 4  # letters: shorter words in capitals are acronyms
_SHORTEST_ACRONYM = 3
_LONGEST_TITLE = 12  # code points of a title before a name
_PLACES = frozenset({Label.GPE, Label.LOC})
_SHORTENED = frozenset({Label.ORG, Label.LOC})
_GENITIVES = ("sen", "stad", "berg", "land", "vik", "ung", "sson")  # ends of names that no -s belongs to


def canonical_names(text: str, found: Sequence[Found], lexicon: Lexicon) -> list[str]:
    """The canonical name of each mention: the fullest form, without genitive, first spelling."""
    stems = _stems(text, found, lexicon)
    persons = read_persons(
        (i, s) for i, (s, f) in enumerate(zip(stems, found, strict=True)) if f.label is Label.PER
    )
    others = dict(_fuller(text, found, stems, lexicon))
    names = []
    for index, (stem, name) in enumerate(zip(stems, found, strict=True)):
        if name.label is Label.PER:
            names.append(persons.full_name(stem, index, _ruled_out(text, name, lexicon)) or stem)
        else:
            names.append(others.get((name.label, stem), stem))
    return names


def _ruled_out(text: str, name: Found, lexicon: Lexicon) -> frozenset[str]:
    """The first names that a title before a name rules out."""
    words = text[max(0, name.start - _LONGEST_TITLE) : name.start].split() if lexicon.titles else []
    title = words[-1].rstrip(".").lower() if words else ""
    names = first_names()
    if title in lexicon.female_titles:
        return names.male - names.female
    return names.female - names.male if title in lexicon.male_titles else frozenset()


def _stems(text: str, found: Sequence[Found], lexicon: Lexicon) -> list[str]:
    """The mentions without genitives, line breaks and shouting."""
    raw = [" ".join(text[f.start : f.end].split()).rstrip(_APOSTROPHES) for f in found]
    spelled = {name.upper(): name for name in reversed(raw) if not name.isupper()}
    raw = [_small(name, f.label, spelled, lexicon) for name, f in zip(raw, found, strict=True)]
    forms = frozenset(raw) | frozenset(name.split()[-1] for name in raw if name)
    return [_without_genitive(name, forms, lexicon) for name in raw]


def _small(name: str, label: Label, spelled: Mapping[str, str], lexicon: Lexicon) -> str:
    """A name in capitals as it is written elsewhere; persons and places are no acronyms."""
    if not name.isupper() or len(name) < _SHORTEST_SHOUT:
        return name
    sure = name in spelled or label is Label.PER or (label in _PLACES and name not in lexicon.known)
    return spelled.get(name, name.title()) if sure else name


def _without_genitive(name: str, forms: frozenset[str], lexicon: Lexicon) -> str:
    """The name without an -s that the article or its ending shows to be a genitive."""
    bare = name[:-1].rstrip(_APOSTROPHES)
    if not name.endswith("s") or not bare.strip() or name in lexicon.known:
        return name
    last = bare.split()[-1]
    known = bare in lexicon.known or bare in lexicon.parties or last in forms or bare in forms
    acronym = len(last) > 1 and last.isupper()
    return bare if known or acronym or name[-2] in _APOSTROPHES or _is_complete(last, lexicon) else name


def _is_complete(word: str, lexicon: Lexicon) -> bool:
    """Whether an -s behind the word is a genitive, by how the word ends without it."""
    low = word.lower()
    heads = (lexicon.organisation_tails, lexicon.government_heads, lexicon.place_heads)
    return any(low in words for words in heads) or low.endswith((*_GENITIVES, *lexicon.organisation_endings))


def _fuller(
    text: str, found: Sequence[Found], stems: Sequence[str], lexicon: Lexicon
) -> Iterator[tuple[tuple[Label, str], str]]:
    """Full names of bodies and places by their short ones; what is yielded later counts more."""
    named = [(f.label, stem) for f, stem in zip(found, stems, strict=True) if " " in stem]
    for label, name in reversed(named):
        first = name.split()[0]
        if label in _SHORTENED and not name.startswith((f"{first} og ", f"{first} and ")):
            yield (label, first), name
    yield from _owned(named, stems, lexicon)
    for (left, full), (right, short) in pairwise(zip(found, stems, strict=True)):
        bracketed = text[left.end : right.start] == " (" and text[right.end : right.end + 1] == ")"
        both = left.label is Label.ORG and right.label is Label.ORG
        if bracketed and both and short.isupper() and len(short) >= _SHORTEST_ACRONYM:
            yield (Label.ORG, short), full


def _owned(
    named: Sequence[tuple[Label, str]], stems: Sequence[str], lexicon: Lexicon
) -> Iterator[tuple[tuple[Label, str], str]]:
    """The owner's full form for a definite one: "Klimapanelet" -> "FNs klimapanel"."""
    tails = {name.split()[-1]: name for label, name in reversed(named) if label is Label.ORG}
    for stem in dict.fromkeys(stems):
        if " " in stem:
            continue
        low = stem.lower()
        bases = (low.removesuffix(ending) for ending in lexicon.definite_endings if low.endswith(ending))
        full = next((tails[base] for base in bases if base in tails), None)
        if full:
            yield (Label.ORG, stem), full
