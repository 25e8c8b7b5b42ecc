"""`spalte run`, `rebuild` and `retry`: read, and publish the next version of a dataset."""

from __future__ import annotations

from dataclasses import replace

from rich.console import Console
from rich.markup import escape

from flows.code_version import package_version
from flows.commands.places import OUT, RAW
from flows.commands.way import WAY, Way
from flows.exit_status import ExitStatus
from flows.light import load_schemas
from flows.options import Options, Period, Reread
from flows.stores.place import place


def run(  # noqa: PLR0913 (options of a command)
    raw: str = RAW,
    out: str = OUT,
    *,
    checksum: bool = False,
    prune: bool = False,
    accept_removals: bool = False,
    way: Way = WAY,
) -> ExitStatus:
    """Read what is new or changed below RAW and publish the next version of the dataset at OUT.

    Args:
        raw: Folder of texts and of archives of them, or its address in an object store (s3://, gs://).
        out: Folder of the dataset, or its address.
        checksum: Hash every file instead of trusting size and modification time.
        prune: Take the rows of removed files out.
        accept_removals: Go on although RAW is empty or many known files are gone.
        way: How the run works.
    """
    options = replace(way.options(), checksum=checksum, prune=prune, accept_removals=accept_removals)
    return _run(raw, out, options, way)


def rebuild(  # noqa: PLR0913 (options of a command)
    raw: str = RAW,
    out: str = OUT,
    *,
    stale: bool = False,
    since: str | None = None,
    until: str | None = None,
    way: Way = WAY,
) -> ExitStatus:
    """Read files again although they have not changed, and replace their rows.

    Args:
        raw: Folder of texts and of archives of them, or its address.
        out: Folder of the dataset, or its address.
        stale: Only the files that an older version of the code, or other settings, read.
        since: Only documents of this month (2022-01) and later.
        until: Only documents of this month and earlier; undated ones come first.
        way: How the run works.
    """
    reread, period = Reread.STALE if stale else Reread.ALL, Period.between(since, until)
    return _run(raw, out, replace(way.options(), reread=reread, period=period), way)


def retry(raw: str = RAW, out: str = OUT, *, way: Way = WAY) -> ExitStatus:
    """Read the rejected and unreadable files again, besides what is new or changed.

    Args:
        raw: Folder of texts and of archives of them, or its address.
        out: Folder of the dataset, or its address.
        way: How the run works.
    """
    return _run(raw, out, replace(way.options(), reread=Reread.FAILED), way)


def _run(raw: str, out: str, options: Options, way: Way) -> ExitStatus:
    console = Console()
    if not way.dry_run:
        console.print(f"Spalte {package_version()}: {escape(raw)} -> {escape(out)}", soft_wrap=True)
    load_schemas()
    from flows.local_run import dry_run, run_here

    if way.dry_run:
        dry_run(place(raw), place(out), options, console)
        return ExitStatus.COMPLETED
    report = run_here(place(raw), place(out), options, console, direct=way.direct)
    return ExitStatus.ALARMED if report.alarms else ExitStatus.COMPLETED
