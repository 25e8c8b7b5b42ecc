"""The files of a partition: how many, and how they are written out of old and new rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from flows.merging.new_rows import NewRows
from flows.merging.old_rows import OldRows
from flows.merging.part_files import find_part, part_name
from flows.merging.row_order import by_document, overlaps
from flows.merging.staged import Pieces
from flows.storage import Written, link_file, write_parquet
from schemas import Table

#: Documents of a partition up to which it is one file; 16 times as many in 16 files, more in 256.
PART_DOCUMENTS = 100_000

#: Uncompressed rows that a thread works on at a time; changes memory and speed, never a byte of output.
RANGE_BYTES = 2 * 2**20


@dataclass(frozen=True, slots=True)
class OldFile:
    """One file of the version before: its rows, and their size without compression."""

    path: Path
    rows: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to one table in one partition: `folder` gets a file for each of `prefixes`.

    `old` are the files of the version before by their prefix, `pieces` what is new, `dropped` the
    documents that go. Rows are sorted on disk, in `scratch`, where they are many.
    """

    table: Table
    folder: Path
    prefixes: Sequence[str]
    old: Mapping[str, OldFile]
    pieces: Pieces
    dropped: Collection[str]
    scratch: Path

    @property
    def bytes(self) -> int:
        """Uncompressed bytes that are read for it."""
        return sum(file.bytes for file in self.old.values()) + self.pieces.bytes


def part_prefixes(documents: int) -> list[str]:
    """Prefixes of document ids that each get a file in a partition of so many documents.

    One file (`[""]`) up to `PART_DOCUMENTS`, else 16, else 256: a function of the number alone,
    the same for all document tables.
    """
    digits = 0 if documents <= PART_DOCUMENTS else 1 if documents <= 16 * PART_DOCUMENTS else 2
    return _prefixes(digits)


def old_files(folder: Path, prefixes: Sequence[str]) -> Mapping[str, OldFile]:
    """The files with rows in a partition's folder that is cut by `prefixes`, each by its own."""
    paths = {prefix: find_part(folder, prefix) for prefix in prefixes}
    files = {prefix: _old_file(path) for prefix, path in paths.items() if path}
    return {prefix: file for prefix, file in files.items() if file.rows}


def apply(change: Change, settings_digest: str) -> list[Written]:
    """Write the files that a document enters or leaves, link the others; returns what was written."""
    ranges = _ranges(change)
    new = NewRows.of(change.pieces, change.table.arrow_schema, ranges, RANGE_BYTES, change.scratch)
    written = []
    for prefix in change.prefixes:
        leaving = {name for name in change.dropped if name.startswith(prefix)}
        if prefix in change.old and not leaving and not new.any_under(prefix):
            link_file(change.old[prefix].path, change.folder / change.old[prefix].path.name)
        else:
            files = [file.path for old, file in change.old.items() if overlaps(old, prefix)]
            own = [name for name in ranges if name.startswith(prefix)]
            rows = _rows(OldRows(files, leaving), new, own)
            written.append(_write(change.folder / part_name(prefix), change.table, rows, settings_digest))
    change.scratch.unlink(missing_ok=True)
    return written


def _rows(old: OldRows, new: NewRows, ranges: Sequence[str]) -> Iterator[pa.Table]:
    """Rows in order, range by range; old ones that nothing comes between are not sorted again."""
    for prefix in ranges:
        kept, fresh = old.under(prefix), new.under(prefix)
        yield from [by_document([*kept, *fresh])] if fresh else kept


def _write(path: Path, table: Table, rows: Iterator[pa.Table], settings_digest: str) -> Written:
    first = next(rows, None)
    if first is None:  # a part without rows has no file
        return Written(0, 0)
    return write_parquet(path, table, chain([first], rows), settings_digest)


def _ranges(change: Change) -> list[str]:
    """Prefixes as long as the parts' own or longer, each with rows of bounded size under it."""
    digits = len(change.prefixes[0])
    while change.bytes > RANGE_BYTES * 16**digits:
        digits += 1
    return _prefixes(digits)


def _prefixes(digits: int) -> list[str]:
    return [f"{number:0{digits}x}" for number in range(16**digits)] if digits else [""]


def _old_file(path: Path) -> OldFile:
    footer = pq.read_metadata(path)
    size = sum(footer.row_group(number).total_byte_size for number in range(footer.num_row_groups))
    return OldFile(path, footer.num_rows, size)
