"""`spalte run`, `rebuild` and `retry`: read, and publish the next version of a dataset."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from cyclopts.validators import Number
from rich.console import Console
from rich.markup import escape

from flows.code_version import package_version
from flows.commands.places import OUT, RAW
from flows.exit_status import ExitStatus
from flows.light import load_schemas
from flows.logs import LogStyle
from flows.options import Options, Period, Reread
from flows.runner import RunnerName
from flows.stores.place import place

_Count = Annotated[int | None, Parameter(validator=Number(gte=1))]
_Workers = Annotated[int | None, Parameter(validator=Number(gte=0))]


def run(  # noqa: PLR0913 (options of a command)
    raw: str = RAW,
    out: str = OUT,
    *,
    direct: bool = False,
    dry_run: bool = False,
    checksum: bool = False,
    prune: bool = False,
    accept_removals: bool = False,
    workers: _Workers = None,
    batch_size: _Count = None,
    entities: str | None = None,
    config: Path | None = None,
    log: LogStyle | None = None,
    runner: RunnerName | None = None,
    address: str | None = None,
) -> ExitStatus:
    """Read what is new or changed below RAW and publish the next version of the dataset at OUT.

    Args:
        raw: Folder of texts and of archives of them, or its address in an object store (s3://, gs://).
        out: Folder of the dataset, or its address.
        direct: Without Prefect: the same steps, the same bytes, no local server to start.
        dry_run: Say what would be read, and write nothing.
        checksum: Hash every file instead of trusting size and modification time.
        prune: Take the rows of removed files out.
        accept_removals: Go on although RAW is empty or many known files are gone.
        workers: Worker processes (default: one a core; 0: read in this process).
        batch_size: Most files in a batch (default: 500).
        entities: What finds names: cascade, accurate, fast, off or spacy:<pipeline> (default: cascade).
        config: Settings file (default: spalte.toml here, or beside RAW).
        log: What is said on standard error: brief, text or json (default: brief).
        runner: Cluster that reads and merges, by Prefect's task runner: dask or ray (docs/6_operate.md).
        address: Address of that cluster (default: one of WORKERS processes, for the time of the run).
    """
    options = Options(
        config,
        workers,
        batch_size,
        entities,
        checksum,
        prune,
        accept_removals=accept_removals,
        log=log,
        runner=runner,
        address=address,
    )
    return _run(raw, out, options, direct=direct, dry=dry_run)


def rebuild(  # noqa: PLR0913 (options of a command)
    raw: str = RAW,
    out: str = OUT,
    *,
    stale: bool = False,
    since: str | None = None,
    until: str | None = None,
    direct: bool = False,
    dry_run: bool = False,
    workers: _Workers = None,
    entities: str | None = None,
    config: Path | None = None,
    log: LogStyle | None = None,
    runner: RunnerName | None = None,
    address: str | None = None,
) -> ExitStatus:
    """Read files again although they have not changed, and replace their rows.

    Args:
        raw: Folder of texts and of archives of them.
        out: Folder of the dataset.
        stale: Only the files that an older version of the code, or other settings, read.
        since: Only documents of this month (2022-01) and later.
        until: Only documents of this month and earlier; undated ones come first.
        direct: Without Prefect.
        dry_run: Say what would be read, and write nothing.
        workers: Worker processes (default: one a core; 0: read in this process).
        entities: What finds names: cascade, accurate, fast, off or spacy:<pipeline> (default: cascade).
        config: Settings file (default: spalte.toml here, or beside RAW).
        log: What is said on standard error: brief, text or json (default: brief).
        runner: Cluster that reads and merges, by Prefect's task runner: dask or ray (docs/6_operate.md).
        address: Address of that cluster (default: one of WORKERS processes, for the time of the run).
    """
    reread, period = Reread.STALE if stale else Reread.ALL, Period.between(since, until)
    options = Options(
        config,
        workers,
        entities=entities,
        reread=reread,
        period=period,
        log=log,
        runner=runner,
        address=address,
    )
    return _run(raw, out, options, direct=direct, dry=dry_run)


def retry(  # noqa: PLR0913 (options of a command)
    raw: str = RAW,
    out: str = OUT,
    *,
    direct: bool = False,
    dry_run: bool = False,
    workers: _Workers = None,
    entities: str | None = None,
    config: Path | None = None,
    log: LogStyle | None = None,
) -> ExitStatus:
    """Read the rejected and unreadable files again, besides what is new or changed.

    Args:
        raw: Folder of texts and of archives of them.
        out: Folder of the dataset.
        direct: Without Prefect.
        dry_run: Say what would be read, and write nothing.
        workers: Worker processes (default: one a core; 0: read in this process).
        entities: What finds names: cascade, accurate, fast, off or spacy:<pipeline> (default: cascade).
        config: Settings file (default: spalte.toml here, or beside RAW).
        log: What is said on standard error: brief, text or json (default: brief).
    """
    options = Options(config, workers, entities=entities, reread=Reread.FAILED, log=log)
    return _run(raw, out, options, direct=direct, dry=dry_run)


def _run(raw: str, out: str, options: Options, *, direct: bool, dry: bool) -> ExitStatus:
    console = Console()
    if not dry:
        console.print(f"Spalte {package_version()}: {escape(raw)} -> {escape(out)}", soft_wrap=True)
    load_schemas()
    from flows.local_run import dry_run, run_here

    if dry:
        dry_run(place(raw), place(out), options, console)
        return ExitStatus.COMPLETED
    report = run_here(place(raw), place(out), options, console, direct=direct)
    return ExitStatus.ALARMED if report.alarms else ExitStatus.COMPLETED
