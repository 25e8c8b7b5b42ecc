"""The quality page's part on names: F1 by engine, language and type, and the floors in the regression net."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from benchmarks.goldsets import REPO, Measured
from benchmarks.pages_report import page_tallies
from benchmarks.report import figure, table
from schemas.entities import Label

FLOORS = REPO / "tests" / "golden" / "floors.json"

Tallies = dict[str, list[Counter[Any]]]


def parts(scorer: ModuleType, by_engine: Mapping[str, Measured]) -> dict[str, str]:
    """The tables of the page by the name of their place in the template."""
    tallies = {engine: page_tallies(scorer, measured) for engine, measured in by_engine.items()}
    (measured, *_) = by_engine.values()
    return {
        "names_by_language": _by_language(scorer, tallies, measured),
        "names_by_type": _by_type(scorer, tallies),
        "names_golden": _golden(),
    }


def _by_language(scorer: ModuleType, tallies: Tallies, measured: Measured) -> str:
    """Entity F1, names and roles of the annotated articles, language by language."""
    groups: dict[str, dict[str, list[Counter[Any]]]] = defaultdict(lambda: defaultdict(list))
    for engine, counts in tallies.items():
        for article, tally in zip(measured.gold, counts, strict=True):
            groups["all"][engine].append(tally)
            groups[article["language"]][engine].append(tally)
    compute = scorer.METRICS["entity_f1"]
    rows = (
        [code, str(sum(t["gold"] for t in one[next(iter(tallies))]))]
        + [figure(one[engine], compute, scorer) for engine in tallies]
        for code, one in groups.items()
    )
    return table(["language", "names", *tallies], rows)


def _by_type(scorer: ModuleType, tallies: Tallies) -> str:
    """Entity F1 of the annotated articles, type by type."""
    totals = {engine: sum(counts, Counter()) for engine, counts in tallies.items()}
    rows = []
    for label in Label:
        figures = [
            f"{scorer.f1(t['ok', label], t['gold', label], t['found', label]):.3f}" for t in totals.values()
        ]
        count = next(iter(totals.values()))["gold", label]
        rows.append([str(label), str(count), *figures])
    return table(["type", "names", *totals], rows)


def _golden() -> str:
    """The floors under the names of the regression net."""
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))["names"]
    groups = sorted({group for figures in floors.values() for group in figures})
    rows = ([group, *(f"{figures.get(group, 0):.3f}" for figures in floors.values())] for group in groups)
    return table(["names", *floors], rows)
