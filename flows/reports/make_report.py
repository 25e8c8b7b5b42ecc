"""The report of a run, out of what its steps came to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

from flows.alarms.finding import Finding
from flows.alarms.intake import COUNTS
from flows.alarms.judge import has_history, out_of_bounds, unlike_before
from flows.alarms.nights import Nights
from flows.alarms.spans import WEEKDAY
from flows.alarms.volumes import volumes
from flows.job import Job
from flows.plan import Plan
from flows.reports.report import Group, Report
from flows.reports.run_row import Results
from schemas.dataset import scan_folder
from schemas.runs import RunEnd


def violated(job: Job, results: Results, nights: Nights) -> list[Finding]:
    """The bounds of the settings that a run violates which is about to publish."""
    bounds, documents = job.settings.alarms, results.merged.rows["documents"]
    absolute = out_of_bounds(bounds, results.settlement.counts, documents)
    return absolute + unlike_before(nights, bounds)


def completed(job: Job, plan: Plan, results: Results, nights: Nights, row: dict[str, Any]) -> Report:
    """The report of a run that is about to publish its draft."""
    return Report(
        out=job.out,
        version=plan.draft.number,
        row=row,
        languages=documents_by_language(plan.draft.folder),
        ignored=plan.ignored,
        examples=plan.examples,
        problems=results.reading.problems,
        groups=groups(nights),
        refusals=results.settlement.refusals,
        before=_run_before(plan.base),
        compared=has_history(nights),
    )


def groups(nights: Nights) -> tuple[Group, ...]:
    """Tonight beside the usual; a group that is usual tonight and did not come is there too."""
    keys = ["folder", "language"]
    tonight = nights.counts.filter(pl.col("night") == 0).select(*keys, *COUNTS)
    read = nights.counts.filter(pl.col("language").is_not_null())
    usual = volumes(read, nights, WEEKDAY).select(*keys, "usual")
    both = tonight.join(usual, on=keys, how="full", nulls_equal=True, coalesce=True)
    shown = both.with_columns(pl.col(COUNTS).fill_null(0)).filter(
        (pl.col("documents") + pl.col("rejected") > 0) | (pl.col("usual") > 0)
    )
    largest = shown.sort(pl.max_horizontal("documents", "usual"), *keys, descending=[True, False, False])
    return tuple(Group(**row) for row in largest.iter_rows(named=True))


def documents_by_language(version: Path) -> dict[str, int]:
    """Rows of `documents` in the folder of a version by language, the largest first; reads footers only."""
    counted = scan_folder("documents", version).group_by("language").len("rows").filter(pl.col("rows") > 0)
    return dict(counted.sort("rows", "language", descending=[True, False]).collect().iter_rows())


def _run_before(folder: Path | None) -> dict[str, Any] | None:
    if folder is None:
        return None
    looked = (pl.col("ended") != RunEnd.FAILED) & (pl.col("found") > 0)
    runs = scan_folder("runs", folder).filter(looked).select(pl.exclude("intake"))
    last = runs.sort("started_at", "run_id").last().collect()
    return next(last.iter_rows(named=True), None)
