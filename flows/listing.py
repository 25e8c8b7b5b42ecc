"""What the ledger says of each raw file, for the terminal and for pipes."""

from __future__ import annotations

from pathlib import Path

import polars as pl
from rich.console import Console
from rich.text import Text

from schemas.dataset import scan
from schemas.sources import Status

_STYLES = {Status.OK: "green", Status.REJECTED: "red", Status.UNREADABLE: "yellow"}


def print_sources(out: Path, status: Status | None, console: Console) -> None:
    """A line per file, sorted: status, address, and its document or what is wrong with it."""
    known = scan("sources", out).sort("source_uri")
    if status is not None:
        known = known.filter(pl.col("status") == status)
    columns = ("status", "source_uri", "document_id", "reason", "detail")
    rows = known.select(columns).collect()
    for name, uri, document_id, reason, detail in rows.iter_rows():
        style = _STYLES.get(Status(name), "dim")
        note = f"{reason}: {detail}" if reason else document_id or ""
        console.print(Text.assemble((name, style), f"  {uri}  ", (note, "dim")), soft_wrap=True)
    console.print(f"{rows.height:,} in all", style="dim")
