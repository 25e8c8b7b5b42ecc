"""Put the table of faults, as `make test-faults-full` recorded it, into docs/6_operate.md."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

_REPOSITORY = Path(__file__).parents[1]
RESULTS = _REPOSITORY / "benchmarks/results/faults.json"
PAGE = _REPOSITORY / "docs/6_operate.md"

BEGIN, END = "<!-- faults: written by benchmarks/faults_report.py -->", "<!-- end of faults -->"


class Row(NamedTuple):
    """One fault: its number in the list, how it was injected, what happened, how often it was tried."""

    number: int
    fault: str
    how: str
    happened: str
    tried: int


def read_rows() -> list[Row]:
    """What the tests recorded."""
    return [Row(**row) for row in json.loads(RESULTS.read_text(encoding="utf-8"))]


def page_part() -> str:
    """The table as Markdown, with its markers."""
    lines = [f"| {row.fault} | {row.how} | {row.happened} | {row.tried or '–'} |" for row in read_rows()]
    head = ["| fault | how it was injected | what happened | tried |", "|---|---|---|---:|"]
    return "\n".join([BEGIN, "", *head, *lines, "", END])


def updated(page: str, part: str) -> str:
    """`page` with what stands between the markers replaced."""
    before, _, rest = page.partition(BEGIN)
    return before + part + rest.partition(END)[2]


if __name__ == "__main__":
    PAGE.write_text(updated(PAGE.read_text(encoding="utf-8"), page_part()), encoding="utf-8")
