"""Order of rows by document: ids are 32 hexadecimal digits, so ranges of them are prefixes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from flows.errors import DuplicateDocumentError

_ID_BYTES = 32

#: Sorts after every hexadecimal digit: `prefix + _AFTER` lies behind all ids that begin with `prefix`.
_AFTER = b"g"

Ids = npt.NDArray[np.bytes_]


def document_ids(column: pa.ChunkedArray) -> Ids:
    """A `document_id` column as a NumPy array of 32 bytes each; one chunk is not copied."""
    if column.num_chunks != 1:
        column = pa.chunked_array([column.combine_chunks()], column.type)
    array = column.chunk(0)
    if not len(array):
        return np.empty(0, dtype=f"S{_ID_BYTES}")
    _, offsets, data = array.buffers()
    first, last = np.frombuffer(offsets, dtype=np.int64)[[array.offset, array.offset + len(array)]]
    if last - first != _ID_BYTES * len(array):
        raise ValueError(f"document_id must have {_ID_BYTES} hexadecimal digits in every row")
    return np.frombuffer(data, dtype=f"S{_ID_BYTES}", count=len(array), offset=int(first))


def document_starts(ids: Ids) -> npt.NDArray[np.intp]:
    """First row of each document; the rows of a document stand together."""
    if not len(ids):
        return np.empty(0, dtype=np.intp)
    return np.flatnonzero(np.concatenate(([True], ids[1:] != ids[:-1])))


def prefix_range(ids: Ids, prefix: str) -> tuple[int, int]:
    """First row and row after the last of the sorted `ids` that begin with `prefix`."""
    low, high = np.searchsorted(ids, [prefix.encode(), prefix.encode() + _AFTER])
    return int(low), int(high)


def ids_under(ids: pa.Array, prefix: str) -> pa.Array:
    """Those of the sorted `ids` that begin with `prefix`."""
    low, high = prefix_range(document_ids(pa.chunked_array([ids])), prefix)
    return ids.slice(low, high - low)


def overlaps(prefix: str, other: str) -> bool:
    """Whether some id begins with both prefixes."""
    return prefix.startswith(other) or other.startswith(prefix)


def by_document(tables: list[pa.Table]) -> pa.Table:
    """The rows of `tables`, sorted by document, each document's rows in the order they have.

    Documents are sorted, not rows: a document's rows stand together in one of the tables. What is
    joined before it is sorted is one column at a time, so memory is that of the rows twice.
    Raises `DuplicateDocumentError` when two tables hold rows of the same document.
    """
    rows = pa.concat_tables(tables)
    ids = document_ids(rows["document_id"])
    starts = _starts(ids, tables)
    order = np.argsort(ids[starts], kind="stable")
    heads = ids[starts[order]]
    repeated = np.flatnonzero(heads[1:] == heads[:-1])
    if len(repeated):
        raise DuplicateDocumentError(_twice(heads[repeated[0]]))
    if np.array_equal(order, np.arange(len(order))):
        return rows.combine_chunks()
    lengths = np.diff(np.append(starts, len(ids)))[order]
    new_starts = np.cumsum(lengths) - lengths
    return rows.take(np.repeat(starts[order] - new_starts, lengths) + np.arange(len(ids)))


def _starts(ids: Ids, tables: list[pa.Table]) -> npt.NDArray[np.intp]:
    """First row of each document in each table, counted through all tables."""
    ends = np.cumsum([table.num_rows for table in tables])
    stretches = np.split(ids, ends[:-1])
    begins = ends - [len(stretch) for stretch in stretches]
    found = (document_starts(stretch) + begin for stretch, begin in zip(stretches, begins, strict=True))
    return np.concatenate(list(found))


def _twice(document_id: bytes) -> str:
    return (
        f"Document {document_id.decode()} would stand twice in a table. "
        f"The ledger and the tables disagree: move the processed root away, run again, and report this bug."
    )
