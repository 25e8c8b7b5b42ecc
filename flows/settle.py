"""After the reading: which rows of the ledger change, and whose old rows leave the tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl
import pyarrow as pa

from flows.code_version import pipeline_version
from flows.job import Job
from flows.ledger import Action
from flows.outcome import OUTCOMES, Result
from flows.plan import Plan
from flows.staged import read_outcomes
from schemas import SOURCES
from schemas.sources import Reason, Status

_BLOCKED = f"Its folder could not be listed. {Reason.NO_PERMISSION.remedy}"

#: Columns whose change alone is a touch: it is written down only when something else is.
_TOUCH = frozenset({"bytes", "mtime", "run_id", "processed_at"})


@dataclass(frozen=True, slots=True)
class Counts:
    """How many files met which fate in this run; the columns of `runs` of the same names say more."""

    new: int
    changed: int
    unchanged: int
    rejected: int
    unreadable: int
    removed: int


@dataclass(frozen=True, slots=True)
class Settlement:
    """`changed` rows of `sources` with `year` and `month`; `dropped` document ids by partition."""

    changed: pa.Table
    dropped: Mapping[str, list[str]]
    counts: Counts


def settle(job: Job, plan: Plan) -> Settlement:
    """Weigh the outcomes of all batches of `plan` against what the ledger knew."""
    reads, gone = _after_reading(job, plan), _after_absence(job, plan)
    changed = pl.concat([reads.filter("differs"), gone.filter("differs")])
    if not changed.is_empty():
        changed = pl.concat([changed, reads.filter(~pl.col("differs") & pl.col("touched"))])
    return Settlement(_ledger_rows(changed), _dropped(reads, gone), _counts(plan, reads, gone))


def _after_reading(job: Job, plan: Plan) -> pl.DataFrame:
    listed = pl.read_ipc(plan.reads)
    outcomes = pl.DataFrame(read_outcomes(plan.draft.staging) or OUTCOMES.empty_table())
    joined = listed.join(outcomes, on="source_uri", how="left", suffix="_read", maintain_order="left")
    if joined["result"].null_count():
        raise RuntimeError("a batch lost the outcome of a file: report this as a bug")
    return _compared(joined, _read_columns(job))


def _read_columns(job: Job) -> dict[str, pl.Expr]:
    """The ledger's columns after the file was read, or could not be."""
    fresh = pl.col("result").is_in([Result.OK, Result.REJECTED])
    tried = pl.col("result") != Result.SAME
    return {
        "sha256": _either(fresh, "sha256_read", "sha256"),
        "bytes": pl.coalesce("bytes_read", "bytes_seen"),
        "mtime": pl.coalesce("mtime_read", "mtime_seen"),
        "status": pl.when(tried).then("result").otherwise(_settled_status()),
        "reason": _either(tried, "reason_read", _kept("reason")),
        "detail": _either(tried, "detail_read", _kept("detail")),
        "document_id": _either(fresh, "document_id_read", "document_id"),
        "partition": _either(fresh, "partition_read", "partition"),
        "revision": pl.col("revision").fill_null(0) + _has_changed().cast(pl.Int32),
        "run_id": pl.lit(job.run_id),
        "first_seen": pl.col("first_seen").fill_null(_start(job)),
        "processed_at": pl.when(fresh).then(_start(job)).otherwise(_known_or("processed_at", _start(job))),
        "pipeline_version": _by_code(fresh, "pipeline_version", pipeline_version()),
        "settings_digest": _by_code(fresh, "settings_digest", job.settings.digest),
    }


def _after_absence(job: Job, plan: Plan) -> pl.DataFrame:
    gone = pl.read_ipc(plan.gone).with_columns(result=pl.lit(None, pl.String))
    blocked, absent = _does(Action.BLOCKED), _does(Action.ABSENT)
    removed = pl.when(absent).then("status").otherwise(pl.lit(Status.REMOVED.value))
    forgotten = pl.lit(job.options.prune) & ~blocked
    return _compared(
        gone,
        {
            "status": pl.when(blocked).then(pl.lit(Status.UNREADABLE.value))
            .when(forgotten).then(pl.lit(Status.FORGOTTEN.value))
            .otherwise(removed),
            "reason": pl.when(blocked).then(pl.lit(Reason.NO_PERMISSION.value)),
            "detail": pl.when(blocked).then(pl.lit(_BLOCKED)),
            "document_id": pl.when(~forgotten).then("document_id"),
            "partition": pl.when(~forgotten).then("partition"),
            "run_id": pl.lit(job.run_id),
        },
    )  # fmt: skip


def _compared(before: pl.DataFrame, after: dict[str, pl.Expr]) -> pl.DataFrame:
    """The new columns over the old, with what the old `document_id` and `partition` were.

    `differs` says that the row must be written, `touched` that only size or time are new.
    """
    changes = [value.ne_missing(pl.col(name)) for name, value in after.items() if name not in _TOUCH]
    touches = [value.ne_missing(pl.col(name)) for name, value in after.items() if name in {"bytes", "mtime"}]
    made = pl.col("result").is_in([Result.OK, Result.REJECTED]).fill_null(value=False)
    return before.with_columns(
        differs=pl.any_horizontal(made, *changes),
        touched=pl.any_horizontal(pl.lit(value=False), *touches),
        old_document_id=pl.col("document_id"),
        old_partition=pl.col("partition"),
        **after,
    ).select(*SOURCES.polars_schema.names(), *_WEIGHING)


_WEIGHING = ("action", "result", "differs", "touched", "old_document_id", "old_partition")


def _does(action: Action) -> pl.Expr:
    return pl.col("action") == action


def _either(condition: pl.Expr, name: str, other: str | pl.Expr) -> pl.Expr:
    return pl.when(condition).then(name).otherwise(other)


def _start(job: Job) -> pl.Expr:
    return pl.lit(job.started_at, pl.Datetime("us", "UTC"))


def _settled_status() -> pl.Expr:
    """The same content again: rejected stays rejected, everything else has its rows."""
    rejected = pl.col("status") == Status.REJECTED
    return pl.when(rejected).then("status").otherwise(pl.lit(Status.OK.value))


def _kept(name: str) -> pl.Expr:
    return pl.when(pl.col("status") == Status.REJECTED).then(name)


def _has_changed() -> pl.Expr:
    return (pl.col("sha256") != pl.col("sha256_read")).fill_null(value=False)


def _known_or(name: str, value: pl.Expr) -> pl.Expr:
    return pl.col(name).fill_null(value)


def _by_code(fresh: pl.Expr, name: str, now: str) -> pl.Expr:
    return pl.when(fresh).then(pl.lit(now)).otherwise(_known_or(name, pl.lit(now)))


def _ledger_rows(changed: pl.DataFrame) -> pa.Table:
    rows = changed.select(
        *SOURCES.polars_schema.names(),
        year=pl.col("first_seen").dt.year().cast(pl.Int32),
        month=pl.col("first_seen").dt.month().cast(pl.Int32),
    )
    return rows.to_arrow(compat_level=pl.CompatLevel.oldest())


def _dropped(reads: pl.DataFrame, gone: pl.DataFrame) -> dict[str, list[str]]:
    """Old rows go when the file was understood anew, became unusable, or was pruned."""
    made = reads.filter(pl.col("result").is_in([Result.OK, Result.REJECTED]))
    pruned = gone.filter(pl.col("status") == Status.FORGOTTEN)
    old = pl.concat([made, pruned]).filter(pl.col("old_document_id").is_not_null())
    by_partition = old.group_by("old_partition").agg("old_document_id")
    return dict(by_partition.iter_rows())


def _counts(plan: Plan, reads: pl.DataFrame, gone: pl.DataFrame) -> Counts:
    made = reads.filter(pl.col("result").is_in([Result.OK, Result.REJECTED]))
    unreadable = reads.filter(pl.col("result") == Result.UNREADABLE)
    return Counts(
        new=made.filter(_does(Action.NEW)).height,
        changed=made.filter(~_does(Action.NEW)).height,
        unchanged=plan.unchanged + reads.filter(pl.col("result") == Result.SAME).height,
        rejected=made.filter(pl.col("result") == Result.REJECTED).height,
        unreadable=unreadable.height + gone.filter(_does(Action.BLOCKED)).height,
        removed=gone.filter(_does(Action.GONE)).height,
    )
