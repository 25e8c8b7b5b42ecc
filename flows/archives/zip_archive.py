"""Files in a zip archive, found by its directory."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterator
from functools import partial
from io import BufferedReader

from flows.archives.entry import Entry, refusal
from flows.discover import Ignored
from flows.raw_file import Limits, UnusableError, too_large
from schemas.fates import Reason

_ENCRYPTED = 0x1  # of the flags in a header
_DIRECTORY_BYTES = 256  # of an entry, its name included; most take 50 to 150


class _Sparing:
    """A file of which no more than `most` bytes are read at once.

    The library reads the whole directory and makes an object of every entry before it says how many
    there are.
    """

    def __init__(self, file: BufferedReader, most: int) -> None:
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable
        self._file, self._most = file, most

    def read(self, size: int = -1, /) -> bytes:
        """As of every file; raises UnusableError with TOO_LARGE beyond `most`."""
        if size > self._most:
            raise UnusableError(Reason.TOO_LARGE, f"Its directory has {size:,} bytes.")
        return self._file.read(size)


def zip_entries(file: BufferedReader, bound: int, limits: Limits) -> Iterator[Entry]:
    """The files in the zip archive `file`.

    Raises UnusableError with TOO_LARGE when they have more than `bound` bytes together, or what the
    library raises where the directory is damaged.
    """
    most = max(limits.archive_members * _DIRECTORY_BYTES, limits.file_bytes)
    with zipfile.ZipFile(_Sparing(file, most)) as archive:
        total = sum(header.file_size for header in archive.infolist())
        if total > bound:
            raise UnusableError(Reason.TOO_LARGE, f"It unpacks to {total:,} bytes, more than {bound:,}.")
        for header in archive.infolist():
            if not header.is_dir():
                ignored = _kind(header) or refusal(header.filename)
                read = partial(_read, archive, header, limits)
                yield Entry(header.filename, header.file_size, ignored, read)


def _kind(header: zipfile.ZipInfo) -> Ignored | None:
    kind = stat.S_IFMT(header.external_attr >> 16)  # zero where no Unix made the archive
    if kind == stat.S_IFLNK:
        return Ignored.MEMBER_LINK
    return None if kind in {0, stat.S_IFREG} else Ignored.MEMBER_SPECIAL


def _read(archive: zipfile.ZipFile, header: zipfile.ZipInfo, limits: Limits) -> bytes:
    if header.flag_bits & _ENCRYPTED:
        raise UnusableError(Reason.ENCRYPTED, "It is encrypted.")
    bound = min(limits.text_bytes, limits.ratio * header.compress_size)
    if header.file_size > bound:
        raise too_large(header.file_size, bound)
    try:
        return archive.read(header)
    except Exception as error:
        raise UnusableError(Reason.BAD_ARCHIVE, f"It cannot be unpacked: {error}.") from error
