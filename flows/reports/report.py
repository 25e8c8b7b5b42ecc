"""What is told of a run: in the terminal, on disk and in Prefect the same facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from flows.discover import Ignored
from flows.reports.refusals import Refusal
from flows.stores.upstream import place_of

#: What `facts` leaves out of the row of the run: it stands beside it, or says nothing on its own.
_NOT_OF_THE_ROW = ("intake", "alarms", "warnings")


@dataclass(frozen=True, slots=True)
class Group:
    """What came in tonight from one source folder in one language; `language` is None for rejected files.

    `usual` are the documents that came on at least two of the four same weekdays before, None where
    there were too few nights to say.
    """

    folder: str
    language: str | None
    documents: int
    usual: int | None
    rejected: int
    documents_without_quotes: int
    quotes: int
    quotes_without_speaker: int


@dataclass(frozen=True, slots=True)
class Report:
    """A run that ended: its row in `runs`, and what lies where.

    `version` is what it published, None when it failed. `before` is the row of the last run before
    it that looked at the raw files and did not fail, if any. `groups` is what came in since last
    night, and `compared` whether there were nights enough to compare it with.
    """

    out: Path
    version: int | None
    row: Mapping[str, Any]
    languages: Mapping[str, int] = field(default_factory=dict)
    ignored: Mapping[Ignored, int] = field(default_factory=dict)
    examples: Mapping[Ignored, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    before: Mapping[str, Any] | None = None
    compared: bool = False

    @property
    def place(self) -> str:
        """Where the dataset lies, as the user calls it: `out`, or the store that it mirrors."""
        return str(place_of(self.out))

    @property
    def alarms(self) -> list[str]:
        """Failing bounds that were violated, one sentence each."""
        return list(self.row["alarms"])

    @property
    def warnings(self) -> list[str]:
        """Warning bounds that were violated, one sentence each."""
        return list(self.row["warnings"])


def rows(report: Report) -> list[dict[str, object]]:
    """What came in as a table: one row a source folder and language, the most documents first."""
    return [asdict(group) for group in report.groups]


def facts(report: Report) -> dict[str, object]:
    """Everything that the page says, for programs: plain values, times as datetime."""
    return {
        "run": {name: value for name, value in report.row.items() if name not in _NOT_OF_THE_ROW},
        "version": report.version,
        "out": report.place,
        "alarms": report.alarms,
        "warnings": report.warnings,
        "compared": report.compared,
        "groups": rows(report),
        "refusals": [asdict(one) | {"remedy": one.reason.remedy} for one in report.refusals],
        "ignored": {reason.value: count for reason, count in report.ignored.items()},
        "documents": dict(report.languages),
        "before": report.before and {n: v for n, v in report.before.items() if n not in _NOT_OF_THE_ROW},
    }
