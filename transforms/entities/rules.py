"""The rules' opinion: names that a list, a title, a head or an ending says are names.

It stands beside an engine's (`merge`): surer than a model where a list knows the name, silent where there is
nothing but a capital.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.entities import Label
from transforms.entities.institutions import Named
from transforms.entities.label import CERTAIN, SURE, bare_forms, is_full_person, label_of
from transforms.entities.lexicon import Lexicon, first_names
from transforms.entities.mention import Found
from transforms.entities.page import Page
from transforms.entities.pieces import pieces_of
from transforms.entities.runs import Line, Run
from transforms.entities.works import works_of

_LONG_FRONT, _LONG_ENDING = 6, 8  # letters: "Forslaget" names nobody, "Transportlaget" does


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the sure names of an article say about the unsure ones."""

    surnames: frozenset[str]
    firsts: frozenset[str]
    capitals: frozenset[str]  # words that have a capital where none is due


def find_names(page: Page, lexicon: Lexicon) -> list[Found]:
    """The names of an article that there are grounds for, in order, without overlap."""
    runs = [run for line in page.lines for run in pieces_of(line, lexicon, page.small)]
    evidence = _evidence(page, runs, lexicon)
    names = [name for line in page.lines for name in (*works_of(line, lexicon), *_tags(line, lexicon))]
    names += [_found(found) for run in runs if (found := _label(run, evidence, lexicon))]
    return _without_overlap(names)


def _found(named: Named) -> Found:
    run, label, confidence = named
    return Found(run.start, run.end, label, run.line.kind, confidence)


def _evidence(page: Page, runs: Sequence[Run], lexicon: Lexicon) -> Evidence:
    persons = [[word.text for word in run.words] for run in runs if is_full_person(run, lexicon)]
    surnames = frozenset(form for words in persons for form in bare_forms(words[-1]))
    return Evidence(surnames, frozenset(words[0] for words in persons), page.capitals)


def _label(run: Run, evidence: Evidence, lexicon: Lexicon) -> tuple[Run, Label, float] | None:
    """The label by the article's persons, else by the name itself and its neighbours."""
    if any(form in evidence.surnames for form in bare_forms(run.words[-1].text)):
        placed = run.before() in lexicon.locating and run.text in lexicon.known
        if not placed:
            return _shortened(run, evidence), Label.PER, CERTAIN
    found = label_of(run, lexicon)
    if found is None or not run.opens or found[2] >= SURE or found[0] != run:
        return found
    word, alone = run.words[0].text, len(run.words) == 1 and not run.text.isupper()
    if found[1] is Label.ORG and (ending := _body_ending(word, lexicon)):
        if len(word) - len(ending) >= _LONG_FRONT:
            return run, Label.ORG, SURE
        if len(ending) >= _LONG_ENDING:
            return found
    return None if alone and word not in evidence.capitals else found


def _body_ending(word: str, lexicon: Lexicon) -> str:
    """The shortest noun for a body that a word ends in: with enough before it, it is hardly a common noun."""
    endings = (ending for ending in lexicon.organisation_endings if word.endswith(ending))
    return min(endings, key=len, default="")


def _shortened(run: Run, evidence: Evidence) -> Run:
    """A surname without what only begins its sentence: "Rasende Nord gikk"."""
    names = evidence.surnames | evidence.firsts
    first = run.words[0].text
    strange = first not in first_names() and first not in names and first not in evidence.capitals
    return Run(run.line, run.last, run.last) if len(run.words) == 2 and run.opens and strange else run  # noqa: PLR2004


def _tags(line: Line, lexicon: Lexicon) -> list[Found]:
    """Party tags behind names: "(Ap)"."""
    found: list[Found] = []
    if line.text.find("(", line.start, line.end) < 0:
        return found
    for index, word in enumerate(line.words):
        if word.text in lexicon.parties and index:
            closed = line.text[word.end : word.end + 1] in {")", ","}
            if closed and line.gap(index - 1).endswith("("):
                found.append(Found(word.start, word.end, Label.ORG, line.kind, SURE))
    return found


def _without_overlap(names: list[Found]) -> list[Found]:
    """The names in order; of two that overlap the one that begins first, then the longer."""
    kept: list[Found] = []
    for name in sorted(names, key=lambda f: (f.start, -f.end, -f.confidence)):
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return kept
