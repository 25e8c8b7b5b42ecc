from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import flows.batch
from flows.errors import LockedError
from flows.lock import writer_lock
from flows.pool import WorkerPool, worker_pool
from schemas import TABLES
from schemas.fates import Status
from tests.flows.conftest import House, article, counts, digests


def test_a_first_run_reads_everything(harbour: House) -> None:
    report = harbour.run()
    assert (report.row["found"], report.row["new"], report.row["documents"]) == (3, 3, 3)
    assert report.row["ended"] == "completed"
    assert set(harbour.rows("sources")["status"]) == {Status.OK}
    assert harbour.rows("documents").height == 3


def test_a_second_run_reads_nothing_and_writes_only_its_own_row(
    harbour: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    harbour.run()
    before = digests(harbour.out / ".current", *TABLES)
    monkeypatch.setattr(flows.batch, "read_stored", lambda *_: pytest.fail("read a file"))
    assert counts(harbour) == {"unchanged": 3}
    after = digests(harbour.out / ".current", *TABLES)
    assert {path.split("/")[0] for path in after if after[path] != before.get(path)} == {"runs"}
    assert harbour.rows("runs").height == 2


def test_files_that_do_not_change_are_not_written_again(harbour: House) -> None:
    harbour.run()
    old = {path: (harbour.out / ".current" / path).stat().st_ino for path in harbour.hashes()}
    harbour.write("2022/03/d.txt", article(4).replace("2022-02", "2022-03"))
    harbour.run()
    new = {path: (harbour.out / ".current" / path).stat().st_ino for path in harbour.hashes()}
    touched = {path for path in new if old.get(path) != new[path]}
    assert touched
    assert all("year=2022/month=03" in path for path in touched)
    assert old.keys() - new.keys(), "a changed file has kept its name"


@pytest.mark.parametrize(
    "options", [{"batch_size": 1}, {"batch_size": 1000}, {"batch_size": 2, "workers": 2}]
)
def test_bytes_do_not_depend_on_batches_or_workers(
    house: House, tmp_path: Path, options: dict[str, int]
) -> None:
    for number in range(12):
        house.write(f"{number % 3}/{number}.txt", article(number))
    house.write("broken.txt", b"")
    house.run()
    other = House(house.raw, tmp_path / "other")
    other.run(**options)
    assert other.hashes() == house.hashes()


def test_bytes_do_not_depend_on_what_was_there_before(harbour: House, tmp_path: Path) -> None:
    harbour.write("2022/02/a.txt", article(99))
    harbour.write("2022/02/z.txt", article(98))
    harbour.run()
    harbour.write("2022/02/a.txt", article(1))
    (harbour.raw / "2022/02/z.txt").unlink()
    harbour.run(accept_removals=True, prune=True)
    fresh = House(harbour.raw, tmp_path / "fresh")
    fresh.run()
    assert harbour.hashes() == fresh.hashes()


def test_every_row_keeps_the_rules_of_its_table(harbour: House) -> None:
    harbour.write("empty.txt", b" ")
    harbour.run()
    for name, table in TABLES.items():
        table.columns.validate(harbour.rows(name).select(table.polars_schema.names()))


def test_the_raw_root_is_left_as_it_was(harbour: House) -> None:
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in harbour.raw.rglob("*.txt")}
    names = sorted(harbour.raw.rglob("*"))
    harbour.run(batch_size=1)
    assert sorted(harbour.raw.rglob("*")) == names
    assert {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in before} == before


def test_a_second_writer_is_refused(harbour: House) -> None:
    with writer_lock(harbour.out), pytest.raises(LockedError):
        harbour.run()


def test_a_failed_run_leaves_the_version_and_a_row(harbour: House, monkeypatch: pytest.MonkeyPatch) -> None:
    harbour.run()
    before = harbour.hashes()
    harbour.write("2022/02/new.txt", article(5))
    with monkeypatch.context() as broken:
        broken.setattr("flows.run.settle", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            harbour.run()
    assert harbour.hashes() == before
    runs = harbour.rows("runs")
    assert runs["ended"].to_list() == ["completed", "failed"]
    assert runs["detail"].to_list() == [None, "ZeroDivisionError: division by zero"]
    assert runs["documents"].to_list() == [3, 3]
    assert counts(harbour) == {"new": 1, "unchanged": 3}


def test_a_failed_first_run_leaves_nothing_that_a_reader_sees(
    harbour: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("flows.run.settle", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            harbour.run()
    assert not (harbour.out / "documents").exists()
    assert counts(harbour) == {"new": 3}


def test_hints_of_the_first_matching_glob_count(house: House) -> None:
    house.write("old/a.txt", article(1).replace("Ferja går", "Ferja på Sørøya går").encode("cp1252"))
    house.write("old/skip.txt", article(2))
    (house.raw.parent / "spalte.toml").write_text(
        '[sources."old/skip*"]\nexclude = true\n[sources."old/**"]\nencoding = "cp1252"\n'
    )
    report = house.run()
    assert report.row["documents"] == 1
    row = house.rows("documents").row(0, named=True)
    assert (row["encoding"], row["encoding_source"]) == ("cp1252", "declared")
    assert sum(report.ignored.values()) == 1


def test_an_address_that_is_no_utf8_is_read(house: House) -> None:
    path = os.fsencode(house.raw) + b"/bl\xe5.txt"
    Path(os.fsdecode(path)).write_text(article(1))
    house.run()
    assert house.rows("documents")["source_uri"].to_list() == ["bl%E5.txt"]


@pytest.mark.parametrize(
    ("texts", "started"), [([b"x" * 100], 0), ([b"x" * 100_000], 1), ([b"x" * 100, b"y" * 100], 1)]
)
def test_a_single_small_file_is_read_without_a_worker(
    house: House, monkeypatch: pytest.MonkeyPatch, texts: list[bytes], started: int
) -> None:
    pools: list[int] = []

    @contextmanager
    def pool(workers: int) -> Iterator[WorkerPool]:
        pools.append(workers)
        with worker_pool(workers) as workers_:
            yield workers_

    monkeypatch.setattr("flows.engine.worker_pool", pool)
    for number, text in enumerate(texts):
        house.write(f"{number}.txt", text)
    assert house.run(workers=1).row["found"] == len(texts)
    assert len(pools) == started
