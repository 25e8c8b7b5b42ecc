"""`spalte forget`, `sources`, `show`, `report` and `verify`: what is done with a dataset that is there."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from flows.commands.places import OUT
from flows.errors import UsageError
from flows.exit_status import ExitStatus
from flows.stores.place import place
from schemas.fates import Status


def forget(*what: str, out: str = OUT, undo: bool = False, dry_run: bool = False) -> ExitStatus:
    """Take documents out of all tables and keep them out, whatever the raw folder holds.

    Args:
        what: Document ids, or paths below the raw root with `*`, `?` and `**` (quote them).
        out: Folder of the dataset.
        undo: Let forgotten sources in again; the next run reads them.
        dry_run: List what is meant, and write nothing.
    """
    from flows.forget import FORGET, UNDO, apply, chosen
    from flows.listing import print_rows

    if not what:
        raise UsageError("Say what to forget: a document id, or a path or pattern below the raw root.")
    change = UNDO if undo else FORGET
    print_rows((chosen if dry_run else apply)(place(out), what, change), Console())
    return ExitStatus.COMPLETED


def sources(out: str = OUT, *, status: Status | None = None) -> ExitStatus:
    """List the raw files that the dataset knows, with their fate and the reason.

    Args:
        out: Folder of the dataset.
        status: Only files of this status.
    """
    from flows.listing import print_sources

    print_sources(place(out), status, Console())
    return ExitStatus.COMPLETED


def show(document: str, out: str = OUT) -> ExitStatus:
    """Show one article with its segments, quotes and entities marked in colour.

    Args:
        document: A document id, the unique beginning of one, or the path below the raw root.
        out: Folder of the dataset.
    """
    from flows.show import find_document, print_document

    print_document(find_document(document, place(out)), Console())
    return ExitStatus.COMPLETED


def report(out: str = OUT, *, run: str | None = None) -> ExitStatus:
    """Print the report of the last run: what came in, what did not and why, alarms first.

    Args:
        out: Folder of the dataset.
        run: Id of another run; the reports lie in OUT/reports.
    """
    from flows.reports.on_disk import read_page
    from flows.summary import print_page

    print_page(read_page(place(out), run), Console())
    return ExitStatus.COMPLETED


def verify(out: str = OUT, *, config: Path | None = None) -> ExitStatus:
    """Check files, declared rules, keys, offsets, ledger and counts; exit status 1 when anything is off.

    Args:
        out: Folder of the dataset.
        config: Settings file, for its `on_failure` (default: spalte.toml here, or beside OUT).
    """
    from flows.listing import print_findings
    from flows.notice import tell_damage
    from flows.verify import verify as findings

    found = print_findings(findings(place(out)), Console())
    tell_damage(place(out), config, found)
    return ExitStatus.FAILED if found else ExitStatus.COMPLETED
