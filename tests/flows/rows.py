"""Rows of invented documents, as a batch hands them to the store."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa

from flows import history, migrate, storage, versions
from flows.engine import Engine
from flows.merging import merge
from schemas import DOCUMENT_TABLES, RUNS, SOURCES, Table

NB = ("nb", 2022, 2)
NN = ("nn", 2022, 11)
UND = ("und", 0, 0)

DOCUMENT_NAMES = tuple(table.name for table in DOCUMENT_TABLES)

_KEYS = pa.schema([("language", pa.large_string()), ("year", pa.int32()), ("month", pa.int32())])
_MONTHS = pa.schema([("year", pa.int32()), ("month", pa.int32())])
_NIGHT = dt.datetime(2026, 3, 1, 2, 30, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Doc:
    """A document with `rows` rows in each of the tables that hold several a document."""

    uri: str
    partition: tuple[str, int, int] = NB
    rows: int = 3
    text: str = "Veien er stengt, sier Kari Sund."

    @property
    def id(self) -> str:
        return digest(self.uri)


def digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def docs(count: int, start: int = 0, partitions: Sequence[tuple[str, int, int]] = (NB, NN, UND)) -> list[Doc]:
    """Documents `start` to `start + count`, dealt to the partitions in turn."""
    numbers = range(start, start + count)
    return [
        Doc(f"{n}.txt", partitions[n % len(partitions)], n % 4, f"Artikkel {n} " * (n % 7 + 1))
        for n in numbers
    ]


def batch(documents: Iterable[Doc]) -> dict[str, pa.Table]:
    """The four document tables of a batch, sorted as they must be."""
    ordered = sorted(documents, key=lambda doc: (doc.partition, doc.id))
    return {table.name: _rows(table, ordered) for table in DOCUMENT_TABLES}


def _rows(table: Table, documents: list[Doc]) -> pa.Table:
    schema = pa.schema([*table.arrow_schema, *_KEYS])
    rows = [
        {field.name: _value(field, doc, index) for field in schema}
        for doc in documents
        for index in range(1 if table.name == "documents" else doc.rows)
    ]
    return pa.Table.from_pylist(rows, schema=schema)


def _value(field: pa.Field, doc: Doc, index: int) -> object:
    known = {
        "document_id": doc.id,
        "source_uri": doc.uri,
        "quote_id": digest(f"{doc.uri} {index}"),
        "text": doc.text,
        "byline": ["Kari Sund", "Ola Nord"][: len(doc.uri) % 3],
        "agency": "NTB" if doc.rows % 2 else None,
        "cue_start": index * 7 if doc.rows % 2 else None,
        "start": index,
        "end": index + 4,
        "language": doc.partition[0],
        "year": doc.partition[1],
        "month": doc.partition[2],
    }
    return known.get(field.name, index if field.name.endswith("_index") else _plain(field))


def _plain(field: pa.Field) -> object:
    if field.nullable:
        return None
    kinds = {pa.large_string(): "x", pa.timestamp("us", tz="UTC"): _NIGHT}
    return [] if pa.types.is_large_list(field.type) else kinds.get(field.type, 1)


def sources(rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Rows of the ledger, each given by some of its columns, `year` and `month` among them."""
    schema = pa.schema([*SOURCES.arrow_schema, *_MONTHS])
    first_seen = {"year": 2026, "month": 3}
    whole = [{field.name: _plain(field) for field in schema} | first_seen | dict(row) for row in rows]
    return pa.Table.from_pylist(whole, schema=schema)


def run_row(number: int) -> pa.Table:
    """The row of the run of night `number`."""
    row = {field.name: _plain(field) for field in RUNS.arrow_schema}
    row |= {"run_id": f"run-{number:03d}", "started_at": _NIGHT + dt.timedelta(days=number)}
    return pa.Table.from_pylist([row], schema=RUNS.arrow_schema)


def night(
    root: Path,
    batches: Iterable[Sequence[Doc]] = (),
    dropped: Mapping[str, Iterable[str]] | None = None,
    engine: Engine | None = None,
    workers: int = 0,
) -> merge.Merged:
    """One run of the store: stage the batches, merge, publish."""
    draft = versions.begin(root)
    base = migrate.upgraded(draft)
    for number, documents in enumerate(batches):
        storage.stage(draft.staging, number, [batch(documents)])
    with storage.staged_dropped(draft.staging) as drop:
        for partition, ids in (dropped or {}).items():
            drop(pl.DataFrame({"document_id": list(ids)}).with_columns(partition=pl.lit(partition)))
    merged = merge.merge(draft, base, settings_digest="d1", engine=engine, workers=workers)
    history.write_sources(draft, base, [], "d1")
    history.write_runs(draft, base, run_row(draft.number), "d1")
    versions.publish(draft)
    return merged


def files(root: Path, tables: Iterable[str] = DOCUMENT_NAMES) -> dict[str, str]:
    """Path below the root and SHA-256 of every file of the tables, as a reader sees them."""
    found = [path for name in tables for path in sorted((root / name).glob("**/*.parquet"))]
    return {path.relative_to(root).as_posix(): sha256(path) for path in found}


def part(folder: Path) -> Path:
    """The one file of a partition."""
    (path,) = folder.glob("part-000-*.parquet")
    return path


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
