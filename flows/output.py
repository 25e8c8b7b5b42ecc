"""What the system says when it does not let a run write, in words for the user."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.errors import OutputError, UsageError

_NO_ROOM = "Free space on that disk"
_NO_RIGHT = "Give the user that runs Spalte the right to write there"
_REMEDIES = {
    errno.ENOSPC: _NO_ROOM,
    errno.EDQUOT: _NO_ROOM,
    errno.EFBIG: "Raise the limit on the size of files (ulimit -f)",
    errno.EROFS: "Mount that disk for writing",
    errno.EACCES: _NO_RIGHT,
    errno.EPERM: _NO_RIGHT,
    errno.EIO: "Check that disk",
}


@contextmanager
def output_named(out: Path) -> Iterator[None]:
    """Raises OutputError, with `out` and what to do, when the block may not write below it."""
    try:
        yield
    except OSError as error:
        remedy = _REMEDIES.get(error.errno or 0)
        if remedy is None:
            raise
        raise OutputError(
            f"{error.filename or out} cannot be written: {os.strerror(error.errno or 0)}. {remedy}, or "
            f"choose another output folder. The dataset is as it was before the run."
        ) from error


def check_path(out: Path) -> None:
    """Raises UsageError for a path that the libraries which write Parquet cannot open: they want UTF-8."""
    if os.fsencode(out) != str(out).encode("utf-8", "surrogatepass"):
        raise UsageError(
            f"{str(out)!a} is no valid UTF-8, so no Parquet file can be written there. Choose another output "
            f"folder, or set PYTHONUTF8=1 where the locale has another encoding."
        )
