"""What to do with each file: compare what was found with what the ledger knows.

Only polars joins: a hundred thousand files never become Python objects.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from flows.address import ARCHIVE
from flows.options import ALWAYS, Period, Reread
from schemas.fates import Reason, Status

#: A file system may stamp two writes with one time; within this many nanoseconds a file is hashed.
RACY_NS = 2_000_000_000


class Action(StrEnum):
    """What a run does with a source."""

    NEW = "new"  # never seen: read it
    READ = "read"  # changed, or worth another try: read it
    HASH = "hash"  # perhaps touched only: read it, and stop when the content is the same
    UNCHANGED = "unchanged"
    GONE = "gone"  # known, and not there any more
    BLOCKED = "blocked"  # known, in a folder that cannot be listed
    ABSENT = "absent"  # gone since an earlier run
    KEPT_OUT = "kept_out"  # forgotten on request, whether it is there or not


READS = (Action.NEW, Action.READ, Action.HASH)


@dataclass(frozen=True, slots=True)
class Now:
    """What a comparison depends on besides the two tables.

    `last_run` is the start of the last run that completed, None before the first.
    """

    pipeline_version: str
    settings_digest: str
    last_run: dt.datetime | None = None
    checksum: bool = False  # hash every file
    reread: Reread = Reread.NOTHING
    period: Period = ALWAYS  # of the documents that `reread` means


def compare(found: pl.DataFrame, known: pl.LazyFrame, blocked: list[str], now: Now) -> pl.DataFrame:
    """One row per source, found or known, with its `action`, sorted by `source_uri`.

    Columns: `source_uri`, `bytes_seen` and `mtime_seen` of the file (null when gone), `status` in
    the ledger (null for a new file), `action`.
    """
    ledger = known.select(
        "source_uri",
        "bytes",
        "mtime",
        "status",
        kept_out=pl.col("reason") == Reason.ON_REQUEST,
        month=_month(),
        hashed=pl.col("sha256").is_not_null(),
        has_document=pl.col("document_id").is_not_null() | pl.col("source_uri").str.contains(ARCHIVE),
        same_code=_same_code(now),
    ).collect()
    seen = found.rename({"bytes": "bytes_seen", "mtime": "mtime_seen"})
    joined = ledger.join(seen, on="source_uri", how="full", coalesce=True)
    columns = ("source_uri", "bytes_seen", "mtime_seen", "status")
    return joined.select(*columns, action=_action(blocked, now)).sort("source_uri")


def _action(blocked: list[str], now: Now) -> pl.Expr:
    gone = pl.col("bytes_seen").is_null()
    absent = pl.col("status").is_in([Status.REMOVED.value, Status.FORGOTTEN.value])
    return (
        pl.when(pl.col("kept_out")).then(pl.lit(Action.KEPT_OUT.value))
        .when(gone & absent).then(pl.lit(Action.ABSENT.value))
        .when(gone & _below(blocked)).then(pl.lit(Action.BLOCKED.value))
        .when(gone).then(pl.lit(Action.GONE.value))
        .when(pl.col("status").is_null()).then(pl.lit(Action.NEW.value))
        .when(_reread(now)).then(pl.lit(Action.READ.value))
        .when(_unchanged(now)).then(pl.lit(Action.UNCHANGED.value))
        .when(_comparable()).then(pl.lit(Action.HASH.value))
        .otherwise(pl.lit(Action.READ.value))
    )  # fmt: skip


def _below(folders: list[str]) -> pl.Expr:
    inside = [pl.col("source_uri").str.starts_with(folder) for folder in folders]
    return pl.any_horizontal(inside) if inside else pl.lit(value=False)


def _same_code(now: Now) -> pl.Expr:
    version = pl.col("pipeline_version") == now.pipeline_version
    return version & (pl.col("settings_digest") == now.settings_digest)


def _reread(now: Now) -> pl.Expr:
    return _asked(now.reread) & pl.col("month").is_between(now.period.first, now.period.last)


def _asked(reread: Reread) -> pl.Expr:
    match reread:
        case Reread.STALE:
            return ~pl.col("same_code")
        case Reread.FAILED:
            return _is(Status.REJECTED) | _is(Status.UNREADABLE)
        case _:
            return pl.lit(reread is Reread.ALL)


def _month() -> pl.Expr:
    """Months since the year 0 of a source's partition; 0 where it has none or is undated."""
    year, month = (
        pl.col("partition").str.extract(f"{key}=([0-9]+)").cast(pl.Int32).fill_null(0)
        for key in ("year", "month")
    )
    return year * 12 + month


def _is(status: Status) -> pl.Expr:
    return pl.col("status") == status.value


def _unchanged(now: Now) -> pl.Expr:
    """Settled, and the same size and time; what was never hashed (too large) can only be judged so."""
    settled = _is(Status.OK) | (_is(Status.REJECTED) & pl.col("same_code"))
    same = (pl.col("bytes") == pl.col("bytes_seen")) & (pl.col("mtime") == pl.col("mtime_seen"))
    return settled & same & (~pl.col("hashed") | ~_doubtful(now))


def _doubtful(now: Now) -> pl.Expr:
    if now.checksum or now.last_run is None:
        return pl.lit(value=True)
    since = int(now.last_run.timestamp() * 1_000_000) * 1000 - RACY_NS
    return pl.col("mtime_seen") >= since


def _comparable() -> pl.Expr:
    """The same content would give what the dataset already holds."""
    known = pl.col("has_document") | (_is(Status.REJECTED) & pl.col("same_code"))
    same_size = pl.col("bytes") == pl.col("bytes_seen")
    return known & same_size & pl.col("hashed")


def shrinkage(plan: pl.DataFrame) -> tuple[int, int]:
    """How many sources with rows are gone since the last run, and how many there were."""
    held = plan.filter(_is(Status.OK))
    return held.filter(pl.col("action") == Action.GONE.value).height, held.height
