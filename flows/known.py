"""What the published version knows of the sources, and when the last run was."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl

from flows.migrate import schema_version
from flows.versions import Version
from schemas import SOURCES
from schemas.dataset import scan_folder
from schemas.runs import RunEnd


def known_sources(version: Version | None) -> pl.LazyFrame:
    """The ledger, columns of SOURCES; without rows before the first run.

    Raises DatasetTooNewError when a newer Spalte wrote it.
    """
    if version is not None:
        schema_version(version)
    return _ledger(version.folder if version else None)


def known_among(uris: pl.Series, folder: Path | None) -> pl.DataFrame:
    """What the ledger in the folder of a version knows of the sources `uris`."""
    uri = pl.col("source_uri")
    # The bounds let the scan pass over the row groups before and behind.
    within = uri.is_between(pl.lit(uris.min()), pl.lit(uris.max())) & uri.is_in(uris.implode())
    return _ledger(folder).filter(within).collect()


def last_completed_run(version: Version | None) -> dt.datetime | None:
    """Start of the last run that looked at the raw files and did not fail (UTC), None when there is none."""
    if version is None:
        return None
    # `spalte forget` finds no files: it has looked at none.
    looked = (pl.col("ended") != RunEnd.FAILED) & (pl.col("found") > 0)
    completed = scan_folder("runs", version.folder).filter(looked)
    started = completed.select(pl.col("started_at").max()).collect().item()
    return started if isinstance(started, dt.datetime) else None


def _ledger(folder: Path | None) -> pl.LazyFrame:
    if folder is None:
        return pl.LazyFrame(schema=SOURCES.polars_schema)
    return scan_folder("sources", folder).select(SOURCES.polars_schema.names())
