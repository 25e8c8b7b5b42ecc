"""The flows that a Prefect server starts: `nightly` on a schedule, `rebuild` and `verify` on request.

`prefect.yaml` deploys them, `spalte serve` serves them; docs/6_operate.md says how to live with them.
"""

from __future__ import annotations

from pathlib import Path

from prefect import flow
from prefect.runtime import flow_run

from flows import logs
from flows.artifacts import show_findings, show_report
from flows.errors import SpalteError
from flows.ingest import WAITING_THREADS, orchestrated
from flows.notice import tell_damage, told
from flows.options import Options, Period, Reread
from flows.reports.report import Report
from flows.runner import RunnerName
from flows.stores.local import local
from flows.stores.place import place
from flows.verify import verify as findings

#: A night that hangs must end before the next one begins.
_TIMEOUT_SECONDS = 20 * 3600

#: Findings that the message of a failed flow run quotes; the artifact has all.
_SHOWN = 5


class AlarmError(SpalteError):
    """The run was published, but an alarm bound was violated."""


class DamageError(SpalteError):
    """The dataset is not what it says it is."""


def _dated() -> str:
    """`nightly 2026-11-23`: the flow, and the day of this machine for which the run was scheduled."""
    return f"{flow_run.flow_name} {flow_run.scheduled_start_time.astimezone():%Y-%m-%d}"


def _by_period() -> str:
    """`rebuild 2022-01..2022-03`, `rebuild stale ..2022-03`, `rebuild all`."""
    asked = flow_run.parameters
    since, until = asked.get("since") or "", asked.get("until") or ""
    words = ["stale"] if asked.get("stale") else []
    words += [f"{since}..{until}"] if since or until else []
    return " ".join(["rebuild", *(words or ["all"])])


@flow(flow_run_name=_dated, task_runner=WAITING_THREADS, timeout_seconds=_TIMEOUT_SECONDS)
def nightly(  # noqa: PLR0913 (the parameters that a deployment shows)
    raw: str = "data/raw",
    out: str = "data/processed",
    config: Path | None = None,
    *,
    prune: bool = False,
    runner: RunnerName | None = None,
    address: str | None = None,
) -> str:
    """Bring the dataset at `out` up to date with the raw files below `raw`; returns the id of the run.

    With a `runner` the cluster at `address` does the work, or one of this machine's processes.
    An alarm fails the flow run, so that whoever hears of failures hears of it; what was read is
    published all the same.
    """
    return _shown("nightly", _run(raw, out, Options(config, prune=prune, runner=runner, address=address)))


@flow(flow_run_name=_by_period, task_runner=WAITING_THREADS)
def rebuild(  # noqa: PLR0913 (as above)
    raw: str = "data/raw",
    out: str = "data/processed",
    config: Path | None = None,
    *,
    stale: bool = False,
    since: str | None = None,
    until: str | None = None,
    runner: RunnerName | None = None,
    address: str | None = None,
) -> str:
    """Read files again although they have not changed; returns the id of the run.

    Only the files that an older version of the code, or other settings, read when `stale`, and only
    documents of the months `since` (2022-01) to `until`, both included. `runner` and `address` as in
    `nightly`. An alarm fails the flow run.
    """
    reread = Reread.STALE if stale else Reread.ALL
    period = Period.between(since, until)
    options = Options(config, reread=reread, period=period, runner=runner, address=address)
    return _shown("rebuild", _run(raw, out, options))


@flow(flow_run_name=_dated)
def verify(out: str = "data/processed", config: Path | None = None) -> None:
    """Check the dataset at `out`. Raises DamageError with what is off, one log line and table row each."""
    logs.hear()
    found = list(findings(place(out)))
    for finding in found:
        logs.say(logs.Event.DAMAGE, f"{finding.where}: {finding.what}", where=finding.where)
    show_findings(found, "verify")
    tell_damage(place(out), config, found)
    if found:
        first = "; ".join(f"{one.where}: {one.what}" for one in found[:_SHOWN])
        raise DamageError(f"{len(found):,} in all are off: {first}")


def _run(raw: str, out: str, options: Options) -> Report:
    logs.hear()
    source, target = place(raw), place(out)
    return told(source, target, options.config, lambda: orchestrated(source, local(target), options))


def _shown(key: str, report: Report) -> str:
    show_report(report, key)
    if report.alarms:
        raise AlarmError(f"Published, but look at it: {' '.join(report.alarms)}")
    return str(report.row["run_id"])
