"""The version before, less dropped documents, plus a night's staged rows, is the next version.

Only files that a document enters or leaves are written; all others get a second name. Memory
depends on the size of ranges and row groups, not on that of a partition: document ids are uniform
hashes, so a partition is worked through in ranges of ids.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from flows.partition import unknown_partition
from flows.parts import OldFile, Part, old_files, part_name, part_prefixes, write_part
from flows.row_order import overlaps
from flows.staged import Staged, read_index
from flows.storage import Written, link_file, write_parquet
from flows.versions import Draft
from schemas import DOCUMENT_TABLES, DOCUMENTS, Table


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge made.

    `rows` counts each document table after the run. `bytes_written` are the bytes of the files
    written, `bytes_new` the share of them that the staged rows take, by rows.
    """

    rows: Mapping[str, int]
    files_written: int
    bytes_written: int
    bytes_new: int


def merge(
    draft: Draft,
    base: Path | None,
    dropped: Mapping[str, Collection[str]],
    *,
    settings_digest: str,
    threads: int = 2,
) -> Merged:
    """Write the document tables of the draft.

    `base` is the folder of the version before, in this code's schema (see `migrate.upgraded`).
    `dropped` names the documents whose old rows go (changed, moved, rejected, pruned), by the
    partition that they are in. What is new lies in the draft's staging folder. Raises
    `DuplicateDocumentError` when a staged document still has old rows in its partition.
    """
    staged = read_index(draft.staging)
    touched = staged.partitions | {partition for partition, ids in dropped.items() if ids}
    parts = [
        part
        for partition in sorted(touched)
        for part in _changed_parts(draft, base, partition, staged, frozenset(dropped.get(partition, ())))
    ]
    _link_untouched(draft, base, touched)
    # The largest first: two threads then end at about the same time.
    parts.sort(key=lambda part: part.bytes, reverse=True)
    with ThreadPoolExecutor(threads) as pool:
        written = list(pool.map(lambda part: write_part(part, settings_digest), parts))
    _write_unknown(draft, settings_digest)
    return Merged(
        rows={table.name: _count(draft.folder / table.name) for table in DOCUMENT_TABLES},
        files_written=sum(file.rows > 0 for file in written),
        bytes_written=sum(file.bytes for file in written),
        bytes_new=sum(_new_bytes(part, file) for part, file in zip(parts, written, strict=True)),
    )


def _changed_parts(
    draft: Draft, base: Path | None, partition: str, staged: Staged, dropped: frozenset[str]
) -> Iterator[Part]:
    """The files to write for one partition; those that nothing enters or leaves are linked."""
    cut_before = _cut(base, partition)
    old_documents = _old(base, DOCUMENTS, partition, cut_before)
    new_documents = staged.pieces(DOCUMENTS.name, partition).rows
    cut = part_prefixes(_documents(old_documents, dropped) + new_documents)
    for table in DOCUMENT_TABLES:
        old = _old(base, table, partition, cut_before)
        pieces = staged.pieces(table.name, partition)
        for prefix in cut:
            path = draft.folder / table.name / partition / part_name(prefix)
            entering = pieces.under(prefix)
            leaving = {name for name in dropped if name.startswith(prefix)}
            if prefix in old and not entering.rows and not leaving:
                link_file(old[prefix].path, path)
            else:
                files = [file for old_prefix, file in old.items() if overlaps(old_prefix, prefix)]
                yield Part(table, path, prefix, files, entering, leaving)


def _cut(base: Path | None, partition: str) -> list[str]:
    """How a partition of the version before is cut into files."""
    if base is None:
        return []
    paths = (base / DOCUMENTS.name / partition).glob("*.parquet")
    return part_prefixes(sum(pq.read_metadata(path).num_rows for path in paths))


def _old(base: Path | None, table: Table, partition: str, cut: list[str]) -> Mapping[str, OldFile]:
    return old_files(base / table.name / partition, cut) if base else {}


def _documents(files: Mapping[str, OldFile], dropped: frozenset[str]) -> int:
    """Documents in these files that are not dropped."""
    kept = sum(file.rows for file in files.values())
    if not dropped:
        return kept
    names = pa.array(sorted(dropped), pa.large_string())
    for file in files.values():
        ids = pq.ParquetFile(file.path).read(["document_id"])["document_id"]
        kept -= pc.sum(pc.is_in(ids, names)).as_py()
    return kept


def _link_untouched(draft: Draft, base: Path | None, touched: Collection[str]) -> None:
    if base is None:
        return
    for table in DOCUMENT_TABLES:
        old = base / table.name
        for path in old.rglob("*.parquet"):
            if path.parent.relative_to(old).as_posix() not in touched:
                link_file(path, draft.folder / path.relative_to(base))


def _write_unknown(draft: Draft, settings_digest: str) -> None:
    """A table without a file does not scan, so the partition of the unknown always has one."""
    for table in DOCUMENT_TABLES:
        folder = draft.folder / table.name / unknown_partition(table)
        if not any(folder.glob("*.parquet")):
            write_parquet(folder / part_name(""), table, [], settings_digest)


def _count(folder: Path) -> int:
    return sum(pq.read_metadata(path).num_rows for path in folder.rglob("*.parquet"))


def _new_bytes(part: Part, file: Written) -> int:
    return file.bytes * part.pieces.rows // file.rows if file.rows else 0
