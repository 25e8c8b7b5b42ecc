"""What a plan has unpacked for its batches: members of archives, in one file of the staging folder."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from flows.raw_file import Stored, UnusableError
from schemas.fates import Reason

#: The file of all members' bytes, one behind the other, in the staging folder.
MEMBERS = "members.bin"


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A member of an archive, or an archive.

    `size` in bytes and `mtime` in ns, of a member that of its archive, are as listed. A member has its
    `length` bytes from `offset` on, an archive its `sha256`; what has neither could not be read. `reason`
    and `what` say what is wrong; `what` alone, of an archive, what it holds.
    """

    size: int
    mtime: int
    sha256: str | None = None
    offset: int | None = None
    length: int | None = None
    reason: str | None = None
    what: str | None = None


UNPACKED = pl.Struct(
    {
        "size": pl.Int64(),
        "mtime": pl.Int64(),
        "sha256": pl.String(),
        "offset": pl.Int64(),
        "length": pl.Int64(),
        "reason": pl.String(),
        "what": pl.String(),
    }
)


def read_unpacked(staging: Path, one: Unpacked) -> Stored:
    """The bytes of a member; of an archive none, but its SHA-256.

    Raises UnusableError when the member, or the archive, could not be read.
    """
    if one.sha256 is not None:
        return Stored(one.size, one.mtime, one.sha256, b"")
    if one.offset is None or one.length is None:
        raise unusable(one)
    descriptor = os.open(staging / MEMBERS, os.O_RDONLY)
    try:
        data = os.pread(descriptor, one.length, one.offset)
    finally:
        os.close(descriptor)
    return Stored(len(data), one.mtime, hashlib.sha256(data).hexdigest(), data)


def unusable(one: Unpacked) -> UnusableError:
    """What is wrong with it."""
    reason = Reason(one.reason) if one.reason else Reason.VANISHED
    return UnusableError(reason, one.what or "It is gone.", size=one.size, mtime=one.mtime)
