"""What the batches of a run have put down: found by table and partition, read piece by piece.

A piece holds the rows of one batch in one partition, sorted. It is an Arrow record batch of the
table's schema somewhere in the batch's file.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pyarrow as pa

#: Where pieces lie, one row each. A large first run has millions, so the rows are small.
INDEX_SCHEMA = {
    "table": pl.Categorical(),
    "partition": pl.Categorical(),
    "file": pl.Categorical(),
    "rows": pl.Int32(),
    "offset": pl.Int64(),
    "length": pl.Int64(),
}

#: Stands where a table's name does: the documents that leave a partition.
DROPPED = "dropped"
DROPPED_SCHEMA = pa.schema([("document_id", pa.large_string())])

_INDEX = "pieces.arrow"


@dataclass(frozen=True, slots=True)
class Span:
    """A record batch in a file: first byte and number of bytes."""

    path: Path
    offset: int
    length: int

    def read(self, schema: pa.Schema) -> pa.Table:
        """The rows, which have this schema."""
        buffer = pa.allocate_buffer(self.length)
        descriptor = os.open(self.path, os.O_RDONLY)
        try:
            os.preadv(descriptor, [buffer], self.offset)
        finally:
            os.close(descriptor)
        return pa.Table.from_batches([pa.ipc.read_record_batch(buffer, schema)])


@dataclass(frozen=True, slots=True)
class Slices:
    """An Arrow file as tables, one a record batch, read anew each time; none when there is no file."""

    path: Path

    def __iter__(self) -> Iterator[pa.Table]:
        if not self.path.exists():
            return
        # Not a memory map: its pages would count as this process's memory until the last is read.
        with pa.OSFile(str(self.path)) as file:
            reader = pa.ipc.open_file(file)
            for number in range(reader.num_record_batches):
                yield pa.Table.from_batches([reader.get_batch(number)])


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of one table in one partition: where to read of them, rows and uncompressed bytes in all.

    `group` is the record batch of the folder's index that says where they lie, None where there is none.
    """

    folder: Path
    group: int | None = None
    rows: int = 0
    bytes: int = 0

    def __iter__(self) -> Iterator[Span]:
        if self.group is None:
            return
        with pa.memory_map(str(index_path(self.folder))) as file:
            places = pa.ipc.open_file(file).get_batch(self.group)
            columns = [places[name].to_pylist() for name in ("file", "offset", "length")]
        for name, offset, length in zip(*columns, strict=True):
            yield Span(self.folder / name, offset, length)


@dataclass(frozen=True, slots=True)
class Staged:
    """All that lies in a staging folder."""

    folder: Path
    index: Mapping[tuple[str, str], Pieces]

    @property
    def partitions(self) -> set[str]:
        """Folders of the partitions that got rows, or lose some."""
        return {partition for _, partition in self.index}

    def pieces(self, table: str, partition: str) -> Pieces:
        """What one table got in one partition, maybe nothing."""
        return self.index.get((table, partition), Pieces(self.folder))


def index_path(folder: Path) -> Path:
    """The index of all pieces of a staging folder, a record batch for each table and partition."""
    return folder / _INDEX


def read_places(folder: Path) -> dict[tuple[str, str], pl.DataFrame]:
    """Where the pieces lie that the batches have put into a staging folder, by table and partition."""
    frames = [pl.read_ipc(path) for path in sorted(folder.glob("*.index.arrow"))]
    index = pl.concat([pl.DataFrame(schema=INDEX_SCHEMA), *frames])
    groups = index.partition_by("table", "partition", as_dict=True, include_key=False)
    return {(table, partition): rows for (table, partition), rows in groups.items()}


def outcomes(folder: Path) -> Iterator[pa.Table]:
    """What became of each file: the table of each batch, in their order."""
    for path in sorted(folder.glob("*.outcomes.arrow")):
        yield from Slices(path)
