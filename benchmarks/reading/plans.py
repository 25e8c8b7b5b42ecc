"""What a plan is about to read: tables, files and columns, out of the text of `explain()`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

#: polars names the first file and counts the others.
_POLARS = re.compile(
    r"Parquet SCAN \[(?P<first>[^,\]]*)(?P<named>(?:, (?!\.\.\.)[^,\]]+)*)"
    r"(?:, \.\.\. (?P<others>\d+) other sources?)?\]\s+PROJECT (?P<columns>\*|\d+)/(?P<all>\d+) COLUMNS"
)
_DUCKDB = re.compile(r"Scanning Files: (?P<files>\d+)/\d+")
_TABLE = re.compile(r"/(\w+)/(?:language|year)=")


class Scan(NamedTuple):
    """One table in a plan: files that will be opened, columns that will be read, of how many."""

    table: str
    files: int
    columns: int
    all_columns: int


def scans(plan: str) -> Iterator[Scan]:
    """The scans of a plan of polars that open a file."""
    for found in _POLARS.finditer(plan):
        table = _TABLE.search(found["first"])
        if table:
            files = 1 + found["named"].count(",") + int(found["others"] or 0)
            every = int(found["all"])
            yield Scan(table[1], files, every if found["columns"] == "*" else int(found["columns"]), every)


def duckdb_files(plan: str) -> list[int]:
    """Files that each scan of a plan of DuckDB will open."""
    return [int(found["files"]) for found in _DUCKDB.finditer(plan)]
