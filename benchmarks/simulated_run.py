"""A run in which no text is read: its workers answer at once, so what it takes is the coordinator's own.

    python benchmarks/simulated_run.py FOLDER FILES [--new N] [--years 20] [--reread]

The listing of the raw files is invented, each batch puts down outcomes and an index as a real one
would, and each file of a table is a second name of one small file. All else is the job: the plan, the handing
out, the ledger, the links, the publication. On top of what an earlier run left in FOLDER it is a night of
N new files, or, with --reread, one that reads all of them again. Prints a JSON object; its
seconds leave out those in which the process waits for its workers.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import polars as pl
import pyarrow as pa
from watched import peak_mib

from flows import plan, row_groups
from flows.batch import read_batch
from flows.discover import FOUND_SCHEMA, Found
from flows.engine import Direct
from flows.job import new_job
from flows.merging import merge
from flows.merging.change import Change, Changed
from flows.merging.part_files import place
from flows.merging.parts import merge_partition, part_prefixes
from flows.merging.staged import INDEX_SCHEMA
from flows.options import Options, Reread
from flows.outcome import Outcome, Result, outcome_table
from flows.run import run
from flows.storage import stage_outcomes, write_parquet
from flows.work import Batch, BatchRecord
from schemas import DOCUMENT_TABLES

T = TypeVar("T")
R = TypeVar("R")

SOURCES = 20  # folders of the raw root
FIRST_YEAR = 2004
LANGUAGES = ("nb", "nb", "nb", "nb", "nb", "nb", "nb", "nn", "sv", "en")  # a file's, by its number
BATCH = 500  # files, the default
LONG_AGO = 1_500_000_000_000_000_000  # ns since 1970: no file was touched around a run
GROUPS = 20  # row groups of a file of a table: its footer is what is read of it

_PARTS = {"make_plan": "plan", "settle": "settle", "write_sources": "ledger", "publish_version": "publish"}


def listing(files: int, new: int, years: int) -> pl.DataFrame:
    """What `discover` would find: `files` of so many years, evenly, and `new` of the month behind them."""
    number = pl.int_range(files + new, dtype=pl.Int64, eager=True).alias("number").to_frame()
    day = pl.when(pl.col("number") < files).then(pl.col("number") * years * 336 // files)
    day = day.otherwise(years * 336)  # years of twelve months of four weeks
    address = pl.format(
        "kilde-{}/{}/{}/{}/{}.txt",
        _digits(pl.col("number") * 7919 % SOURCES, 2),
        FIRST_YEAR + day // 336,
        _digits(day % 336 // 28 + 1, 2),
        _digits(day % 28 + 1, 2),
        _digits(pl.col("number"), 10),
    )
    rows = number.select(source_uri=address, bytes=2000 + pl.col("number") % 2000, mtime=pl.lit(LONG_AGO))
    return rows.cast(dict(FOUND_SCHEMA)).sort("source_uri")


def _digits(number: pl.Expr, count: int) -> pl.Expr:
    return number.cast(pl.String).str.zfill(count)


def answer_batch(batch: Batch) -> BatchRecord:
    """What `read_batch` leaves and returns, without reading a file."""
    outcomes = [_outcome(*row) for row in _listed(batch)]
    stage_outcomes(batch.work.staging, batch.start, outcome_table(outcomes))
    partitions = sorted({one.partition or "" for one in outcomes})
    per = len(outcomes) // len(partitions) or 1
    index = [
        (table.name, partition, f"{batch.start:09d}.pieces", per, 0, 10_000 * per)
        for table in DOCUMENT_TABLES
        for partition in partitions
    ]
    frame = pl.DataFrame(index, schema=INDEX_SCHEMA, orient="row")
    frame.write_ipc(batch.work.staging / f"{batch.start:09d}.index.arrow")
    return BatchRecord(len(outcomes), 3000 * len(outcomes), ())


def _listed(batch: Batch) -> Iterator[tuple[str, int, int]]:
    """The rows of the list that a batch is of; a real one reads more of each."""
    wanted = pl.scan_ipc(batch.work.reads).slice(batch.start, batch.stop - batch.start)
    yield from wanted.select("source_uri", "bytes_seen", "mtime_seen").collect().iter_rows()


def _outcome(uri: str, size: int, mtime: int) -> Outcome:
    name = uri.encode()
    _, year, month, _, last = uri.split("/")
    language = LANGUAGES[int(last[9])]
    return Outcome(
        uri,
        Result.OK,
        size,
        mtime,
        sha256=hashlib.sha256(name).hexdigest(),
        document_id=hashlib.blake2b(name, digest_size=16).hexdigest(),
        partition=f"language={language}/year={year}/month={month}",
        quotes=5,
        quotes_without_speaker=1,
    )


def answer_change(change: Change) -> Changed:
    """What `merge_partition` leaves and returns: as many files, but none of their rows."""
    prefixes = part_prefixes(change.documents)
    for prefix in prefixes:
        path = change.staging / f"{change.table}-{os.getpid()}"
        path.hardlink_to(_template(change.staging, change.table))
        place(path, change.after, prefix)
    return Changed(len(prefixes), change.pieces.bytes, change.pieces.bytes)


def _template(staging: Path, table: str) -> Path:
    return staging.parent / f"template-{table}"


def write_templates(folder: Path) -> None:
    """A file of each table, in whose footer stand as many row groups as in that of a real one."""
    folder.mkdir(parents=True, exist_ok=True)
    as_it_is = row_groups.ROW_GROUP_ROWS
    row_groups.ROW_GROUP_ROWS = dict.fromkeys(as_it_is, 1)
    for table in DOCUMENT_TABLES:
        columns = [_values(field.type) for field in table.arrow_schema]
        rows = pa.Table.from_arrays(columns, schema=table.arrow_schema)
        write_parquet(folder / f"template-{table.name}", table, [rows], "simulated")
    row_groups.ROW_GROUP_ROWS = as_it_is


def _values(kind: pa.DataType) -> pa.Array:
    simple = {pa.large_string(): "x" * 32, pa.timestamp("us", tz="UTC"): 0}
    value = [] if pa.types.is_large_list(kind) else simple.get(kind, 1)
    return pa.array([value] * GROUPS, kind)


class Simulated(Direct):
    """The direct engine with units that answer at once; notes what each step takes of this process."""

    def __init__(self) -> None:
        self.steps: dict[str, dict[str, float]] = {}
        self.units: Counter[str] = Counter()
        self.waited = 0.0  # seconds, for workers

    def call(self, step: Callable[..., R], *arguments: object) -> R:
        """The result of `step(*arguments)`."""
        with self._timed(_PARTS[step.__name__]):
            return step(*arguments)

    def map(self, unit: Callable[[T], R], items: Sequence[T], workers: int) -> Iterator[R | None]:
        """What stands in for `unit` makes of each of `items`."""
        stands_in: dict[Callable[..., Any], tuple[str, Callable[..., Any]]] = {
            read_batch: ("batches", answer_batch),
            merge_partition: ("changes", answer_change),
        }
        name, answer = stands_in[unit]
        self.units[name] += len(items)
        with self._timed(name):
            yield from super().map(answer, items, workers)
        self.waited += self.steps[name]["seconds"] - self.steps[name]["cpu_seconds"]

    @contextmanager
    def _timed(self, name: str) -> Iterator[None]:
        wall, cpu = time.monotonic(), time.process_time()
        yield
        self.steps[name] = {
            "seconds": round(time.monotonic() - wall, 3),
            "cpu_seconds": round(time.process_time() - cpu, 3),
        }


def simulate(found: Found, folder: Path, reread: Reread) -> dict[str, Any]:
    """One run; what it took of this process, step by step, and what it left."""
    plan.discover = lambda *_: found
    merge.WORTH_WORKERS = 0
    raw, out = folder / "raw", folder / "out"
    raw.mkdir(parents=True, exist_ok=True)
    write_templates(out / ".versions")
    engine, before = Simulated(), round(peak_mib(os.getpid()), 1)
    wall, cpu = time.monotonic(), time.process_time()
    options = Options(workers=2, entities="off", batch_size=BATCH, reread=reread)
    row = run(new_job(raw, out, options, engine.name), engine).row
    return {
        "files": found.files.height,
        "read": row["new"] + row["changed"],
        **engine.units,
        "table_files": sum(1 for table in DOCUMENT_TABLES for _ in (out / table.name).rglob("*.parquet")),
        "ledger_bytes": sum(path.stat().st_size for path in (out / "sources/").rglob("*.parquet")),
        "seconds": round(time.monotonic() - wall - engine.waited, 2),
        "cpu_seconds": round(time.process_time() - cpu, 2),
        "mib_before": before,
        "peak_mib": round(peak_mib(os.getpid()), 1),
        "steps": engine.steps,
    }


def main() -> None:
    """Read the command line, run, print what it took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("files", type=int, help="that are known, or all of a first run")
    parser.add_argument("--new", type=int, default=0, help="files more")
    parser.add_argument("--years", type=int, default=20, help="that the files are of")
    parser.add_argument("--reread", action="store_true", help="read all files again")
    asked = parser.parse_args()
    found = Found(listing(asked.files, asked.new, asked.years))
    print(json.dumps(simulate(found, asked.folder, Reread.ALL if asked.reread else Reread.NOTHING)))


if __name__ == "__main__":
    main()
