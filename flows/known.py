"""What the published version knows of the sources, and when the last run was."""

from __future__ import annotations

import datetime as dt

import polars as pl

from flows.migrate import schema_version
from flows.versions import Version
from schemas import SOURCES
from schemas.dataset import scan_folder
from schemas.runs import RunEnd


def known_sources(version: Version | None) -> pl.DataFrame:
    """The ledger, columns of SOURCES; without rows before the first run.

    Raises DatasetTooNewError when a newer Spalte wrote it.
    """
    if version is None:
        return pl.DataFrame(schema=SOURCES.polars_schema)
    schema_version(version)
    return scan_folder("sources", version.folder).select(SOURCES.polars_schema.names()).collect()


def last_completed_run(version: Version | None) -> dt.datetime | None:
    """Start of the last run that did not fail (UTC), None when there is none."""
    if version is None:
        return None
    completed = scan_folder("runs", version.folder).filter(pl.col("ended") != RunEnd.FAILED)
    started = completed.select(pl.col("started_at").max()).collect().item()
    return started if isinstance(started, dt.datetime) else None
