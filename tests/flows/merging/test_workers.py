"""Who writes the files of a merge changes none of their bytes."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from flows.engine import Direct
from flows.errors import DuplicateDocumentError, WorkerError
from flows.merging import merge
from flows.merging.change import Change
from schemas import DOCUMENT_TABLES
from tests.flows.rows import NB, NN, UND, Doc, docs, files, night


class Watched(Direct):
    """An engine that notes what it hands out, and loses what is not `spared`."""

    def __init__(self, *, spared: bool = True) -> None:
        self.changes: list[Change] = []
        self._spared = spared

    def map(self, unit: Callable[[Any], Any], items: Sequence[Any], workers: int) -> Iterator[Any]:  # noqa: ARG002
        self.changes += items
        yield from map(unit, items) if self._spared else [None] * len(items)


class Doomed:
    """A worker that dies over every unit."""

    def call(self, unit: Callable[[Any], Any], item: object) -> None:
        pass

    def close(self) -> None:
        pass


@pytest.fixture(autouse=True)
def workers_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merge, "WORTH_WORKERS", 0)


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The files of two nights that this process merged."""
    root = tmp_path_factory.mktemp("here")
    _two_nights(root)
    return files(root)


def _two_nights(root: Path, **how: Any) -> merge.Merged:  # noqa: ANN401 (what `night` takes)
    night(root, [docs(30), docs(30, 30)])
    return night(root, [[Doc("1.txt", UND)], docs(9, 60)], {_folder(NN): [Doc("1.txt").id]}, **how)


def _folder(partition: tuple[str, int, int]) -> str:
    return "language={}/year={}/month={:02d}".format(*partition)


def test_worker_processes_write_the_same_bytes(tmp_path: Path, expected: dict[str, str]) -> None:
    merged = _two_nights(tmp_path, workers=2)
    assert files(tmp_path) == expected
    assert merged.rows["documents"] == 69


def test_every_table_of_every_partition_is_a_unit_of_its_own(tmp_path: Path) -> None:
    engine = Watched()
    _two_nights(tmp_path, engine=engine)
    units = {(change.table, change.partition) for change in engine.changes}
    assert units == {
        (table.name, partition)
        for table in DOCUMENT_TABLES
        for partition in (_folder(NB), _folder(NN), "language=und/year=0/month=0")
    }
    assert len(engine.changes) == len(units)


def test_a_unit_names_files_and_holds_no_row_however_many_batches_there_are(tmp_path: Path) -> None:
    engine = Watched()
    night(tmp_path / "few", [docs(30)], engine=engine)
    few = max(len(pickle.dumps(change)) for change in engine.changes)
    engine.changes.clear()
    night(tmp_path / "many", [[one] for one in docs(30)], engine=engine)
    assert max(len(pickle.dumps(change)) for change in engine.changes) < few + 50


def test_the_largest_units_are_handed_out_first(tmp_path: Path) -> None:
    sizes: list[int] = []

    class Weighing(Watched):
        def map(self, unit: Callable[[Any], Any], items: Sequence[Any], workers: int) -> Iterator[Any]:
            sizes.extend(change.size for change in items)
            return super().map(unit, items, workers)

    night(tmp_path, [docs(30)], engine=Weighing())
    assert len(sizes) > 2
    assert sizes == sorted(sizes, reverse=True)


def test_what_a_worker_died_over_is_done_once_more(tmp_path: Path, expected: dict[str, str]) -> None:
    _two_nights(tmp_path, engine=Watched(spared=False))
    assert files(tmp_path) == expected


def test_a_second_death_stops_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merge, "Worker", Doomed)
    with pytest.raises(WorkerError, match="Free memory and run again"):
        night(tmp_path, [docs(3)], engine=Watched(spared=False))


def test_a_unit_that_is_done_twice_is_done(tmp_path: Path, expected: dict[str, str]) -> None:
    class Stuttering(Watched):
        def map(self, unit: Callable[[Any], Any], items: Sequence[Any], workers: int) -> Iterator[Any]:
            list(super().map(unit, items, workers))
            return super().map(unit, items, workers)

    _two_nights(tmp_path, engine=Stuttering())
    assert files(tmp_path) == expected


def test_an_error_of_a_worker_is_the_runs_own(tmp_path: Path) -> None:
    night(tmp_path, [[Doc("a.txt")]])
    with pytest.raises(DuplicateDocumentError, match=Doc("a.txt").id):
        night(tmp_path, [[Doc("a.txt")]], workers=1)


def test_a_unit_leaves_nothing_behind_in_the_staging_folder(tmp_path: Path) -> None:
    left: list[str] = []

    class Looking(Watched):
        def map(self, unit: Callable[[Any], Any], items: Sequence[Any], workers: int) -> Iterator[Any]:
            (staging,) = {change.staging for change in items}
            before = set(staging.iterdir())
            yield from super().map(unit, items, workers)
            left.extend(path.name for path in set(staging.iterdir()) - before)

    night(tmp_path, [docs(30)], engine=Looking())
    assert left == []
