"""What kind of thing a name names."""

from __future__ import annotations

import re

from schemas.entities import Label
from transforms.entities.institutions import Named, by_head, by_owner, by_tail
from transforms.entities.lexicon import Lexicon, first_names
from transforms.entities.roles import base_form, is_role
from transforms.entities.runs import Line, Run

_ACRONYM = range(2, 7)
_AGENCY = re.compile(r"(?:, \d{1,2}\.? \w{3,10}\.?)? \((\w{2,10})\)")
#: How sure a rule is beside a model: the surer one is right. Only what is SURE stands without a model.
CERTAIN, SURE, LIKELY, HINTED = 0.9, 0.8, 0.67, 0.55


def label_of(run: Run, lexicon: Lexicon) -> Named | None:
    """The run, made longer where its name goes on in small letters, its label and how sure it is."""
    for rule in (
        _dateline,
        by_head,
        _by_front,
        _known,
        by_tail,
        _road,
        _apposed,
        _person,
        _by_ending,
        _acronym,
        _by_place,
    ):
        found = rule(run, lexicon)
        if found:
            return found
    return None


def bare_forms(name: str) -> tuple[str, ...]:
    """The name, and the name without a genitive."""
    return (name, name[:-1]) if name.endswith("s") else (name,)


def _known(run: Run, lexicon: Lexicon) -> Named | None:
    for name in bare_forms(run.text):
        if name in lexicon.known and not (run.opens and name.lower() in lexicon.openers):
            longer = by_owner(run, lexicon) or by_tail(run, lexicon)
            return longer or (run, lexicon.known[name], SURE)
    return None


def _by_front(run: Run, lexicon: Lexicon) -> Named | None:
    """The first word says it: "Region Nord", "Landkreis Nord"."""
    first, *rest = run.words
    return (run, Label.GPE, CERTAIN) if rest and first.text.lower() in lexicon.government_fronts else None


def _road(run: Run, _: Lexicon) -> Named | None:
    text = run.text
    return (run, Label.LOC, LIKELY) if text[0] == "E" and text[1:].isdigit() else None


def _apposed(run: Run, lexicon: Lexicon) -> Named | None:
    """The noun before says it: "selskapet Nordvik"."""
    before = run.before().lower()
    apposed = bool(before) and bool(lexicon.organisation_nouns) and before.endswith(lexicon.common_endings)
    return (run, Label.ORG, LIKELY) if apposed else None


def is_full_person(run: Run, lexicon: Lexicon) -> bool:
    """Whether a run of several words is a person's name beyond doubt."""
    words = run.words
    if len(words) == 1 or words[-1].text in lexicon.company_forms:
        return False
    if words[0].text in first_names():
        return True
    initial = len(words[0].text) == 1 and run.line.text[words[0].end] == "."
    return initial or _is_titled(run, lexicon) or _has_age_or_party(run, lexicon)


def _person(run: Run, lexicon: Lexicon) -> Named | None:
    if is_full_person(run, lexicon):
        return run, Label.PER, SURE
    return (run, Label.PER, LIKELY) if _is_titled(run, lexicon) else None


def _is_titled(run: Run, lexicon: Lexicon) -> bool:
    """Whether a title, a post or a relation stands right before the name."""
    before = run.before()
    if not before or run.text.isupper():
        return False
    low = before.lower()
    small = before[0].islower() or (lexicon.nouns_capitalised and len(run.words) > 1)
    return (small or low in lexicon.titles) and (is_role(low, lexicon) or low in lexicon.relations)


def _has_age_or_party(run: Run, lexicon: Lexicon) -> bool:
    rest = run.line.text[run.end : run.end + 8]
    if not rest.startswith(" ("):
        return False
    tag = rest[2:].partition(")")[0]
    return tag.isdigit() or tag in lexicon.parties


def _by_ending(run: Run, lexicon: Lexicon) -> Named | None:
    kinds = [(lexicon.organisation_endings, Label.ORG), (lexicon.event_endings, Label.EVT)]
    if len(run.words) == 1:
        kinds.append((lexicon.place_endings, Label.LOC))
    for form in bare_forms(run.words[-1].text.lower()):
        for endings, label in kinds:
            if endings and form.endswith(endings) and form not in endings:
                return run, label, LIKELY
    return None


def _acronym(run: Run, _: Lexicon) -> Named | None:
    word = run.text
    if word.isupper() and len(word) in _ACRONYM and word.isalpha() and not _shouts(run.line):
        return run, Label.ORG, LIKELY
    bare = word[:-1]
    if word.endswith("s") and bare.isupper() and len(bare) in _ACRONYM and bare.isalpha():
        return run, Label.ORG, LIKELY
    return None


def _shouts(line: Line) -> bool:
    """Whether a line is mostly in capitals: its words are no acronyms."""
    return sum(w.text.isupper() for w in line.words) * 2 > len(line.words) + 1


def _dateline(run: Run, lexicon: Lexicon) -> Named | None:
    """A place that begins a paragraph: "NORDVIK, Feb 1", "Vigo, 13 sep (EFE)", "Kiel (dpa)"."""
    line = run.line
    if run.start - line.start > 1 or _shouts(line):
        return None
    agency = _AGENCY.match(line.text, run.end)
    if agency and lexicon.known.get(agency[1]) is Label.ORG:
        return run, Label.GPE, CERTAIN
    if not run.text.isupper():
        return None
    mark = line.text[run.end : run.end + 2]
    return (run, Label.GPE, SURE) if mark[:1] in {":", ","} or mark in {" (", " –", " —", " -"} else None


def _is_employer(run: Run, lexicon: Lexicon) -> bool:
    """Whether a person or a post stands before the preposition: "redaktør Kari Nord i Nordvik"."""
    words = [word.text for word in run.line.words[max(0, run.first - 4) : run.first - 1]]
    if not words or run.line.gap(run.first - 2) not in {" ", "\u00a0"}:
        return False
    posts = {base for word in words if (base := base_form(word.lower(), lexicon.language))}
    named = len(words) > 1 and words[-1][0].isupper() and words[-2] in first_names()
    return (bool(posts) or named) and not posts & lexicon.government_roles


def _by_place(run: Run, lexicon: Lexicon) -> Named | None:
    """A place by its preposition, or by how names of places end."""
    before = run.before().lower()
    low = run.words[-1].text.lower()
    likely = bool(lexicon.government_endings) and low.endswith(lexicon.government_endings)
    if likely and len(run.words) == 1 and before in lexicon.locating:
        return run, Label.GPE, LIKELY
    if lexicon.nouns_capitalised:
        return None
    if before in lexicon.government_prepositions:
        return run, Label.ORG if _is_employer(run, lexicon) else Label.GPE, HINTED
    return (run, Label.LOC, HINTED) if before in lexicon.place_prepositions else None
