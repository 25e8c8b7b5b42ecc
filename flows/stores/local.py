"""The folder of this machine that stands for a place."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from flows.lock import folder_lock
from flows.stores.mirror import fill, refresh
from flows.stores.place import Place
from flows.stores.upstream import Upstream, mirror_folder, remember, upstream_of
from schemas.dataset import version, version_folder


def local(out: Place) -> Path:
    """The folder with the dataset at `out`: of a store, a mirror that has just been brought up to date.

    Raises StoreError when the store cannot be read, and LockedError while a
    run of this machine writes to it.
    """
    if isinstance(out, Path):
        return out
    root = mirror_folder(out)
    with folder_lock(root):
        if upstream_of(root) is None:
            remember(root, Upstream(out, secrets.token_hex(8)))
        refresh(root)
    return root


@contextmanager
def whole(out: Place) -> Iterator[Path]:
    """A folder with every byte of the dataset at `out` until the block ends: of a store, a fresh copy.

    Raises NoDatasetError where there is none, and StoreError when the store cannot be read.
    """
    if isinstance(out, Path):
        yield out
        return
    version(out.url)
    with TemporaryDirectory() as name:
        root = Path(name)
        remember(root, Upstream(out, mirror=""))
        refresh(root)
        fill(root, version_folder(root))
        yield root
