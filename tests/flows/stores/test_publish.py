from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import flows.run
from flows.errors import LockedError, SpalteError, StoreError
from flows.stores import lease, manifest, objects, push
from flows.stores.local import local
from flows.stores.manifest import flip, read_pointer
from flows.stores.objects import TakenError
from flows.stores.upstream import Upstream, upstream_of
from flows.versions import begin, current
from tests.flows.conftest import House, article
from tests.flows.stores.conftest import Warehouse
from tests.flows.stores.line import cuttable_line

#: What a night uploads here: three tables (names are off), the ledger, the runs.
FILES = 5


@pytest.fixture
def night(warehouse: Warehouse) -> Warehouse:
    """A store with one published night, and an article more for the next."""
    warehouse.write("a.txt", article(1))
    warehouse.run()
    warehouse.write("b.txt", article(2))
    return warehouse


def twin(house: House) -> House:
    """The same two articles on disk."""
    house.write("a.txt", article(1))
    house.write("b.txt", article(2))
    house.run(entities="off")
    return house


def failing_after(puts: int, write: Callable[..., Any], done: list[str]) -> Callable[..., Any]:
    """`write` on a line that is cut when so many objects are `done`."""

    def cut(bucket: objects.Bucket, key: str, *rest: Any, **options: Any) -> Any:  # noqa: ANN401 (those of write)
        if len(done) >= puts:
            raise StoreError("the line is cut")
        done.append(key)
        return write(bucket, key, *rest, **options)

    return cut


@pytest.mark.parametrize("puts", range(FILES + 2), ids=lambda puts: f"after {puts} objects")
def test_a_publication_that_fails_anywhere_leaves_the_night_before(
    house: House, night: Warehouse, monkeypatch: pytest.MonkeyPatch, puts: int
) -> None:
    with monkeypatch.context() as broken:
        done: list[str] = []
        broken.setattr(push, "write", failing_after(puts, objects.write, done))
        broken.setattr(manifest, "put", failing_after(puts, objects.put, done))
        with pytest.raises(StoreError, match="the line is cut"):
            night.run()
    assert night.rows("documents").height == 1
    assert night.run().row["documents"] == 2
    assert night.hashes() == twin(house).hashes()


def test_a_line_that_breaks_in_the_middle_of_an_upload_leaves_the_night_before(
    house: House, night: Warehouse, endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(objects, "RETRIES", 1)
    with cuttable_line(endpoint) as line, monkeypatch.context() as far:
        far.setenv("AWS_ENDPOINT_URL", line.url)
        objects.connection.cache_clear()
        upload = push.upload

        def late(*arguments: Any) -> Any:  # noqa: ANN401 (those of upload)
            line.bytes_left = 1500  # the line holds for a part of the next object
            return upload(*arguments)

        far.setattr(push, "upload", late)
        with pytest.raises(StoreError, match="cannot be used"):
            night.run()
        assert line.broken
    objects.connection.cache_clear()
    assert night.rows("documents").height == 1
    assert night.run().row["documents"] == 2
    assert night.hashes() == twin(house).hashes()


_KILLED = """
import os, signal, sys
from flows.cli import main
from flows.stores import push
upload, done = push.upload, []
def dying(*arguments):
    if len(done) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    done.append(upload(*arguments))
    return done[-1]
push.upload, push.REQUESTS = dying, 1
main(["run", *sys.argv[1:], "--direct", "--workers", "0", "--entities", "off"])
"""


def test_a_run_that_is_killed_in_the_middle_leaves_the_night_before_and_a_lease_that_runs_out(
    house: House, night: Warehouse
) -> None:
    command = [sys.executable, "-c", _KILLED, night.raw.url, night.out.url]
    ended = subprocess.run(command, check=False, capture_output=True)  # noqa: S603 (our own interpreter)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    assert night.rows("documents").height == 1
    night.move("second")
    with pytest.raises(LockedError, match=r"written by process \d+ of .* 5 minutes"):
        night.run()
    night.move("first")  # where the lock that died with the run says that nobody writes
    assert night.run().row["documents"] == 2
    assert night.hashes() == twin(house).hashes()


def test_a_lease_that_has_run_out_is_taken_over(night: Warehouse) -> None:
    objects.write(night.out, lease.KEY, json.dumps({"mirror": "another", "until": 0}).encode())
    assert night.run().row["documents"] == 2
    assert objects.get(night.out, lease.KEY) is None


def test_a_second_writer_is_refused_with_the_holder_s_name(night: Warehouse) -> None:
    with (
        lease.leased(Upstream(night.out, "another")),
        pytest.raises(LockedError, match=f"process {os.getpid()} of "),
    ):
        night.run()
    assert night.run().row["documents"] == 2


def test_a_lease_is_renewed_while_it_is_held(night: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease, "_RENEWED", 0.05)
    with lease.leased(Upstream(night.out, "another")):
        first = objects.get(night.out, lease.KEY)
        while objects.get(night.out, lease.KEY) == first:
            pass
    assert objects.get(night.out, lease.KEY) is None


def test_of_two_writers_who_both_believe_to_be_alone_only_the_first_publishes(
    house: House, night: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease, "_LASTS", -1)  # whoever comes takes the lease over
    publish = flows.run.publish_version

    def late(*arguments: Any) -> Any:  # noqa: ANN401 (those of publish_version)
        monkeypatch.setattr(flows.run, "publish_version", publish)
        night.move("second")
        assert night.run().row["documents"] == 2
        night.move("first")
        return publish(*arguments)

    monkeypatch.setattr(flows.run, "publish_version", late)
    with pytest.raises(StoreError, match=r"Another run has published in s3://.* Run again"):
        night.run()
    assert night.rows("runs").height == 2
    assert night.hashes() == twin(house).hashes()
    assert night.counts() == {"unchanged": 2}


def test_of_writers_who_publish_at_the_same_time_one_wins(night: Warehouse) -> None:
    roots = []
    for machine in ("first", "second", "third"):
        night.move(machine)
        roots.append(local(night.out))

    def publish(root: Any) -> bool:  # noqa: ANN401
        draft = begin(root)
        version = current(root)
        assert version
        try:
            flip(night.out, f"versions/{draft.number:012d}-{root.parent.name}", upstream_of(root).stamp)  # type: ignore[union-attr]
        except TakenError:
            return False
        return True

    with ThreadPoolExecutor(3) as pool:
        won = list(pool.map(publish, roots))
    assert won.count(True) == 1


def test_a_flip_whose_answer_was_lost_is_no_conflict(night: Warehouse) -> None:
    before = read_pointer(night.out)
    assert before
    done = flip(night.out, before.manifest.replace("01-", "02-"), before.stamp)
    assert flip(night.out, done.manifest, before.stamp) == done
    with pytest.raises(TakenError):
        flip(night.out, before.manifest, before.stamp)


def test_an_object_with_other_bytes_than_its_name_says_stops_the_publication(
    night: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    get = objects.get
    with monkeypatch.context() as early:
        early.setattr(push, "get", lambda bucket, key: get(bucket, key) or (b"other bytes", None))
        with pytest.raises(StoreError, match="holds other bytes than its name says"):
            night.run()
    assert night.rows("documents").height == 1


def test_a_file_of_several_parts_arrives_whole(warehouse: Warehouse, tmp_path: Path) -> None:
    path = tmp_path / "large"
    path.write_bytes(os.urandom(12 * 2**20))
    objects.write(warehouse.out, "large", path)
    found = objects.get(warehouse.out, "large")
    assert found
    assert found[0] == path.read_bytes()


def test_versions_of_the_last_day_and_the_two_before_stay_and_older_ones_go(
    night: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(4):
        night.run()
    assert len(night.keys("versions")) == 5
    monkeypatch.setattr(push, "_GRACE", -60)
    night.run()
    assert len(night.keys("versions")) == 3
    named = {
        f"files/{file.path}"
        for key in night.keys("versions")
        for file in manifest.read_manifest(night.out, key)
    }
    assert set(night.keys("files")) == named
    assert night.rows("documents").height == 2


def test_a_store_that_lost_its_pointer_is_a_new_dataset(night: Warehouse) -> None:
    objects.delete(night.out, ["current.json"])
    night.run()
    assert night.rows("documents").height == 2
    assert night.rows("runs").height == 1


def test_the_failure_of_a_run_is_a_row_of_the_store_s_runs(
    night: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    night.move("second")
    with monkeypatch.context() as broken:
        broken.setattr(flows.run, "settle", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            night.run()
    assert night.rows("runs")["ended"].to_list() == ["completed", "failed"]
    assert night.rows("documents").height == 1


def test_without_the_extra_the_message_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "obstore", None)
    objects.library.cache_clear()
    with pytest.raises(SpalteError, match=r"pip install 'spalte\[s3\]'"):
        objects.get(objects.Bucket("s3://news/raw"), "a.txt")
    objects.library.cache_clear()
