"""`sources` and `runs`: what happened when. They flip together with the tables they speak about."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from flows.partition import partition_folder, unknown_partition
from flows.parts import part_name
from flows.storage import Written, conform, link_partitions, write_parquet
from flows.versions import Draft
from schemas import RUNS, SOURCES


def write_sources(draft: Draft, base: Path | None, changed: pa.Table, settings_digest: str) -> Written:
    """Put the new and changed rows of the ledger in the draft, in place of those of the same `source_uri`.

    `changed` has the columns of SOURCES and `year` and `month` of `first_seen` (UTC), which never
    change for a file. Partitions without a changed row are linked. Returns the rows of the files
    written and their bytes.
    """
    groups = _by_partition(changed)
    written = []
    for partition, rows in groups.items():
        path = Path(SOURCES.name, partition, part_name(""))
        merged = _replaced(base / path if base else None, rows)
        written.append(write_parquet(draft.folder / path, SOURCES, [merged], settings_digest))
    link_partitions(SOURCES, base, draft.folder, besides=groups)
    unknown = draft.folder / SOURCES.name / unknown_partition(SOURCES) / part_name("")
    if not unknown.exists():
        write_parquet(unknown, SOURCES, [], settings_digest)
    return Written(sum(file.rows for file in written), sum(file.bytes for file in written))


def write_runs(draft: Draft, base: Path | None, run: pa.Table, settings_digest: str) -> Written:
    """Put the runs so far and `run`, a row of RUNS, in the draft. The file is small and always new."""
    path = Path(RUNS.name, part_name(""))
    rows = [conform(run, RUNS.arrow_schema)]
    if base and (base / path).exists():
        rows.insert(0, _read(base / path, RUNS.arrow_schema))
    joined = pa.concat_tables(rows)
    ordered = joined.sort_by([(name, "ascending") for name in RUNS.order])
    return write_parquet(draft.folder / path, RUNS, [ordered], settings_digest)


def _by_partition(changed: pa.Table) -> dict[str, pa.Table]:
    keys = changed.select(list(SOURCES.keys)).group_by(list(SOURCES.keys)).aggregate([])
    groups = {}
    for key in keys.to_pylist():
        mask = pc.and_(pc.equal(changed["year"], key["year"]), pc.equal(changed["month"], key["month"]))
        folder = partition_folder({name: key[name] for name in SOURCES.keys})
        groups[folder] = conform(changed.filter(mask), SOURCES.arrow_schema)
    return groups


def _replaced(old: Path | None, rows: pa.Table) -> pa.Table:
    if old and old.exists():
        before = _read(old, SOURCES.arrow_schema)
        names = rows["source_uri"].combine_chunks()
        kept = before.filter(pc.invert(pc.is_in(before["source_uri"], names)))
        rows = pa.concat_tables([kept, rows])
    return rows.sort_by([(name, "ascending") for name in SOURCES.order])


def _read(path: Path, schema: pa.Schema) -> pa.Table:
    # Not pq.read_table: it would take the keys in the folders' names for columns.
    return conform(pq.ParquetFile(path).read(), schema)
