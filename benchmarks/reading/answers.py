"""An answer as a small table in Markdown."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

ROWS = 7  # of an answer
WIDTH = 60  # characters of a cell


def markdown(answer: pl.DataFrame) -> list[str]:
    """The lines of a table: the first rows, and how many follow."""
    shown = answer.head(ROWS)
    lines = [
        _line(shown.columns),
        _line("---:" if dtype.is_numeric() else "---" for dtype in shown.dtypes),
        *(_line(_cell(value) for value in row) for row in shown.iter_rows()),
    ]
    rest = answer.height - shown.height
    return [*lines, "", f"… and {rest} more rows."] if rest else lines


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(value: object) -> str:
    """A value on one line and of bounded length."""
    if value is None:
        return ""
    text = " ".join(str(value).replace("|", "\\|").split())
    return text if len(text) <= WIDTH else f"{text[: WIDTH - 1]}…"
