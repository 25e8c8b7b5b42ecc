"""One unit of a run on a worker of a cluster, which may be another machine.

A worker that has other code, or sees other folders than the process that sends it work, would
write wrong rows or none; it refuses instead.
"""

from __future__ import annotations

import functools
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from flows.code_version import library_versions, pipeline_version
from flows.errors import WorkerError
from flows.lock import LOCK_NAME
from flows.stores.place import Place

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Home:
    """What every worker must share: the folders of a run, its lock as a mark to know them by, its code."""

    raw: Place
    out: Path
    mark: str
    code: str

    @staticmethod
    def of(raw: Place, out: Path) -> Home:
        """That of this process, which holds the lock of `out`. Both paths are absolute."""
        return Home(raw, out, _mark(out), _code())


def work(unit: Callable[[T], R], item: T, home: Home) -> R | None:
    """What `unit` makes of `item`, or None when the memory does not suffice.

    Raises WorkerError on a machine that has other code or other folders than `home`.
    """
    check(home)
    try:
        return unit(item)
    except MemoryError:
        return None


@functools.cache
def check(home: Home) -> None:
    """Raises WorkerError when this process does not share `home`; looks once."""
    host = socket.gethostname()
    if _mark(home.out) != home.mark:
        raise WorkerError(f"The worker on {host} does not see {home.out}. {_SHARE}")
    if isinstance(home.raw, Path) and not (home.raw.is_dir() and any(home.raw.iterdir())):
        raise WorkerError(f"The worker on {host} finds nothing in {home.raw}. {_SHARE}")
    if _code() != home.code:
        raise WorkerError(
            f"The worker on {host} has other code ({_code()}) than this process ({home.code}), so its rows "
            f"would differ. Install the same Spalte with the same constraints.txt on all machines."
        )


_SHARE = (
    "Mount the raw root and the output folder under the same paths on all machines. The dataset is as it was "
    "before the run."
)


def _mark(out: Path) -> str:
    """What the lock says of its holder: who, where, since when. Empty where there is none."""
    path = out / LOCK_NAME
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _code() -> str:
    return f"{pipeline_version()} {library_versions()}"
