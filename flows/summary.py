"""What the terminal shows of a run: the plan of a dry one, the summary of a real one."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from flows.discover import Ignored
from flows.ledger import Action
from flows.logs import printable
from flows.plan import Survey
from flows.reports.on_disk import page_path
from flows.reports.report import Report
from schemas.published import is_store

_STATUSES = ("new", "changed", "unchanged", "rejected", "unreadable", "removed")
_TABLES = ("documents", "segments", "quotes", "entities")
_STEPS = ("discover", "transform", "merge", "total")

_PLANNED = {
    Action.NEW: "new, would be read",
    Action.READ: "changed or tried again, would be read",
    Action.HASH: "perhaps touched only, would be hashed",
    Action.UNCHANGED: "unchanged",
    Action.GONE: "gone since the last run",
    Action.BLOCKED: "in folders that cannot be listed",
}


def print_survey(seen: Survey, console: Console) -> None:
    """What a run would do; nothing was written."""
    table = _table("Plan", "Files")
    for action, meaning in _PLANNED.items():
        table.add_row(meaning, f"{seen.count(action):,}")
    console.print(table)
    _print_ignored(seen.found.ignored, seen.found.examples, console)
    console.print("Dry run: nothing was read and nothing was written.")


def print_report(report: Report, console: Console) -> None:
    """What the run did, what lies where, and one line to try."""
    row = report.row
    tables = [
        _counts("Files", {name: row[name] for name in _STATUSES}),
        _counts("Documents", report.languages),
        _counts("Rows", {name: row[name] for name in _TABLES}),
        _counts("Seconds", {step: row[f"seconds_{step}"] for step in _STEPS}),
    ]
    grid = Table.grid(padding=(0, 2))
    grid.add_row(*tables)
    console.print(grid)
    _print_ignored(report.ignored, report.examples, console)
    _print_concerns(report, console)
    console.print(f"\nOutput: [bold]{escape(report.place)}[/] (version {report.version})", soft_wrap=True)
    page = page_path(report).relative_to(report.out)
    console.print(f"Report: {escape(f'{report.place}/{page}')}", soft_wrap=True)
    console.print("Try it:")
    console.print(f"  python -c '{query(report.place)}'", markup=False, highlight=False, soft_wrap=True)


def print_page(page: str, console: Console) -> None:
    """A page of Markdown: laid out in a terminal, as it is in a pipe."""
    if console.is_terminal:
        from rich.markdown import Markdown  # noqa: PLC0415 (no run needs it)

        console.print(Markdown(page, hyperlinks=False))
    else:
        console.print(page, markup=False, highlight=False, soft_wrap=True)


def query(place: str) -> str:
    """A line of Python that reads what a run has written to a folder or store."""
    escaped = place.replace("\\", "\\\\").replace('"', '\\"')
    quotes = f'pl.scan_parquet("{escaped}/quotes")'
    module = "polars as pl"
    if is_store(place):
        quotes, module = f'schemas.scan("quotes", "{escaped}")', "schemas"
    columns = '"speaker_name", "cue", "text"'
    return f"import {module}; print({quotes}.select({columns}).head().collect())"


def _counts(title: str, counts: Mapping[str, object]) -> Table:
    table = _table(title, "")
    for name, value in counts.items():
        table.add_row(name, f"{value:,.1f}" if isinstance(value, float) else f"{value:,}")
    return table


def _table(title: str, unit: str) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(title, style="cyan")
    table.add_column(unit, justify="right")
    return table


def _print_ignored(ignored: Mapping[Ignored, int], examples: Mapping[Ignored, str], console: Console) -> None:
    for reason, count in sorted(ignored.items()):
        example = escape(printable(examples[reason]))
        console.print(f"Ignored {count:,}: {reason} (first: {example})", highlight=False, soft_wrap=True)


def _print_concerns(report: Report, console: Console) -> None:
    out = escape(report.place)
    for status in ("rejected", "unreadable"):
        if report.row[status]:
            console.print(f"Why {status}: spalte sources {out} --status {status}", soft_wrap=True)
    if report.problems:
        console.print("[red]Internal errors[/], the first of them above: report them with the files, please.")
    for alarm in report.alarms:
        console.print(f"[red]Alarm:[/] {escape(printable(alarm))}", soft_wrap=True)
    for warning in report.warnings:
        console.print(f"[yellow]Warning:[/] {escape(printable(warning))}", soft_wrap=True)
