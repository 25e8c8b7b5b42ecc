"""`sources` and `runs`: what happened when. They flip together with the tables they speak about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from flows.merging.part_files import find_part, part_name
from flows.partition import partition_folder, unknown_partition
from flows.storage import Written, conform, link_partitions, write_parquet
from flows.versions import Draft
from schemas import RUNS, SOURCES


def write_sources(
    draft: Draft, base: Path | None, changed: Sequence[Iterable[pa.Table]], settings_digest: str
) -> Written:
    """Put the new and changed rows of the ledger in the draft, in place of those of the same `source_uri`.

    Each of `changed` is a stream of tables, sorted by `source_uri` from end to end, that can be read
    again and again; no two have a row of the same file. Their columns are those of SOURCES and
    `year` and `month` of `first_seen` (UTC), which never change for a file. Partitions without a
    changed row are linked. Returns the rows of the files written and their bytes.
    """
    keys = sorted({key for stream in changed for rows in stream for key in _keys(rows)})
    touched = {partition_folder({"year": year, "month": month}): (year, month) for year, month in keys}
    written = []
    for partition, key in touched.items():
        folder = Path(SOURCES.name, partition)
        old = find_part(base / folder, "") if base else None
        streams = [_old(old), *(_within(stream, *key) for stream in changed)]
        path = draft.folder / folder / part_name("")
        written.append(write_parquet(path, SOURCES, _merged(streams), settings_digest))
    link_partitions(SOURCES, base, draft.folder, besides=touched)
    unknown = draft.folder / SOURCES.name / unknown_partition(SOURCES)
    if find_part(unknown, "") is None:
        write_parquet(unknown / part_name(""), SOURCES, [], settings_digest)
    return Written(sum(file.rows for file in written), sum(file.bytes for file in written))


def write_runs(draft: Draft, base: Path | None, run: pa.Table, settings_digest: str) -> Written:
    """Put the runs so far and `run`, a row of RUNS, in the draft. The file is small and always new."""
    rows = [conform(run, RUNS.arrow_schema)]
    if base and (old := find_part(base / RUNS.name, "")):
        # Not pq.read_table: it would take the keys in the folders' names for columns.
        rows.insert(0, conform(pq.ParquetFile(old).read(), RUNS.arrow_schema))
    joined = pa.concat_tables(rows)
    ordered = joined.sort_by([(name, "ascending") for name in RUNS.order])
    return write_parquet(draft.folder / RUNS.name / part_name(""), RUNS, [ordered], settings_digest)


def _keys(rows: pa.Table) -> list[tuple[int, int]]:
    distinct = rows.select(["year", "month"]).group_by(["year", "month"]).aggregate([])
    return list(zip(*(distinct[name].to_pylist() for name in ("year", "month")), strict=True))


def _old(path: Path | None) -> Iterator[pa.Table]:
    if path:
        with pq.ParquetFile(path) as file:
            for number in range(file.num_row_groups):
                yield conform(file.read_row_group(number), SOURCES.arrow_schema)


def _within(stream: Iterable[pa.Table], year: int, month: int) -> Iterator[pa.Table]:
    for rows in stream:
        mask = pc.and_(pc.equal(rows["year"], year), pc.equal(rows["month"], month))
        yield conform(rows.filter(mask), SOURCES.arrow_schema)


def _merged(streams: Sequence[Iterator[pa.Table]]) -> Iterator[pa.Table]:
    """Sorted streams as one; where two have a row of the same file, that of the later stream stays.

    Holds a table of each stream at a time.
    """
    heads = {number: _next(stream) for number, stream in enumerate(streams)}
    while heads := {number: head for number, head in heads.items() if head is not None}:
        bound = min(head["source_uri"][-1].as_py() for head in heads.values())
        rows = SOURCES.arrow_schema.empty_table()
        for number, head in heads.items():
            count = pc.sum(pc.less_equal(head["source_uri"], bound)).as_py()
            rows = _replaced(rows, head.slice(0, count))
            heads[number] = head.slice(count) if count < head.num_rows else _next(streams[number])
        yield rows


def _next(stream: Iterator[pa.Table]) -> pa.Table | None:
    return next((rows for rows in stream if rows.num_rows), None)


def _replaced(old: pa.Table, new: pa.Table) -> pa.Table:
    if not old.num_rows or not new.num_rows:
        return old if old.num_rows else new
    kept = old.filter(pc.invert(pc.is_in(old["source_uri"], new["source_uri"].combine_chunks())))
    return pa.concat_tables([kept, new]).sort_by("source_uri")
