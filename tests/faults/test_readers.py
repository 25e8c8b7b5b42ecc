"""Readers that know nothing of versions, while one version after another is published."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import duckdb
import polars as pl
import pytest

from tests.flows.rows import NB, NN, Doc, night

pytestmark = pytest.mark.faults

NIGHTS, NIGHTS_FULL = 30, 120
_PARTITIONS = [(NB[0], NB[1], month) for month in range(1, 7)] + [
    (NN[0], NN[1], month) for month in range(1, 7)
]


def _polars(out: Path) -> set[str]:
    return set(pl.scan_parquet(out / "documents").select("text").collect()["text"])


def _duckdb(out: Path) -> set[str]:
    query = "select distinct text from read_parquet($1, hive_partitioning = true)"
    with duckdb.connect() as connection:
        return {text for (text,) in connection.execute(query, [f"{out}/documents/**/*.parquet"]).fetchall()}


@pytest.mark.fault(
    1,
    "Versions are published under the eyes of readers",
    how="polars and DuckDB read twelve partitions over and over while all of them change time and again",
    happened="a reader met by a publication may raise, and never gets rows of two versions",
)
@pytest.mark.parametrize("read", [_polars, _duckdb])
def test_a_plain_reader_never_gets_rows_of_two_versions(
    tmp_path: Path, read: Callable[[Path], set[str]], tried: Callable[[int], None], *, full: bool
) -> None:
    nights, published = NIGHTS_FULL if full else NIGHTS, threading.Event()
    _publish(tmp_path, 0)
    writer = threading.Thread(target=lambda: (_publish_all(tmp_path, nights), published.set()))
    writer.start()
    seen, mixed = set(), []
    while not published.is_set():
        try:
            texts = read(tmp_path)
        except (OSError, pl.exceptions.PolarsError, duckdb.Error):
            continue
        seen |= texts
        mixed += [texts] if len(texts) > 1 else []
    writer.join()
    assert not mixed
    assert len(seen) > 1, "no reader saw a version come"
    tried(nights)


def _publish_all(out: Path, nights: int) -> None:
    for number in range(1, nights + 1):
        _publish(out, number)


def _publish(out: Path, number: int) -> None:
    """A version in which every partition holds one document with the version's number as its text."""
    documents = [Doc(f"{partition}.txt", partition, 1, f"version {number}") for partition in _PARTITIONS]
    folders = [f"language={language}/year={year}/month={month:02d}" for language, year, month in _PARTITIONS]
    dropped = {folder: [doc.id] for folder, doc in zip(folders, documents, strict=True)} if number else {}
    night(out, [documents], dropped)
