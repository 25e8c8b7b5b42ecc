"""Read one raw file within its limits: the stored bytes, hashed, and what they hold."""

from __future__ import annotations

import hashlib
import io
import os
import stat
from dataclasses import astuple, dataclass
from io import BufferedReader
from typing import ClassVar

from flows.archives.compression import DAMAGES, decompressed
from flows.stores.place import is_url
from flows.stores.raw import open_object
from schemas.fates import Reason


@dataclass(frozen=True)
class Limits:
    """Most bytes of a raw file as stored, after decompression, and their largest ratio.

    `article_bytes` is the most that is understood as one article, which takes some hundred times its size of
    memory; a longer text is kept as it is. `archive_bytes` and `archive_members` bound what an archive may
    hold in all. A plain dataclass, because worker processes need it and not the settings around it.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    file_bytes: int = 64 * 1024**2
    text_bytes: int = 64 * 1024**2
    article_bytes: int = 2 * 1024**2
    ratio: int = 200
    archive_bytes: int = 4 * 1024**3
    archive_members: int = 100_000

    def __post_init__(self) -> None:
        if min(astuple(self)) < 1:
            raise ValueError("limits must be positive")


@dataclass(frozen=True, slots=True)
class Stored:
    """A raw file as it lies on disk: size in bytes, modification time in ns, SHA-256 and its bytes."""

    size: int
    mtime: int
    sha256: str
    data: bytes


class UnusableError(Exception):
    """The content cannot be used, or the file cannot be read; says why in a sentence."""

    def __init__(
        self, reason: Reason, what: str, *, size: int | None = None, mtime: int | None = None
    ) -> None:
        super().__init__(f"{what} {reason.remedy}")
        self.reason, self.what, self.size, self.mtime = reason, what, size, mtime


def read_stored(path: str, limits: Limits) -> Stored:
    """The bytes of the file at `path`.

    Raises UnusableError with TOO_LARGE beyond `limits.file_bytes` (nothing is read then), or with
    VANISHED, NO_PERMISSION or IO_ERROR when the system refuses.
    """
    try:
        with open_regular(path, limits.file_bytes) as file:
            status = os.fstat(file.fileno())
            _check_size(status, limits)
            data = file.read(limits.file_bytes + 1)
    except OSError as error:
        raise unreadable(error) from error
    if len(data) > limits.file_bytes:
        raise too_large(len(data), limits.file_bytes, status.st_mtime_ns)
    return Stored(len(data), status.st_mtime_ns, hashlib.sha256(data).hexdigest(), data)


def open_regular(path: str, most: int) -> BufferedReader:
    """The file at `path`; raises OSError, and UnusableError with IO_ERROR for what is no regular file.

    At the address of an object in a store, a copy of it; one of more than `most` bytes has only its size.
    """
    if is_url(path):
        return open_object(path, most)
    file = open(path, "rb", opener=_opened)  # noqa: SIM115 (of bytes and surrogates; it is returned)
    if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        return file
    file.close()
    raise UnusableError(Reason.IO_ERROR, "It is no regular file any more.")


def _opened(path: str, flags: int) -> int:
    # What was a file when it was found may be a pipe without a writer by now: do not wait for one.
    return os.open(path, flags | os.O_NONBLOCK)


def unpack(uri: str, data: bytes, limits: Limits) -> bytes:
    """What `data` holds: itself, or decompressed when the address ends in `.gz`, `.bz2`, `.xz` or `.zst`.

    Raises UnusableError with BAD_ARCHIVE, or with TOO_LARGE as soon as a limit is passed.
    """
    if uri.endswith(".txt"):
        return data
    bound = min(limits.text_bytes, limits.ratio * len(data))
    try:
        text = decompressed(io.BytesIO(data), uri).read(bound + 1)
    except DAMAGES as error:
        raise UnusableError(Reason.BAD_ARCHIVE, f"It cannot be unpacked: {error}.") from error
    if len(text) > bound:
        raise UnusableError(Reason.TOO_LARGE, f"It unpacks to more than {bound:,} bytes.")
    return text


def unreadable(error: OSError) -> UnusableError:
    """What the system said, as a reason and a sentence."""
    what = f"It could not be read: {error.strerror or error}."
    if isinstance(error, FileNotFoundError):
        return UnusableError(Reason.VANISHED, what)
    if isinstance(error, PermissionError):
        return UnusableError(Reason.NO_PERMISSION, what)
    return UnusableError(Reason.IO_ERROR, what)


def too_large(size: int, bound: int, mtime: int | None = None) -> UnusableError:
    """That something has `size` bytes, and not `bound` at most."""
    what = f"It has {size:,} bytes, more than the limit of {bound:,}."
    return UnusableError(Reason.TOO_LARGE, what, size=size, mtime=mtime)


def _check_size(status: os.stat_result, limits: Limits) -> None:
    if status.st_size > limits.file_bytes:
        raise too_large(status.st_size, limits.file_bytes, status.st_mtime_ns)
