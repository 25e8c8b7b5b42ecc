"""Unpack the members that a plan wants to read, each archive once, for the batches to read from one file."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from flows.address import ARCHIVE, INSIDE, decode_uri, member_uri
from flows.archives.archive import entries
from flows.archives.entry import Entry
from flows.archives.unpacked import MEMBERS, UNPACKED
from flows.raw_file import Limits, UnusableError, open_regular, unreadable
from flows.storage import staged_bytes
from flows.stores.place import Place
from schemas.fates import Reason

_Put = Callable[[bytes], int]
_Row = Mapping[str, str | int | None]

_ROWS = pl.Schema({"source_uri": pl.String(), **{field.name: field.dtype for field in UNPACKED.fields[2:]}})
_NOT_THERE = "It was not in the archive any more when that was unpacked."


@dataclass(slots=True)
class _Seen:
    """What an archive has shown so far: members that are wanted, by address, all texts, and the rest."""

    places: dict[str, _Row] = field(default_factory=dict)
    texts: set[str] = field(default_factory=set)
    ignored: Counter[str] = field(default_factory=Counter)
    failure: UnusableError | None = None

    @property
    def summary(self) -> str:
        """A sentence for the ledger."""
        rest = ", ".join(f"{count:,} ({reason})" for reason, count in sorted(self.ignored.items()))
        return f"An archive of {len(self.texts):,} texts{f'; ignored: {rest}' if rest else ''}."


def with_unpacked(reads: pl.DataFrame, root: Place, limits: Limits, staging: Path) -> pl.DataFrame:
    """`reads`, a plan's list, with a column `unpacked` (see `Unpacked`), null where it is a file by itself.

    The bytes of the members in it are put down in the folder `staging`.
    """
    inside = pl.col("source_uri").str.contains(INSIDE, literal=True)
    packed = inside | pl.col("source_uri").str.contains(ARCHIVE)
    if reads.filter(packed).is_empty():
        return reads.with_columns(unpacked=pl.lit(None))  # of no size
    archive = pl.col("source_uri").str.split_exact(INSIDE, 1).struct.field("field_0")
    wanted = reads.filter(packed).select("source_uri", archive=archive).group_by("archive").agg("source_uri")
    with staged_bytes(staging / MEMBERS) as put:
        frames = [
            pl.DataFrame(
                list(_unpacked(root / decode_uri(uri), uri, frozenset(uris), limits, put)), schema=_ROWS
            )
            for uri, uris in wanted.sort("archive").iter_rows()
        ]
    found = pl.concat([pl.DataFrame(schema=_ROWS), *frames])
    joined = reads.join(found, "source_uri", "left", maintain_order="left")
    seen = pl.col("bytes_seen").alias("size"), pl.col("mtime_seen").alias("mtime")
    place = pl.struct(*seen, *_ROWS.names()[1:]).cast(UNPACKED)
    return joined.select(*reads.columns, unpacked=pl.when(packed).then(place))


def _unpacked(path: Place, uri: str, wanted: Collection[str], limits: Limits, put: _Put) -> Iterator[_Row]:
    """A row for each of `wanted`: members of the archive `uri`, and maybe itself."""
    seen = _Seen()
    try:
        for entry in entries(str(path), limits):
            _take(entry, member_uri(uri, entry.name), wanted, put, seen)
    except UnusableError as error:
        seen.failure = error
    for address in wanted:
        if address == uri:
            yield {"source_uri": uri, **_archive(path, seen, limits)}
        else:
            place = seen.places.get(address, {"reason": Reason.VANISHED, "what": _NOT_THERE})
            yield {"source_uri": address, **place}


def _take(entry: Entry, address: str, wanted: Collection[str], put: _Put, seen: _Seen) -> None:
    if entry.ignored is not None:
        seen.ignored[entry.ignored] += 1
        return
    seen.texts.add(address)
    if address in wanted:
        try:
            data = entry.read()
            seen.places[address] = {"offset": put(data), "length": len(data)}
        except UnusableError as error:
            seen.places[address] = _fault(error)


def _archive(path: Place, seen: _Seen, limits: Limits) -> _Row:
    """What is said of the archive itself."""
    try:
        with open_regular(str(path), limits.archive_bytes) as file:
            within = os.fstat(file.fileno()).st_size <= limits.archive_bytes
            sha256 = hashlib.file_digest(file, "sha256").hexdigest() if within else None
    except OSError as error:
        return _fault(unreadable(error))
    except UnusableError as error:
        return _fault(error)
    what = {"what": seen.summary} if seen.failure is None else _fault(seen.failure)
    return {"sha256": sha256, **what}


def _fault(error: UnusableError) -> _Row:
    return {"reason": error.reason, "what": error.what}
