"""The quality page's part on treebanks: what `run.py norne` and `run.py cascade` measured last."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from benchmarks.goldsets import REPO
from benchmarks.report import asked, table
from schemas.entities import Label

RESULTS = REPO / "benchmarks" / "results" / "norne.json"
CURVE = REPO / "benchmarks" / "results" / "cascade.json"
_SETS = {"nob.dev.iob": "bokmål", "nno.dev.iob": "nynorsk"}
_CUT = {**_SETS, "da_ddt-ud-dev.iob2": "Danish (DDT)", "sv_talbanken-ud-dev.iob2": "Swedish (Talbanken)"}
_FIGURES = ("tokens", "sentences", "sentence_starts")


def parts() -> dict[str, str]:
    """The tables of the template: names by engine and type, tokens and sentences, the cascade's leads."""
    measured = json.loads(RESULTS.read_text(encoding="utf-8"))
    curve = json.loads(CURVE.read_text(encoding="utf-8"))
    return {
        "treebank_names": _names(measured),
        "treebank_words": _words(measured),
        "cascade_leads": _leads(curve),
    }


def _names(measured: dict[str, Any]) -> str:
    """F1 by engine: over all names, with a blank between any two words, words given, and by type."""
    rows = (
        [
            f"{language}, {engine}",
            *_figures(found["printed"], ["all"]),
            asked("treebanks", f"{language}, {engine}"),
            *_figures(found["spaced"], ["all"]),
            *_figures(found, ["words_given"]),
            *_figures(found["printed"], Label),
        ]
        for name, language in _SETS.items()
        for engine, found in measured[name]["entities"].items()
    )
    return table(["set, engine", "raw text", "asked", "spaced", "words given", *Label], rows)


def _words(measured: dict[str, Any]) -> str:
    rows = ([language, *_figures(measured[name]["printed"], _FIGURES)] for name, language in _CUT.items())
    return table(["set", *(figure.replace("_", " ") for figure in _FIGURES)], rows)


def _leads(curve: dict[str, Any]) -> str:
    """By lead: words that the accurate model reads, F1 of the treebanks and of the annotated articles."""
    leads = {lead: found for lead, found in curve.items() if lead != "machine"}
    columns = list(next(iter(leads.values())))
    return table(["lead", *columns], ([lead, *_figures(found, columns)] for lead, found in leads.items()))


def _figures(found: dict[str, float], names: Iterable[str]) -> list[str]:
    return [f"{found[name]:.1f}" for name in names]
