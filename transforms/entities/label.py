"""What kind of thing a name names."""

from __future__ import annotations

from collections.abc import Iterable

from schemas.entities import Label
from transforms.entities.institutions import Named, by_head, by_owner, by_tail
from transforms.entities.lexicon import Lexicon, first_names
from transforms.entities.roles import is_role
from transforms.entities.runs import Line, Run

_ACRONYM = range(2, 7)
_SURE, _LIKELY, _GUESS = 0.95, 0.8, 0.5


def label_of(run: Run, lexicon: Lexicon) -> Named | None:
    """The run, made longer where its name goes on in small letters, its label and how sure it is."""
    for rule in (_known, by_head, by_tail, _road, _person, _by_ending, _acronym, _by_place):
        found = rule(run, lexicon)
        if found:
            return found
    return None


def bare_forms(name: str) -> Iterable[str]:
    """The name, and the name without a genitive."""
    yield name
    if name.endswith("s"):
        yield name[:-1]


def _known(run: Run, lexicon: Lexicon) -> Named | None:
    for name in bare_forms(run.text):
        if name in lexicon.known and not (run.opens and name.lower() in lexicon.openers):
            longer = by_owner(run, lexicon) or by_tail(run, lexicon)
            return longer or (run, lexicon.known[name], _SURE)
    return None


def _road(run: Run, lexicon: Lexicon) -> Named | None:
    text = run.text
    return (run, Label.LOC, _LIKELY) if text[0] == "E" and text[1:].isdigit() else None


def _person(run: Run, lexicon: Lexicon) -> Named | None:
    words = run.words
    names = first_names()
    if len(words) > 1 and words[0].text in names:
        return run, Label.PER, _SURE
    if len(words) > 1 and len(words[0].text) == 1 and run.line.text[words[0].end] == ".":
        return run, Label.PER, _LIKELY
    before = run.before()
    if before and before[0].islower() and is_role(before, lexicon) and not before.endswith("råd"):
        return run, Label.PER, _LIKELY
    if len(words) > 1 and _has_age_or_party(run, lexicon):
        return run, Label.PER, _LIKELY
    return None


def _has_age_or_party(run: Run, lexicon: Lexicon) -> bool:
    rest = run.line.text[run.end : run.end + 8]
    if not rest.startswith(" ("):
        return False
    tag = rest[2:].partition(")")[0]
    return tag.isdigit() or tag in lexicon.parties


def _by_ending(run: Run, lexicon: Lexicon) -> Named | None:
    word = run.words[-1].text
    for name in bare_forms(word):
        low = name.lower()
        if lexicon.organisation_endings and low.endswith(lexicon.organisation_endings):
            if low not in lexicon.organisation_endings:
                return run, Label.ORG, _LIKELY
        if lexicon.event_endings and low.endswith(lexicon.event_endings) and low not in lexicon.event_endings:
            return run, Label.EVT, _LIKELY
        if lexicon.place_endings and low.endswith(lexicon.place_endings) and len(run.words) == 1:
            if low not in lexicon.place_endings:
                return run, Label.LOC, _LIKELY
    return None


def _acronym(run: Run, lexicon: Lexicon) -> Named | None:
    word = run.text
    if word.isupper() and len(word) in _ACRONYM and word.isalpha() and not _shouts(run.line):
        return run, Label.ORG, _LIKELY
    bare = word[:-1]
    if word.endswith("s") and bare.isupper() and len(bare) in _ACRONYM and bare.isalpha():
        return run, Label.ORG, _LIKELY
    return None


def _shouts(line: Line) -> bool:
    """Whether a line is mostly in capitals: its words are no acronyms."""
    return sum(w.text.isupper() for w in line.words) * 2 > len(line.words) + 1


def _by_place(run: Run, lexicon: Lexicon) -> Named | None:
    if run.before() in lexicon.place_prepositions and not lexicon.nouns_capitalised:
        return run, Label.GPE, _GUESS + 0.1
    low = run.text.lower()
    if not run.opens and len(run.words) == 1 and lexicon.government_endings:
        if low.endswith(lexicon.government_endings) and run.before() in {*lexicon.place_prepositions, "og"}:
            return run, Label.GPE, _GUESS
    return None
