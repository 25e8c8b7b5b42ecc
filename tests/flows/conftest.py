"""A house to run the job in: a raw root, a processed root, and a few articles."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from flows.engine import Direct
from flows.job import new_job
from flows.options import Options
from flows.raw_file import Limits, Stored, UnusableError, read_stored
from flows.reports.report import Report
from flows.run import run
from schemas import DOCUMENT_TABLES, scan
from schemas.fates import Reason

ARTICLE = """ date 2022-02-{day:02d} Nyheter

Ferja til Solvik er innstilt

Ferja går ikke i dag. Vinden er for sterk, og rederiet venter til i morgen.

– Vi tar ingen sjanser, sier kaptein Berit Moe ({number}) til Solvik Avis.

Passasjerene må vente på kaia til klokka ti i morgen tidlig.
"""


#: What a run counts files by.
COUNTS = ("new", "changed", "unchanged", "rejected", "unreadable", "removed")


@dataclass(frozen=True)
class House:
    """A raw root and a processed root of a test."""

    raw: Path
    out: Path

    def write(self, name: str, text: str | bytes = "", *, age: float = 3600) -> Path:
        """A raw file last written `age` seconds ago; an article about a ferry when no text is given."""
        path = self.raw / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = text or article(sum(name.encode()))
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        then = time.time() - age
        os.utime(path, (then, then))
        return path

    def run(self, *, workers: int = 0, **options: Any) -> Report:  # noqa: ANN401 (the fields of Options)
        """A run without Prefect, in this process unless more workers are asked for."""
        job = new_job(self.raw, self.out, Options(workers=workers, **options), "direct")
        return run(job, Direct())

    def rows(self, table: str) -> pl.DataFrame:
        """A table of the current version."""
        return scan(table, self.out).collect()

    def source(self, name: str) -> dict[str, Any]:
        """What the ledger says of one file."""
        return self.rows("sources").row(by_predicate=pl.col("source_uri") == name, named=True)

    def hashes(self) -> dict[str, str]:
        """SHA-256 of every file of the four document tables of the current version."""
        return digests(self.out / ".current", *(table.name for table in DOCUMENT_TABLES))


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """An empty raw root, away from the repository's own settings, on a disk that need not be safe."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "fsync", lambda _: None)
    raw = tmp_path / "in" / "raw"
    raw.mkdir(parents=True)
    return House(raw, tmp_path / "out")


@pytest.fixture
def harbour(house: House) -> House:
    """A house with three articles in two months."""
    house.write("2022/02/a.txt", article(1))
    house.write("2022/02/b.txt", article(2))
    house.write("2022/03/c.txt", article(3).replace("2022-02", "2022-03"))
    return house


def counts(house: House, **options: Any) -> dict[str, object]:  # noqa: ANN401 (the fields of Options)
    """What a run counted, without the zeros."""
    row = house.run(**options).row
    return {name: row[name] for name in COUNTS if row[name]}


def unreadable(name: str) -> Callable[..., Stored]:
    """`read_stored` on a disk that fails for addresses ending in `name`."""

    def read(path: str, limits: Limits) -> Stored:
        if path.endswith(name):
            raise UnusableError(Reason.IO_ERROR, "It could not be read: the disk is ill.")
        return read_stored(path, limits)

    return read


def article(number: int) -> str:
    """An article that differs from others by its number."""
    return ARTICLE.format(day=number % 28 + 1, number=number)


def digests(folder: Path, *tables: str) -> dict[str, str]:
    """SHA-256 by path of every file below some folders of `folder`."""
    paths = sorted(path for table in tables for path in (folder / table).rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
