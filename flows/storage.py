"""The only module that writes data: Parquet whose bytes depend on the rows alone, and staged batches."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from flows.merging.row_order import document_ids, prefix_range
from flows.merging.staged import (
    DROPPED,
    INDEX_SCHEMA,
    Pieces,
    Slices,
    Span,
    Staged,
    index_path,
    read_places,
)
from flows.partition import partition_folder
from flows.row_groups import row_groups
from flows.versions import sync
from schemas import SCHEMA_VERSION, TABLES, Table

#: Columns whose values hardly repeat: a dictionary and its statistics cost time and gain nothing.
_FREE_TEXT = frozenset({"text", "body", "headline", "detail"})
_UNIQUE = frozenset({"source_uri", "source_sha256", "sha256", "quote_id"})

#: A night rewrites many old rows: level 3 saves 7 % of the bytes for a quarter more time.
_ZSTD_LEVEL = 1


@dataclass(frozen=True, slots=True)
class Written:
    """One Parquet file: rows in it, bytes on disk."""

    rows: int
    bytes: int


def write_parquet(path: Path, table: Table, rows: Iterable[pa.Table], settings_digest: str) -> Written:
    """Write `rows`, which come in the table's order in chunks of any size, to `path` and bring it to disk.

    The columns are those of `table` in any order; more are ignored. The bytes depend on the rows,
    the schema and `settings_digest` only: pyarrow's encoders see contiguous arrays cut at row groups.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    schema = table.arrow_schema
    with _writer(path, table, settings_digest) as writer:
        count = 0
        for group in row_groups((conform(chunk, schema) for chunk in rows), table.name):
            writer.write_table(group, row_group_size=group.num_rows)
            count += group.num_rows
    sync(path)
    return Written(count, path.stat().st_size)


def write_text(path: Path, text: str) -> None:
    """Write `text` to `path` whole: whoever reads meanwhile sees the file before, or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}")
    # A path may hold bytes that are no text.
    temporary.write_text(text, encoding="utf-8", errors="backslashreplace")
    temporary.replace(path)


def link_file(source: Path, path: Path) -> None:
    """Give an unchanged file a second name in the draft: no byte is written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):  # by a worker that died later; one name stands for one content
        path.hardlink_to(source)


def link_partitions(table: Table, base: Path | None, folder: Path, besides: Collection[str]) -> None:
    """Link the files of `table` from version `base`, if any, into `folder`, `besides` some partitions."""
    if base is None:
        return
    old = base / table.name
    for path in old.rglob("*.parquet"):
        if path.parent.relative_to(old).as_posix() not in besides:
            link_file(path, folder / path.relative_to(base))


def conform(rows: pa.Table, schema: pa.Schema) -> pa.Table:
    """The columns of `schema` out of `rows`, cast to its types."""
    if rows.schema.equals(schema):
        return rows
    return rows.select(schema.names).cast(schema)


def stage(folder: Path, number: int, parts: Iterable[Mapping[str, pa.Table]]) -> int:
    """Put down one batch's rows of the document tables, for `flows.merging.staged` to find; returns bytes.

    `folder` is the draft's staging folder and `number` the batch's own, below 10^9. `parts` are the tables by
    name of some documents after others. Each carries its partition keys as columns beside those of its
    schema and is sorted by partition, then by the table's order. The same number again replaces the batch,
    so a batch may be tried twice, and by two workers at a time: what counts is the index, which names its
    own pieces and appears whole.
    """
    index = []
    offset = 0
    path = folder / f"{number:09d}-{secrets.token_hex(4)}.pieces"
    with path.open("wb") as file:
        for name, rows in chain.from_iterable(tables.items() for tables in parts):
            for partition, piece in _pieces(TABLES[name], rows):
                data = piece.serialize()
                file.write(data)
                index.append((name, partition, path.name, piece.num_rows, offset, data.size))
                offset += data.size
    _write_index(folder / f"{number:09d}.index.arrow", index)
    return offset


@contextmanager
def staged_dropped(folder: Path) -> Iterator[Callable[[pl.DataFrame], None]]:
    """A function that puts down which documents leave their partitions: `partition`, `document_id`."""
    index = []
    path = folder / f"{DROPPED}.pieces"
    with staged_bytes(path) as put:

        def drop(documents: pl.DataFrame) -> None:
            parts = documents.partition_by("partition", as_dict=True, include_key=False)
            for (partition,), ids in parts.items():
                (piece,) = ids.to_arrow(compat_level=pl.CompatLevel.oldest()).combine_chunks().to_batches()
                data = piece.serialize()
                index.append((DROPPED, partition, path.name, ids.height, put(data), data.size))

        yield drop
    _write_index(folder / f"{DROPPED}.index.arrow", index)


def index_pieces(folder: Path) -> Staged:
    """Bring together what the batches say of where their pieces lie, for workers to read table by table."""
    places = read_places(folder)
    stage_slices(index_path(folder), (_plain(rows) for rows in places.values()))
    pieces = {
        key: Pieces(folder, group, int(rows["rows"].sum()), int(rows["length"].sum()))
        for group, (key, rows) in enumerate(places.items())
    }
    return Staged(folder, pieces)


def _plain(places: pl.DataFrame) -> pa.Table:
    """Without a dictionary, which every reader of one record batch would have to read."""
    named = places.select(pl.col("file").cast(pl.String), "offset", "length")
    return named.rechunk().to_arrow(compat_level=pl.CompatLevel.oldest())


def _write_index(path: Path, index: list[tuple[str, str, str, int, int, int]]) -> None:
    with _whole(path) as temporary:
        pl.DataFrame(index, schema=INDEX_SCHEMA, orient="row").write_ipc(temporary)


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """Where to write what appears under `path` when it is whole: another worker may be at the same."""
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    yield temporary
    temporary.replace(path)


def cut(path: Path, runs: Iterable[pa.Table], prefixes: Sequence[str]) -> Mapping[str, list[Span]]:
    """Write sorted runs of rows to a scratch file so that one range of document ids can be read alone.

    Returns where the rows of each prefix lie, run by run; prefixes without rows are left out.
    """
    found: dict[str, list[Span]] = defaultdict(list)
    offset = 0
    with path.open("wb") as file:
        for run in runs:
            ids = document_ids(run["document_id"])
            for prefix in prefixes:
                low, high = prefix_range(ids, prefix)
                if low < high:
                    data = run.slice(low, high - low).to_batches()[0].serialize()
                    file.write(data)
                    found[prefix].append(Span(path, offset, data.size))
                    offset += data.size
    return found


def stage_outcomes(folder: Path, number: int, outcomes: pa.Table) -> None:
    """Put down what became of each file of one batch; the columns are the ledger's affair."""
    path = folder / f"{number:09d}.outcomes.arrow"
    with _whole(path) as temporary, pa.ipc.new_file(temporary, outcomes.schema) as writer:
        writer.write_table(outcomes)


@contextmanager
def staged_bytes(path: Path) -> Iterator[Callable[[bytes], int]]:
    """A function that puts bytes down in the scratch file `path`, one behind the other, and says where."""
    with path.open("wb") as file:

        def put(data: bytes) -> int:
            offset = file.tell()
            file.write(data)
            return offset

        yield put


def stage_slices(path: Path, tables: Iterable[pa.Table]) -> Slices:
    """Put tables of one schema down as they come, to be read again one by one; all may be without rows."""
    tables = iter(tables)
    if (first := next(tables, None)) is not None:
        with pa.ipc.new_file(path, first.schema) as writer:
            for rows in chain([first], tables):
                writer.write_table(rows)
    return Slices(path)


def _writer(path: Path, table: Table, settings_digest: str) -> pq.ParquetWriter:
    footer = {"schema_version": str(SCHEMA_VERSION), "settings_digest": settings_digest}
    schema = table.arrow_schema.with_metadata(footer)
    once = _FREE_TEXT | _UNIQUE | ({"document_id"} if table.order == ("document_id",) else frozenset())
    return pq.ParquetWriter(
        path,
        schema,
        compression="zstd",
        compression_level=_ZSTD_LEVEL,
        use_dictionary=[name for name in _leaves(schema) if name not in once],
        write_statistics=[name for name in _leaves(schema) if name not in _FREE_TEXT],
        write_page_index=True,
        write_page_checksum=True,  # `spalte verify` and other readers see a byte that changed on disk
        sorting_columns=pq.SortingColumn.from_ordering(schema, [(name, "ascending") for name in table.order]),
    )


def _leaves(fields: Iterable[pa.Field], above: str = "") -> list[str]:
    """Paths of the columns of a Parquet file, as its writer's options name them."""
    return [path for field in fields for path in _paths(field.type, above + field.name)]


def _paths(kind: pa.DataType, path: str) -> list[str]:
    if pa.types.is_large_list(kind):
        return _paths(kind.value_type, f"{path}.list.element")
    return _leaves(kind, f"{path}.") if pa.types.is_struct(kind) else [path]


def _pieces(table: Table, rows: pa.Table) -> Iterator[tuple[str, pa.RecordBatch]]:
    """The rows of each partition of a batch."""
    if not rows.num_rows:
        return
    rows = rows.combine_chunks()
    keys = rows.select(list(table.keys))
    starts = _starts(keys)
    (batch,) = conform(rows, table.arrow_schema).to_batches()
    ends = [*starts[1:], rows.num_rows]
    for start, end, values in zip(starts, ends, keys.take(starts).to_pylist(), strict=True):
        yield partition_folder(values), batch.slice(start, end - start)


def _starts(keys: pa.Table) -> list[int]:
    """First row of each stretch of rows with equal keys."""
    changes = np.zeros(keys.num_rows - 1, dtype=bool)
    for column in keys.itercolumns():
        changes |= pc.not_equal(column[1:], column[:-1]).to_numpy()
    return [0, *(np.flatnonzero(changes) + 1).tolist()]
