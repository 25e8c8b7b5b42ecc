"""Raw files that are objects of a store: listed, and opened as copies that look like files of a disk."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from tempfile import NamedTemporaryFile

from flows.errors import StoreError
from flows.stores.objects import download, listing
from flows.stores.place import Bucket, split

#: Stores know the second of a change, file systems its nanosecond.
_NS = 1_000_000_000


def raw_objects(root: Bucket) -> Iterator[tuple[str, int, int]]:
    """Key, size in bytes and modification time in ns of every object below `root`.

    Raises OSError when the store does not let them be listed.
    """
    try:
        for one in listing(root):
            yield one.key, one.bytes, one.modified * _NS
    except StoreError as error:
        raise OSError(errno.EIO, str(error)) from error


def open_object(url: str, most: int) -> BufferedReader:
    """A copy of the object at `url` in a file without a name, of its size and modification time.

    Of one of more than `most` bytes nothing is read: the copy holds zeros. Raises OSError as files do.
    """
    bucket, key = split(url)
    with NamedTemporaryFile() as file:
        try:
            modified = download(bucket, key, file, most)
        except StoreError as error:
            raise OSError(errno.EIO, str(error)) from error
        if modified is None:
            raise FileNotFoundError(errno.ENOENT, "The store has no such object")
        file.flush()
        os.utime(file.fileno(), ns=(modified * _NS, modified * _NS))
        return Path(file.name).open("rb")
