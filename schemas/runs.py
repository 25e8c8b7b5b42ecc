"""runs: one row per run."""

from __future__ import annotations

from enum import StrEnum

import dataframely as dy

from schemas.table import Table, closed


class RunEnd(StrEnum):
    """How a run ended."""

    COMPLETED = "completed"  # the dataset is up to date
    ALARMED = "alarmed"  # completed, but an alarm bound was violated
    FAILED = "failed"  # nothing was published; the dataset is the one before


#: What a run took in from one source folder in one language: files that were new, or new in content.
INTAKE = dy.Struct(
    {
        "folder": dy.String(description="First folder of the path that is no date; `.` when there is none."),
        "language": dy.String(nullable=True, description="As in `documents`; null for rejected files."),
        "rejected": dy.Int64(min=0, description="Files rejected."),
        "documents": dy.Int64(min=0, description="Files that became documents."),
        "documents_without_quotes": dy.Int64(min=0, description="Documents that have no quote."),
        "quotes": dy.Int64(min=0, description="Quotes in these documents."),
        "quotes_without_speaker": dy.Int64(min=0, description="Quotes with a null `speaker_kind`."),
    }
)


class Runs(dy.Schema):
    """One row per run: when, what, how many, how long, with which versions, how it ended."""

    run_id = dy.String(primary_key=True, description="Start time and a random tail; sorts by time.")
    started_at = dy.Datetime(time_unit="us", time_zone="UTC", description="When the run began.")
    ended_at = dy.Datetime(time_unit="us", time_zone="UTC", description="When its row was written.")
    ended = closed(RunEnd, description="How the run ended.")
    detail = dy.String(
        nullable=True, description="The error of a failed run, or what `spalte forget` did; else null."
    )
    alarms = dy.List(dy.String(), description="Failing bounds that were violated, one sentence each.")
    warnings = dy.List(dy.String(), description="Warning bounds that were violated, one sentence each.")
    engine = dy.String(description="What carried it out: `direct`, `prefect`, `dask` or `ray`.")
    host = dy.String(description="Name of the machine.")
    found = dy.Int64(min=0, description="Raw files found.")
    ignored = dy.Int64(min=0, description="Names below the raw root that are no raw files.")
    new = dy.Int64(min=0, description="Files read for the first time.")
    changed = dy.Int64(min=0, description="Files read again: content, code or settings changed.")
    unchanged = dy.Int64(min=0, description="Files not read again.")
    rejected = dy.Int64(min=0, description="Files that this run rejected.")
    unreadable = dy.Int64(min=0, description="Files that this run could not read.")
    removed = dy.Int64(min=0, description="Files gone since the last run.")
    documents = dy.Int64(min=0, description="Rows of `documents` after the run.")
    segments = dy.Int64(min=0, description="Rows of `segments` after the run.")
    quotes = dy.Int64(min=0, description="Rows of `quotes` after the run.")
    entities = dy.Int64(min=0, description="Rows of `entities` after the run.")
    intake = dy.List(
        INTAKE, description="What came in that was new or new in content, by source folder and language."
    )
    bytes_read = dy.Int64(min=0, description="Raw bytes read.")
    bytes_new = dy.Int64(
        min=0,
        description="Parquet bytes that the new rows alone would take, estimated from their staged size.",
    )
    bytes_written = dy.Int64(min=0, description="Parquet bytes written.")
    seconds_discover = dy.Float64(min=0, description="Seconds to find and compare the raw files.")
    seconds_transform = dy.Float64(min=0, description="Seconds to read the files and make rows.")
    seconds_merge = dy.Float64(min=0, description="Seconds to write the new version.")
    seconds_total = dy.Float64(min=0, description="Seconds from start to the row's writing.")
    pipeline_version = dy.String(description="Version of the code and language data.")
    settings_digest = dy.String(description="Digest of the settings that change rows.")
    versions = dy.String(description="Python and package versions, `name=version` joined by spaces.")


RUNS = Table("runs", Runs, {}, ("started_at", "run_id"))
