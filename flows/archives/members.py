"""Members of archives as sources: what may have changed is listed anew, the rest is not opened."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from flows.address import ARCHIVE, INSIDE, decode_uri, member_uri
from flows.archives.archive import entries
from flows.discover import FOUND_SCHEMA, Found, without_excluded
from flows.ledger import READS, Action, Now, compare
from flows.raw_file import Limits, UnusableError
from flows.stores.place import Place
from schemas.fates import Reason, Status

_LARGEST = 2**63 - 1  # a zip archive may claim more


@dataclass(frozen=True, slots=True)
class Opening:
    """Where the archives lie, how much of them is read, and which members nobody wants (see `discover`)."""

    root: Place
    limits: Limits
    exclude: str | None


def add_members(found: Found, known: pl.LazyFrame, now: Now, opening: Opening) -> None:
    """Add the members of all archives among `found.files` to them; nothing is written.

    A member has its unpacked size in bytes and the modification time of its archive. Those of an archive
    that `now` finds unchanged are taken from the ledger, `known`. Beginnings of addresses behind which an
    archive could not be read are added to `found.blocked`.
    """
    archives = found.files.filter(pl.col("source_uri").str.contains(ARCHIVE))
    if archives.is_empty():
        return
    uris = archives["source_uri"].implode()
    actions = compare(archives, known.filter(pl.col("source_uri").is_in(uris)), [], now)
    before = _known_members(known, uris)
    again = pl.col("source_uri").is_in(_let_in_again(before).implode())
    opened = pl.col("action").is_in(READS) | ((pl.col("action") == Action.UNCHANGED) & again)
    listed = [
        _listed(uri, mtime, found, opening)
        for uri, mtime in actions.filter(opened).select("source_uri", "mtime_seen").iter_rows()
    ]
    members = [*listed, _unopened(before, actions.filter(~opened), found)]
    wanted = without_excluded(pl.concat(members), opening.exclude, found)
    found.files = pl.concat([found.files, wanted]).sort("source_uri")


def _known_members(known: pl.LazyFrame, archives: pl.Series) -> pl.DataFrame:
    """The ledger's rows of the members of `archives`, each with its `archive`."""
    archive = pl.col("source_uri").str.split_exact(INSIDE, 1).struct.field("field_0")
    inside = pl.col("source_uri").str.contains(INSIDE, literal=True)
    rows = known.filter(inside).with_columns(archive=archive).filter(pl.col("archive").is_in(archives))
    return rows.select("archive", "source_uri", "bytes", "mtime", "status", "reason").collect()


def _let_in_again(members: pl.DataFrame) -> pl.Series:
    """Archives of members that are forgotten no longer, or not there any more: only the archive knows."""
    undone = (pl.col("status") == Status.FORGOTTEN) & pl.col("reason").is_null()
    return members.filter(undone)["archive"].unique()


def _listed(uri: str, mtime: int, found: Found, opening: Opening) -> pl.DataFrame:
    sizes: dict[str, int] = {}  # of two members with one name the later counts, as when they are unpacked
    try:
        for entry in entries(str(opening.root / decode_uri(uri)), opening.limits):
            address = member_uri(uri, entry.name)
            if entry.ignored is None:
                sizes[address] = min(entry.size, _LARGEST)
            else:
                found.ignore(entry.ignored, address)
    except UnusableError as error:
        found.blocked.append(uri + INSIDE)
        if error.reason is Reason.TOO_LARGE:
            sizes.clear()
    rows = {"source_uri": list(sizes), "bytes": list(sizes.values()), "mtime": [mtime] * len(sizes)}
    return pl.DataFrame(rows, schema=FOUND_SCHEMA)


def _unopened(members: pl.DataFrame, archives: pl.DataFrame, found: Found) -> pl.DataFrame:
    """The members of unchanged archives, as they were found when these were read."""
    unchanged = archives.filter(pl.col("action") == Action.UNCHANGED)
    cut = unchanged.filter(pl.col("status") == Status.REJECTED)["source_uri"]
    found.blocked += [uri + INSIDE for uri in cut]
    there = pl.col("archive").is_in(unchanged["source_uri"].implode())
    reached = pl.col("status").is_in([Status.OK, Status.REJECTED])
    reached |= (pl.col("status") == Status.UNREADABLE) & ~pl.col("archive").is_in(cut.implode())
    return members.filter(there & reached).select(FOUND_SCHEMA.names())
