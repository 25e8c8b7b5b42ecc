"""Take documents out of all tables and keep them out: an editor's correction, a person's right."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from flows.address import INSIDE
from flows.errors import NotFoundError
from flows.history import write_runs, write_sources
from flows.job import Job, new_run_id
from flows.known import known_sources
from flows.lock import writer_lock
from flows.merging.merge import merge
from flows.migrate import upgraded
from flows.options import Options
from flows.reports.run_row import changed_row, run_table
from flows.settings import glob_pattern, load
from flows.settle import ledger_rows
from flows.storage import staged_dropped
from flows.stores.local import local
from flows.stores.place import Place
from flows.stores.push import forget_versions
from flows.stores.upstream import place_of
from flows.versions import begin, current, publish, sweep
from schemas.dataset import scan_folder, version, version_folder
from schemas.fates import Reason, Status

_DOCUMENT_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Change:
    """Why the chosen sources are out from now on, if not only until the next run, and how a run says it."""

    reason: Reason | None
    verb: str


FORGET = Change(Reason.ON_REQUEST, "Forgot")
UNDO = Change(None, "Let in again")


def chosen(out: Place, wanted: Sequence[str], change: Change) -> pl.DataFrame:
    """The rows of `sources` that `wanted` means and `change` would change, sorted by `source_uri`.

    Each of `wanted` is a document id or a glob over addresses (`2022/**`). Raises NotFoundError
    when one of them means nothing, NoDatasetError where no run has published.
    """
    version(str(out))
    root = local(out)
    kept_out = (pl.col("reason") == Reason.ON_REQUEST).fill_null(value=False)
    open_to = kept_out if change is UNDO else ~kept_out
    known = known_sources(current(root)).filter(open_to).sort("source_uri").collect()
    found = [_meant_by(one) for one in wanted]
    for one, meant in zip(wanted, found, strict=True):
        if known.filter(meant).is_empty():
            raise NotFoundError(
                f"`{one}` is no document id and no path or pattern of a source of {place_of(root)}"
                f"{' that was forgotten' if change is UNDO else ''}. "
                f"`spalte sources {place_of(root)}` lists them."
            )
    return known.filter(pl.any_horizontal(found))


def apply(out: Place, wanted: Sequence[str], change: Change) -> pl.DataFrame:
    """Publish a version in which `change` has happened to the sources that `wanted` means; returns them.

    Forgetting takes their rows out of all tables and deletes the versions before, which still hold
    them: a query that began on one may fail. The raw files stay. Raises as `chosen` does.
    """
    version(str(out))  # without one there is nothing to lock
    root = local(out)
    with writer_lock(root):
        rows = chosen(root, wanted, change)
        draft = begin(root)
        base = upgraded(draft) or version_folder(root)
        job = _job(root)
        digest = _last_digest(base)
        with staged_dropped(draft.staging) as drop:
            drop(_dropped(rows))
        merged = merge(draft, base, settings_digest=digest)
        write_sources(draft, base, [[ledger_rows(_changed(rows, change, job))]], digest)
        row = changed_row(job, merged, f"{change.verb} on request: {rows.height:,} sources.")
        write_runs(draft, base, run_table({**row, "settings_digest": digest}), digest)
        publish(draft)
        sweep(root, kept_before=0)
        forget_versions(root)
    return rows


def _meant_by(one: str) -> pl.Expr:
    if _DOCUMENT_ID.fullmatch(one):
        return pl.col("document_id") == one
    # Who names an archive means what is in it, too.
    whole = pl.col("source_uri").str.replace(f"{INSIDE}.*$", "").str.contains(glob_pattern(one))
    return whole | pl.col("source_uri").str.contains(glob_pattern(one))


def _changed(rows: pl.DataFrame, change: Change, job: Job) -> pl.DataFrame:
    gone = pl.lit(None, pl.String)
    detail = change.reason and f"{change.verb} on {job.started_at:%Y-%m-%d}. {change.reason.remedy}"
    return rows.with_columns(
        status=pl.lit(Status.FORGOTTEN.value),
        reason=pl.lit(change.reason and change.reason.value, pl.String),
        detail=pl.lit(detail, pl.String),
        document_id=gone,
        partition=gone,
        run_id=pl.lit(job.run_id),
    )


def _dropped(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.filter(pl.col("document_id").is_not_null()).select("partition", "document_id")


def _job(out: Path) -> Job:
    """A run that reads no raw file: only its name and time count."""
    now = dt.datetime.now(dt.UTC)
    return Job(Path(), out, Options(), load(out), new_run_id(now), now, "direct")


def _last_digest(base: Path) -> str:
    """Of the settings that the rows which stay were made with, as far as the last run knew."""
    runs = scan_folder("runs", base).sort("started_at", "run_id")
    return str(runs.select("settings_digest").last().collect().item())
