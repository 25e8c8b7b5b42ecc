"""One writer: a lock on a processed root that dies with its holder."""

from __future__ import annotations

import fcntl
import json
import os
import pwd
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path

from flows.errors import LockedError

LOCK_NAME = ".lock"


@contextmanager
def writer_lock(root: Path) -> Iterator[None]:
    """Hold the only right to write below `root` (made if absent) until the block ends or the process dies.

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
    holder = {
        "owner": _user(),
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    file.seek(0)
    file.truncate()
    file.write(json.dumps(holder))
    file.flush()


def _user() -> str:
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # a container may run under a number without a name
        return str(os.getuid())


def _refusal(root: Path, file: TextIOWrapper) -> str:
    file.seek(0)
    try:
        holder = json.load(file)
        who = f"process {holder['pid']} of {holder['owner']} on {holder['host']} since {holder['since']}"
    except (ValueError, KeyError, TypeError):  # the holder has the lock but has not signed yet
        who = "another process that has just begun"
    return f"{root} is being written by {who}. Wait until it ends, or stop it; the lock goes with it."
