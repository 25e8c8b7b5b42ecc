"""What publishing in a store would be with Delta Lake tables in place of a manifest: see docs/adr/0001.

One Delta table per table, of the very Parquet files that a run wrote. A Delta commit flips one table; what a
run promises, all tables at once, takes a pointer of our own beside them, and one conditional request.
"""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
from deltalake import DeltaTable, Schema
from deltalake.exceptions import TableNotFoundError
from deltalake.transaction import AddAction, RemoveAction, create_table_with_add_actions

from flows.stores.objects import Stamp, get, put, write
from flows.stores.place import Bucket
from schemas import TABLES, Table

POINTER = "current.json"
STORAGE = {"aws_conditional_put": "etag"}  # the rest comes from the environment


def publish(bucket: Bucket, folder: Path, before: Stamp | None) -> None:
    """Publish the version in `folder` after the state `before` of the pointer; raises as `put` does."""
    versions = {name: commit(table, folder, bucket) for name, table in TABLES.items()}
    put(bucket, POINTER, json.dumps(versions).encode(), after=before)


def commit(table: Table, folder: Path, bucket: Bucket) -> int:
    """Make the files of one table in `folder` those of its Delta table; returns the version of that."""
    root = bucket / table.name
    wanted = {path.relative_to(folder / table.name).as_posix(): path for path in _files(folder, table)}
    delta = _opened(root)
    held = {uri.removeprefix(f"{root}/") for uri in delta.file_uris()} if delta else set()
    for path in wanted.keys() - held:
        write(root, path, wanted[path])
    adds = [_add(path, wanted[path]) for path in sorted(wanted.keys() - held)]
    keys = list(table.keys)
    if delta is None:
        schema = Schema.from_arrow(_schema(table))
        create_table_with_add_actions(str(root), schema, adds, partition_by=keys, storage_options=STORAGE)
        return 0
    removes = [
        RemoveAction(path, data_change=True, deletion_timestamp=0) for path in sorted(held - wanted.keys())
    ]
    delta.create_write_transaction([*adds, *removes], "append", delta.schema(), keys)
    return DeltaTable(str(root), storage_options=STORAGE).version()


def scan(bucket: Bucket, table: Table) -> pl.LazyFrame:
    """One table of the version that the pointer names."""
    found = get(bucket, POINTER)
    version = json.loads(found[0])[table.name] if found else None
    return pl.scan_delta(str(bucket / table.name), version=version, storage_options=STORAGE)


def sweep(bucket: Bucket, hours: int) -> None:
    """Delete the files of versions that were left more than `hours` ago."""
    for name in TABLES:
        table = DeltaTable(str(bucket / name), storage_options=STORAGE)
        table.vacuum(hours, dry_run=False, enforce_retention_duration=False)


def _opened(root: Bucket) -> DeltaTable | None:
    try:
        return DeltaTable(str(root), storage_options=STORAGE)
    except TableNotFoundError:
        return None


def _files(folder: Path, table: Table) -> list[Path]:
    return sorted((folder / table.name).rglob("*.parquet"))


def _add(path: str, file: Path) -> AddAction:
    keys = dict(part.split("=", 1) for part in path.split("/")[:-1])
    status = file.stat()
    rows = json.dumps({"numRecords": pq.read_metadata(file).num_rows})
    return AddAction(
        path, status.st_size, keys, status.st_mtime_ns // 1_000_000, data_change=True, stats=rows
    )


def _schema(table: Table) -> object:
    """Columns with the partition keys, which Delta wants in its schema and not in the files."""
    keys = pl.DataFrame(schema=table.hive_schema).to_arrow().schema
    schema = table.arrow_schema
    for field in keys:
        schema = schema.append(field)
    return schema
