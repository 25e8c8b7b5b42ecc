"""One file in an archive, as the readers of all kinds of archives give it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from flows.address import ARCHIVE_SUFFIXES, TEXT_SUFFIXES
from flows.discover import Ignored


class Entry(NamedTuple):
    """A file in an archive: its name there, its size in bytes, and why it is no text to read, if so.

    `read` gives its bytes, or raises UnusableError. It works until the next entry is asked for.
    """

    name: str
    size: int
    ignored: Ignored | None
    read: Callable[[], bytes]


def refusal(name: str) -> Ignored | None:
    """Why a file of this name in an archive is no text to read, if so."""
    if any(part.startswith(".") and part not in {".", ".."} for part in name.split("/")):
        return Ignored.HIDDEN
    if name.endswith(ARCHIVE_SUFFIXES):
        return Ignored.NESTED
    return None if name.endswith(TEXT_SUFFIXES) else Ignored.NAME
