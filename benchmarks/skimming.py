"""What the fast engine loses by not reading the sentences that cannot hold a name.

They are in no call with others, so what is found elsewhere does not depend on whether they are read. Three
readings of every annotated text: without them; with them in a call of their own (`apart`), where any name
that the model sees in them shows; and with them among the others (`together`), whose windows then lie
elsewhere and hold more.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from cascade_curve import annotated, names_in
from goldsets import SETS
from norne import CUT_ONLY, WITH_NAMES, engine_of, names_of, segments_of
from treebank import Page, page, read

from schemas.entities import EntityEngine
from transforms.entities.engine import Engine, Tagged
from transforms.entities.lexicon import lexicon
from transforms.entities.nameless import is_nameless
from transforms.entities.tokens import sentences

DRAWS = 2000
Names = set[tuple[Any, ...]]


class Text(NamedTuple):
    """One text: its language, its names if all are annotated, and what finds some with an engine."""

    language: str
    gold: Names
    found: Callable[[Engine], Names]


@dataclass(frozen=True, slots=True)
class Thorough:
    """An engine that reads every sentence, those that `alone` is true of in a call of their own."""

    engine: Engine
    alone: Callable[[Sequence[str]], bool]
    skims = False

    @property
    def name(self) -> str:
        """That of the engine."""
        return self.engine.name

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[Tagged]:
        """What the engine says."""
        alone = [self.alone(words) for words in sentences]
        said = {
            group: iter(self.engine.tag([s for s, own in zip(sentences, alone, strict=True) if own == group]))
            for group in (False, True)
        }
        return [next(said[own]) for own in alone]


def measure(treebanks: Path, every: int = 1) -> dict[str, Any]:
    """By set below `treebanks` and beside it; of `every`-th texts."""
    fast = engine_of(EntityEngine.FAST)
    found: dict[str, Any] = {"engine": fast.name}
    for name, language in (*WITH_NAMES, *CUT_ONLY):
        pages = [page(document) for document in read(treebanks / name)[::every]]
        scored = (name, language) in WITH_NAMES
        texts = [
            Text(language, set(map(tuple, one.names)) if scored else set(), partial(names_of, one, language))
            for one in pages
        ]
        found[name] = _skipped(pages, language) | _compared(texts, fast)
    for name in SETS:
        articles = annotated(treebanks.parent, name)[::every]
        texts = [Text(language, gold, partial(names_in, one)) for language, one, gold in articles]
        found[name] = _compared(texts, fast)
    return found


def _skipped(pages: Iterable[Page], language: str) -> dict[str, float]:
    """Words in sentences that are not read, in per cent, and how many annotated names are in them."""
    words, passed, names = 0, 0, 0
    for made in pages:
        cut = [one for one in sentences(made.text, segments_of(made), language) if one.words]
        tokens = [one.tokens() for one in cut if is_nameless(one.words, lexicon(language))]
        spans = [(own[0].start, own[-1].end) for own in tokens]
        words += sum(len(one.words) for one in cut)
        passed += sum(map(len, tokens))
        names += sum(start <= name.start < end for name in made.names for start, end in spans)
    return {"skipped_words": round(100 * passed / max(words, 1), 1), "annotated_names_in_them": names}


def _compared(texts: Sequence[Text], engine: Engine) -> dict[str, Any]:
    """How many names are found, and how many otherwise by the other readings; F1 where some are annotated."""
    spared = [text.found(engine) for text in texts]
    together = [text.found(Thorough(engine, lambda _: False)) for text in texts]
    apart = [
        text.found(Thorough(engine, partial(is_nameless, lexicon=lexicon(text.language)))) for text in texts
    ]
    return {
        "found": sum(map(len, spared)),
        "otherwise_if_read_apart": _otherwise(spared, apart),
        "otherwise_if_read_together": _otherwise(spared, together),
        **(_scores(gold, spared, together) if any(gold := [text.gold for text in texts]) else {}),
    }


def _otherwise(one: Iterable[Names], other: Iterable[Names]) -> int:
    return sum(len(a ^ b) for a, b in zip(one, other, strict=True))


def _scores(gold: Sequence[Names], spared: Sequence[Names], together: Sequence[Names]) -> dict[str, Any]:
    """F1 in per cent, and the middle 95 % of its differences over texts drawn anew: is it one?"""
    drawn, numbers = random.Random(0), range(len(gold))
    differences = []
    for _ in range(DRAWS):
        chosen = drawn.choices(numbers, k=len(numbers))
        differences.append(_f1(gold, spared, chosen) - _f1(gold, together, chosen))
    differences.sort()
    return {
        "f1": round(_f1(gold, spared, numbers), 2),
        "f1_if_read_together": round(_f1(gold, together, numbers), 2),
        "difference": [round(differences[DRAWS // 40], 2), round(differences[-DRAWS // 40], 2)],
    }


def _f1(gold: Sequence[Names], found: Sequence[Names], chosen: Iterable[int]) -> float:
    numbers = list(chosen)
    right = sum(len(gold[n] & found[n]) for n in numbers)
    return 200 * right / max(sum(len(gold[n]) + len(found[n]) for n in numbers), 1)
