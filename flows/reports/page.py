"""The report as a page of Markdown. What comes from the corpus, file names above all, is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from flows.logs import printable
from flows.reports.refusals import Refusal
from flows.reports.report import Group, Report
from schemas.fates import Status
from schemas.runs import RunEnd

#: Groups that a page shows; the JSON beside it has all.
_MOST_GROUPS = 60

#: What stands against the run before: columns of `runs`.
_COMPARED = (
    "found", "new", "changed", "unchanged", "rejected", "unreadable", "removed",
    "documents", "segments", "quotes", "entities", "seconds_total",
)  # fmt: skip

_ENDS = {
    RunEnd.COMPLETED: "completed",
    RunEnd.ALARMED: "published, with alarms",
    RunEnd.FAILED: "failed",
}

#: Columns of words; all others are numbers, which stand to the right.
_WORDS = {"", "source", "language", "reason", "what to do", "for example"}

_MARKS = re.compile(r"([\\`*_\[\]|~$])")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def markdown(report: Report) -> str:
    """The whole page: what to look at first, then what came in, what did not, and what is different."""
    parts = [_head(report), *_concerns(report)]
    if report.version is not None:
        parts += [*_intake(report), *_refusals(report), *_changes(report), *_holdings(report)]
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """`text` such that Markdown and HTML show it as it is, on one line, without control characters.

    It stands behind something: what only a line's first characters mean (`#`, `-`) is left alone.
    """
    flat = printable(text).replace("\n", " ")
    marked = _MARKS.sub(r"\\\1", flat)
    return "".join(_ENTITIES.get(character, character) for character in marked)


def _head(report: Report) -> str:
    row = report.row
    start, seconds = row["started_at"], row["seconds_total"]
    published = f"Version {report.version}" if report.version else "Nothing was published"
    return (
        f"# Spalte, {start:%Y-%m-%d}: {_ENDS[RunEnd(row['ended'])]}\n\n"
        f"Run {row['run_id']} began at {start:%H:%M} UTC and took {seconds:,.1f} s. "
        f"{published} in {escaped(report.place)}."
    )


def _concerns(report: Report) -> Iterator[str]:
    """Alarms and warnings before everything else, or why there can be none."""
    lines = [f"- **Alarm.** {escaped(one)}" for one in report.alarms]
    lines += [f"- **Warning.** {escaped(one)}" for one in report.warnings]
    if report.row["ended"] == RunEnd.FAILED:
        detail = escaped((report.row["detail"] or "").rstrip("."))
        lines.append(f"- **Failed.** {detail}. The dataset is as it was before the run.")
    if report.problems:
        lines.append(
            "- **Internal errors.** Files were rejected for a bug; report it with the files, please."
        )
    if lines:
        yield "## Look at this\n\n" + "\n".join(lines)
    if report.version is not None and not report.compared:
        yield (
            "Nothing is compared with earlier nights yet: that takes two runs on the weekday of this one, "
            "or two earlier weeks."
        )


def _intake(report: Report) -> Iterator[str]:
    yield "## What came in"
    if not report.groups:
        yield "Nothing new since last night."
        return
    yield "New files, and files with new content, since last night; beside it what is usual on this weekday."
    columns = ("source", "language", "documents", "usual", "rejected", "without quotes", "without speaker")
    yield _table(columns, map(_group, report.groups[:_MOST_GROUPS]))
    if len(report.groups) > _MOST_GROUPS:
        yield f"And {len(report.groups) - _MOST_GROUPS:,} more, in the JSON beside this page."


def _group(group: Group) -> tuple[str, ...]:
    return (
        escaped(group.folder),
        escaped(group.language or "-"),
        f"{group.documents:,}",
        "-" if group.usual is None else f"{group.usual:,}",
        f"{group.rejected:,}",
        _share(group.documents_without_quotes, group.documents),
        _share(group.quotes_without_speaker, group.quotes),
    )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "-"


def _refusals(report: Report) -> Iterator[str]:
    if report.refusals:
        yield "## What did not become documents"
        yield _table(("", "files", "reason", "what to do", "for example"), map(_refusal, report.refusals))
        wanted = " or ".join(
            f"`--status {status}`" for status in dict.fromkeys(one.status for one in report.refusals)
        )
        yield f"`spalte sources` with {wanted} lists them all, with what is wrong in each."
    if report.ignored:
        found = sorted(report.ignored.items())
        lines = (f"- {n:,} ignored: {why} (first: {escaped(report.examples[why])})" for why, n in found)
        yield "\n".join(lines)


def _refusal(one: Refusal) -> tuple[str, ...]:
    examples = ", ".join(map(escaped, one.examples))
    return Status(one.status).value, f"{one.files:,}", escaped(one.reason), one.reason.remedy, examples


def _changes(report: Report) -> Iterator[str]:
    if report.before is None:
        yield "This is the first run."
        return
    before = report.before
    yield f"## Against the run before, {before['started_at']:%Y-%m-%d %H:%M} UTC"
    lines = (
        (name.replace("_", " "), *map(_number, (report.row[name], before[name])), _difference(report, name))
        for name in _COMPARED
    )
    yield _table(("", "this run", "before", "difference"), lines)


def _difference(report: Report, name: str) -> str:
    change = report.row[name] - (report.before or {})[name]
    return f"{'+' if change > 0 else ''}{_number(change)}"


def _number(value: float) -> str:
    return f"{value:,.1f}" if isinstance(value, float) else f"{value:,}"


def _holdings(report: Report) -> Iterator[str]:
    yield "## What the dataset holds"
    yield _table(("language", "documents"), ((escaped(n), f"{c:,}") for n, c in report.languages.items()))
    yield f"The tables are folders of {escaped(report.place)}: documents, quotes, entities and the others."


def _table(columns: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    rule = ["---" if column in _WORDS else "---:" for column in columns]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (columns, rule, *lines))
