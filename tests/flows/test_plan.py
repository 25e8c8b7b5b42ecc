from __future__ import annotations

from pathlib import Path

import pytest

from flows.errors import RawRootError, ShrunkError
from flows.job import new_job
from flows.options import Options
from flows.plan import make_plan, survey
from tests.flows.conftest import House


def test_a_bad_night_stops_before_anything_is_written(harbour: House) -> None:
    harbour.run()
    before = (harbour.out / ".current").readlink()
    (harbour.raw / "2022/03/c.txt").unlink()
    with pytest.raises(ShrunkError, match=r"1 of the 3 known files .* --accept-removals"):
        harbour.run()
    for path in sorted(harbour.raw.rglob("*.txt")):
        path.unlink()
    with pytest.raises(RawRootError, match=r"No \.txt .* --accept-removals"):
        harbour.run()
    assert (harbour.out / ".current").readlink() == before


def test_a_survey_writes_nothing(harbour: House) -> None:
    seen = survey(new_job(harbour.raw, harbour.out, Options(), "direct"))
    assert seen.actions.height == 3
    assert not harbour.out.exists()


def test_batches_get_smaller_towards_the_end_so_that_two_workers_end_together(tmp_path: Path) -> None:
    files = 1200  # three batches of at most 500, were they not
    raw = tmp_path / "raw"
    raw.mkdir()
    for index in range(files):
        (raw / f"{index:04}.txt").write_text("Hei.", encoding="utf-8")
    busy = [0, 0]
    for size in _batch_sizes(raw, tmp_path / "out", workers=2):
        busy[busy.index(min(busy))] += size  # whoever is idle takes the next
    assert sum(busy) == files
    assert max(busy) < 1.1 * files / 2
    assert _batch_sizes(raw, tmp_path / "out", workers=1) == [500, 500, 200]


def _batch_sizes(raw: Path, out: Path, workers: int) -> list[int]:
    plan = make_plan(new_job(raw, out, Options(workers=workers), "direct"))
    return [batch.stop - batch.start for batch in plan.batches]
