"""The rule engine: names by their capitals, their neighbours and what the rest of the article says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemas.entities import Label
from transforms.entities.institutions import Named
from transforms.entities.label import bare_forms, is_full_person, label_of
from transforms.entities.lexicon import Lexicon, first_names, own_first_names
from transforms.entities.mention import Found
from transforms.entities.pieces import pieces_of
from transforms.entities.runs import Line, Run, lines_of
from transforms.entities.works import works_of
from transforms.segments import Segment

_LONG_FRONT, _LONG_ENDING = 6, 8  # letters: "Forslaget" names nobody, "Transportlaget" does
_SHORTENED = frozenset({Label.ORG, Label.LOC})
ENGINE = "rules"
_SURE, _LIKELY, _HINTED, _GUESS = 0.95, 0.8, 0.6, 0.5


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the sure names of an article say about the unsure ones."""

    surnames: frozenset[str]
    firsts: frozenset[str]
    capitals: frozenset[str]  # words that have a capital where none is due


def find_names(text: str, segments: Sequence[Segment], lexicon: Lexicon) -> list[Found]:
    """All names of an article, in order, without overlap."""
    lines = lines_of(text, segments)
    low = frozenset(w.text for line in lines for w in line.words if w.text[0].islower())
    runs = [run for line in lines for run in pieces_of(line, lexicon, low)]
    evidence = _evidence(lines, runs, lexicon)
    names = [name for line in lines for name in (*works_of(line, lexicon), *_tags(line, lexicon))]
    unsure: list[tuple[Run, Named | None]] = []
    for run in runs:
        found = _label(run, evidence, lexicon)
        if found and found[2] > _HINTED:
            names.append(_found(found))
        else:
            unsure.append((run, found))
    labels = _labels(text, names, lexicon)
    hints = [found for run, found in unsure if found and not _same(run, evidence, labels)]
    labels |= {found[0].text: found[1] for found in hints if found[0].text not in labels}
    for run, found in unsure:
        guess = found if found in hints else _guess(run, evidence, labels, lexicon)
        if guess:
            names.append(_found(guess))
    return _without_overlap(names)


def _found(named: Named) -> Found:
    run, label, confidence = named
    return Found(run.start, run.end, label, run.line.kind, confidence)


def _evidence(lines: Sequence[Line], runs: Sequence[Run], lexicon: Lexicon) -> Evidence:
    persons = [[word.text for word in run.words] for run in runs if is_full_person(run, lexicon)]
    capitals = frozenset(
        word.text
        for line in lines
        for index, word in enumerate(line.words)
        if word.text[0].isupper() and not line.opens(index)
    )
    surnames = frozenset(form for words in persons for form in bare_forms(words[-1]))
    return Evidence(surnames, frozenset(words[0] for words in persons), capitals)


def _label(run: Run, evidence: Evidence, lexicon: Lexicon) -> tuple[Run, Label, float] | None:
    """The label by the article's persons, else by the name itself and its neighbours."""
    if any(form in evidence.surnames for form in bare_forms(run.words[-1].text)):
        placed = run.before() in lexicon.locating and run.text in lexicon.known
        if not placed:
            return _shortened(run, evidence), Label.PER, _SURE
    found = label_of(run, lexicon)
    if found is None or not run.opens or found[2] >= _SURE or found[0] != run:
        return found
    word, alone = run.words[0].text, len(run.words) == 1 and not run.text.isupper()
    if found[1] is Label.ORG and _is_long_compound(word, lexicon):
        return found
    return None if alone and word not in evidence.capitals else found


def _is_long_compound(word: str, lexicon: Lexicon) -> bool:
    """Whether a noun for a body has so much before it that it can hardly be anything else's."""
    endings = [ending for ending in lexicon.organisation_endings if word.endswith(ending)]
    return any(len(word) - len(e) >= _LONG_FRONT or len(e) >= _LONG_ENDING for e in endings)


def _labels(text: str, names: Sequence[Found], lexicon: Lexicon) -> dict[str, Label]:
    """Label by name, and by its short forms: the first word, or the last one in its definite form."""
    labels: dict[str, Label] = {}
    for name in names:
        written = text[name.start : name.end]
        if name.label in _SHORTENED and " " in written:
            first, *_, last = written.split()
            labels.setdefault(first, name.label)
            if last.islower() and name.label is Label.ORG:
                labels |= {last.capitalize() + ending: name.label for ending in lexicon.definite_endings}
    return labels | {form: n.label for n in reversed(names) for form in bare_forms(text[n.start : n.end])}


def _shortened(run: Run, evidence: Evidence) -> Run:
    """A surname without what only begins its sentence: "Rasende Nord gikk"."""
    names = evidence.surnames | evidence.firsts
    first = run.words[0].text
    strange = first not in first_names() and first not in names and first not in evidence.capitals
    return Run(run.line, run.last, run.last) if len(run.words) == 2 and run.opens and strange else run  # noqa: PLR2004


def _same(run: Run, evidence: Evidence, labels: Mapping[str, Label]) -> Label | None:
    """The label that other mentions of the name have."""
    forms = tuple(bare_forms(run.text))
    known = next((labels[form] for form in forms if form in labels), None)
    return known or (Label.PER if any(form in evidence.firsts for form in forms) else None)


def _guess(run: Run, evidence: Evidence, labels: Mapping[str, Label], lexicon: Lexicon) -> Named | None:
    """The label that other mentions of the name have, else the likeliest."""
    same = _same(run, evidence, labels)
    if same:
        return run, same, _LIKELY
    if lexicon.nouns_capitalised:
        return (run, Label.PER, _GUESS) if _is_pair(run, lexicon) else None
    word, alone = run.words[0].text, len(run.words) == 1
    if alone and run.opens and word not in evidence.capitals:
        return (run, Label.PER, _GUESS) if word in own_first_names(lexicon.language) else None
    if run.before().lower() in lexicon.articles:
        return run, Label.ORG, _GUESS
    known = any(form in first_names() for form in bare_forms(run.text))
    return run, Label.PER, _HINTED if known else _GUESS


def _is_pair(run: Run, lexicon: Lexicon) -> bool:
    """Whether two words in capitals are a name where every noun has one: nouns seldom stand side by side."""
    low = [word.text.lower() for word in run.words]
    noun = any(word in lexicon.organisation_nouns or word in lexicon.openers for word in low)
    return len(low) == 2 and not run.opens and not noun and all(word.isalpha() for word in low)  # noqa: PLR2004


def _tags(line: Line, lexicon: Lexicon) -> list[Found]:
    """Party tags behind names: "(Ap)"."""
    found = []
    for index, word in enumerate(line.words):
        if word.text in lexicon.parties and index:
            closed = line.text[word.end : word.end + 1] in {")", ","}
            if closed and line.gap(index - 1).endswith("("):
                found.append(Found(word.start, word.end, Label.ORG, line.kind, _SURE))
    return found


def _without_overlap(names: list[Found]) -> list[Found]:
    """The names in order; of two that overlap the one that begins first, then the longer."""
    kept: list[Found] = []
    for name in sorted(names, key=lambda f: (f.start, -f.end, -f.confidence)):
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return kept
