"""Find the raw files: recursive, in a fixed order, never outside the raw root."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from pathlib import Path

import polars as pl

from flows.address import ARCHIVE_SUFFIXES, TEXT_SUFFIXES, encode_uri
from flows.stores.place import Bucket, Place
from flows.stores.raw import raw_objects

#: What a listing knows of a file: address, stored size in bytes, modification time in ns since 1970.
FOUND_SCHEMA = pl.Schema({"source_uri": pl.String(), "bytes": pl.Int64(), "mtime": pl.Int64()})

_SUFFIXES = (*TEXT_SUFFIXES, *ARCHIVE_SUFFIXES)


class Ignored(StrEnum):
    """Why a name below the raw root is no raw file."""

    NAME = "other file name"
    HIDDEN = "hidden"
    EXCLUDED = "excluded in spalte.toml"
    LINK_OUT = "link out of the raw root"
    LINK_LOOP = "link to a folder around it"
    LINK_DEAD = "link to nothing"
    SPECIAL = "pipe, socket or device"
    MEMBER_LINK = "link in an archive"
    MEMBER_SPECIAL = "device, pipe or sparse file in an archive"
    NESTED = "archive in an archive"


@dataclass(slots=True)
class Found:
    """What lies below the raw root.

    `files` has the columns of FOUND_SCHEMA, sorted by `source_uri`. `ignored` counts names by reason,
    `examples` holds the first of each. `blocked` are the beginnings of the addresses of all that lies in
    folders, or archives, that could not be listed.
    """

    files: pl.DataFrame
    ignored: dict[Ignored, int] = field(default_factory=dict)
    examples: dict[Ignored, str] = field(default_factory=dict)
    blocked: list[str] = field(default_factory=list)

    def ignore(self, reason: Ignored, path: str, count: int = 1) -> None:
        """Count a name that is no raw file."""
        self.ignored[reason] = self.ignored.get(reason, 0) + count
        self.examples.setdefault(reason, path)


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder to list: its path, its address below the root, and whether a link led there."""

    path: str
    prefix: str
    linked: bool = False


def discover(root: Place, exclude: str | None = None) -> Found:
    """Every text and archive below `root`, by its name; `exclude` is a regular expression on addresses.

    Archives are not opened (see `flows.archives.members`). Names that begin with a dot are hidden. A link is
    followed when its target lies inside the root and is no folder around the link; inside a linked
    folder links are not followed again. Keys of a store have the part of paths. Raises OSError when the
    root itself cannot be listed.
    """
    found = Found(pl.DataFrame(schema=FOUND_SCHEMA))
    found.files = without_excluded(_listing(root, found), exclude, found)
    return found


def without_excluded(files: pl.DataFrame, exclude: str | None, found: Found) -> pl.DataFrame:
    """The rows of `files` whose address does not match `exclude`; the others are counted in `found`."""
    if exclude is None or files.is_empty():
        return files
    hit = files["source_uri"].str.contains(exclude)
    if hit.any():
        found.ignore(Ignored.EXCLUDED, files.filter(hit)["source_uri"][0], int(hit.sum()))
    return files.filter(~hit)


def _listing(root: Place, found: Found) -> pl.DataFrame:
    """The rows of the walk, a few thousand at a time: no Python object a file outlives its chunk."""
    rows = _walk(root, found) if isinstance(root, Path) else _objects(root, found)
    frames = [found.files]
    while chunk := list(islice(rows, 10_000)):
        frames.append(pl.DataFrame(chunk, schema=FOUND_SCHEMA, orient="row"))
    return pl.concat(frames).sort("source_uri")


def _walk(root: Path, found: Found) -> Iterator[tuple[str, int, int]]:
    real_root = os.path.realpath(root)
    pending = [_Folder(str(root), "")]
    while pending:
        folder = pending.pop()
        for entry in _entries(folder, found):
            kind = _kind(entry, folder, real_root, found)
            if kind == "folder":
                linked = folder.linked or entry.is_symlink()
                pending.append(_Folder(entry.path, f"{folder.prefix}{entry.name}/", linked))
            elif kind == "file" and (row := _row(entry, folder.prefix)):
                yield row


def _objects(root: Bucket, found: Found) -> Iterator[tuple[str, int, int]]:
    for key, size, mtime in raw_objects(root):
        hidden = any(part.startswith(".") for part in key.split("/"))
        if hidden or not key.endswith(_SUFFIXES):
            found.ignore(Ignored.HIDDEN if hidden else Ignored.NAME, encode_uri(key))
        else:
            yield encode_uri(key), size, mtime


def _entries(folder: _Folder, found: Found) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder.path) as entries:
            yield from entries
    except OSError:
        if not folder.prefix:
            raise
        found.blocked.append(encode_uri(folder.prefix))


def _row(entry: os.DirEntry[str], prefix: str) -> tuple[str, int, int] | None:
    try:
        status = entry.stat()
    except OSError:
        return None  # vanished since the folder was listed: the next run sees the same as a removal
    return encode_uri(prefix + entry.name), status.st_size, status.st_mtime_ns


def _is_plain(entry: os.DirEntry[str]) -> bool:
    """Whether it is what nearly all are: a raw file, neither hidden nor a link. Costs no system call."""
    name = entry.name
    return name.endswith(_SUFFIXES) and not name.startswith(".") and entry.is_file(follow_symlinks=False)


def _kind(entry: os.DirEntry[str], folder: _Folder, real_root: str, found: Found) -> str | None:
    """`file`, `folder`, or None with the reason counted in `found`."""
    if _is_plain(entry):
        return "file"
    reason = _refusal(entry, folder, real_root)
    if reason is not None:
        found.ignore(reason, encode_uri(folder.prefix + entry.name))
        return None
    return "folder" if entry.is_dir() else "file"


def _refusal(entry: os.DirEntry[str], folder: _Folder, real_root: str) -> Ignored | None:
    if entry.name.startswith("."):
        return Ignored.HIDDEN
    if entry.is_symlink() and (reason := _refused_link(entry, folder, real_root)):
        return reason
    if entry.is_dir():
        return None
    if not entry.name.endswith(_SUFFIXES):
        return Ignored.NAME
    return None if entry.is_file() else Ignored.SPECIAL


def _refused_link(entry: os.DirEntry[str], folder: _Folder, real_root: str) -> Ignored | None:
    target = os.path.realpath(entry.path)
    if os.path.commonpath([target, real_root]) != real_root:
        return Ignored.LINK_OUT
    if not os.path.exists(entry.path):  # noqa: PTH110 (False, not an error, for a link to itself)
        return Ignored.LINK_DEAD
    around = os.path.realpath(folder.path)
    if entry.is_dir() and (folder.linked or os.path.commonpath([target, around]) == target):
        return Ignored.LINK_LOOP
    return None
