"""The rows that a partition holds already: streamed row group by row group, in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from flows.merging.part_files import is_as_published
from flows.merging.row_order import document_ids, overlaps, prefix_range


class OldRows:
    """A cursor over the sorted rows of one partition's files that moves up the document ids.

    Holds one row group at a time. `dropped` are the ids of the documents to leave out.
    """

    def __init__(self, files: Sequence[Path], dropped: pa.Array) -> None:
        self._files = files
        self._dropped = dropped
        self._groups: Iterator[pa.Table] | None = None
        self._rest: pa.Table | None = None

    def under(self, prefix: str) -> list[pa.Table]:
        """Rows whose document ids begin with `prefix`, in order, as one table or none.

        Call it with ascending prefixes.
        """
        if self._groups is None:
            self._groups = self._from(prefix)
        found = []
        while (rows := self._rest or next(self._groups, None)) is not None:
            low, high = prefix_range(document_ids(rows["document_id"]), prefix)
            found.append(rows.slice(low, high - low))
            self._rest = rows.slice(high) if high < rows.num_rows else None
            if self._rest is not None:
                break
        kept = [rows for rows in map(self._kept, found) if rows.num_rows]
        return [pa.concat_tables(kept)] if kept else []

    def _from(self, prefix: str) -> Iterator[pa.Table]:
        for path in self._files:
            if not is_as_published(path):  # a reader would take many a changed byte for good
                raise ValueError(f"{path} changed after it was published.")
            with pq.ParquetFile(path) as file:
                for number in range(file.num_row_groups):
                    if not _ends_before(file.metadata.row_group(number), prefix):
                        yield file.read_row_group(number, use_threads=False)

    def _kept(self, rows: pa.Table) -> pa.Table:
        if not len(self._dropped) or not rows.num_rows:
            return rows
        return rows.filter(pc.invert(pc.is_in(rows["document_id"], self._dropped)))


def _ends_before(group: pq.RowGroupMetaData, prefix: str) -> bool:
    """Whether all document ids of a row group sort before those that begin with `prefix`."""
    for number in range(group.num_columns):
        column = group.column(number)
        if column.path_in_schema == "document_id":
            last = str(column.statistics.max)
            return last < prefix and not overlaps(last, prefix)
    return False
