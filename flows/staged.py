"""What the batches of a run have put down: found by table and partition, read piece by piece.

A piece holds rows of one batch in one partition: those whose document ids begin with the piece's
prefix, sorted. It is an Arrow record batch of the table's schema somewhere in the batch's file.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl
import pyarrow as pa

from flows.row_order import document_ids, overlaps, prefix_range

#: Where pieces lie, one row each. A large first run has millions, so the rows are small.
INDEX_SCHEMA = {
    "table": pl.Categorical(),
    "partition": pl.Categorical(),
    "batch": pl.Int32(),
    "prefix": pl.Categorical(),
    "rows": pl.Int32(),
    "offset": pl.Int64(),
    "length": pl.Int32(),
}


_NOWHERE = pl.DataFrame(schema=INDEX_SCHEMA).drop("table", "partition")


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of one table in one partition; `places` are their rows of the index."""

    folder: Path
    places: pl.DataFrame

    @property
    def rows(self) -> int:
        """Rows in all of them."""
        return int(self.places["rows"].sum())

    @property
    def bytes(self) -> int:
        """Uncompressed size of all of them."""
        return int(self.places["length"].cast(pl.Int64).sum())

    def under(self, prefix: str) -> Pieces:
        """Those that may hold documents whose ids begin with `prefix`."""
        if not prefix:
            return self
        mask = [overlaps(piece_prefix, prefix) for piece_prefix in self.places["prefix"]]
        return replace(self, places=self.places.filter(pl.Series(mask, dtype=pl.Boolean)))

    def read(self, schema: pa.Schema, prefix: str) -> Iterator[pa.Table]:
        """The rows of each piece whose document ids begin with `prefix`; `schema` is the table's."""
        for batch, piece_prefix, _, offset, length in self.places.iter_rows():
            if overlaps(piece_prefix, prefix):
                data = _read(pieces_path(self.folder, batch), offset, length)
                rows = pa.Table.from_batches([pa.ipc.read_record_batch(pa.py_buffer(data), schema)])
                yield rows if piece_prefix.startswith(prefix) else _within(rows, prefix)


@dataclass(frozen=True, slots=True)
class Staged:
    """All that lies in a staging folder."""

    folder: Path
    index: Mapping[tuple[str, str], pl.DataFrame]

    @property
    def partitions(self) -> set[str]:
        """Folders of the partitions that got rows."""
        return {partition for _, partition in self.index}

    def pieces(self, table: str, partition: str) -> Pieces:
        """What one table got in one partition, maybe nothing."""
        return Pieces(self.folder, self.index.get((table, partition), _NOWHERE))


def pieces_path(folder: Path, batch: int) -> Path:
    """File of a batch's pieces in a staging folder."""
    return folder / f"{batch:06d}.pieces"


def read_index(folder: Path) -> Staged:
    """What the batches have put into a staging folder."""
    frames = [pl.read_ipc(path) for path in sorted(folder.glob("*.index.arrow"))]
    index = pl.concat([pl.DataFrame(schema=INDEX_SCHEMA), *frames])
    groups = index.partition_by("table", "partition", as_dict=True, include_key=False)
    return Staged(folder, {(table, partition): rows for (table, partition), rows in groups.items()})


def read_outcomes(folder: Path) -> pa.Table | None:
    """What became of each file, all batches together in their order; None when no batch put any down."""
    paths = sorted(folder.glob("*.outcomes.arrow"))
    if not paths:
        return None
    return pa.concat_tables(pa.ipc.open_file(path.read_bytes()).read_all() for path in paths)


def _read(path: Path, offset: int, length: int) -> bytes:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        return os.pread(descriptor, length, offset)
    finally:
        os.close(descriptor)


def _within(rows: pa.Table, prefix: str) -> pa.Table:
    low, high = prefix_range(document_ids(rows["document_id"]), prefix)
    return rows.slice(low, high - low)
