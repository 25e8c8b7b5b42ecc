"""One writer: a lock on a processed root that dies with its holder."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path

from flows.errors import LockedError
from flows.holder import described, signature
from flows.stores.lease import leased
from flows.stores.mirror import refresh
from flows.stores.upstream import upstream_of

LOCK_NAME = ".lock"


@contextmanager
def writer_lock(root: Path) -> Iterator[None]:
    """Hold the only right to write below `root` (made if absent) until the block ends or the process dies.

    Where `root` mirrors a store, the right to write there too, and `root` is brought up to date with it.
    Raises `LockedError` while another process holds either.
    """
    with folder_lock(root):
        upstream = upstream_of(root)
        if upstream is None:
            yield
            return
        with leased(upstream):
            refresh(root)
            yield


@contextmanager
def folder_lock(root: Path) -> Iterator[None]:
    """Hold the only right to write below the folder `root`, whatever it stands for.

    The kernel frees the lock, so what the file says about its holder only serves the message and
    a file that stays behind means nothing. Raises `LockedError` while another process holds it.
    """
    root.mkdir(parents=True, exist_ok=True)
    with (root / LOCK_NAME).open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LockedError(_refusal(root, file)) from None
        _sign(file)
        yield


def _sign(file: TextIOWrapper) -> None:
    file.seek(0)
    file.truncate()
    file.write(json.dumps(signature()))
    file.flush()


def _refusal(root: Path, file: TextIOWrapper) -> str:
    file.seek(0)
    try:
        who = described(json.load(file))
    except (ValueError, KeyError, TypeError):  # the holder has the lock but has not signed yet
        who = "another process that has just begun"
    return f"{root} is being written by {who}. Wait until it ends, or stop it; the lock goes with it."
