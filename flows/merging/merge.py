"""The version before, less dropped documents, plus a night's staged rows, is the next version.

Only files that a document enters or leaves are written; all others get a second name. Memory
depends on the size of ranges and row groups, not on that of a partition: document ids are uniform
hashes, so a partition is worked through in ranges of ids.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from flows.merging.part_files import part_name
from flows.merging.parts import Change, OldFile, apply, old_files, part_prefixes
from flows.merging.staged import Staged, read_index
from flows.partition import unknown_partition
from flows.storage import Written, link_partitions, write_parquet
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
    # mimalloc, Arrow's default, keeps what was freed: a quarter more memory at the peak, no faster here.
    pa.set_memory_pool(pa.system_memory_pool())
    staged = read_index(draft.staging)
    touched = staged.partitions | {partition for partition, ids in dropped.items() if ids}
    for table in DOCUMENT_TABLES:
        link_partitions(table, base, draft.folder, besides=touched)
    changes = [
        change
        for partition in sorted(touched)
        for change in _changes(draft, base, partition, staged, frozenset(dropped.get(partition, ())))
    ]
    # The largest first, so that the threads end at about the same time.
    changes.sort(key=lambda change: change.bytes, reverse=True)
    with ThreadPoolExecutor(threads) as pool:
        written = list(pool.map(lambda change: apply(change, settings_digest), changes))
        _write_unknown(draft, settings_digest)
        counts = {table.name: _count(draft.folder / table.name, pool) for table in DOCUMENT_TABLES}
    return Merged(
        rows=counts,
        files_written=sum(file.rows > 0 for files in written for file in files),
        bytes_written=sum(file.bytes for files in written for file in files),
        bytes_new=sum(_new_bytes(change, files) for change, files in zip(changes, written, strict=True)),
    )


def _changes(
    draft: Draft, base: Path | None, partition: str, staged: Staged, dropped: frozenset[str]
) -> Iterator[Change]:
    cut_before = _cut(base, partition)
    documents = _documents(_old(base, DOCUMENTS, partition, cut_before), dropped)
    prefixes = part_prefixes(documents + staged.pieces(DOCUMENTS.name, partition).rows)
    for table in DOCUMENT_TABLES:
        yield Change(
            table,
            folder=draft.folder / table.name / partition,
            prefixes=prefixes,
            old=_old(base, table, partition, cut_before),
            pieces=staged.pieces(table.name, partition),
            dropped=dropped,
            scratch=draft.staging / f"{table.name}-{partition.replace('/', '-')}.cut",
        )


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


def _write_unknown(draft: Draft, settings_digest: str) -> None:
    """A table without a file does not scan, so the partition of the unknown always has one."""
    for table in DOCUMENT_TABLES:
        folder = draft.folder / table.name / unknown_partition(table)
        if not any(folder.glob("*.parquet")):
            write_parquet(folder / part_name(""), table, [], settings_digest)


def _count(folder: Path, pool: Executor) -> int:
    return sum(pool.map(lambda path: int(pq.read_metadata(path).num_rows), folder.rglob("*.parquet")))


def _new_bytes(change: Change, files: list[Written]) -> int:
    rows = sum(file.rows for file in files)
    return sum(file.bytes for file in files) * change.pieces.rows // rows if rows else 0
