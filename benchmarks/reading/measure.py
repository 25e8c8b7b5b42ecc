"""Ask the questions of docs/2_query.md of a million quotes: seconds, answers, and what each plan reads."""

from __future__ import annotations

import re
import statistics
from collections import defaultdict
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from typing import Any

import pyarrow.parquet as pq

from flows.versions import current
from schemas import DOCUMENT_TABLES

from .answers import markdown
from .dataset import build
from .plans import Scan, duckdb_files, scans
from .questions import PAGE, Question, ask, explain, prepared, questions

REPEATS = 5
SHOWN = 1  # the question whose plan is shown

#: What a query opens: the version behind the link, so that files can be counted there.
Files = Mapping[str, list[Path]]


def measure(work: Path, articles: int) -> dict[str, Any]:
    """Build the dataset in `work`, unless it is there, and ask every question `REPEATS` times."""
    out = work / f"reading-{articles}"
    build(out, articles)
    files = parquet_files(out)
    opening, asked = questions(PAGE.read_text(encoding="utf-8"))
    names = prepared(opening, out)
    return {
        "articles": articles,
        "tables": {table: described(paths) for table, paths in files.items()},
        "repeats": REPEATS,
        "duckdb": version("duckdb"),
        "questions": [answered(question, names, out, files) for question in asked],
    }


def parquet_files(out: Path) -> Files:
    """The files of the published version by table."""
    published = current(out)
    if published is None:
        raise FileNotFoundError(f"No dataset in {out}.")
    return {
        table.name: sorted((published.folder / table.name).rglob("*.parquet")) for table in DOCUMENT_TABLES
    }


def described(paths: Iterable[Path]) -> dict[str, int]:
    """Rows, files, row groups and bytes of a table."""
    footers = {path: pq.read_metadata(path) for path in paths}
    return {
        "rows": sum(footer.num_rows for footer in footers.values()),
        "files": len(footers),
        "row_groups": sum(footer.num_row_groups for footer in footers.values()),
        "bytes": sum(path.stat().st_size for path in footers),
    }


def answered(question: Question, names: dict[str, Any], out: Path, files: Files) -> dict[str, Any]:
    """One question: how long it takes, from the code on the page to its answer, and what it reads."""
    rows = ask(question, names, out)  # warms up
    seconds = [_seconds(question, names, out) for _ in range(REPEATS)]
    plan = explain(question, names, out)
    return {
        "number": question.number,
        "title": question.title,
        "seconds": {
            "median": round(statistics.median(seconds), 3),
            "least": round(min(seconds), 3),
            "most": round(max(seconds), 3),
        },
        "reads": reads(question, plan, files),
        "rows": rows.height,
        "answer": markdown(rows),
        "plan": shortened(plan, out) if question.number == SHOWN else [],
    }


def _seconds(question: Question, names: dict[str, Any], out: Path) -> float:
    started = perf_counter()
    ask(question, names, out)
    return perf_counter() - started


def reads(question: Question, plan: str, files: Files) -> list[dict[str, Any]]:
    """Of each table in the plan: files that are opened and columns that are read, each of how many.

    polars may cut a scan into pieces, by partition; they count as one.
    """
    if question.language == "sql":
        every = len(files["entities"])
        return [{"table": "entities", "files": count, "of_files": every} for count in duckdb_files(plan)]
    by_table: dict[str, list[Scan]] = defaultdict(list)
    for scan in scans(plan):
        by_table[scan.table].append(scan)
    return [
        {
            "table": table,
            "files": sum(piece.files for piece in pieces),
            "of_files": len(files[table]),
            "columns": max(piece.columns for piece in pieces),
            "of_columns": pieces[0].all_columns,
        }
        for table, pieces in by_table.items()
    ]


def shortened(plan: str, out: Path) -> list[str]:
    """The lines of a plan, without the folder of the dataset and without what differs from run to run."""
    relative = re.sub(rf"{re.escape(str(out.resolve()))}/(?:\.versions/\d+/)?", "", plan)
    return re.sub(r", dynamic_pred: [0-9a-f-]+", "", relative).splitlines()
