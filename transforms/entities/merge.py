"""One opinion of two: the engine's, and that of the rules beside it. The surer one is right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from schemas.entities import Label
from transforms.entities.label import LIKELY, SURE, bare_forms
from transforms.entities.mention import Found
from transforms.entities.places import norwegian

#: Languages whose names the models were taught; of others they know only kin words and capitals.
TAUGHT = frozenset({"nb", "nn", "da", "sv"})
#: Languages whose treebanks tell places with a government from others.
_TOLD_APART = frozenset({"nb", "nn"})
_UNTAUGHT = 0.85  # share of the confidence that is left
_UNTOLD = 0.6  # how sure a place is to have a government
_LEAST = 0.5  # confidence that a name needs when no rule supports it
_PLACES = frozenset({Label.GPE, Label.LOC})
_WORKS = frozenset({Label.PROD, Label.EVT})


def merged(text: str, engine: Sequence[Found], rules: Sequence[Found], language: str) -> list[Found]:
    """The names of both, each in order and without overlap, as one such list."""
    names = [_weighed(text, name, language) for name in engine]
    taught = language in TAUGHT
    return [
        name for ours, theirs in _clusters(names, rules) for name in _resolved(ours, theirs, taught=taught)
    ]


def _weighed(text: str, name: Found, language: str) -> Found:
    """An engine's name with the confidence that it deserves in a language; a place as the lists have it."""
    if language not in TAUGHT:
        name = replace(name, confidence=name.confidence * _UNTAUGHT)
    if name.label is Label.LOC and _is_governed(text[name.start : name.end]):
        return replace(name, label=Label.GPE)
    if language not in _TOLD_APART and name.label is Label.LOC:
        return replace(name, label=Label.GPE, confidence=min(name.confidence, _UNTOLD))
    return name


def _is_governed(name: str) -> bool:
    return any(form in norwegian() for form in bare_forms(name))


def _clusters(engine: Sequence[Found], rules: Sequence[Found]) -> Iterator[tuple[list[Found], list[Found]]]:
    """The names of both that overlap, directly or over others."""
    marked = [(n.start, n.end, False, n) for n in engine] + [(n.start, n.end, True, n) for n in rules]
    ours: list[Found] = []
    theirs: list[Found] = []
    reach = -1
    for start, end, is_rule, name in sorted(marked, key=lambda item: item[:3]):
        if start >= reach and (ours or theirs):
            yield ours, theirs
            ours, theirs = [], []
        (theirs if is_rule else ours).append(name)
        reach = max(reach, end)
    if ours or theirs:
        yield ours, theirs


def _resolved(ours: Sequence[Found], theirs: Sequence[Found], *, taught: bool) -> Sequence[Found]:
    """The names of a cluster: the engine's (`ours`), or the rules' where they know better."""
    if not ours:
        return [name for name in theirs if name.confidence >= (SURE if taught else LIKELY)]
    if not theirs:
        return [name for name in ours if name.confidence >= (_LEAST if taught else _LEAST * _UNTAUGHT)]
    if len(theirs) > 1:
        return ours
    (rule,) = theirs
    same = len(ours) == 1 and (ours[0].start, ours[0].end) == (rule.start, rule.end)
    if same and _is_person(rule, ours[0]):
        return theirs
    return theirs if _completes(rule, ours) or _is_surer(rule, ours, same=same) else ours


def _is_person(rule: Found, name: Found) -> bool:
    """Whether a work or an event has a person's name: the person is likelier."""
    return rule.label is Label.PER and rule.confidence >= SURE and name.label in _WORKS


def _is_surer(rule: Found, ours: Sequence[Found], *, same: bool) -> bool:
    """Whether a rule is surer of its name than the engine of what it covers; for other ends it is LIKELY."""
    covers = len(ours) == 1 or (rule.start <= ours[0].start and rule.end >= ours[-1].end)
    surer = all(rule.confidence > name.confidence for name in ours)
    return covers and surer and (same or rule.confidence >= LIKELY)


def _completes(rule: Found, ours: Sequence[Found]) -> bool:
    """Whether the rule's name goes on: "Russlands" departement, "Kari Moe" Nord."""
    start, end = ours[0].start, ours[-1].end
    labels = {name.label for name in ours}
    longer = rule.start <= start and rule.end >= end and (rule.start, rule.end) != (start, end)
    if rule.label is Label.ORG and rule.confidence >= LIKELY:
        return longer and labels <= _PLACES
    return longer and rule.start == start and rule.label is Label.PER and labels == {Label.PER}
