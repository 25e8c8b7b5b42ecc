"""Whether a published version is what it says it is: files, rules, keys, offsets, ledger, counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from flows.merging.part_files import is_as_published
from flows.stores.local import whole
from flows.stores.place import Place
from schemas import DOCUMENT_TABLES, TABLES, Table
from schemas.dataset import scan_folder, version_folder
from schemas.runs import RUNS
from schemas.sources import SOURCES

#: Columns that hold a slice of the document's text, with those that hold its offsets.
_SLICES = {
    "quotes": (
        ("text", "start", "end"),
        ("cue", "cue_start", "cue_end"),
        ("speaker", "speaker_start", "speaker_end"),
    ),
    "entities": (("text", "start", "end"),),
}
_SHOWN = 3  # examples in a finding


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is off: in which table or partition of it, and what."""

    where: str
    what: str


def verify(out: Place) -> Iterator[Finding]:
    """What is off in the current version of the dataset at `out`; nothing when all is well.

    Reads every byte once, a partition at a time; of a store, a copy that it makes. Files that cannot be
    read end it: what builds on them would only repeat it. Raises `NoDatasetError` where no run has
    published, and `StoreError` where a store does not hold what its manifest says.
    """
    with whole(out) as root:
        yield from _findings(version_folder(root))


def _findings(folder: Path) -> Iterator[Finding]:
    damaged = [finding for table in TABLES.values() for finding in _files(table, folder)]
    if damaged:
        yield from damaged
        return
    for partition in _partitions(folder, DOCUMENT_TABLES):
        yield from _partition(folder, partition)
    for partition in _partitions(folder, [SOURCES]):
        yield from _rows(f"sources/{partition}", SOURCES, _read(SOURCES, folder, partition))
    yield from _rows("runs", RUNS, scan_folder("runs", folder).collect())
    yield from _ledger(folder)
    yield from _counts(folder)


def _files(table: Table, folder: Path) -> Iterator[Finding]:
    """Files that cannot be read to the end, hold other columns than declared, or changed on disk."""
    declared = table.arrow_schema.remove_metadata()
    for path in sorted((folder / table.name).rglob("*.parquet")):
        where = path.relative_to(folder).as_posix()
        try:
            with pq.ParquetFile(path, page_checksum_verification=True) as file:
                for group in range(file.num_row_groups):
                    file.read_row_group(group)
                if not file.schema_arrow.remove_metadata().equals(declared):
                    yield Finding(where, "Its columns are not those of this version of Spalte.")
            if not is_as_published(path):
                yield Finding(where, "Its bytes are not those that were published: its name is their digest.")
        except (OSError, ValueError, pa.ArrowException) as error:  # a damaged footer is no UTF-8 either
            yield Finding(where, f"It cannot be read: {str(error).splitlines()[0]}")


def _partitions(folder: Path, tables: Iterable[Table]) -> list[str]:
    """Partitions that any of `tables` has, as folders below the table."""
    found = {
        path.parent.relative_to(folder / table.name).as_posix()
        for table in tables
        for path in (folder / table.name).rglob("*.parquet")
    }
    return sorted(found)


def _partition(folder: Path, partition: str) -> Iterator[Finding]:
    """The four document tables of one partition, by themselves and against each other."""
    frames = {table.name: _read(table, folder, partition) for table in DOCUMENT_TABLES}
    texts = frames["documents"].select("document_id", whole="text")
    for table in DOCUMENT_TABLES:
        where = f"{table.name}/{partition}"
        frame = frames[table.name]
        yield from _rows(where, table, frame)
        strangers = frame.join(texts, on="document_id", how="anti")
        yield from _finding(where, strangers, "rows of documents that the partition does not hold")
        yield from _offsets(where, table.name, frame.join(texts, on="document_id"))


def _read(table: Table, folder: Path, partition: str) -> pl.DataFrame:
    files = sorted((folder / table.name / partition).glob("*.parquet"))
    if not files:
        return pl.DataFrame(schema=table.polars_schema)
    return pl.read_parquet(files, hive_partitioning=False, schema=table.polars_schema)


def _rows(where: str, table: Table, frame: pl.DataFrame) -> Iterator[Finding]:
    """Rows that break a declared rule, and rows out of order."""
    broken = table.columns.filter(frame.select(table.polars_schema.names())).failure
    for rule, count in broken.counts().items():
        yield Finding(where, f"{count} rows break the rule `{rule}`.")
    order = frame.select(table.order)
    if not order.equals(order.sort(table.order)):
        yield Finding(where, f"The rows are not sorted by {', '.join(table.order)}.")


def _offsets(where: str, name: str, rows: pl.DataFrame) -> Iterator[Finding]:
    """Rows whose offsets do not slice to their text, or leave the document."""
    if "end" in rows.columns:
        outside = rows.filter(
            (pl.col("start") >= pl.col("end")) | (pl.col("end") > pl.col("whole").str.len_chars())
        )
        yield from _finding(where, outside, "rows that end outside their document")
    for text, start, end in _SLICES.get(name, ()):
        words = pl.col("whole").str.slice(pl.col(start), pl.col(end) - pl.col(start))
        other = rows.filter(pl.col(text).is_not_null(), words.ne_missing(pl.col(text)))
        yield from _finding(where, other, f"rows whose `{text}` is not what its offsets say")


def _ledger(folder: Path) -> Iterator[Finding]:
    """Documents that the ledger does not know, and documents that it knows and nobody has."""
    month = pl.col("month").cast(pl.String)
    month = pl.when(pl.col("month") == 0).then(month).otherwise(month.str.zfill(2))
    keys = pl.format("language={}/year={}/month={}", "language", "year", month)
    held = scan_folder("documents", folder).select("document_id", "source_uri", "source_sha256", keys=keys)
    known = scan_folder("sources", folder).filter(pl.col("document_id").is_not_null())
    known = known.select("document_id", "source_uri", "partition")
    documents, sources = pl.collect_all([held, known])
    for table, frame in (("documents", documents), ("sources", sources)):
        twice = frame.filter(pl.col("document_id").is_duplicated())
        yield from _finding(table, twice, "rows share a `document_id`")
    unknown = documents.join(sources, on=["document_id", "source_uri"], how="anti")
    yield from _finding("documents", unknown, "documents that `sources` does not know")
    missing = sources.join(documents, on=["document_id", "source_uri"], how="anti")
    yield from _finding("sources", missing, "documents that `documents` does not hold")
    elsewhere = sources.join(documents, on="document_id").filter(pl.col("partition") != pl.col("keys"))
    yield from _finding("sources", elsewhere, "documents in another partition than `sources` says")


def _counts(folder: Path) -> Iterator[Finding]:
    """Tables with another number of rows than a run counted."""
    names = [table.name for table in DOCUMENT_TABLES]
    found = {name: scan_folder(name, folder).select(pl.len()).collect().item() for name in names}
    counted = scan_folder("runs", folder).sort("started_at", "run_id").select(names).collect()
    last: Mapping[str, int] = counted.row(-1, named=True)
    if counted.filter(**found).height:
        return  # where the clock was set back, the last run is not the one that stands last
    for name, rows in found.items():
        if rows != last[name]:
            yield Finding(name, f"It has {rows:,} rows; the last run counted {last[name]:,}.")


def _finding(where: str, rows: pl.DataFrame, what: str) -> Iterator[Finding]:
    if rows.height:
        name = "document_id" if rows["document_id"].null_count() == 0 else "source_uri"
        examples = ", ".join(rows[name].unique(maintain_order=True).head(_SHOWN))
        yield Finding(where, f"{rows.height:,} {what}, among them of {examples}.")
