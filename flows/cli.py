"""The command line: `spalte run`, `serve`, `rebuild`, `retry`, `forget`, and what lists, shows and checks.

Exit status: 0 completed, 1 failed, 2 wrong use, 3 completed but an alarm bound was violated.
Prefect is imported only by the commands that need it, after the first line of output.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, CycloptsError, Parameter
from cyclopts.validators import Number
from rich.console import Console
from rich.markup import escape

from flows.code_version import package_version
from flows.errors import SpalteError, UsageError
from flows.logs import LogStyle, printable
from flows.runner import RunnerName
from schemas.dataset import NoDatasetError
from schemas.sources import Status

if TYPE_CHECKING:
    from flows.job import Options

FAILED, WRONG_USE, ALARMED = 1, 2, 3

_AS_IT_WAS = "The dataset is as it was before the run."

_RAW, _OUT = Path("data/raw"), Path("data/processed")
_Count = Annotated[int | None, Parameter(validator=Number(gte=1))]
_Workers = Annotated[int | None, Parameter(validator=Number(gte=0))]

app = App(
    name="spalte",
    version=package_version,
    help="A folder of raw dated news texts becomes partitioned Parquet.",
    default_parameter=Parameter(negative=()),
    suppress_keyboard_interrupt=False,
)


@app.command
def run(  # noqa: PLR0913 (options of a command)
    raw: Path = _RAW,
    out: Path = _OUT,
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
) -> int:
    """Read what is new or changed below RAW and publish the next version of the dataset at OUT.

    Args:
        raw: Folder of texts and of archives of them.
        out: Folder of the dataset.
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
    from flows.job import Options  # noqa: PLC0415 (first output before the slow imports)

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


@app.command
def rebuild(  # noqa: PLR0913 (options of a command)
    raw: Path = _RAW,
    out: Path = _OUT,
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
) -> int:
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
    """
    from flows.job import Options  # noqa: PLC0415 (as in run)
    from flows.ledger import Period, Reread  # noqa: PLC0415

    reread, period = Reread.STALE if stale else Reread.ALL, Period.between(since, until)
    options = Options(config, workers, entities=entities, reread=reread, period=period, log=log)
    return _run(raw, out, options, direct=direct, dry=dry_run)


@app.command
def retry(  # noqa: PLR0913 (options of a command)
    raw: Path = _RAW,
    out: Path = _OUT,
    *,
    direct: bool = False,
    dry_run: bool = False,
    workers: _Workers = None,
    entities: str | None = None,
    config: Path | None = None,
    log: LogStyle | None = None,
) -> int:
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
    from flows.job import Options  # noqa: PLC0415 (as in run)
    from flows.ledger import Reread  # noqa: PLC0415

    options = Options(config, workers, entities=entities, reread=Reread.FAILED, log=log)
    return _run(raw, out, options, direct=direct, dry=dry_run)


@app.command
def serve(
    raw: Path = _RAW,
    out: Path = _OUT,
    *,
    cron: str = "30 4 * * *",
    timezone: str = "Europe/Oslo",
    config: Path | None = None,
) -> int:
    """Stay, and bring the dataset at OUT up to date every night; one process, no other set-up.

    Args:
        raw: Folder of the raw files.
        out: Folder of the dataset.
        cron: When: minute, hour, day of the month, month, day of the week (quote it).
        timezone: Whose clock: an IANA name.
        config: Settings file (default: spalte.toml here, or beside RAW).
    """
    from flows import serve as nights  # noqa: PLC0415 (as in run)

    nights.serve(nights.Nights(raw, out, config, cron, timezone), Console())
    return 0


@app.command
def forget(*what: str, out: Path = _OUT, undo: bool = False, dry_run: bool = False) -> int:
    """Take documents out of all tables and keep them out, whatever the raw folder holds.

    Args:
        what: Document ids, or paths below the raw root with `*`, `?` and `**` (quote them).
        out: Folder of the dataset.
        undo: Let forgotten sources in again; the next run reads them.
        dry_run: List what is meant, and write nothing.
    """
    from flows.forget import FORGET, UNDO, apply, chosen  # noqa: PLC0415 (as in run)
    from flows.listing import print_rows  # noqa: PLC0415

    if not what:
        raise UsageError("Say what to forget: a document id, or a path or pattern below the raw root.")
    change = UNDO if undo else FORGET
    print_rows((chosen if dry_run else apply)(out, what, change), Console())
    return 0


@app.command
def sources(out: Path = _OUT, *, status: Status | None = None) -> int:
    """List the raw files that the dataset knows, with their fate and the reason.

    Args:
        out: Folder of the dataset.
        status: Only files of this status.
    """
    from flows.listing import print_sources  # noqa: PLC0415 (as in run)

    print_sources(out, status, Console())
    return 0


@app.command
def show(document: str, out: Path = _OUT) -> int:
    """Show one article with its segments, quotes and entities marked in colour.

    Args:
        document: A document id, the unique beginning of one, or the path below the raw root.
        out: Folder of the dataset.
    """
    from flows.show import find_document, print_document  # noqa: PLC0415 (as in run)

    print_document(find_document(document, out), Console())
    return 0


@app.command
def report(out: Path = _OUT, *, run: str | None = None) -> int:
    """Print the report of the last run: what came in, what did not and why, alarms first.

    Args:
        out: Folder of the dataset.
        run: Id of another run; the reports lie in OUT/reports.
    """
    from flows.reports.on_disk import read_page  # noqa: PLC0415 (as in run)
    from flows.summary import print_page  # noqa: PLC0415

    print_page(read_page(out, run), Console())
    return 0


@app.command
def verify(out: Path = _OUT) -> int:
    """Check files, declared rules, keys, offsets, ledger and counts; exit status 1 when anything is off.

    Args:
        out: Folder of the dataset.
    """
    from flows.listing import print_findings  # noqa: PLC0415 (as in run)
    from flows.verify import verify as findings  # noqa: PLC0415

    return FAILED if print_findings(findings(out), Console()) else 0


def _run(raw: Path, out: Path, options: Options, *, direct: bool, dry: bool) -> int:
    from flows.local_run import dry_run, run_here  # noqa: PLC0415 (as in run)

    if dry:
        dry_run(raw, out, options, Console())
        return 0
    return ALARMED if run_here(raw, out, options, direct=direct).alarms else 0


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit."""
    sys.exit(_status(arguments))


def _status(arguments: Sequence[str] | None) -> int:
    """Exit status of a command line; every error is one message on standard error."""
    try:
        return app(arguments, exit_on_error=False, result_action="return_value") or 0
    except CycloptsError:  # it has printed what is wrong
        return WRONG_USE
    except UsageError as error:
        return _complain(str(error), WRONG_USE)
    except KeyboardInterrupt:
        return _complain(f"Interrupted. {_AS_IT_WAS}", FAILED)
    except Exception as error:
        if "SPALTE_DEBUG" in os.environ:
            raise
        return _complain(_message(error), FAILED)


def _message(error: Exception) -> str:
    if isinstance(error, (SpalteError, NoDatasetError)):
        return str(error)
    what = f"{type(error).__name__}: {error}".rstrip(".")
    return f"{what}. {_AS_IT_WAS} SPALTE_DEBUG=1 shows where it happened."


def _complain(message: str, status: int) -> int:
    Console(stderr=True).print(
        f"[red]Error:[/] {escape(printable(message))}", soft_wrap=True, highlight=False
    )
    return status


if __name__ == "__main__":
    main()
