"""The row of a run in `runs`: how it went, in numbers."""

from __future__ import annotations

import datetime as dt
import socket
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import polars as pl
import pyarrow as pa

from flows.alarms.finding import Finding, Level, sentences
from flows.code_version import library_versions, pipeline_version
from flows.job import Job
from flows.merging.merge import Merged
from flows.plan import Plan
from flows.settle import Settlement
from schemas import RUNS
from schemas.runs import RunEnd


@dataclass(frozen=True, slots=True)
class Reading:
    """What all batches did together; `problems` are tracebacks of the first internal errors."""

    bytes_read: int = 0
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """What the steps of a run came to; `seconds` by step: discover, transform, merge, total."""

    reading: Reading
    settlement: Settlement
    merged: Merged
    seconds: Mapping[str, float]


def completed_row(job: Job, plan: Plan, results: Results, found: Sequence[Finding]) -> dict[str, object]:
    """The row of a run that is about to publish; `found` are the bounds that it violated."""
    alarms, settled = sentences(found, Level.FAIL), results.settlement
    return {
        **_blank_row(job),
        **asdict(settled.counts),
        **results.merged.rows,
        **{f"seconds_{step}": round(value, 3) for step, value in results.seconds.items()},
        "ended": RunEnd.ALARMED if alarms else RunEnd.COMPLETED,
        "alarms": alarms,
        "warnings": sentences(found, Level.WARN),
        "intake": settled.intake.to_dicts(),
        "found": plan.found,
        "ignored": sum(plan.ignored.values()),
        "bytes_read": results.reading.bytes_read,
        "bytes_new": results.merged.bytes_new,
        "bytes_written": results.merged.bytes_written,
    }


def changed_row(job: Job, merged: Merged, detail: str) -> dict[str, object]:
    """The row of a run that read nothing and is about to publish; `detail` says what it did."""
    return {
        **_blank_row(job),
        **merged.rows,
        "ended": RunEnd.COMPLETED,
        "detail": detail,
        "bytes_written": merged.bytes_written,
        "seconds_total": (dt.datetime.now(dt.UTC) - job.started_at).total_seconds(),
    }


def failed_row(job: Job, error: BaseException, rows: Mapping[str, int]) -> dict[str, object]:
    """The row of a run that published nothing; `rows` are those of the version that stays."""
    return {
        **_blank_row(job),
        **rows,
        "ended": RunEnd.FAILED,
        "detail": f"{type(error).__name__}: {error}",
        "seconds_total": (dt.datetime.now(dt.UTC) - job.started_at).total_seconds(),
    }


def run_table(row: Mapping[str, object]) -> pa.Table:
    """A row of `runs` as Arrow."""
    return pa.Table.from_pylist([dict(row)], schema=RUNS.arrow_schema)


def _blank_row(job: Job) -> dict[str, object]:
    numbers = (name for name, dtype in RUNS.polars_schema.items() if dtype in (pl.Int64, pl.Float64))
    return {
        **dict.fromkeys(numbers, 0),
        "run_id": job.run_id,
        "started_at": job.started_at,
        "ended_at": dt.datetime.now(dt.UTC),
        "detail": None,
        "alarms": [],
        "warnings": [],
        "intake": [],
        "engine": job.engine,
        "host": socket.gethostname(),
        "pipeline_version": pipeline_version(),
        "settings_digest": job.settings.digest,
        "versions": library_versions(),
    }
