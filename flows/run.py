"""The sequence of a run: plan, read, merge, publish, report. The same for every engine."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from flows.alarms.nights import nights
from flows.damage import damage_named
from flows.engine import Engine
from flows.errors import DatasetTooNewError, OccupiedError, RawRootError, ShrunkError
from flows.history import write_runs, write_sources
from flows.job import Job
from flows.lock import writer_lock
from flows.logs import Event, say, say_fate
from flows.merging.merge import Merged, merge
from flows.migrate import upgraded
from flows.outcome import Outcome
from flows.output import output_named
from flows.plan import Plan, make_plan
from flows.progress import file_progress
from flows.reports.make_report import completed, violated
from flows.reports.on_disk import write_report
from flows.reports.report import Report
from flows.reports.run_row import Reading, Results, completed_row, failed_row, run_table
from flows.reread import read_again
from flows.settle import Settlement, settle
from flows.stores.upstream import place_of
from flows.versions import begin, current, publish
from flows.work import Batch, BatchRecord

#: What stops a run before it writes anything: the reason goes to the user, not into `runs`.
_BEFORE_WRITING = (RawRootError, ShrunkError, DatasetTooNewError, OccupiedError)

#: Of a single file that the run reads itself: a worker process takes longer to start than a text of
#: this size to read, and even compressed it holds too little to take much memory.
_READ_HERE_BYTES = 32 * 1024

#: Of a run; the ledger has a sentence for every file.
_MOST_TRACEBACKS = 20


@dataclass(slots=True)
class Stopwatch:
    """Seconds between laps."""

    started: float = field(default_factory=time.monotonic)
    laps: dict[str, float] = field(default_factory=dict)

    def lap(self, step: str) -> None:
        """The step that ends now is `step`."""
        self.laps[step] = time.monotonic() - self.started - sum(self.laps.values())

    @property
    def seconds(self) -> dict[str, float]:
        """The laps so far, and the `total` since the start."""
        return {**self.laps, "total": time.monotonic() - self.started}


def run(job: Job, engine: Engine) -> Report:
    """Bring the dataset at `job.out` up to date with `job.raw`; returns what was published.

    Raises SpalteError, before anything is written, when the run must not happen. Any other
    exception leaves the published version as it was, with a failed row in `runs` where one can be written.
    """
    watch = Stopwatch()
    with output_named(job.out), writer_lock(job.out), _failure_recorded(job), damage_named(job.out):
        say(Event.STARTED, f"Run {job.run_id}: {job.raw} -> {place_of(job.out)}", run_id=job.run_id)
        plan = engine.call(make_plan, job)
        say(Event.PLANNED, f"{plan.found:,} files found, {plan.files:,} to read.", read=plan.files)
        watch.lap("discover")
        reading = _read(plan, engine, _workers(job, plan))
        watch.lap("transform")
        settlement, merged = _write(job, plan, engine)
        watch.lap("merge")
        results = Results(reading, settlement, merged, watch.seconds)
        return engine.call(publish_version, job, plan, results)


def _write(job: Job, plan: Plan, engine: Engine) -> tuple[Settlement, Merged]:
    """Write the tables and the ledger of the plan's draft: the old version, and what was read."""
    settlement = engine.call(settle, job, plan)
    digest, workers = job.settings.digest, job.settings.workers
    merged = merge(plan.draft, plan.base, settings_digest=digest, engine=engine, workers=workers)
    engine.call(write_sources, plan.draft, plan.base, settlement.changed, digest)
    return settlement, merged


def publish_version(job: Job, plan: Plan, results: Results) -> Report:
    """Write the run's row, make the draft the current version, and put the report beside it."""
    seen = nights(plan.base, job.started_at, results.settlement.intake)
    row = completed_row(job, plan, results, violated(job, results, seen))
    write_runs(plan.draft, plan.base, run_table(row), job.settings.digest)
    report = completed(job, plan, results, seen, row)
    version = publish(plan.draft)
    _say_published(version.number, row)
    write_report(report, job.settings.keep_reports)
    return report


def _workers(job: Job, plan: Plan) -> int:
    """Worker processes for the reading: none for a single small file."""
    return 0 if plan.files == 1 and plan.bytes <= _READ_HERE_BYTES else job.settings.workers


def _read(plan: Plan, engine: Engine, workers: int) -> Reading:
    read = 0
    problems: list[str] = []
    with file_progress(plan.files) as advance:
        for record in _records(plan.batches, engine, workers):
            advance(record.files)
            read += record.bytes_read
            told = record.problems[: _MOST_TRACEBACKS - len(problems)]
            problems += told
            _say_failures(record.failures, told)
    return Reading(read, tuple(problems))


def _records(batches: Sequence[Batch], engine: Engine, workers: int) -> Iterator[BatchRecord]:
    """The record of every batch, then of every piece of those over which a worker process died."""
    lost = []
    for batch, record in zip(batches, engine.read(batches, workers), strict=True):
        if record is None:
            lost.append(batch)
        else:
            yield record
    if lost:
        yield from engine.call(read_again, lost)


def _say_failures(failures: Sequence[Outcome], problems: Sequence[str]) -> None:
    for outcome in failures:
        say_fate(outcome)
    for problem in problems:
        say(Event.INTERNAL, f"Internal error, the file was rejected: {problem}")


def _say_published(version: int, row: Mapping[str, Any]) -> None:
    for alarm in row["alarms"]:
        say(Event.ALARM, alarm)
    for warning in row["warnings"]:
        say(Event.WARNING, warning)
    message = f"Published version {version} with {row['documents']:,} documents."
    say(Event.PUBLISHED, message, version=version, run_id=row["run_id"], documents=row["documents"])


@contextmanager
def _failure_recorded(job: Job) -> Iterator[None]:
    try:
        yield
    except _BEFORE_WRITING as error:
        if current(job.out):
            _report_failure(job, failed_row(job, error, {}))
        raise
    except Exception as error:
        with suppress(Exception):  # what went wrong is `error`; a full disk cannot take its row either
            _publish_failure(job, error)
        _report_failure(job, failed_row(job, error, {}))
        raise


def _report_failure(job: Job, row: Mapping[str, Any]) -> None:
    write_report(Report(job.out, None, row), job.settings.keep_reports)


def _publish_failure(job: Job, error: Exception) -> None:
    """A version like the current one, with a failed run more; nothing when there is no version yet."""
    if current(job.out) is None:
        return
    draft, digest = begin(job.out), job.settings.digest
    base = upgraded(draft)
    merged = merge(draft, base, settings_digest=digest)
    write_sources(draft, base, [], digest)
    write_runs(draft, base, run_table(failed_row(job, error, merged.rows)), digest)
    publish(draft)
