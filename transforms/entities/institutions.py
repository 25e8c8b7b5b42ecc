"""Names of bodies and places that say what they name: by their head, their last word, their owner."""

from __future__ import annotations

from schemas.entities import Label
from transforms.entities.lexicon import Lexicon, Words, first_names
from transforms.entities.runs import Line, Run

LIKELY = 0.67  # see `label`
_BLANKS = frozenset({" ", "\u00a0"})
_LONGEST_JOINING = 3  # small words in a row inside a name: "Union of the ..."
_LONGEST_TAIL = 5  # words in small letters at the end of a name
_SHORTEST_TAIL = 5  # letters of a tail that may end a compound

Named = tuple[Run, Label, float]


def by_head(run: Run, lexicon: Lexicon) -> Named | None:
    """A head, and what it joins: "Universitetet i Nordvik", "Norges Vegforbund", "Union of Fitters"."""
    line = run.line
    head = line.words[run.first].text.lower()
    if head not in lexicon.organisation_heads and head.removesuffix("s") not in lexicon.organisation_heads:
        return None
    last = _joined(line, run.last, lexicon)
    if last == run.first and not head.endswith(tuple(e for e in lexicon.definite_endings if len(e) > 1)):
        last = _low_tail(line, run.first, lexicon) or last
    return (Run(line, run.first, last), Label.ORG, LIKELY) if last > run.first else None


def _joined(line: Line, last: int, lexicon: Lexicon) -> int:
    """Last word of the capitals that small joining words tie to word `last`."""
    words, ahead = line.words, last + 1
    while ahead + 1 < len(words) and ahead - last <= _LONGEST_JOINING:
        if line.gap(ahead - 1) != " " or line.gap(ahead) != " ":
            break
        if words[ahead].text not in lexicon.organisation_joining:
            break
        ahead += 1
        if words[ahead].text[0].isupper():
            last = _last_capital(line, ahead)
            ahead = last + 1
    return last


def _last_capital(line: Line, index: int) -> int:
    """Last word of the capitals in a row from word `index` on."""
    while index + 1 < len(line.words) and line.gap(index) == " " and line.words[index + 1].text[0].isupper():
        index += 1
    return index


def _low_tail(line: Line, first: int, lexicon: Lexicon) -> int | None:
    """Last word of a name that goes on in small letters: "Norges vassdrags- og energidirektorat"."""
    for ahead in range(first + 1, min(first + 1 + _LONGEST_TAIL, len(line.words))):
        word = line.words[ahead].text
        if line.gap(ahead - 1) not in {" ", "- "} or word[0].isupper():
            return None
        if _ends_in_tail(word, lexicon.organisation_tails):
            return ahead
    return None


def by_owner(run: Run, lexicon: Lexicon) -> Named | None:
    """The genitive of a known name, and what it owns: "Norges sjakkforbund", "FNs klimapanel"."""
    owner = run.line.words[run.last].text
    if run.last != run.first or not owner.endswith("s") or owner[:-1] not in lexicon.known:
        return None
    ahead = run.last + 1
    if ahead >= len(run.line.words) or run.line.gap(run.last) not in _BLANKS:
        return None
    word = run.line.words[ahead].text
    if word[0].isupper() or not _ends_in_tail(word, lexicon.organisation_tails):
        return None
    return Run(run.line, run.first, ahead), Label.ORG, LIKELY


def by_tail(run: Run, lexicon: Lexicon) -> Named | None:
    """What the last word says: "Nordvik kommune", "Nordvik skole", "Nordvik Taxi AS"."""
    if run.last > run.first:
        word = run.words[-1].text
        if run.words[0].text in first_names():
            return (run, Label.ORG, LIKELY) if word in lexicon.company_forms else None
        label = _label_of_tail(word, lexicon)
        compound = not lexicon.nouns_capitalised and _ends_in_tail(word, lexicon.organisation_tails)
        label = label or (Label.ORG if compound else None)
        if label:
            return run, label, LIKELY
    return _by_small_tail(run, lexicon) if lexicon.small_heads else None


def _by_small_tail(run: Run, lexicon: Lexicon) -> Named | None:
    """The name with one or two words in small letters behind it that say what it names."""
    label = _label_behind(run.line, run.last, lexicon)
    if not label:
        return None
    last = run.last + 1
    further = _label_behind(run.line, last, lexicon)
    return Run(run.line, run.first, last + 1 if further else last), further or label, LIKELY


def _label_behind(line: Line, index: int, lexicon: Lexicon) -> Label | None:
    """What the word in small letters behind the word `index`, and a blank, says of a name."""
    if index + 1 >= len(line.words):
        return None
    word = line.words[index + 1].text
    return _label_of_tail(word, lexicon) if word[0].islower() and line.gap(index) in _BLANKS else None


def _label_of_tail(word: str, lexicon: Lexicon) -> Label | None:
    if word in lexicon.company_forms:
        return Label.ORG
    low = word.lower()
    forms = {low, low.removesuffix("s")}
    if not forms.isdisjoint(lexicon.government_heads):
        return Label.GPE
    if not forms.isdisjoint(lexicon.organisation_tails):
        return Label.ORG
    return None if forms.isdisjoint(lexicon.place_heads) else Label.LOC


def _ends_in_tail(word: str, tails: Words) -> bool:
    """Whether a word, or the last part of a compound, is such a tail; a genitive may follow."""
    for form in (word.lower(), word.lower().removesuffix("s")):
        if form in tails or any(form[i:] in tails for i in range(2, len(form) - _SHORTEST_TAIL + 1)):
            return True
    return False
