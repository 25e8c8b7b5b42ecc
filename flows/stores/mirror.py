"""A local folder that stands for a dataset in a store, so that a run works on it as on any other.

It is a cache: whatever it lacks is fetched, and nothing is lost when it is deleted. Of files that a run does
not touch only the footer is here, in a file of the right size that is empty otherwise (and takes no room on
disk); its modification time, 1970, says so.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from flows.errors import StoreError
from flows.stores.manifest import Pointer, StoredFile, read_manifest, read_pointer, stored_file
from flows.stores.objects import REQUESTS, download, get_range
from flows.stores.place import Bucket
from flows.stores.upstream import remember, upstream_of
from flows.versions import adopt, current, disown, incoming, sync
from schemas import DOCUMENT_TABLES
from schemas.published import FILES

#: Bytes at the end of a file that hold most footers whole.
_TAIL = 64 * 1024

#: A Parquet file ends with the length of its footer in 4 bytes and 4 letters.
_END = 8


def refresh(root: Path) -> None:
    """Make `root` the version that its store has now, if it mirrors one. Call it under its lock."""
    upstream = upstream_of(root)
    if upstream is None:
        return
    pointer = read_pointer(upstream.bucket)
    if pointer is None:
        disown(root)
        remember(root, replace(upstream, manifest=None, stamp=None))
    elif pointer.manifest != upstream.manifest or current(root) is None:
        _pull(root, upstream.bucket, pointer)
        remember(root, replace(upstream, manifest=pointer.manifest, stamp=pointer.stamp))


def _pull(root: Path, bucket: Bucket, pointer: Pointer) -> None:
    """The version of `pointer` becomes the current one of `root`; files that are here already are linked."""
    before = current(root)
    folder = incoming(root)

    def place(file: StoredFile) -> None:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        here = before.folder / file.path if before else None
        if here and here.is_file() and here.stat().st_size == file.bytes:
            path.hardlink_to(here)
        elif file.path.startswith(tuple(f"{table.name}/" for table in DOCUMENT_TABLES)):
            _fetch_footer(bucket, file, path)
        else:
            fetch(bucket, file, path)

    with ThreadPoolExecutor(REQUESTS) as pool:
        list(pool.map(place, read_manifest(bucket, pointer.manifest)))
    adopt(root, folder, pointer.number)


def fill(root: Path, folder: Path, partitions: Iterable[str] | None = None) -> None:
    """Fetch the rows of what `folder`, a version of the mirror `root`, holds only the footers of.

    Of some partitions of the document tables, or of all. Nothing where `root` mirrors no store.
    """
    upstream = upstream_of(root)
    if upstream is None:
        return
    places = [""] if partitions is None else partitions
    found = (folder / table.name / one for table in DOCUMENT_TABLES for one in places)
    hollow = {path for place in found for path in place.rglob("*.parquet") if is_hollow(path)}
    files = {file.path: file for file in read_manifest(upstream.bucket, upstream.manifest)} if hollow else {}

    def filled(path: Path) -> None:
        whole = path.with_suffix(".whole")
        fetch(upstream.bucket, files[path.relative_to(folder).as_posix()], whole)
        whole.replace(path)

    with ThreadPoolExecutor(REQUESTS) as pool:
        list(pool.map(filled, hollow))


def is_hollow(path: Path) -> bool:
    """Whether only the footer of a file of a mirror is here."""
    return path.stat().st_mtime_ns == 0


def fetch(bucket: Bucket, file: StoredFile, path: Path) -> None:
    """Download a file whole. Raises StoreError where it is not what the manifest says."""
    with path.open("wb") as copy:
        download(bucket, f"{FILES}/{file.path}", copy)
    if stored_file(path, path.parent).sha256 != file.sha256:
        raise StoreError(
            f"{bucket}/{FILES}/{file.path} does not hold the bytes that its manifest names. "
            f"Restore the object, or rebuild the dataset in another place."
        )
    sync(path)


def _fetch_footer(bucket: Bucket, file: StoredFile, path: Path) -> None:
    """Put down a file of the right size with nothing in it but the footer."""
    key = f"{FILES}/{file.path}"
    tail = get_range(bucket, key, max(0, file.bytes - _TAIL), file.bytes)
    length = int.from_bytes(tail[-_END : -_END + 4], "little") + _END
    if length > len(tail):
        tail = get_range(bucket, key, file.bytes - length, file.bytes)
    with path.open("wb") as hollow:
        hollow.truncate(file.bytes)
        hollow.seek(file.bytes - len(tail))
        hollow.write(tail)
    sync(path)
    os.utime(path, ns=(0, 0))
