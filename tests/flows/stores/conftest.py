"""An S3 server on loopback, and datasets that go to it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from flows.engine import Direct
from flows.job import Options, new_job
from flows.reports.report import Report
from flows.run import run
from flows.stores.local import local
from flows.stores.manifest import StoredFile, read_manifest, read_pointer
from flows.stores.objects import delete, listing, write
from flows.stores.place import Bucket, Place
from schemas import DOCUMENT_TABLES, scan
from tests.flows.conftest import COUNTS

_STARTS_WITHIN = 60  # seconds


@dataclass(frozen=True)
class Warehouse:
    """A raw root and a processed root in a bucket, and a machine that has a folder for what it fetches."""

    raw: Bucket
    out: Bucket
    move: Callable[[str], None]

    def write(self, key: str, data: str | bytes) -> None:
        """A raw object."""
        write(self.raw, key, data.encode() if isinstance(data, str) else data)

    def remove(self, key: str) -> None:
        """Take a raw object away."""
        delete(self.raw, [key])

    def run(self, raw: Place | None = None, **options: Any) -> Report:  # noqa: ANN401 (the fields of Options)
        """A run without Prefect and names, in this process."""
        asked = Options(workers=0, entities="off", **options)
        return run(new_job(raw or self.raw, local(self.out), asked, "direct"), Direct())

    def counts(self, **options: Any) -> dict[str, object]:  # noqa: ANN401 (the fields of Options)
        """What a run counted, without the zeros."""
        row = self.run(**options).row
        return {name: row[name] for name in COUNTS if row[name]}

    def rows(self, table: str) -> pl.DataFrame:
        """A table of the current version, as a reader of the store sees it."""
        return scan(table, self.out.url).collect()

    def keys(self, prefix: str = "") -> list[str]:
        """What the processed root holds."""
        return sorted(one.key for one in listing(self.out, prefix))

    def manifest(self) -> list[StoredFile]:
        """The files of the current version."""
        pointer = read_pointer(self.out)
        return read_manifest(self.out, pointer.manifest if pointer else None)

    def hashes(self) -> dict[str, str]:
        """SHA-256 by path of the files of the document tables, as `House.hashes`."""
        names = tuple(f"{table.name}/" for table in DOCUMENT_TABLES)
        return {file.path: file.sha256 for file in self.manifest() if file.path.startswith(names)}


@pytest.fixture(scope="session")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that is another process, as a store is: nothing of it runs among the tests."""
    pytest.importorskip("obstore", reason="needs the extra `s3`")
    pytest.importorskip("moto", reason="needs the extra `test-store`")
    log = tmp_path_factory.mktemp("server") / "log"
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", "0"]
    with log.open("wb") as file, subprocess.Popen(command, stdout=file, stderr=file) as server:  # noqa: S603 (it is ours)
        yield _address(log, server)
        server.terminate()


def _address(log: Path, server: subprocess.Popen[bytes]) -> str:
    """Where the server says that it listens."""
    until = time.monotonic() + _STARTS_WITHIN
    while not (said := re.search(r"Running on (http://[0-9.:]+)", log.read_text())):
        if server.poll() is not None or time.monotonic() > until:
            server.kill()
            pytest.fail(f"No S3 server: {log.read_text()}")
        time.sleep(0.05)
    return said[1]


@pytest.fixture
def warehouse(endpoint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    """Empty roots in a bucket of their own; `move` goes on at another machine, which has fetched nothing."""
    known = {"AWS_ACCESS_KEY_ID": "tester", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_REGION": "us-east-1"}
    for name, value in {**known, "AWS_ENDPOINT_URL": endpoint, "AWS_ALLOW_HTTP": "true"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "fsync", lambda _: None)

    def move(machine: str) -> None:
        monkeypatch.setenv("SPALTE_CACHE", str(tmp_path / machine))

    move("first")
    bucket = f"news-{os.getpid()}-{abs(hash(tmp_path.name))}"
    with closing(HTTPConnection(endpoint.removeprefix("http://"))) as server:
        server.request("PUT", f"/{bucket}")
        assert server.getresponse().status == HTTPStatus.OK
    return Warehouse(Bucket(f"s3://{bucket}/in/raw"), Bucket(f"s3://{bucket}/processed"), move)
