"""The quality page's part on documents: header fields, language, segments, entities."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.goldsets import Measured
from benchmarks.report import asked, figure, table
from schemas import scan


def pages(scorer: ModuleType, measured: dict[str, Measured]) -> str:
    """Header fields, language, segments and entities, where a set has them."""
    tallies = {name: page_tallies(scorer, measured[name]) for name in ("seed", "articles")}
    return table(
        ["figure", *tallies, "asked (articles)"],
        (
            [m, *(figure(t, compute, scorer) for t in tallies.values()), asked("pages", m)]
            for m, compute in scorer.METRICS.items()
        ),
    )


def page_tallies(scorer: ModuleType, result: Measured) -> list[Counter[Any]]:
    """One tally an article of its fields, segments and entities."""
    documents = scan("documents", result.root).collect().to_dicts()
    by_name = {document["source_uri"].removesuffix(".txt"): document for document in documents}
    segments, entities = (by_document(result.root, part) for part in ("segments", "entities"))
    tallies = []
    for article in result.gold:
        document = by_name.get(article["id"])
        key = document["document_id"] if document else ""
        tallies.append(scorer.score(article, document, segments[key], entities[key], show=False))
    return tallies


def by_document(root: Path, part: str) -> defaultdict[str, list[dict[str, Any]]]:
    """The rows of a table by document."""
    rows: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in scan(part, root).collect().to_dicts():
        rows[row["document_id"]].append(row)
    return rows
