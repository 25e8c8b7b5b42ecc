from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

import flows.run
from flows.plan import Plan
from schemas.fates import Status
from tests.flows.conftest import House, article

#: What a run stamps on a row.
STAMPS = ("run_id", "first_seen", "processed_at", "year", "month")


def fates(house: House) -> tuple[pl.DataFrame, dict[str, object]]:
    """The ledger and the counts after nights that bring every kind of change."""
    for number in range(12):
        house.write(f"{number:02}.txt", article(number))
    house.run()
    house.write("00.txt", article(50))
    house.write("03.txt", article(3), age=1800)  # touched
    house.write("05.txt", b"\n")
    house.write("11a.txt")
    for name in ("02.txt", "07.txt"):
        (house.raw / name).unlink()
    row = house.run(accept_removals=True, prune=True).row
    counts = {name: row[name] for name in ("new", "changed", "unchanged", "rejected", "removed", "documents")}
    return house.rows("sources").drop(STAMPS).sort("source_uri"), counts


@pytest.mark.parametrize("files", [1, 2, 5])
def test_fates_do_not_depend_on_how_many_files_are_weighed_at_a_time(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: int
) -> None:
    at_once, counts = fates(house)
    monkeypatch.setattr("flows.settle.SLICE_FILES", files)
    other = House(tmp_path / "other" / "raw", tmp_path / "other" / "out")
    sliced, sliced_counts = fates(other)
    same = sliced.drop("mtime").equals(at_once.drop("mtime"))
    assert same
    assert sliced_counts == counts
    assert counts == {"new": 1, "changed": 2, "unchanged": 8, "rejected": 1, "removed": 2, "documents": 10}
    assert sliced.filter(status=Status.FORGOTTEN)["source_uri"].to_list() == ["02.txt", "07.txt"]


def test_a_lost_outcome_fails_the_run(harbour: House, monkeypatch: pytest.MonkeyPatch) -> None:
    settle = flows.run.settle
    monkeypatch.setattr("flows.run.settle", _after_losing_an_outcome(settle))
    with pytest.raises(RuntimeError, match="lost the outcome"):
        harbour.run(batch_size=1)


def _after_losing_an_outcome(settle: Callable[..., object]) -> Callable[..., object]:
    def lose_one_and_settle(job: object, plan: Plan) -> object:
        sorted(plan.draft.staging.glob("*.outcomes.arrow"))[1].unlink()
        return settle(job, plan)

    return lose_one_and_settle
