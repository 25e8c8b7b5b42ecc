"""Readers that loop while runs are killed and versions are published."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import polars as pl

from schemas.dataset import scan_folder, version_folder

Contents = dict[str, str]
"""SHA-256 by address: what tells one version of the documents from another."""


@contextmanager
def reading(before: Path, after: Path, out: Path) -> Iterator[Callable[[], int]]:
    """Readers that must see `before` or `after` at `out`, nothing between.

    Yields a function that stops them, raises what they found wrong, and says how often `scan` read.
    """
    versions = [plain_polars(before), plain_polars(after)]
    loops = [_Loop(lambda: _joined(out)), *(_Loop(_plain(read, out, versions)) for read in PLAIN)]

    def result() -> int:
        for loop in loops:
            loop.stop()
        faults = [fault for loop in loops for fault in loop.faults]
        assert not faults, faults
        return loops[0].reads

    try:
        yield result
    finally:
        for loop in loops:
            loop.stop()


class _Loop:
    """A thread that reads until it is stopped or finds something wrong."""

    def __init__(self, read: Callable[[], None]) -> None:
        self.reads = 0
        self.faults: list[Exception] = []
        self._read = read
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._loop)
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join()

    def _loop(self) -> None:
        while not self._stopped.wait(0.1):
            try:
                self._read()
                self.reads += 1
            except Exception as fault:  # noqa: BLE001  (any failure is the finding)
                self.faults.append(fault)
                return


def _joined(out: Path) -> None:
    """One night of all tables: every document is in the ledger as it is, with all its quotes."""
    folder = version_folder(out)
    quotes = scan_folder("quotes", folder).group_by("document_id").agg(found=pl.len())
    sources = scan_folder("sources", folder).select("source_uri", "sha256", "document_id")
    documents = (
        scan_folder("documents", folder)
        .select("document_id", "source_uri", "source_sha256", "quotes")
        .join(sources, on=["source_uri", "document_id"], how="full", coalesce=True)
        .join(quotes, on="document_id", how="full", coalesce=True)
        .collect()
    )
    assert documents["source_sha256"].equals(documents["sha256"], null_equal=False)
    assert documents["quotes"].equals(documents["found"].fill_null(0), check_dtypes=False, null_equal=False)


def _plain(read: Callable[[Path], Contents], out: Path, versions: list[Contents]) -> Callable[[], None]:
    def once() -> None:
        try:
            found = read(out)
        except (OSError, pl.exceptions.PolarsError, duckdb.Error):
            return  # the flip happened meanwhile
        assert found in versions, "rows of two versions"

    return once


def plain_polars(out: Path) -> Contents:
    """The documents as somebody reads them who does not know `schemas`."""
    rows = pl.scan_parquet(out / "documents").select("source_uri", "source_sha256").collect()
    return dict(rows.iter_rows())


def plain_duckdb(out: Path) -> Contents:
    """The same with DuckDB."""
    query = "select source_uri, source_sha256 from read_parquet($1, hive_partitioning = true)"
    with duckdb.connect() as connection:
        return dict(connection.execute(query, [f"{out}/documents/**/*.parquet"]).fetchall())


PLAIN = (plain_polars, plain_duckdb)
