"""Compressed files as streams of what they hold, none of which is read before it is asked for."""

from __future__ import annotations

import bz2
import gzip
import lzma
import zlib
from io import BufferedReader, BytesIO
from typing import Protocol

import pyarrow as pa

#: What reading a stream may raise when it is cut or damaged. A header of `.xz` may ask for any memory.
DAMAGES = (OSError, EOFError, zlib.error, lzma.LZMAError, MemoryError)


class Readable(Protocol):
    """All that is asked of a stream."""

    def read(self, size: int, /) -> bytes:
        """The next `size` bytes; fewer at the end only."""

    def read1(self, size: int, /) -> bytes:
        """Some of the next `size` bytes, none at the end only: nothing before a damage is lost."""


def decompressed(file: BufferedReader | BytesIO, name: str) -> Readable:
    """What `file` holds, by the end of its `name`; `file` itself when that is of no compression.

    Files of several frames or members, one after another, are read to the end.
    """
    suffix = name.rpartition(".")[2]
    match suffix:
        case "gz" | "tgz":
            return gzip.GzipFile(fileobj=file)
        case "bz2":
            return bz2.BZ2File(file)
        case "xz":
            return lzma.LZMAFile(file)
        case "zst":
            stream: Readable = pa.CompressedInputStream(pa.PythonFile(file, "r"), "zstd")
            return stream
        case _:
            return file
