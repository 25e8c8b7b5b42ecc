"""Datasets of an older schema become this code's before anything else is done with them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from flows.errors import DatasetTooNewError
from flows.merging.part_files import as_written, find_part
from flows.storage import write_parquet
from flows.stores.mirror import fill
from flows.versions import Draft, Version
from schemas import RUNS, SCHEMA_VERSION, TABLES

_FOLDER = "migrated"


def schema_version(version: Version) -> int:
    """Schema that a published version was written with; all of its files have the same.

    Raises `DatasetTooNewError` when this code does not know it yet.
    """
    runs = find_part(version.folder / RUNS.name, "")
    found = int(_footer(runs)["schema_version"]) if runs else SCHEMA_VERSION
    if found > SCHEMA_VERSION:
        raise DatasetTooNewError(
            f"{version.root} has schema version {found}, this Spalte knows up to {SCHEMA_VERSION}. "
            f"Install the newer Spalte that wrote it, or choose another output folder."
        )
    return found


def upgraded(draft: Draft) -> Path | None:
    """Folder of the version before in this code's schema, None when there is none.

    An older dataset is rewritten into the staging folder, from where files that nothing changes
    go on into the draft, so that columns and rows flip together. New columns are null, or, where
    the schema forbids null, empty or zero; `spalte rebuild --stale` fills them. No text is read.
    """
    if draft.before is None:
        return None
    old = draft.before.folder
    if schema_version(draft.before) == SCHEMA_VERSION:
        return old
    fill(draft.root, old)
    new = draft.staging / _FOLDER
    for table in TABLES.values():
        for path in sorted((old / table.name).rglob("*.parquet")):
            rows = _converted(path, table.arrow_schema)
            digest = _footer(path)["settings_digest"]
            write_parquet(new / as_written(path).relative_to(old), table, rows, digest)
    return new


def _converted(path: Path, schema: pa.Schema) -> Iterator[pa.Table]:
    with pq.ParquetFile(path) as file:
        for number in range(file.num_row_groups):
            old = file.read_row_group(number)
            columns = [_column(old, field) for field in schema]
            yield pa.Table.from_arrays(columns, schema=schema)


def _column(old: pa.Table, field: pa.Field) -> pa.ChunkedArray | pa.Array:
    if field.name in old.column_names:
        return old[field.name].cast(field.type)
    if field.nullable:
        return pa.nulls(old.num_rows, field.type)
    return pa.repeat(_empty(field.type), old.num_rows)


def _empty(kind: pa.DataType) -> pa.Scalar:
    if pa.types.is_large_list(kind):
        return pa.scalar([], kind)
    if pa.types.is_large_string(kind):
        return pa.scalar("", kind)
    return pa.scalar(0, pa.int64()).cast(kind)


def _footer(path: Path) -> dict[str, str]:
    metadata = pq.read_metadata(path).metadata or {}
    return {key.decode(): value.decode() for key, value in metadata.items()}
