"""Rows cut into the row groups of a Parquet file: by the rows alone, however they come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

#: Rows per row group: about 1,000 documents' worth each. Changing one changes the bytes of every file.
ROW_GROUP_ROWS = {
    "documents": 1_000,
    "segments": 30_000,
    "quotes": 10_000,
    "entities": 30_000,
    "sources": 10_000,
    "runs": 10_000,
}

#: Bytes of text after which a row group ends before it has as many rows: texts of 64 MiB are taken in.
GROUP_BYTES = 32 * 2**20


def row_groups(chunks: Iterable[pa.Table], table: str) -> Iterator[pa.Table]:
    """The rows of a table, which come in its order in chunks of any size, by row group."""
    return recut(chunks, ROW_GROUP_ROWS[table])


def recut(chunks: Iterable[pa.Table], size: int) -> Iterator[pa.Table]:
    """The rows of `chunks` in contiguous tables, the same however the chunks are cut.

    Each table but the last ends with the row that makes it `size` rows or GROUP_BYTES of text.
    """
    waiting: list[pa.Table] = []
    count = held = 0
    for chunk in chunks:
        rest = chunk
        while (missing := _missing(rest, size - count, GROUP_BYTES - held)) <= rest.num_rows:
            yield _contiguous([*waiting, rest.slice(0, missing)])
            rest = rest.slice(missing)
            waiting, count, held = [], 0, 0
        if rest.num_rows:  # no rows would keep those before them in memory
            waiting.append(rest)
            count += rest.num_rows
            held += int(_text_lengths(rest).sum())
    if count:
        yield _contiguous(waiting)


def _missing(rows: pa.Table, count: int, size: int) -> int:
    """How many of `rows` make up `count` rows or `size` bytes of text; more than there are if all do not."""
    if "text" not in rows.column_names or rows.nbytes < size:
        return count
    return min(count, int(np.searchsorted(np.cumsum(_text_lengths(rows)), size)) + 1)


def _text_lengths(rows: pa.Table) -> npt.NDArray[np.int64]:
    """Bytes of the text of each row; no figure where the table has no texts."""
    if "text" not in rows.column_names:
        return np.zeros(0, np.int64)
    return pc.binary_length(rows["text"]).to_numpy()  # type: ignore[no-any-return]


def _contiguous(tables: Sequence[pa.Table]) -> pa.Table:
    return pa.concat_tables(tables).combine_chunks()
