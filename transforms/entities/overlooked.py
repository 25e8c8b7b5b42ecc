"""Mentions that were overlooked of names that the article has elsewhere."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from schemas.entities import Label
from transforms.entities.label import SURE, bare_forms
from transforms.entities.lexicon import Lexicon
from transforms.entities.mention import Found
from transforms.entities.page import Page
from transforms.entities.runs import Line
from transforms.entities.words import words_of

_AGREED = 0.8  # share of the votes for its label that a name needs
_CONFIDENCE = 0.7
_SHORTEST = 3  # letters
_MOST_WORDS = 4
#: What one word with a capital may name again; one for a body or a work may be a noun.
_BY_ONE_WORD = frozenset({Label.PER, Label.GPE, Label.LOC, Label.EVT})


def with_overlooked(page: Page, names: Sequence[Found], lexicon: Lexicon) -> list[Found]:
    """The names in order, with further mentions of the sure ones; persons also by part of their names."""
    labels = _labels(page.text, names)
    starts = [name.start for name in names]
    kept = list(names)
    reach = -1
    firsts = {form for name in labels for form in _first_forms(name)}
    for found in (f for line in page.lines for f in _mentions(page, line, labels, firsts, lexicon)):
        before = bisect_right(starts, found.start)
        taken = before and names[before - 1].end > found.start
        if found.start >= reach and not taken and (before == len(names) or names[before].start >= found.end):
            kept.append(found)
            reach = found.end
    return sorted(kept, key=lambda name: name.start)


def _labels(text: str, names: Sequence[Found]) -> Mapping[str, Label]:
    """The label of each name that the mentions agree on, and of persons' further words."""
    votes: dict[str, dict[Label, float]] = defaultdict(lambda: defaultdict(float))
    for name in names:
        written = text[name.start : name.end]
        votes[written][name.label] += name.confidence
        if name.label is Label.PER and " " in written.strip():
            for word in written.split()[1:]:
                votes[word][Label.PER] += name.confidence
    return {
        written: label
        for written, weights in votes.items()
        for label, weight in weights.items()
        if weight >= max(SURE, _AGREED * sum(weights.values()))
    }


def _first_forms(name: str) -> tuple[str, ...]:
    """What the first word of a mention of the name may be; none for a name without a word."""
    words = words_of(name, 0, len(name))
    return (words[0].text, f"{words[0].text}s") if words else ()


def _mentions(
    page: Page, line: Line, labels: Mapping[str, Label], firsts: AbstractSet[str], lexicon: Lexicon
) -> Iterator[Found]:
    """Where the line has such a name, the longest from each word on."""
    words = line.words
    for first in line.capitals:
        word = words[first]
        if word.text not in firsts:
            continue
        for last in range(min(first + _MOST_WORDS, len(words)) - 1, first - 1, -1):
            written = line.text[word.start : words[last].end]
            label = next((labels[form] for form in bare_forms(written) if form in labels), None)
            if label and line.text[words[last].end : words[last].end + 1] != "-":
                if last > first or _stands_alone(page, word.text, word.start, label, lexicon):
                    yield Found(word.start, words[last].end, label, line.kind, _CONFIDENCE)
                break


def _stands_alone(page: Page, word: str, start: int, label: Label, lexicon: Lexicon) -> bool:
    """Whether one word is enough: it is no noun that begins a sentence."""
    if label not in _BY_ONE_WORD or len(word) < _SHORTEST:
        return False
    low = word.lower()
    return start not in page.openings or not (low in page.small or low in lexicon.openers)
