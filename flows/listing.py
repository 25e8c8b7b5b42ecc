"""Lists for the terminal and for pipes: what the ledger says of each raw file, what is off in a dataset."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl
from rich.console import Console
from rich.text import Text

from flows.logs import printable
from flows.stores.place import Place
from flows.verify import Finding
from schemas.dataset import scan
from schemas.fates import Status

_STYLES = {Status.OK: "green", Status.REJECTED: "red", Status.UNREADABLE: "yellow"}


def print_sources(out: Place, status: Status | None, console: Console) -> None:
    """A line per file, sorted: status, address, and its document or what is wrong with it."""
    known = scan("sources", str(out)).sort("source_uri")
    if status is not None:
        known = known.filter(pl.col("status") == status)
    print_rows(known.collect(), console)


def print_rows(sources: pl.DataFrame, console: Console) -> None:
    """A line per row of `sources`, as they come."""
    rows = sources.select("status", "source_uri", "document_id", "reason", "detail")
    for name, uri, document_id, reason, detail in rows.iter_rows():
        style = _STYLES.get(Status(name), "dim")
        note = f"{reason}: {detail}" if reason else document_id or ""
        line = Text.assemble((name, style), f"  {_one_line(uri)}  ", (_one_line(note), "dim"))
        console.print(line, soft_wrap=True)
    console.print(f"{rows.height:,} in all", style="dim")


def print_findings(findings: Iterable[Finding], console: Console) -> list[Finding]:
    """A line per finding, as they come; returns them."""
    found = []
    for finding in findings:
        found.append(finding)
        line = Text.assemble((finding.where, "red"), f"  {_one_line(finding.what)}")
        console.print(line, soft_wrap=True)
    console.print(f"{len(found):,} in all" if found else "Nothing is off.", style="dim")
    return found


def _one_line(text: str) -> str:
    """`text`, which the corpus may have had a say in, such that a terminal only shows it."""
    return printable(text).replace("\n", "\\n")
