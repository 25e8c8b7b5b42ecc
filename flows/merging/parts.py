"""The files of a partition: how many, and how they are written out of old and new rows.

Memory depends on the size of ranges and row groups, not on that of a partition: document ids are
uniform hashes, so a partition is worked through in ranges of ids.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from flows.merging.change import Change, Changed
from flows.merging.new_rows import NewRows
from flows.merging.old_rows import OldRows
from flows.merging.part_files import find_part, place
from flows.merging.row_order import by_document, ids_under, overlaps
from flows.merging.staged import DROPPED_SCHEMA
from flows.storage import Written, link_file, write_parquet
from schemas import DOCUMENTS, TABLES

#: Documents of a partition up to which it is one file; 16 times as many in 16 files, more in 256.
PART_DOCUMENTS = 100_000

#: Uncompressed rows that a worker holds at a time; changes memory and speed, never a byte of output.
RANGE_BYTES = 2 * 2**20


@dataclass(frozen=True, slots=True)
class OldFile:
    """One file of the version before: its rows, and their size without compression."""

    path: Path
    rows: int
    bytes: int


def part_prefixes(documents: int) -> list[str]:
    """Prefixes of document ids that each get a file in a partition of so many documents.

    One file (`[""]`) up to `PART_DOCUMENTS`, else 16, else 256: a function of the number alone,
    the same for all document tables.
    """
    digits = 0 if documents <= PART_DOCUMENTS else 1 if documents <= 16 * PART_DOCUMENTS else 2
    return _prefixes(digits)


def merge_partition(change: Change) -> Changed:
    """Write the files that a document enters or leaves, link the others.

    The same change makes the same files again, so that another worker can take it over. Raises
    `DuplicateDocumentError` when a new document still has old rows.
    """
    dropped = _dropped(change)
    cut = _cut(change)
    prefixes = part_prefixes(_kept(change, cut, dropped) + change.documents)
    old = _old_files(change.before(change.table), cut)
    size = change.pieces.bytes + sum(file.bytes for file in old.values())
    ranges = _ranges(len(prefixes[0]), size)
    schema = TABLES[change.table].arrow_schema
    # A name of its own: a worker that was given up may still write.
    scratch = change.staging / secrets.token_hex(8)
    new = NewRows.of(change.pieces, schema, ranges, RANGE_BYTES, scratch.with_suffix(".rows"))
    rows = _Rows(old, dropped, new, ranges)
    written = [_part(change, prefix, rows, scratch.with_suffix(".part")) for prefix in prefixes]
    scratch.with_suffix(".rows").unlink(missing_ok=True)
    return _changed(change, written)


@dataclass(frozen=True, slots=True)
class _Rows:
    """All that one table has in one partition, before and from now on."""

    old: Mapping[str, OldFile]
    dropped: pa.Array
    new: NewRows
    ranges: Sequence[str]

    def under(self, prefix: str) -> Iterator[pa.Table]:
        """Rows in order, range by range; old ones that nothing comes between are not sorted again."""
        files = [file.path for old, file in self.old.items() if overlaps(old, prefix)]
        old = OldRows(files, ids_under(self.dropped, prefix))
        for one in self.ranges:
            if one.startswith(prefix):
                kept, fresh = old.under(one), self.new.under(one)
                yield from [by_document([*kept, *fresh])] if fresh else kept


def _part(change: Change, prefix: str, rows: _Rows, path: Path) -> Written:
    """One file of the partition; `path` is where it is written before it has its place."""
    leaving = len(ids_under(rows.dropped, prefix)) > 0
    if prefix in rows.old and not leaving and not rows.new.any_under(prefix):
        old = rows.old[prefix].path
        link_file(old, change.after / old.name)
        return Written(0, 0)
    tables = _unless_none(rows.under(prefix))
    if tables is None:  # a part without rows has no file
        return Written(0, 0)
    written = write_parquet(path, TABLES[change.table], tables, change.settings_digest)
    place(path, change.after, prefix)
    return written


def _unless_none(tables: Iterator[pa.Table]) -> Iterator[pa.Table] | None:
    """The tables, None for none. Only they keep the first, which may be large, and not until the last."""
    first = next(tables, None)
    return None if first is None else chain([first], tables)


def _changed(change: Change, written: Sequence[Written]) -> Changed:
    rows, size = sum(file.rows for file in written), sum(file.bytes for file in written)
    new = size * change.pieces.rows // rows if rows else 0
    return Changed(sum(file.rows > 0 for file in written), size, new)


def _dropped(change: Change) -> pa.Array:
    """Ids of the documents that go, sorted."""
    found = [span.read(DROPPED_SCHEMA) for span in change.dropped]
    ids = pa.concat_tables([DROPPED_SCHEMA.empty_table(), *found])["document_id"].unique()
    return ids.take(pc.sort_indices(ids))


def _cut(change: Change) -> list[str]:
    """How the partition of the version before is cut into files."""
    folder = change.before(DOCUMENTS.name)
    paths = folder.glob("*.parquet") if folder else ()
    return part_prefixes(sum(pq.read_metadata(path).num_rows for path in paths))


def _kept(change: Change, cut: Sequence[str], dropped: pa.Array) -> int:
    """Documents of the version before that stay in the partition."""
    files = _old_files(change.before(DOCUMENTS.name), cut).values()
    kept = sum(file.rows for file in files)
    if not len(dropped):
        return kept
    for file in files:
        ids = pq.ParquetFile(file.path).read(["document_id"])["document_id"]
        kept -= pc.sum(pc.is_in(ids, dropped)).as_py()
    return kept


def _old_files(folder: Path | None, prefixes: Sequence[str]) -> Mapping[str, OldFile]:
    """The files with rows in a partition's folder that is cut by `prefixes`, each by its own."""
    if folder is None:
        return {}
    paths = {prefix: find_part(folder, prefix) for prefix in prefixes}
    files = {prefix: _old_file(path) for prefix, path in paths.items() if path}
    return {prefix: file for prefix, file in files.items() if file.rows}


def _old_file(path: Path) -> OldFile:
    footer = pq.read_metadata(path)
    size = sum(footer.row_group(number).total_byte_size for number in range(footer.num_row_groups))
    return OldFile(path, footer.num_rows, size)


def _ranges(digits: int, size: int) -> list[str]:
    """Prefixes of so many digits, the parts' own, or more, each with rows of bounded size under it."""
    while size > RANGE_BYTES * 16**digits:
        digits += 1
    return _prefixes(digits)


def _prefixes(digits: int) -> list[str]:
    return [f"{number:0{digits}x}" for number in range(16**digits)] if digits else [""]
