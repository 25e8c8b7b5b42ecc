"""What is told of a run: in the terminal, on disk and in Prefect the same facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from flows.discover import Ignored

_SHOWN = ("found", "new", "changed", "unchanged", "rejected", "unreadable", "removed", "documents", "quotes")


@dataclass(frozen=True, slots=True)
class Report:
    """A run that published: its row in `runs`, and what lies where."""

    out: Path
    version: int
    row: Mapping[str, object]
    languages: Mapping[str, int]
    ignored: Mapping[Ignored, int]
    examples: Mapping[Ignored, str]
    problems: tuple[str, ...]

    @property
    def alarms(self) -> list[str]:
        """Alarm bounds that were violated, one sentence each."""
        return list(self.row["alarms"])  # type: ignore[call-overload,no-any-return]


def markdown(report: Report) -> str:
    """The report as a page of Markdown; names of files in it are escaped."""
    lines = [f"| {name} | {report.row[name]:,} |" for name in _SHOWN]
    alarms = [f"* {alarm}" for alarm in report.alarms]
    return "\n".join(["| | |", "|---|---:|", *lines, "", *alarms])


def rows(report: Report) -> list[dict[str, object]]:
    """The same for a table: one row a source folder and language, with what came in from it."""
    return [{"language": name, "documents": count} for name, count in report.languages.items()]


def documents_by_language(version: Path) -> dict[str, int]:
    """Rows of `documents` in the folder of a version by language, the largest first; reads footers only."""
    found: dict[str, int] = {}
    for path in (version / "documents").glob("language=*/**/*.parquet"):
        language = path.relative_to(version / "documents").parts[0].removeprefix("language=")
        found[language] = found.get(language, 0) + pq.read_metadata(path).num_rows
    return {name: rows for name, rows in sorted(found.items(), key=lambda one: (-one[1], one[0])) if rows}
