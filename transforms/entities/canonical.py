"""One name for every mention of the same person, organisation or place in an article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schemas.entities import Label
from transforms.entities.lexicon import Lexicon
from transforms.entities.mention import Found

_SHORTEST_SHOUT = 4
_SHORTENED = frozenset({Label.ORG, Label.LOC})
_PLACES = frozenset({Label.GPE, Label.LOC})
_APOSTROPHES = "'’"
_SHORTEST_VARIANT = 6  # letters that a name needs for one differing letter to be a slip


def canonical_names(text: str, found: Sequence[Found], lexicon: Lexicon) -> list[str]:
    """The canonical name of each mention: the fullest form, without genitive, first spelling."""
    stems = _stems(text, found, lexicon)
    persons = _full_names(stems, found)
    acronyms = _acronyms(text, found, stems)
    full = _long_forms(stems, found)
    names = []
    for index, (stem, name) in enumerate(zip(stems, found, strict=True)):
        if name.label is Label.PER:
            names.append(_person(stem, index, persons))
        else:
            names.append(acronyms.get(stem) or _owned(stem, stems, lexicon) or full.get((name.label, stem)) or stem)
    return names


def _long_forms(stems: Sequence[str], found: Sequence[Found]) -> dict[tuple[Label, str], str]:
    """Names of several words by their first: "Verton" for "Verton Lifts". Towns stay apart from their councils."""
    pairs = zip(stems, found, strict=True)
    long = {(f.label, s.split()[0]): s for s, f in reversed(list(pairs)) if " " in s and f.label in _SHORTENED}
    return {key: name for key, name in long.items() if not name.startswith((f"{key[1]}s ", f"{key[1]} og "))}


def _owned(stem: str, stems: Sequence[str], lexicon: Lexicon) -> str | None:
    """The owner's full form for a definite one: "Klimapanelet" -> "FNs klimapanel"."""
    if " " in stem or stem in lexicon.known:
        return None
    low = stem.lower()
    bases = {low.removesuffix(ending) for ending in lexicon.definite_endings} - {low}
    full = (name for name in stems if " " in name and name.split()[-1] in bases)
    return next((name for name in full if name.split()[-1].islower()), None)


def _stems(text: str, found: Sequence[Found], lexicon: Lexicon) -> list[str]:
    """The mentions without genitives and line breaks."""
    raw = [" ".join(text[f.start : f.end].split()).rstrip(_APOSTROPHES) for f in found]
    spelled = {name.upper(): name for name in reversed(raw) if not name.isupper()}
    raw = [_small(name, f.label, spelled, lexicon) for name, f in zip(raw, found, strict=True)]
    forms = frozenset(raw) | frozenset(name.split()[-1] for name in raw)
    return [_without_genitive(name, forms, lexicon) for name in raw]


def _small(name: str, label: Label, spelled: Mapping[str, str], lexicon: Lexicon) -> str:
    """A name in capitals as it is written elsewhere; persons and places are no acronyms."""
    if not name.isupper() or len(name) < _SHORTEST_SHOUT:
        return name
    small = spelled.get(name) or name.title()
    sure = name in spelled or label is Label.PER or (label in _PLACES and name not in lexicon.known)
    return small if sure else name


def _without_genitive(name: str, forms: frozenset[str], lexicon: Lexicon) -> str:
    bare = name[:-1].rstrip(_APOSTROPHES)
    if not name.endswith("s") or len(bare) < 2 or name in lexicon.known:  # noqa: PLR2004
        return name
    last = bare.split()[-1]
    known = bare in lexicon.known or bare in lexicon.parties or last in forms or bare in forms
    acronym = len(last) > 1 and last.isupper()
    return (
        bare if known or acronym or name[-2] in _APOSTROPHES or _is_genitive_ending(bare, lexicon) else name
    )


def _is_genitive_ending(bare: str, lexicon: Lexicon) -> bool:
    """Whether an -s behind this is a genitive, by how the word ends without it."""
    low = bare.lower()
    last = low.split()[-1]
    heads = (
        last in lexicon.organisation_tails or last in lexicon.government_heads or last in lexicon.place_heads
    )
    return heads or low.endswith(
        ("sen", "stad", "berg", "land", "vik", "ung", "sson", *lexicon.organisation_endings)
    )


def _full_names(stems: Sequence[str], found: Sequence[Found]) -> list[tuple[int, list[str]]]:
    """Persons' names of several words: position of the mention, words; slips take the first spelling."""
    full: list[tuple[int, list[str]]] = []
    for index, (stem, name) in enumerate(zip(stems, found, strict=True)):
        words = stem.split()
        if name.label is Label.PER and len(words) > 1:
            same = next((known for _, known in full if _is_slip(words, known)), words)
            full.append((index, same))
    return [(index, _fullest(words, full)) for index, words in full]


def _fullest(words: list[str], full: Sequence[tuple[int, list[str]]]) -> list[str]:
    """The longest name that has all these words in this order."""
    longer = [other for _, other in full if len(other) > len(words) and _is_part(words, other)]
    return max(longer, key=len, default=words)


def _is_part(words: Sequence[str], name: Sequence[str]) -> bool:
    """Whether a name of several words is a short form of another: same surname, its words in order."""
    rest = iter(name)
    return words[-1] == name[-1] and all(word in rest for word in words)


def _is_slip(words: Sequence[str], known: Sequence[str]) -> bool:
    """Whether two names are one but for a letter."""
    if len(words) != len(known) or words == known:
        return words == known
    pairs = [(a, b) for a, b in zip(words, known, strict=True) if a != b]
    return len(pairs) == 1 and is_variant(*pairs[0])


def is_variant(one: str, other: str) -> bool:
    """Whether two words differ by one letter (put in, left out or another) and are long enough for a slip."""
    if min(len(one), len(other)) < _SHORTEST_VARIANT or abs(len(one) - len(other)) > 1 or one[0] != other[0]:
        return False
    same = next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    if len(one) == len(other):
        return one[same + 1 :] == other[same + 1 :]
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return longer[same + 1 :] == shorter[same:]


def _person(stem: str, index: int, persons: Sequence[tuple[int, list[str]]]) -> str:
    """The full name for a mention: the nearest before it that fits, else the first after it."""
    words = stem.split()
    for fits in (_same_name, _same_surname, _same_first_name, _slipped_surname):
        before = [name for at, name in persons if at <= index and fits(words, name)]
        after = [name for at, name in persons if at > index and fits(words, name)]
        if before or after:
            return " ".join(before[-1] if before else after[0])
    return stem


def _same_name(words: Sequence[str], name: Sequence[str]) -> bool:
    return len(words) > 1 and (list(words) == name or _is_part(words, name) or _is_slip(words, name))


def _same_surname(words: Sequence[str], name: Sequence[str]) -> bool:
    """Whether the words end the name, in full or from a later word on ("Gahr Støre")."""
    return list(words) == name[-len(words) :] and len(words) < len(name)


def _same_first_name(words: Sequence[str], name: Sequence[str]) -> bool:
    return len(words) == 1 and words[0] == name[0]


def _slipped_surname(words: Sequence[str], name: Sequence[str]) -> bool:
    return len(words) == 1 and is_variant(words[0], name[-1])


def _acronyms(text: str, found: Sequence[Found], stems: Sequence[str]) -> dict[str, str]:
    """Short names that the article writes in brackets behind their full ones: {"NVE": "Norges ..."}."""
    pairs: dict[str, str] = {}
    for left, right, full, short in zip(found, found[1:], stems, stems[1:], strict=False):
        bracketed = text[left.end : right.start] == " (" and text[right.end : right.end + 1] == ")"
        if bracketed and left.label is right.label is Label.ORG and short.isupper() and len(short) > 2:  # noqa: PLR2004
            pairs[short] = full
    return pairs
