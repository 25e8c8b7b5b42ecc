from __future__ import annotations

from collections.abc import Callable, Collection

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import flows.reread
from flows.engine import Direct
from flows.errors import WorkerError
from flows.options import Reread
from flows.work import Batch, BatchRecord
from schemas.fates import Reason, Status
from tests.flows.conftest import House, article


class Mortal:
    """A worker that dies over some files, and reads in this process."""

    def __init__(self, deadly: Callable[[Batch], bool]) -> None:
        self._deadly = deadly

    def call(self, unit: Callable[[Batch], BatchRecord], batch: Batch) -> BatchRecord | None:
        return None if self._deadly(batch) else unit(batch)

    def check(self) -> None:
        pass

    def close(self) -> None:
        pass


class Dying(Direct):
    """An engine that has lost every batch."""

    def read(self, batches: Collection[Batch], workers: int) -> list[None]:  # type: ignore[override]  # noqa: ARG002
        return [None] * len(batches)


@pytest.fixture
def harbours(house: House) -> House:
    """Forty articles."""
    for number in range(40):
        house.write(f"{number:02d}.txt", article(number))
    return house


def _dies_over(monkeypatch: pytest.MonkeyPatch, *numbers: int) -> None:
    """Workers die over files of these numbers in the list of addresses, in whatever batch they are."""
    deadly = set(numbers)
    worker = Mortal(lambda batch: bool(deadly & set(range(batch.start, batch.stop))))
    monkeypatch.setattr(flows.reread, "Worker", lambda: worker)
    monkeypatch.setattr("tests.flows.conftest.Direct", Dying)


@pytest.mark.parametrize("batch_size", [1, 7, 500])
def test_only_files_that_kill_alone_are_rejected(
    harbours: House, monkeypatch: pytest.MonkeyPatch, batch_size: int
) -> None:
    _dies_over(monkeypatch, 3, 4, 39)
    row = harbours.run(batch_size=batch_size, workers=2).row
    assert (row["rejected"], row["documents"]) == (3, 37)
    rejected = harbours.rows("sources").filter(status=Status.REJECTED)
    assert rejected["source_uri"].to_list() == ["03.txt", "04.txt", "39.txt"]
    assert set(rejected["reason"]) == {Reason.WORKER_DIED}
    assert rejected["detail"].str.ends_with(Reason.WORKER_DIED.remedy).all()


def test_rows_do_not_depend_on_the_pieces(harbours: House, monkeypatch: pytest.MonkeyPatch) -> None:
    harbours.run()
    other = House(harbours.raw, harbours.out.with_name("other"))
    _dies_over(monkeypatch)
    other.run(batch_size=7, workers=2)
    assert other.hashes() == harbours.hashes()


def test_a_file_that_killed_is_read_again_on_request_only(
    harbours: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    _dies_over(monkeypatch, 5)
    harbours.run(workers=2)
    monkeypatch.undo()
    monkeypatch.chdir(harbours.raw.parent)
    assert harbours.run().row["documents"] == 39
    assert harbours.run(reread=Reread.FAILED).row["documents"] == 40


def test_when_many_files_kill_the_run_fails_and_the_dataset_stays(
    harbours: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    harbours.write("00.txt", article(77))
    harbours.run()
    before = harbours.hashes()
    for number in range(40):
        harbours.write(f"{number:02d}.txt", article(number + 100), age=60)
    _dies_over(monkeypatch, *range(21))
    with pytest.raises(WorkerError, match=r"more than 20 files, the first of them 00\.txt"):
        harbours.run(workers=2)
    assert harbours.hashes() == before


@settings(max_examples=50)
@given(st.integers(0, 10_000), st.integers(1, 2_000))
def test_pieces_are_smaller_and_cover_a_batch_once(start: int, size: int) -> None:
    batch = Batch(start, start + size, None)  # type: ignore[arg-type]
    pieces = list(flows.reread._pieces(batch))  # noqa: SLF001
    rows = [row for piece in pieces for row in range(piece.start, piece.stop)]
    assert rows == list(range(start, start + size))
    assert size == 1 or all(piece.stop - piece.start < size for piece in pieces)
