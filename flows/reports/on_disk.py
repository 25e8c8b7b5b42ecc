"""The reports on disk: `reports/<run_id>.md` to read and `.json` for programs, beside the tables."""

from __future__ import annotations

import json
from pathlib import Path

from flows.errors import NotFoundError, StoreError
from flows.logs import Event, say
from flows.reports.page import markdown
from flows.reports.report import Report, facts
from flows.storage import write_text
from flows.stores.local import local
from flows.stores.place import Place
from flows.stores.reports import fetch_reports, share_reports

_FOLDER = "reports"
_SUFFIXES = (".md", ".json")


def page_path(report: Report) -> Path:
    """Where the page of a report lies."""
    return report.out / _FOLDER / f"{report.row['run_id']}.md"


def write_report(report: Report, keep: int) -> None:
    """Put the report of a run beside its dataset, and delete all but the newest `keep` (a store keeps all).

    A disk that refuses it is a line in the log: what the run published stands.
    """
    page = page_path(report)
    try:
        data = json.dumps(facts(report), ensure_ascii=False, indent=1, default=str)
        write_text(page.with_suffix(".json"), data)
        write_text(page, markdown(report))
        _trim(page.parent, keep)
        share_reports(report.out, [page, page.with_suffix(".json")])
    except (OSError, StoreError) as error:
        what = error.strerror if isinstance(error, OSError) else error
        say(Event.REPORT_LOST, f"The report {page} could not be written: {what}.")


def read_page(out: Place, run_id: str | None = None) -> str:
    """The page of a run, of the last one when none is named. Raises NotFoundError when there is none."""
    root = local(out)
    fetch_reports(root, _FOLDER)
    pages = _pages(root / _FOLDER)
    wanted = [page for page in pages if run_id in {None, page.stem}]
    if not wanted:
        what = f"run {run_id}" if run_id else "a run"
        listed = f"; the last ones are of {', '.join(page.stem for page in pages[-3:])}" if pages else ""
        raise NotFoundError(f"There is no report of {what} in {out / _FOLDER}{listed}.")
    return wanted[-1].read_text(encoding="utf-8")


def _pages(folder: Path) -> list[Path]:
    """Oldest first: a run's id begins with the second of its start."""
    return sorted(
        folder.glob("[!.]*.md"), key=lambda page: (page.stem.split("-")[0], page.stat().st_mtime_ns)
    )


def _trim(folder: Path, keep: int) -> None:
    for half_written in folder.glob(".*"):  # by a run that was killed
        half_written.unlink()
    for page in _pages(folder)[:-keep]:
        for suffix in _SUFFIXES:
            page.with_suffix(suffix).unlink(missing_ok=True)
