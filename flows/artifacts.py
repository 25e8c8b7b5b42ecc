"""What Prefect's web page shows of a run besides its tasks: progress that moves, and the report.

The page is a courtesy: no server, no artifact, and the run goes on.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import cast
from uuid import UUID

from httpx import HTTPError
from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.settings import PREFECT_CLIENT_MAX_RETRIES, temporary_settings

from flows.logs import Event, say
from flows.reports.page import markdown
from flows.reports.report import Report, rows
from flows.verify import Finding

#: Seconds between two movements of the progress.
_PAUSE = 1.0


class _Progress:
    """The artifact of one reading; after the server's first failure it stands still."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        self._shown = time.monotonic()
        self._artifact: UUID | None = None
        with _courtesy():
            started = create_progress_artifact(0.0, "reading", f"0 of {total:,} files read")
            self._artifact = cast(UUID, started)  # a coroutine only where an event loop runs

    def advance(self, files: int) -> None:
        """So many more files are read."""
        self._done += files
        now = time.monotonic()
        if self._artifact and (now - self._shown >= _PAUSE or self._done >= self._total):
            self._shown = now
            self._move(self._artifact)

    def _move(self, artifact: UUID) -> None:
        self._artifact = None
        with _courtesy():
            text = f"{self._done:,} of {self._total:,} files read"
            update_progress_artifact(artifact, 100 * self._done / self._total, text)
            self._artifact = artifact


def progress(total: int) -> Callable[[int], None]:
    """Show that none of `total` files is read; returns the function to call with the number of files more."""
    return _Progress(total).advance if total else lambda _: None


def show_report(report: Report, key: str) -> None:
    """The report of a run, which lies on disk, as a page `key` to read and a table `key`-table to sort."""
    with _courtesy():
        create_markdown_artifact(markdown(report), key, "What the run brought.")
        create_table_artifact(rows(report), f"{key}-table", "What came in, by source and language.")


def show_findings(findings: Sequence[Finding], key: str) -> None:
    """What `verify` found, a row each; one row that says so when nothing is off."""
    found = [{"where": one.where, "what": one.what} for one in findings]
    with _courtesy():
        create_table_artifact(found or [{"where": "", "what": "Nothing is off."}], key, "What is off.")


@contextmanager
def _courtesy() -> Iterator[None]:
    """One try: a server that is away is a line in the log, not a minute of waiting in every call."""
    try:
        with temporary_settings({PREFECT_CLIENT_MAX_RETRIES: 0}):
            yield
    except (HTTPError, RuntimeError) as error:
        message = f"Prefect's server did not take what it should show: {type(error).__name__}: {error}"
        say(Event.SERVER_LOST, message.rstrip(": "))
