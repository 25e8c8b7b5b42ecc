"""What a run took in, counted by source folder and language: new files, and those with new content.

Files that are only read again (`rebuild`, `retry`, new code) do not count, so the numbers of two
nights can be compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import polars as pl

from flows.ledger import Action
from flows.outcome import Result
from schemas import RUNS
from transforms.languages import codes, section

#: The columns of an intake, and those of its counts.
INTAKE_SCHEMA = pl.Schema(RUNS.polars_schema["intake"].inner)  # type: ignore[attr-defined]
COUNTS = tuple(name for name, dtype in INTAKE_SCHEMA.items() if dtype == pl.Int64)

#: Where no folder of an address says more than a date.
ROOT = "."

_DATE = re.compile(
    r"(?<!\d)(?:\d\d[._-]\d\d[._-])?(?:19|20)\d\d(?:[._ -]?\d\d){0,2}(?:T\d+Z?|[._ -]?W\d\d)?(?!\d)",
    re.IGNORECASE,
)
_WEEK = re.compile(r"(?:w|week|uke|veke|vecka|uge|woche|kw)[ ._-]?\d\d?", re.IGNORECASE)
_ARCHIVE = re.compile(r"(?:\.(?:zip|tgz|tar(?:\.[a-z0-9]+)?))!?$")


def intake(files: pl.DataFrame) -> pl.DataFrame:
    """The columns of INTAKE_SCHEMA, one row a group, of files that were read.

    `files` has `source_uri`, `action`, `sha256` as the ledger knew it, and of their outcome
    `sha256_read`, `result`, `partition_read`, `quotes` and `quotes_without_speaker`.
    """
    new = (pl.col("action") == Action.NEW) | pl.col("sha256").ne_missing(pl.col("sha256_read"))
    made = pl.col("result").is_in([Result.OK, Result.REJECTED])
    understood = pl.col("result") == Result.OK
    opened = understood & pl.col("partition_read").is_null()  # an archive is no document
    read = files.filter(made & new & ~opened)
    counts = read.select(
        folder=source_folders(read["source_uri"]),
        language=pl.when(understood).then(pl.col("partition_read").str.extract("^language=([^/]+)")),
        rejected=(~understood).cast(pl.Int64),
        documents=understood.cast(pl.Int64),
        documents_without_quotes=(understood & (pl.col("quotes") == 0)).cast(pl.Int64),
        quotes=pl.col("quotes").fill_null(0),
        quotes_without_speaker=pl.col("quotes_without_speaker").fill_null(0),
    )
    return totals([counts])


def totals(intakes: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Several intakes as one, sorted by folder and language."""
    keys = ["folder", "language"]
    together = pl.concat([pl.DataFrame(schema=INTAKE_SCHEMA), *intakes])
    return together.group_by(keys).agg(pl.col(COUNTS).sum()).sort(keys)


def source_folders(uris: pl.Series) -> pl.Series:
    """The source folder of each address."""
    folders = uris.str.replace("[^/]*$", "")
    known = {folder: source_folder(folder) for folder in folders.unique()}
    return folders.replace_strict(known, return_dtype=pl.String)


def source_folder(uri: str) -> str:
    """The first folder of an address that says more than a date, without the date; `.` when none does.

    `nrk/2022/02/a.txt`, `2022/02/nrk/a.txt` and `nrk-2022-02.zip!/a.txt` are of `nrk`, `2022/02/a.txt` is
    of the root: else every night would be a source of its own.
    """
    names = (_undated(name) for name in uri.split("/")[:-1])
    return next((name for name in names if name), ROOT)


def _undated(name: str) -> str:
    """A folder's name without the suffix of an archive and without dates; empty when that leaves no word."""
    rest = _DATE.sub("", _ARCHIVE.sub("", name)).strip(" ._-")
    is_word = any(map(str.isalpha, rest)) and not _WEEK.fullmatch(rest) and rest.casefold() not in _months()
    return rest if is_word else ""


@cache
def _months() -> frozenset[str]:
    """Names of months in all languages."""
    return frozenset(name for code in codes() for name in section(code, "segments").get("months", ()))
