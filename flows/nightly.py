"""The Prefect flow `nightly`: the same sequence on a schedule, deployed by `prefect.yaml`.

docs/6_operate.md says how to run it.
"""

from __future__ import annotations

from pathlib import Path

from prefect import flow
from prefect.artifacts import create_markdown_artifact

from flows.errors import SpalteError
from flows.ingest import WAITING_THREADS, Orchestrated
from flows.job import Options, new_job
from flows.report import Report
from flows.run import run

#: A night that hangs must end before the next one begins.
_TIMEOUT_SECONDS = 20 * 3600

_SHOWN = ("found", "new", "changed", "unchanged", "rejected", "unreadable", "removed", "documents", "quotes")


class AlarmError(SpalteError):
    """The night was published, but an alarm bound was violated."""


@flow(task_runner=WAITING_THREADS, timeout_seconds=_TIMEOUT_SECONDS)
def nightly(
    raw: Path = Path("data/raw"),
    out: Path = Path("data/processed"),
    config: Path | None = None,
    *,
    prune: bool = False,
) -> str:
    """Bring the dataset at `out` up to date with the raw files below `raw`; returns the id of the run.

    An alarm fails the flow run, so that whoever hears of failures hears of it; what was read is
    published all the same.
    """
    report = run(new_job(raw, out, Options(config=config, prune=prune), "prefect"), Orchestrated())
    create_markdown_artifact(_markdown(report), key="nightly", description="What the night brought.")
    if report.alarms:
        raise AlarmError(f"Published, but look at it: {' '.join(report.alarms)}")
    return str(report.row["run_id"])


def _markdown(report: Report) -> str:
    lines = [f"| {name} | {report.row[name]:,} |" for name in _SHOWN]
    alarms = [f"* {alarm}" for alarm in report.alarms]
    return "\n".join(["| | |", "|---|---:|", *lines, "", *alarms])
