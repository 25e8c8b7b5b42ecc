"""The progress bar of a run: files, files a second, time left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text


class _Speed(ProgressColumn):
    """Files a second, once the first batch is done."""

    def render(self, task: Task) -> Text:
        """The column's text."""
        return Text(f"{task.speed:,.0f} files/s" if task.speed else "", style="cyan")


@contextmanager
def file_progress(total: int) -> Iterator[Callable[[int], None]]:
    """Show progress on standard error while the block runs, unless that is no terminal.

    Yields the function to call with the number of files done since the last call.
    """
    console = Console(stderr=True)
    columns = (
        TextColumn("Reading"),
        BarColumn(),
        MofNCompleteColumn(),
        _Speed(),
        TimeRemainingColumn(compact=True),
    )
    bar = Progress(*columns, console=console, disable=not console.is_terminal or not total)
    task = bar.add_task("files", total=total)
    with bar:
        yield lambda files: bar.advance(task, files)
