"""Publish a version in a store: the files that it lacks, a list of all files, then the one pointer."""

from __future__ import annotations

import hashlib
import math
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from flows.errors import StoreError
from flows.stores.manifest import (
    StoredFile,
    flip,
    number_of,
    read_manifest,
    stored_file,
    write_manifest,
)
from flows.stores.objects import REQUESTS, TakenError, delete, get, listing, write
from flows.stores.place import Bucket
from flows.stores.upstream import remember, upstream_of
from schemas.published import FILES, MANIFESTS

#: Manifests before the current one whose files stay, as on disk.
_KEPT_BEFORE = 2

#: And how long what the current version does not name stays for queries that began on it, in seconds.
_GRACE = 24 * 3600


def push(root: Path, folder: Path, number: int) -> None:
    """Publish the version in `folder` in the store that `root` mirrors; nothing where it mirrors none.

    Nothing that a reader sees changes before the last request. Raises StoreError when the store
    refuses one, or when another writer has published since `root` was brought up to date.
    """
    upstream = upstream_of(root)
    if upstream is None:
        return
    bucket = upstream.bucket
    there = {file.path: file for file in read_manifest(bucket, upstream.manifest)}
    files = uploaded(bucket, folder, there)
    try:
        pointer = flip(bucket, write_manifest(bucket, number, files), upstream.stamp)
    except TakenError:
        raise StoreError(
            f"Another run has published in {bucket} while this one worked, so nothing of this one is in the "
            f"dataset. Run again: it starts from what the other has published."
        ) from None
    remember(root, replace(upstream, manifest=pointer.manifest, stamp=pointer.stamp))
    _sweep(bucket, files, time.time() - _GRACE, _KEPT_BEFORE)


def uploaded(bucket: Bucket, folder: Path, there: dict[str, StoredFile]) -> list[StoredFile]:
    """The files of the version in `folder`; those that are not `there`, by their path, go to the store."""

    def stored(path: Path) -> StoredFile:
        known = there.get(path.relative_to(folder).as_posix())
        return known or upload(bucket, path, stored_file(path, folder))

    with ThreadPoolExecutor(REQUESTS) as pool:
        return list(pool.map(stored, sorted(folder.rglob("*.parquet"))))


def upload(bucket: Bucket, path: Path, file: StoredFile) -> StoredFile:
    """Put a file of a version into the store; one that has it already stays."""
    key = f"{FILES}/{file.path}"
    found = get(bucket, key)
    if found is None:
        write(bucket, key, path)
    elif hashlib.sha256(found[0]).hexdigest() != file.sha256:  # else a run that died has been here
        raise StoreError(f"{bucket / key} holds other bytes than its name says. Delete it.")
    return file


def forget_versions(root: Path) -> None:
    """Delete all but the current version in the store that `root` mirrors, for what was taken out of it."""
    upstream = upstream_of(root)
    if upstream is not None:
        current = read_manifest(upstream.bucket, upstream.manifest)
        _sweep(upstream.bucket, current, horizon=math.inf, kept_before=0)


def _sweep(bucket: Bucket, current: Iterable[StoredFile], horizon: float, kept_before: int) -> None:
    """Delete the files and manifests of versions that are neither recent nor were current after `horizon`.

    And what runs left that died before they published. What is younger than `horizon`, in seconds since
    1970, stays in any case.
    """
    manifests = sorted(listing(bucket, MANIFESTS), key=lambda one: number_of(one.key))
    # A version was current until the next one came.
    ended = [*(one.modified for one in manifests[1:]), time.time()]
    kept = {
        one.key
        for place, (one, end) in enumerate(zip(manifests, ended, strict=True))
        if end > horizon or place >= len(manifests) - 1 - kept_before
    }
    named = {file.path for file in current}
    named |= {file.path for key in kept for file in read_manifest(bucket, key)}
    names = kept | {f"{FILES}/{path}" for path in named}
    old = [one.key for one in (*manifests, *listing(bucket, FILES)) if one.modified < horizon]
    delete(bucket, [key for key in old if key not in names])
