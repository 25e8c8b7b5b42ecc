"""The version before, less dropped documents, plus a night's staged rows, is the next version.

Only files that a document enters or leaves are written; all others get a second name. What is
written is written by workers, a table of a partition each: this process sees paths and counts, no row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

import polars as pl

from flows.engine import Direct, Engine
from flows.errors import WorkerError
from flows.merging.change import Change, Changed
from flows.merging.part_files import part_name
from flows.merging.parts import merge_partition
from flows.merging.staged import DROPPED, Staged
from flows.partition import unknown_partition
from flows.pool import Worker
from flows.storage import index_pieces, link_partitions, write_parquet
from flows.stores.mirror import fill
from flows.versions import Draft
from schemas import DOCUMENT_TABLES, DOCUMENTS
from schemas.dataset import scan_folder

#: Bytes of changes below which a worker process takes longer to start than this one to merge them.
WORTH_WORKERS = 64 * 2**20


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
    *,
    settings_digest: str,
    engine: Engine | None = None,
    workers: int = 0,
) -> Merged:
    """Write the document tables of the draft.

    `base` is the folder of the version before, in this code's schema (see `migrate.upgraded`). What is
    new, and which documents go, lies in the draft's staging folder. Raises `DuplicateDocumentError`
    when a staged document still has old rows in its partition.
    """
    staged = index_pieces(draft.staging)
    if base:
        fill(draft.root, base, staged.partitions)
    for table in DOCUMENT_TABLES:
        link_partitions(table, base, draft.folder, besides=staged.partitions)
    changes = _changes(draft, base, staged, settings_digest)
    changed = list(_written(changes, engine or Direct(), workers))
    _write_unknown(draft, settings_digest)
    return Merged(
        rows=_counts(draft),
        files_written=sum(one.files for one in changed),
        bytes_written=sum(one.bytes for one in changed),
        bytes_new=sum(one.bytes_new for one in changed),
    )


def _changes(draft: Draft, base: Path | None, staged: Staged, settings_digest: str) -> list[Change]:
    """The largest first, so that the workers end at about the same time; none where no row is or was."""
    changes = [
        Change(
            table.name,
            partition,
            base,
            draft.folder,
            draft.staging,
            pieces=staged.pieces(table.name, partition),
            dropped=staged.pieces(DROPPED, partition),
            documents=staged.pieces(DOCUMENTS.name, partition).rows,
            settings_digest=settings_digest,
        )
        for partition in sorted(staged.partitions)
        for table in DOCUMENT_TABLES
    ]
    sized = [(change.size, change) for change in changes]
    return [change for size, change in sorted(sized, key=itemgetter(0), reverse=True) if size]


def _written(changes: Sequence[Change], engine: Engine, workers: int) -> Iterator[Changed]:
    if sum(change.size for change in changes) < WORTH_WORKERS:
        yield from map(merge_partition, changes)
        return
    lost = []
    for change, changed in zip(changes, engine.map(merge_partition, changes, workers), strict=True):
        if changed is None:
            lost.append(change)
        else:
            yield changed
    yield from _once_more(lost)


def _once_more(lost: Sequence[Change]) -> Iterator[Changed]:
    """Changes over which a worker died, alone with the machine; a part that is written again is the same."""
    with closing(Worker()) as worker:
        for change in lost:
            changed = worker.call(merge_partition, change)
            if changed is None:
                raise WorkerError(
                    f"Worker processes died twice over writing {change.table}/{change.partition}. "
                    f"Free memory and run again. The dataset is as it was before the run."
                )
            yield changed


def _write_unknown(draft: Draft, settings_digest: str) -> None:
    """A table without a file does not scan, so the partition of the unknown always has one."""
    for table in DOCUMENT_TABLES:
        folder = draft.folder / table.name / unknown_partition(table)
        if not any(folder.glob("*.parquet")):
            write_parquet(folder / part_name(""), table, [], settings_digest)


def _counts(draft: Draft) -> Mapping[str, int]:
    """Rows of each table, out of the footers of its files."""
    lengths = [scan_folder(table.name, draft.folder).select(pl.len()) for table in DOCUMENT_TABLES]
    counted = zip(DOCUMENT_TABLES, pl.collect_all(lengths), strict=True)
    return {table.name: int(length.item()) for table, length in counted}
