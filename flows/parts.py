"""The files of a partition: how many, and how one is written out of old files and staged pieces."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from flows.old_rows import OldRows
from flows.row_order import by_document
from flows.staged import Pieces
from flows.storage import Written, write_parquet
from schemas import Table

#: Documents of a partition up to which it is one file; 16 times as many in 16 files, more in 256.
PART_DOCUMENTS = 100_000

#: Uncompressed rows that a thread works on at a time; changes memory and speed, never a byte of output.
RANGE_BYTES = 32 * 2**20


@dataclass(frozen=True, slots=True)
class OldFile:
    """One file of the version before: its rows, and their size without compression."""

    path: Path
    rows: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Part:
    """One file to write: the rows of old files and pieces whose document ids begin with `prefix`."""

    table: Table
    path: Path
    prefix: str
    files: list[OldFile]
    pieces: Pieces
    dropped: Collection[str]

    @property
    def bytes(self) -> int:
        """Uncompressed bytes that are read for it."""
        return sum(file.bytes for file in self.files) + self.pieces.bytes


def part_prefixes(documents: int) -> list[str]:
    """Prefixes of document ids that each get a file in a partition of so many documents.

    One file (`[""]`) up to `PART_DOCUMENTS`, else 16, else 256: a function of the number alone,
    the same for all document tables.
    """
    digits = 0 if documents <= PART_DOCUMENTS else 1 if documents <= 16 * PART_DOCUMENTS else 2
    return _below("", digits)


def part_name(prefix: str) -> str:
    """File name of the part with these ids: `part-000.parquet` to `part-255.parquet`."""
    return f"part-{int(prefix or '0', 16):03d}.parquet"


def old_files(folder: Path, prefixes: list[str]) -> Mapping[str, OldFile]:
    """The files with rows in a partition's folder that is cut by `prefixes`, each by its own."""
    paths = {prefix: folder / part_name(prefix) for prefix in prefixes}
    files = {prefix: _old_file(path) for prefix, path in paths.items() if path.exists()}
    return {prefix: file for prefix, file in files.items() if file.rows}


def write_part(part: Part, settings_digest: str) -> Written:
    """Write the file; nothing is written when no row is left for it."""
    rows = _rows(part)
    first = next(rows, None)
    if first is None:
        return Written(0, 0)
    return write_parquet(part.path, part.table, chain([first], rows), settings_digest)


def _rows(part: Part) -> Iterator[pa.Table]:
    """The part's rows in order, range by range; old rows that nothing comes between are not sorted."""
    old = OldRows([file.path for file in part.files], part.dropped)
    schema = part.table.arrow_schema
    for prefix in _ranges(part):
        kept = old.under(prefix)
        fresh = list(part.pieces.read(schema, prefix))
        yield from [by_document([*kept, *fresh])] if fresh else kept


def _ranges(part: Part) -> list[str]:
    """Prefixes that split the part into ranges of bounded size."""
    digits = 0
    while part.bytes > RANGE_BYTES * 16**digits:
        digits += 1
    return _below(part.prefix, digits)


def _below(prefix: str, digits: int) -> list[str]:
    return [f"{prefix}{number:0{digits}x}" for number in range(16**digits)] if digits else [prefix]


def _old_file(path: Path) -> OldFile:
    footer = pq.read_metadata(path)
    size = sum(footer.row_group(number).total_byte_size for number in range(footer.num_row_groups))
    return OldFile(path, footer.num_rows, size)
