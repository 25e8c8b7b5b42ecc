"""What a dataset in an object store says of itself: a pointer to a manifest, which lists the files of a version.

    current.json                                                      {"manifest": "versions/000000000012-9c1d….parquet"}
    versions/000000000012-9c1d4be2.parquet                            columns of MANIFEST_SCHEMA, a row per file
    files/quotes/language=nb/year=2024/month=03/part-000-1f3a9c2b.parquet

Only the pointer is ever replaced, and its length never changes, so whoever reads it in pieces gets one or the
other; manifests and files never change under their names.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from schemas.table import Table

POINTER = "current.json"
MANIFESTS = "versions"
FILES = "files"

#: A file of a version: its path below FILES, its size in bytes, and the SHA-256 of these.
MANIFEST_SCHEMA = pl.Schema({"path": pl.String(), "bytes": pl.Int64(), "sha256": pl.String()})


@dataclass(frozen=True, slots=True)
class Published:
    """One version of a dataset in a store: where it lies, and the paths of its files."""

    url: str
    paths: tuple[str, ...]

    def files(self, table: Table) -> list[str]:
        """Addresses of the files of a table."""
        return [f"{self.url}/{FILES}/{path}" for path in self.paths if path.startswith(f"{table.name}/")]


def is_store(root: object) -> bool:
    """Whether a dataset's root is the address of a store and not of a folder."""
    return str(root).startswith(("s3://", "gs://"))


def published(url: str) -> Published | None:
    """The version that is current at `url`, None where none is. Other errors of the store are polars' own."""
    try:
        pointer = pl.read_ndjson(f"{url}/{POINTER}")
    except FileNotFoundError:
        return None
    manifest = pl.read_parquet(f"{url}/{pointer['manifest'][0]}", hive_partitioning=False)
    return Published(url, tuple(manifest["path"]))
