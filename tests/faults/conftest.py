"""Faults are really injected; what came of each is a row of the table in docs/6_operate.md.

A test says what it injects with the mark `fault`, and how often with `tried`. `--full` injects more,
`--record` writes it to benchmarks/results/faults.json, in place of what was known of the same faults;
`benchmarks/faults_report.py` puts that into the docs.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Generator

import pytest

from benchmarks.faults_report import RESULTS, Row, read_rows

_ROWS: dict[tuple[int, str, str], Row] = {}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="inject each fault as often as the figures need")
    parser.addoption("--record", action="store_true", help=f"write {RESULTS.name}")


@pytest.fixture(scope="session")
def full(request: pytest.FixtureRequest) -> bool:
    """Whether the full form was asked for."""
    return bool(request.config.getoption("--full", default=False))


@pytest.fixture
def tried(record_property: Callable[[str, object], None]) -> Callable[[int], None]:
    """Says how often the fault was injected, when not once."""
    return lambda times: record_property("tried", times)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    for mark in item.iter_markers("fault"):
        report.user_properties.append(("fault", [*mark.args, *mark.kwargs.values()]))
    return report


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Runs where the rows are written, also when tests run in other processes."""
    facts = dict(report.user_properties)
    if "fault" not in facts or (report.when != "call" and report.passed):
        return
    number, fault, how, happened = facts["fault"]
    row = _ROWS.setdefault((number, fault, how), Row(number, fault, how, happened, 0))
    if report.skipped:
        row = row if row.tried else row._replace(happened=f"not tried: {_reason(report)}")
    else:
        times = int(facts.get("tried", 1))
        row = row._replace(happened=row.happened if report.passed else "FAILED", tried=row.tried + times)
    _ROWS[number, fault, how] = row


def _reason(report: pytest.TestReport) -> str:
    return str(report.longrepr[2]).removeprefix("Skipped: ") if isinstance(report.longrepr, tuple) else ""


def pytest_sessionfinish(session: pytest.Session) -> None:
    if session.config.getoption("--record", default=False) and not hasattr(session.config, "workerinput"):
        known = {row[:3]: row for row in read_rows()} if RESULTS.exists() else {}
        rows = [row._asdict() for row in sorted({**known, **_ROWS}.values())]
        RESULTS.write_text(json.dumps(rows, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
