"""What kind of thing a name names."""

from __future__ import annotations

from collections.abc import Iterable

from schemas.entities import Label
from transforms.entities.lexicon import Lexicon, first_names
from transforms.entities.roles import is_role
from transforms.entities.runs import Line, Run

_ACRONYM = range(2, 7)
_SURE, _LIKELY, _GUESS = 0.95, 0.8, 0.5


def label_of(run: Run, lexicon: Lexicon) -> tuple[Run, Label, float] | None:
    """The run, made longer where its name goes on in small letters, its label and how sure it is."""
    for rule in (_known, _institution, _institution_by_tail, _road, _person, _by_ending, _acronym, _by_place):
        found = rule(run, lexicon)
        if found:
            return found
    return None


def bare_forms(name: str) -> Iterable[str]:
    """The name, and the name without a genitive."""
    yield name
    if name.endswith("s"):
        yield name[:-1]


def _known(run: Run, lexicon: Lexicon) -> tuple[Run, Label, float] | None:
    for name in bare_forms(run.text):
        if name in lexicon.known and not (run.opens and name.lower() in lexicon.openers):
            longer = _institution_by_tail(run, lexicon)
            return longer or (run, lexicon.known[name], _SURE)
    return None


def _institution(run: Run, lexicon: Lexicon) -> tuple[Run, Label, float] | None:
    """ "Universitetet i Nordland", "Norges Vegforbund", "Union of Fitters": a head, and what it joins."""
    line, words = run.line, run.line.words
    head = words[run.first].text.lower()
    if head not in lexicon.organisation_heads and head.removesuffix("s") not in lexicon.organisation_heads:
        return None
    last = _joined(line, run.last, lexicon)
    low = _low_tail(line, run.first, lexicon) if last == run.first else None
    last = max(last, low or 0)
    return (Run(line, run.first, last), Label.ORG, _LIKELY) if last > run.first else None


def _joined(line: Line, last: int, lexicon: Lexicon) -> int:
    """Last word of the capitals that small joining words tie to word `last`."""
    words = line.words
    ahead = last + 1
    while ahead + 1 < len(words) and ahead - last <= 3 and line.gap(ahead - 1) == " " == line.gap(ahead):  # noqa: PLR2004
        if words[ahead].text not in lexicon.organisation_joining:
            return last
        if words[ahead + 1].text[0].isupper():
            last = ahead + 1
            while last + 1 < len(words) and line.gap(last) == " " and words[last + 1].text[0].isupper():
                last += 1
            ahead = last + 1
        else:
            ahead += 1
    return last


def _low_tail(line: Line, first: int, lexicon: Lexicon) -> int | None:
    """Last word of a name that goes on in small letters: "Norges vassdrags- og energidirektorat"."""
    for ahead in range(first + 1, min(first + 6, len(line.words))):
        if line.gap(ahead - 1) not in {" ", "- "}:
            return None
        word = line.words[ahead].text
        if word[0].isupper():
            return None
        if _is_tail(word, lexicon.organisation_tails, endings=True):
            return ahead
    return None


def _is_tail(word: str, tails: frozenset[str], *, endings: bool = False) -> bool:
    low = word.lower()
    if low in tails or (low.endswith("s") and low[:-1] in tails):
        return True
    return endings and any(low[i:] in tails for i in range(2, len(low) - 4))


def _institution_by_tail(run: Run, lexicon: Lexicon) -> tuple[Run, Label, float] | None:
    """ "Nordvik kommune", "Nordvik skole", "Nordvik Taxi AS": what the last word says."""
    kinds = (
        (lexicon.government_heads, Label.GPE),
        (lexicon.organisation_tails, Label.ORG),
        (lexicon.place_heads, Label.LOC),
    )
    if run.last > run.first:
        last = run.words[-1].text
        for heads, label in kinds:
            if _is_tail(last, heads):
                return run, label, _LIKELY
    for length in (1, 2):
        at = run.last + length
        if at >= len(run.line.words) or run.line.gap(at - 1) not in {" ", "\u00a0"}:
            return None
        for heads, label in kinds:
            if run.line.words[at].text[0].islower() and _is_tail(run.line.words[at].text, heads):
                if length == 2 and not _is_tail(run.line.words[at - 1].text, _adjectives(heads)):  # noqa: PLR2004
                    continue
                return Run(run.line, run.first, at), label, _LIKELY
    return None


def _adjectives(heads: frozenset[str]) -> frozenset[str]:
    return heads


def _road(run: Run, lexicon: Lexicon) -> tuple[Run, Label, float] | None:
    text = run.text
    return (run, Label.LOC, _LIKELY) if text[0] == "E" and text[1:].isdigit() else None


def _person(run: Run, lexicon: Lexicon) -> tuple[Run, Label, float] | None:
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


def _by_ending(run: Run, lexicon: Lexicon) -> tuple[Run, Label, float] | None:
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


def _acronym(run: Run, lexicon: Lexicon) -> tuple[Run, Label, float] | None:
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


def _by_place(run: Run, lexicon: Lexicon) -> tuple[Run, Label, float] | None:
    if run.before() in lexicon.place_prepositions and not lexicon.nouns_capitalised:
        return run, Label.GPE, _GUESS + 0.1
    low = run.text.lower()
    if not run.opens and len(run.words) == 1 and lexicon.government_endings:
        if low.endswith(lexicon.government_endings) and run.before() in {*lexicon.place_prepositions, "og"}:
            return run, Label.GPE, _GUESS
    return None
