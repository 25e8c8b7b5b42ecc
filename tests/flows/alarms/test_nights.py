from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pytest

from flows import history, versions
from flows.alarms.intake import INTAKE_SCHEMA
from flows.alarms.nights import Nights, nights
from schemas import RUNS
from tests.flows.rows import run_row

NOW = dt.datetime(2026, 3, 30, 2, 30, tzinfo=dt.UTC)
NOTHING = pl.DataFrame(schema=INTAKE_SCHEMA)


def group(documents: int, folder: str = "a") -> dict[str, Any]:
    counts = dict.fromkeys((name for name, dtype in INTAKE_SCHEMA.items() if dtype == pl.Int64), 0)
    return {**counts, "folder": folder, "language": "nb", "documents": documents}


def ran(before: dt.timedelta, *groups: dict[str, Any], **columns: Any) -> dict[str, Any]:  # noqa: ANN401 (cells)
    """A row of `runs` of a run so long before now."""
    blank = run_row(0).to_pylist()[0]
    quiet = {"ended": "completed", "found": 5, "new": len(groups), "changed": 0}
    told = {"run_id": str(before), "started_at": NOW - before, "intake": list(groups)}
    return {**blank, **quiet, **told, **columns}


def seen(root: Path, *rows: dict[str, Any], tonight: pl.DataFrame = NOTHING) -> Nights:
    draft = versions.begin(root)
    history.write_runs(draft, None, pa.Table.from_pylist(list(rows), schema=RUNS.arrow_schema), "d")
    return nights(draft.folder, NOW, tonight)


def documents(found: Nights) -> dict[int, int]:
    return dict(found.counts.select("night", "documents").sort("night").iter_rows())


def hours(number: float) -> dt.timedelta:
    return dt.timedelta(hours=number)


def test_tonight_is_the_first_night_of_all() -> None:
    tonight = pl.DataFrame([group(3)], schema=INTAKE_SCHEMA)
    found = nights(None, NOW, tonight)
    assert documents(found) == {0: 3}
    assert found.watched == {0}


def test_runs_of_one_night_count_together(tmp_path: Path) -> None:
    tonight = pl.DataFrame([group(1)], schema=INTAKE_SCHEMA)
    found = seen(tmp_path, ran(hours(24), group(5)), ran(hours(9.5), group(7)), tonight=tonight)
    assert documents(found) == {0: 8, 1: 5}


def test_a_run_by_hand_at_noon_sees_the_morning_s(tmp_path: Path) -> None:
    """02:30 is a day ago less the slack of two hours: it is tonight until half past midnight."""
    found = seen(tmp_path, ran(hours(10), group(7)), ran(hours(34), group(6)), ran(hours(58), group(5)))
    assert documents(found) == {0: 7, 1: 6, 2: 5}


@pytest.mark.parametrize("shift", [-1.5, -1, -0.01, 0, 0.01, 1, 1.5], ids=str)
def test_a_night_before_stays_that_when_clocks_change_or_a_run_is_late(tmp_path: Path, shift: float) -> None:
    found = seen(tmp_path, *(ran(hours(24 * night + shift), group(night)) for night in (1, 7, 28)))
    assert documents(found) == {1: 1, 7: 7, 28: 28}


def test_failed_runs_and_runs_that_looked_at_nothing_are_no_nights(tmp_path: Path) -> None:
    found = seen(tmp_path, ran(hours(24), ended="failed"), ran(hours(48), found=0), ran(hours(72)))
    assert found.watched == {0, 3}


def test_runs_that_counted_nothing_are_no_silent_nights(tmp_path: Path) -> None:
    """Those of a Spalte that did not count yet, and those that only read old content again."""
    assert seen(tmp_path, ran(hours(24), new=900), ran(hours(48), changed=900)).watched == {0}


def test_what_is_older_than_five_weeks_or_of_the_future_is_left_alone(tmp_path: Path) -> None:
    found = seen(tmp_path, ran(hours(24 * 36), group(1)), ran(hours(-48), group(2)))
    assert documents(found) == {}
    assert found.watched == {0}
