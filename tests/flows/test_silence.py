"""The accident to prevent: for two weeks one language does not come, and nobody hears of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pytest

from flows import history, versions
from flows.alarms.finding import Level, sentences
from flows.alarms.intake import INTAKE_SCHEMA
from flows.alarms.judge import unlike_before
from flows.alarms.nights import nights
from flows.settings import Alarms
from schemas import RUNS
from tests.flows.alarms.test_judge import groups
from tests.flows.rows import run_row

START = dt.datetime(2026, 2, 2, 3, 30, tzinfo=dt.UTC)  # a Monday
LOST = 35  # the day from which no nynorsk comes
SPRING = 55  # the day when clocks go forward


def _came(day: int) -> list[dict[str, Any]]:
    """By night; nothing on Sundays. Bokmål goes on as before, so no total shows what is missing."""
    if day % 7 == 6:
        return []
    nynorsk = [("nrk", "nn", 25), ("avisa", "nn", 4)] if day < LOST else []
    return groups([("nrk", "nb", 300 + day), ("avisa", "nb", 60), *nynorsk])


def _begins(day: int) -> dt.datetime:
    """At half past four by the clock on the wall."""
    return START + dt.timedelta(days=day, hours=-1 if day >= SPRING else 0)


def _run(start: dt.datetime, intake: list[dict[str, Any]]) -> dict[str, Any]:
    told = {"run_id": f"{start:%Y%m%dT%H%M%SZ}", "started_at": start, "intake": intake, "changed": 0}
    return {**run_row(0).to_pylist()[0], **told, "ended": "completed", "found": 9, "new": len(intake)}


def _stored(root: Path, until: int) -> Path:
    """A version whose `runs` has all nights before `until`, and runs by hand at noon that found nothing."""
    rows = [
        row
        for day in range(max(0, until - 35), until)
        for row in (_run(_begins(day), _came(day)), _noon(day))
    ]
    draft = versions.begin(root)
    history.write_runs(draft, None, pa.Table.from_pylist(rows, schema=RUNS.arrow_schema), "d")
    return draft.folder


def _noon(day: int) -> dict[str, Any]:
    return _run(_begins(day) + dt.timedelta(hours=8), [])


def _told(root: Path, day: int, *, at_noon: bool) -> list[str]:
    now = _begins(day) + dt.timedelta(hours=8 if at_noon else 0)
    stored = _stored(root, day + at_noon)
    tonight = pl.DataFrame([] if at_noon else _came(day), schema=INTAKE_SCHEMA)
    return sentences(unlike_before(nights(stored, now, tonight), Alarms()), Level.FAIL)


@pytest.mark.parametrize("at_noon", [False, True], ids=["by night", "by hand at noon"])
def test_every_day_of_two_weeks_says_that_nynorsk_is_missing(tmp_path: Path, *, at_noon: bool) -> None:
    for day in range(LOST - 3, LOST):
        assert _told(tmp_path, day, at_noon=at_noon) == []
    for day in range(LOST, LOST + 14):
        silent = day - LOST + 1
        if day % 7 == 6 and silent < 7:
            continue  # the first Sunday: a day without a paper says nothing
        (sentence,) = _told(tmp_path, day, at_noon=at_noon)
        assert sentence.startswith("Fewer documents in all folders, nn: 0"), f"day {silent}"
