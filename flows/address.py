"""Addresses of sources: a path below the raw root, or a member of an archive there, as valid Unicode.

2022/02/a.txt             a file
2022-02.zip!/02/a.txt     a member of an archive; `!/` stands nowhere else in an address
"""

from __future__ import annotations

import os
import re

#: Ends of the names of texts, as they are or compressed, and of archives of them.
TEXT_SUFFIXES = (".txt", ".txt.gz", ".txt.bz2", ".txt.xz", ".txt.zst")
ARCHIVE_SUFFIXES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".tar.zst")

#: A regular expression on addresses that finds archives; that of a member ends like a text's.
ARCHIVE = f"(?:{'|'.join(map(re.escape, ARCHIVE_SUFFIXES))})$"

#: Between the address of an archive and the name of a member.
INSIDE = "!/"

_SPECIAL = re.compile("[%\udc80-\udcff]|!(?=/)")
_ESCAPE = re.compile("%([0-9A-F]{2})")


def is_archive(uri: str) -> bool:
    """Whether this is the address of an archive, and not of a text, be it a member."""
    return uri.endswith(ARCHIVE_SUFFIXES)


def encode_uri(path: str) -> str:
    """A relative path as an address: valid Unicode; other bytes, `%` and a `!` before `/` percent-encoded.

    The encoding is reversible, so no two files share an address.
    """
    if path.isascii() and "%" not in path and INSIDE not in path:
        return path
    return _escaped(os.fsencode(path).decode("utf-8", "surrogateescape"))


def decode_uri(uri: str) -> str:
    """The relative path that `encode_uri` was given."""
    if uri.isascii() and "%" not in uri:
        return uri
    text = _ESCAPE.sub(lambda match: _character(int(match[1], 16)), uri)
    return os.fsdecode(text.encode("utf-8", "surrogateescape"))


def member_uri(archive: str, name: str) -> str:
    """The address of the member `name` of the archive at the address `archive`.

    `name` is Unicode, with surrogates for bytes that are no UTF-8. As when it is unpacked, a leading
    `/` and parts that are `.` mean nothing; `..`, which leads out of the archive, is percent-encoded.
    """
    parts = [part for part in name.split("/") if part not in {"", "."}]
    inside = _escaped("/".join(parts)).split("/")
    return archive + INSIDE + "/".join("%2E%2E" if part == ".." else part for part in inside)


def archive_of(uri: str) -> str:
    """The address of the archive that a member is in."""
    return uri.partition(INSIDE)[0]


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda match: f"%{ord(match[0]) & 0xFF:02X}", text)


def _character(byte: int) -> str:
    return chr(byte) if byte < 0x80 else chr(0xDC00 + byte)  # noqa: PLR2004 (ASCII, then escaped bytes)
