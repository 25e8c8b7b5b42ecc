"""Files in a tar archive, compressed or not, read from front to end as a stream."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from functools import partial
from io import BufferedReader
from tarfile import EOFHeaderError, HeaderError  # type: ignore[attr-defined]
from typing import Self

from flows.archives.compression import Readable, decompressed
from flows.archives.entry import Entry, refusal
from flows.discover import Ignored
from flows.raw_file import Limits, UnusableError, too_large
from schemas.fates import Reason

#: Headers that say something about the file behind them; the library reads each whole.
_EXTENSIONS = frozenset(
    {tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK}
    | {tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE}
)
_MOST_EXTENSION = 1024**2


class _Header(tarfile.TarInfo):
    """A header that is no surprise: the library takes what it cannot read for the end of the archive."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        header = super().frombuf(buf, encoding, errors)
        if header.size < 0 or (header.type in _EXTENSIONS and header.size > _MOST_EXTENSION):
            raise HeaderError("a header has an impossible size")
        return header

    @classmethod
    def fromtarfile(cls, tarfile: tarfile.TarFile) -> Self:
        try:
            return super().fromtarfile(tarfile)
        except EOFHeaderError:  # blocks of zeros: the end
            raise
        except HeaderError as error:
            raise UnusableError(Reason.BAD_ARCHIVE, f"It is cut or damaged: {error}.") from error


class _Bounded:
    """A stream that gives no more than `bound` bytes, and fails for good once it has failed.

    It says only once that it ends: the library would go on to ask for what a header has promised,
    block by block, were it exabytes.
    """

    def __init__(self, stream: Readable, bound: int) -> None:
        self._stream, self._bound, self._given = stream, bound, 0
        self._failure: Exception | None = None

    def read(self, size: int) -> bytes:
        """Some of the next `size` bytes; raises what the stream did, or UnusableError with TOO_LARGE."""
        if self._failure is not None:
            raise self._failure
        try:
            return self._counted(self._stream.read1(size))
        except Exception as error:
            self._failure = error
            raise

    def _counted(self, data: bytes) -> bytes:
        if not data:
            self._failure = EOFError("it ends in the middle of a file")
        self._given += len(data)
        if self._given > self._bound:
            raise UnusableError(Reason.TOO_LARGE, f"It unpacks to more than {self._bound:,} bytes.")
        return data


def tar_entries(name: str, file: BufferedReader, bound: int, limits: Limits) -> Iterator[Entry]:
    """The files in the tar archive `file`; the end of its `name` tells the compression.

    Raises UnusableError where it is damaged or unpacks to more than `bound` bytes, or what the
    libraries raise.
    """
    stream = _Bounded(decompressed(file, name), bound)
    with tarfile.open(
        fileobj=stream,  # type: ignore[call-overload]  # of a stream, only `read` is called
        mode="r|",
        tarinfo=_Header,
        encoding="utf-8",
        errors="surrogateescape",
    ) as archive:
        while (header := archive.next()) is not None:
            archive.members.clear()  # or all headers stay in memory
            if not header.isdir():
                ignored = _kind(header) or refusal(header.name)
                yield Entry(header.name, header.size, ignored, partial(_read, archive, header, limits))


def _kind(header: tarfile.TarInfo) -> Ignored | None:
    if header.islnk() or header.issym():
        return Ignored.MEMBER_LINK
    return None if header.isreg() and not header.issparse() else Ignored.MEMBER_SPECIAL


def _read(archive: tarfile.TarFile, header: tarfile.TarInfo, limits: Limits) -> bytes:
    if header.size > limits.text_bytes:
        raise too_large(header.size, limits.text_bytes)
    try:
        member = archive.extractfile(header)
        return member.read() if member else b""
    except UnusableError:
        raise
    except Exception as error:
        raise UnusableError(Reason.BAD_ARCHIVE, f"It cannot be unpacked: {error}.") from error
