"""Archives of texts, entry by entry. Nothing is unpacked to disk here, and no name becomes a path."""

from __future__ import annotations

import os
from collections.abc import Iterator
from io import BufferedReader

from flows.archives.entry import Entry
from flows.archives.tar_archive import tar_entries
from flows.archives.zip_archive import zip_entries
from flows.raw_file import Limits, UnusableError, open_regular, too_large, unreadable
from schemas.fates import Reason


def entries(path: str, limits: Limits) -> Iterator[Entry]:
    """The files in the archive at `path`, whose name says of which kind it is, in their order there.

    Raises UnusableError as `read_stored` does when the system refuses; with BAD_ARCHIVE behind the last
    entry that could be found in a cut or damaged archive; and with TOO_LARGE where the archive has or
    unpacks to more than `limits.archive_bytes`, has more than `limits.archive_members` files, or unpacks,
    beyond what one text may have, to more than `limits.ratio` times its size.
    """
    try:
        with open_regular(path, limits.archive_bytes) as file:
            yield from _counted(_entries(path, file, limits), limits.archive_members)
    except UnusableError:
        raise
    except Exception as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise unreadable(error) from error
        # The libraries raise anything on bytes that somebody has thought about.
        raise UnusableError(Reason.BAD_ARCHIVE, f"It cannot be unpacked: {error}.") from error


def _counted(found: Iterator[Entry], most: int) -> Iterator[Entry]:
    for count, entry in enumerate(found):
        if count >= most:
            raise UnusableError(Reason.TOO_LARGE, f"It holds more than {most:,} files.")
        yield entry


def _entries(path: str, file: BufferedReader, limits: Limits) -> Iterator[Entry]:
    size = os.fstat(file.fileno()).st_size
    if size > limits.archive_bytes:
        raise too_large(size, limits.archive_bytes)
    bound = min(limits.archive_bytes, max(limits.text_bytes, limits.ratio * size))
    if path.endswith(".zip"):
        return zip_entries(file, bound, limits)
    return tar_entries(path, file, bound, limits)
