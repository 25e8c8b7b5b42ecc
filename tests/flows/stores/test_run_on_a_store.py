from __future__ import annotations

import dataclasses
import gzip

import pyarrow.parquet as pq
import pytest

import flows.batch
from flows.errors import RawRootError, StoreError, UsageError
from flows.job import Options, new_job
from flows.raw_file import Limits, Stored
from flows.stores import mirror
from flows.stores.local import local
from flows.stores.manifest import StoredFile
from flows.stores.place import Bucket
from flows.versions import current
from schemas.sources import Reason, Status
from tests.flows.conftest import House, article
from tests.flows.packed import zipped
from tests.flows.stores.conftest import Warehouse

MARCH = article(3).replace("2022-02", "2022-03")
RAW = {
    "2022/02/a.txt": article(1).encode(),
    "2022/02/100 % øl.txt": article(2).encode(),
    "2022/03/c.txt": MARCH.encode(),
    "2022/03/d.txt.gz": gzip.compress(article(4).encode()),
    "more.zip": zipped([("x.txt", article(5).encode()), ("y.txt", article(6).encode())]),
    "broken.txt": b"",
}


@pytest.fixture
def filled(warehouse: Warehouse) -> Warehouse:
    for key, data in RAW.items():
        warehouse.write(key, data)
    return warehouse


@pytest.fixture
def on_disk(house: House) -> House:
    for name, data in RAW.items():
        house.write(name, data or b" ")
    return house


def test_objects_give_the_bytes_that_files_give(on_disk: House, filled: Warehouse) -> None:
    filled.write("broken.txt", b" ")
    on_disk.run(entities="off")
    report = filled.run()
    assert report.row["found"] == 8
    assert filled.hashes() == on_disk.hashes()
    same = ("source_uri", "sha256", "bytes", "status", "reason", "document_id", "partition")
    assert filled.rows("sources").select(same).equals(on_disk.rows("sources").select(same))


def test_a_folder_may_be_published_in_a_store_and_objects_on_disk(on_disk: House, filled: Warehouse) -> None:
    filled.write("broken.txt", b" ")
    filled.run(on_disk.raw)
    House(filled.raw, on_disk.out).run(entities="off")  # type: ignore[arg-type]
    assert filled.hashes() == on_disk.hashes()


def test_a_second_night_reads_nothing_and_uploads_only_its_own_row(
    filled: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.run()
    before = set(filled.keys("files"))
    # Objects are younger than the last run: hashed once more, and then settled.
    monkeypatch.setattr("flows.ledger.RACY_NS", -60_000_000_000)
    monkeypatch.setattr(flows.batch, "read_stored", lambda *_: pytest.fail("read an object"))
    assert filled.counts() == {"unchanged": 8}
    assert [key.split("/")[1] for key in set(filled.keys("files")) - before] == ["runs"]


def test_a_changed_object_replaces_its_rows(filled: Warehouse, on_disk: House) -> None:
    filled.run()
    filled.write("2022/03/c.txt", MARCH.replace("Solvik", "Sandvik"))
    filled.remove("2022/02/a.txt")
    assert filled.counts(accept_removals=True, prune=True)["changed"] == 1
    on_disk.write("2022/03/c.txt", MARCH.replace("Solvik", "Sandvik"))
    (on_disk.raw / "2022/02/a.txt").unlink()
    on_disk.run(entities="off")
    assert filled.hashes() == on_disk.hashes()


def test_another_machine_goes_on_and_fetches_only_the_rows_that_it_touches(
    filled: Warehouse, on_disk: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.run()
    fetched = []

    def fetch(bucket: Bucket, file: StoredFile, *rest: object) -> None:
        fetched.append(file.path)
        real(bucket, file, *rest)  # type: ignore[arg-type]

    real = mirror.fetch
    monkeypatch.setattr(mirror, "fetch", fetch)
    filled.move("second")
    filled.write("2022/03/e.txt", MARCH.replace("Solvik", "Sandvik"))
    filled.run()
    documents = {path for path in fetched if not path.startswith(("sources/", "runs/"))}
    assert documents
    assert all("year=2022/month=03" in path for path in documents)
    on_disk.write("2022/03/e.txt", MARCH.replace("Solvik", "Sandvik"))
    on_disk.run(entities="off")
    assert filled.hashes() == on_disk.hashes()


@pytest.mark.parametrize("tail", [16, 64 * 1024], ids=["longer footer", "shorter footer"])
def test_of_what_is_not_fetched_only_the_footer_is_there(
    filled: Warehouse, monkeypatch: pytest.MonkeyPatch, tail: int
) -> None:
    filled.run()
    whole = current(local(filled.out))
    filled.move("second")
    monkeypatch.setattr(mirror, "_TAIL", tail)
    hollow = current(local(filled.out))
    assert whole
    assert hollow
    for path in (whole.folder / "documents").rglob("*.parquet"):
        twin = hollow.folder / path.relative_to(whole.folder)
        assert pq.read_metadata(twin).equals(pq.read_metadata(path))
        assert twin.stat().st_mtime == 0
        if tail == 16 and pq.read_metadata(path).num_rows:
            with pytest.raises(OSError, match=r"."):
                pq.ParquetFile(twin).read()


def test_names_that_are_no_raw_files_are_ignored_and_counted(filled: Warehouse) -> None:
    for key in (".hidden/a.txt", "2022/.b.txt", "picture.jpg"):
        filled.write(key, "x")
    assert filled.run().ignored == {"hidden": 2, "other file name": 1}


def test_an_object_beyond_the_limit_is_not_downloaded(
    filled: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPALTE_LIMITS__FILE_BYTES", "200")
    filled.run()
    reasons = (
        filled.rows("sources").filter(source_uri="2022/02/a.txt").select("status", "reason", "bytes").row(0)
    )
    assert reasons == (Status.REJECTED, Reason.TOO_LARGE, len(RAW["2022/02/a.txt"]))


def test_an_object_that_vanishes_before_it_is_read_is_unreadable(
    filled: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = flows.batch.read_stored

    def late(path: str, limits: Limits) -> Stored:
        filled.remove("2022/02/a.txt")
        return read(path, limits)

    monkeypatch.setattr(flows.batch, "read_stored", late)
    filled.run()
    source = filled.rows("sources").filter(source_uri="2022/02/a.txt").row(0, named=True)
    assert (source["status"], source["reason"]) == (Status.UNREADABLE, Reason.VANISHED)


def test_an_empty_raw_root_stops_the_run(warehouse: Warehouse) -> None:
    with pytest.raises(RawRootError, match="lies below s3://"):
        warehouse.run()
    assert warehouse.keys("files") == []


def test_a_bucket_that_is_not_there_is_named_with_what_to_check(warehouse: Warehouse) -> None:
    with pytest.raises(RawRootError, match=r"s3://nothing-here/raw cannot be used: .* AWS_ENDPOINT_URL"):
        warehouse.run(Bucket("s3://nothing-here/raw"))
    with pytest.raises(StoreError, match="s3://nothing-here/out cannot be used"):
        dataclasses.replace(warehouse, out=Bucket("s3://nothing-here/out")).run()


def test_output_below_the_raw_root_is_refused(warehouse: Warehouse) -> None:
    with pytest.raises(UsageError, match="lies below the raw root"):
        new_job(warehouse.raw, local(warehouse.raw / "out"), Options(), "direct")
