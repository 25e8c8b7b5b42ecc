"""What the batches of a run have put down: found by table and partition, read piece by piece."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pyarrow as pa

from flows.row_order import document_ids, overlaps, prefix_range

_INDEX_SCHEMA = {
    "table": pl.String,
    "partition": pl.String,
    "prefix": pl.String,
    "rows": pl.Int64,
    "offset": pl.Int64,
    "length": pl.Int64,
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Some rows of one batch in one partition: those whose document ids begin with `prefix`, sorted."""

    path: Path
    prefix: str
    rows: int
    offset: int
    length: int


#: The pieces of each table and partition, batch by batch.
Staged = Mapping[tuple[str, str], list[Piece]]


def read_index(folder: Path) -> Staged:
    """Find what lies in a staging folder."""
    frames = [_one_index(path) for path in sorted(folder.glob("*.index.json"))]
    if not frames:
        return {}
    groups = pl.concat(frames).partition_by("table", "partition", as_dict=True, include_key=False)
    return {(str(table), str(partition)): _pieces(rows) for (table, partition), rows in groups.items()}


def read_outcomes(folder: Path) -> pa.Table | None:
    """What became of each file, all batches together in their order; None when no batch put any down."""
    paths = sorted(folder.glob("*.outcomes.arrow"))
    if not paths:
        return None
    return pa.concat_tables(pa.ipc.open_file(path.read_bytes()).read_all() for path in paths)


def read_piece(piece: Piece, schema: pa.Schema, prefix: str) -> pa.Table | None:
    """Rows of `piece` whose document ids begin with `prefix`, or None; `schema` is its table's."""
    if not overlaps(piece.prefix, prefix):
        return None
    descriptor = os.open(piece.path, os.O_RDONLY)
    try:
        data = os.pread(descriptor, piece.length, piece.offset)
    finally:
        os.close(descriptor)
    batch = pa.ipc.read_record_batch(pa.py_buffer(data), schema)
    rows = pa.Table.from_batches([batch])
    low, high = prefix_range(document_ids(rows["document_id"]), prefix)
    return rows.slice(low, high - low) if low < high else None


def _pieces(rows: pl.DataFrame) -> list[Piece]:
    columns = rows.select("path", "prefix", "rows", "offset", "length")
    return [Piece(Path(path), prefix, *numbers) for path, prefix, *numbers in columns.iter_rows()]


def _one_index(path: Path) -> pl.DataFrame:
    rows = json.loads(path.read_text(encoding="utf-8"))
    pieces = str(path).removesuffix(".index.json") + ".pieces"
    return pl.DataFrame(rows, schema=_INDEX_SCHEMA).with_columns(path=pl.lit(pieces))
