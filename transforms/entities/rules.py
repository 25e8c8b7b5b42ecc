"""The rule engine: names by their capitals, their neighbours and what the rest of the article says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.entities import Label
from transforms.entities.label import bare_forms, label_of
from transforms.entities.lexicon import Lexicon, first_names
from transforms.entities.mention import Found
from transforms.entities.pieces import pieces_of
from transforms.entities.runs import Line, Run, lines_of
from transforms.segments import Segment

ENGINE = "rules"
_WEAK, _GUESS = 0.7, 0.4


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the sure names of an article say about the unsure ones."""

    surnames: frozenset[str]
    firsts: frozenset[str]
    labels: dict[str, Label]
    capitals: frozenset[str]  # words that have a capital where none is due


def find_names(text: str, segments: Sequence[Segment], lexicon: Lexicon) -> list[Found]:
    """All names of an article, in order, without overlap."""
    lines = lines_of(text, segments)
    low = frozenset(w.text for line in lines for w in line.words if w.text[0].islower())
    sure: list[Found] = []
    unsure: list[Run] = []
    for line in lines:
        for run in pieces_of(line, lexicon, low):
            found = label_of(run, lexicon)
            if found:
                longer, label, confidence = found
                sure.append(Found(longer.start, longer.end, label, line.kind, confidence))
            else:
                unsure.append(run)
    evidence = _evidence(text, sure, lines)
    names = sure + [name for run in unsure for name in _by_evidence(run, evidence, lexicon)]
    return _without_overlap(names + _tags(text, lines, lexicon))


def _evidence(text: str, sure: Sequence[Found], lines: Sequence[Line]) -> Evidence:
    persons = [text[f.start : f.end].split() for f in sure if f.label is Label.PER]
    full = [words for words in persons if len(words) > 1]
    labels = {name: f.label for f in reversed(sure) for name in bare_forms(text[f.start : f.end])}
    capitals = frozenset(
        word.text
        for line in lines
        for index, word in enumerate(line.words)
        if word.text[0].isupper() and not line.opens(index)
    )
    surnames = frozenset(form for words in full for form in bare_forms(words[-1]))
    return Evidence(surnames, frozenset(words[0] for words in full), labels, capitals)


def _by_evidence(run: Run, evidence: Evidence, lexicon: Lexicon) -> list[Found]:
    label = _label(run, evidence, lexicon)
    return [Found(run.start, run.end, label[0], run.line.kind, label[1])] if label else []


def _label(run: Run, evidence: Evidence, lexicon: Lexicon) -> tuple[Label, float] | None:
    words = run.words
    last = words[-1].text
    if any(form in evidence.surnames for form in bare_forms(last)):
        return Label.PER, _WEAK + 0.2
    for form in bare_forms(run.text):
        if form in evidence.labels:
            return evidence.labels[form], _WEAK
    if any(form in evidence.firsts for form in bare_forms(run.text)):
        return Label.PER, _WEAK
    if lexicon.nouns_capitalised:
        return None
    return _guess(run, evidence, lexicon)


def _guess(run: Run, evidence: Evidence, lexicon: Lexicon) -> tuple[Label, float] | None:
    words = run.words
    if run.opens and len(words) == 1 and words[0].text not in evidence.capitals:
        return (Label.PER, _GUESS) if words[0].text in first_names() and len(words[0].text) > 2 else None  # noqa: PLR2004
    if len(words) > 1:
        return Label.PER, _GUESS
    if words[0].text in first_names():
        return Label.PER, _GUESS
    return Label.ORG, _GUESS


def _tags(text: str, lines: Sequence[Line], lexicon: Lexicon) -> list[Found]:
    """Party tags behind names: "(Ap)"."""
    found = []
    for line in lines:
        for index, word in enumerate(line.words):
            if word.text in lexicon.parties and index and line.gap(index - 1).endswith("("):
                if text[word.end : word.end + 1] in {")", ","}:
                    found.append(Found(word.start, word.end, Label.ORG, line.kind, 0.95))
    return found


def _without_overlap(names: list[Found]) -> list[Found]:
    """The names in order; of two that overlap the one that begins first, then the longer."""
    kept: list[Found] = []
    for name in sorted(names, key=lambda f: (f.start, -f.end, -f.confidence)):
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return kept
