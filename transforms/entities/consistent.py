"""What the mentions of a name say about each other: an unsure one has the label of the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from schemas.entities import Label
from transforms.entities.label import CERTAIN, SURE, bare_forms
from transforms.entities.lexicon import first_names
from transforms.entities.mention import Found

_MAJORITY = 1.5  # times the votes of its own label that outvote an unsure mention
_LARGE_MAJORITY = 8.0  # and one that is sure, but not certain


def consistent(text: str, names: Sequence[Found]) -> list[Found]:
    """The names, those that are unsure with the label that most mentions of the name have."""
    written = {text[name.start : name.end] for name in names}
    keys = [_key(text[name.start : name.end], written) for name in names]
    votes: dict[str, dict[Label, float]] = defaultdict(lambda: defaultdict(float))
    for key, name in zip(keys, names, strict=True):
        votes[key][name.label] += name.confidence
    agreed = [_agreed(name, votes[key]) for key, name in zip(keys, names, strict=True)]
    bodies = _short_bodies(text, agreed)
    return [
        replace(name, label=Label.ORG) if name.label is Label.PER and key in bodies else name
        for key, name in zip(keys, agreed, strict=True)
    ]


def _short_bodies(text: str, names: Sequence[Found]) -> frozenset[str]:
    """First words of bodies' names that are no person's: "Nordby" of "Nordby Motors"."""
    words = [(name.label, text[name.start : name.end].split()) for name in names]
    bodies = {parts[0] for label, parts in words if label is Label.ORG and len(parts) > 1}
    persons = {word for label, parts in words if label is Label.PER and len(parts) > 1 for word in parts}
    return frozenset(bodies - persons - first_names().female - first_names().male)


def _key(name: str, written: AbstractSet[str]) -> str:
    """The name without a genitive, when it is also written so."""
    *_, bare = bare_forms(name)
    return bare if bare in written else name


def _agreed(name: Found, votes: Mapping[Label, float]) -> Found:
    """The mention, with the label of the majority if it is unsure of its own, or alone with it."""
    if name.confidence >= CERTAIN:
        return name
    label = max(votes, key=votes.__getitem__)
    needed = _MAJORITY if name.confidence < SURE else _LARGE_MAJORITY
    outvoted = votes[label] > needed * votes[name.label]
    return replace(name, label=label, confidence=SURE) if outvoted else name
