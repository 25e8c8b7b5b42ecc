"""What the ledger says of a file after a run: the new columns laid over the old."""

from __future__ import annotations

import polars as pl

from flows.address import INSIDE
from flows.code_version import pipeline_version
from flows.job import Job
from flows.ledger import Action
from flows.outcome import Result
from schemas import SOURCES
from schemas.fates import Reason, Status

_BLOCKED = f"Its folder could not be listed. {Reason.NO_PERMISSION.remedy}"
_CUT_OFF = "It was not found, and its archive could not be read to the end: see what is said of that."

#: Columns whose change alone is a touch: it is written down only when something else is.
_TOUCH = frozenset({"bytes", "mtime", "run_id", "processed_at"})

_WEIGHING = ("action", "result", "differs", "touched", "old_document_id", "old_partition")


def after_reading(job: Job, files: pl.DataFrame) -> pl.DataFrame:
    """The ledger's rows of `files` that were read, or could not be.

    `files` has the columns of the plan's list, of SOURCES as the ledger knew them, and of OUTCOMES
    (with `_read` behind those that SOURCES has too). The result has those of SOURCES, `action` and
    `result`; `differs` says that the row must be written, `touched` that only size or time are new;
    `old_document_id` and `old_partition` are where the old rows are.
    """
    fresh = pl.col("result").is_in([Result.OK, Result.REJECTED])
    tried = pl.col("result") != Result.SAME
    after = {
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
    return _compared(files, after)


def after_absence(job: Job, files: pl.DataFrame) -> pl.DataFrame:
    """The same of known files that were not there; `result` is null."""
    blocked, absent = pl.col("action") == Action.BLOCKED, pl.col("action") == Action.ABSENT
    inside = pl.col("source_uri").str.contains(INSIDE, literal=True)
    removed = pl.when(absent).then("status").otherwise(pl.lit(Status.REMOVED.value))
    forgotten = pl.lit(job.options.prune) & ~blocked
    return _compared(
        files.with_columns(result=pl.lit(None, pl.String)),
        {
            "status": pl.when(blocked).then(pl.lit(Status.UNREADABLE.value))
            .when(forgotten).then(pl.lit(Status.FORGOTTEN.value))
            .otherwise(removed),
            "reason": pl.when(blocked & inside).then(pl.lit(Reason.BAD_ARCHIVE.value))
            .when(blocked).then(pl.lit(Reason.NO_PERMISSION.value)),
            "detail": pl.when(blocked & inside).then(pl.lit(_CUT_OFF))
            .when(blocked).then(pl.lit(_BLOCKED)),
            "document_id": pl.when(~forgotten).then("document_id"),
            "partition": pl.when(~forgotten).then("partition"),
            "run_id": pl.lit(job.run_id),
        },
    )  # fmt: skip


def _compared(before: pl.DataFrame, after: dict[str, pl.Expr]) -> pl.DataFrame:
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


def _either(condition: pl.Expr, name: str, other: str | pl.Expr) -> pl.Expr:
    return pl.when(condition).then(name).otherwise(other)


def _start(job: Job) -> pl.Expr:
    return pl.lit(job.started_at, pl.Datetime("us", "UTC"))


def _settled_status() -> pl.Expr:
    """The same content again: rejected stays rejected, everything else has its rows."""
    rejected = pl.col("status") == Status.REJECTED
    return pl.when(rejected).then("status").otherwise(pl.lit(Status.OK.value))


def _kept(name: str) -> pl.Expr:
    """The same content again: what is wrong with it, or what an archive holds, stays said."""
    return pl.when(pl.col("status").is_in([Status.REJECTED, Status.OK])).then(name)


def _has_changed() -> pl.Expr:
    return (pl.col("sha256") != pl.col("sha256_read")).fill_null(value=False)


def _known_or(name: str, value: pl.Expr) -> pl.Expr:
    return pl.col(name).fill_null(value)


def _by_code(fresh: pl.Expr, name: str, now: str) -> pl.Expr:
    return pl.when(fresh).then(pl.lit(now)).otherwise(_known_or(name, pl.lit(now)))
