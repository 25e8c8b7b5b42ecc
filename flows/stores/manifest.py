"""The pointer and the manifests of a dataset in a store; `schemas.published` says what they look like."""

from __future__ import annotations

import hashlib
import io
import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import polars as pl

from flows.errors import StoreError
from flows.stores.objects import Stamp, TakenError, get, put
from flows.stores.place import Bucket
from schemas.published import MANIFEST_SCHEMA, MANIFESTS, POINTER


class StoredFile(NamedTuple):
    """A file of a version: a row of its manifest."""

    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Pointer:
    """Key of the current manifest, and the state of the object that names it."""

    manifest: str
    stamp: Stamp

    @property
    def number(self) -> int:
        """Number of the version."""
        return number_of(self.manifest)


def number_of(manifest: str) -> int:
    """Number of the version that a manifest of this key lists."""
    return int(manifest.removeprefix(f"{MANIFESTS}/").partition("-")[0])


def read_pointer(bucket: Bucket) -> Pointer | None:
    """What is current, None before the first publication."""
    found = get(bucket, POINTER)
    return Pointer(json.loads(found[0])["manifest"], found[1]) if found else None


def read_manifest(bucket: Bucket, key: str | None) -> list[StoredFile]:
    """The files of a version; none where there is no version."""
    if key is None:
        return []
    found = get(bucket, key)
    if found is None:
        raise StoreError(f"{bucket / key} is gone, so the dataset cannot be read. Restore the object.")
    return [StoredFile(*row) for row in pl.read_parquet(io.BytesIO(found[0])).iter_rows()]


def write_manifest(bucket: Bucket, number: int, files: list[StoredFile]) -> str:
    """Put the list of the files of a version down, named by its number and its content; returns its key."""
    buffer = io.BytesIO()
    pl.DataFrame(sorted(files), schema=MANIFEST_SCHEMA, orient="row").write_parquet(buffer)
    digest = hashlib.blake2b(buffer.getvalue(), digest_size=8).hexdigest()
    key = f"{MANIFESTS}/{number:012d}-{digest}.parquet"
    with suppress(TakenError):  # by a run that died behind it
        put(bucket, key, buffer.getvalue())
    return key


def flip(bucket: Bucket, manifest: str, before: Stamp | None) -> Pointer:
    """Make `manifest` the current one, in one request that the store only grants after the state `before`.

    Raises TakenError when another writer has published since.
    """
    try:
        stamp = put(bucket, POINTER, json.dumps({"manifest": manifest}).encode() + b"\n", after=before)
    except TakenError:
        now = read_pointer(bucket)
        if now is None or now.manifest != manifest:
            raise
        return now  # the answer to our own request was lost, and it was sent again
    return Pointer(manifest, stamp)


def stored_file(path: Path, root: Path) -> StoredFile:
    """A local file of a version as its manifest lists it."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return StoredFile(path.relative_to(root).as_posix(), path.stat().st_size, digest)
