"""After the reading: which rows of the ledger change, and whose old rows leave the tables.

Slice by slice in the order of addresses, so that memory does not grow with the number of files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

import polars as pl
import pyarrow as pa

from flows.alarms.intake import INTAKE_SCHEMA, intake, totals
from flows.job import Job
from flows.known import known_among
from flows.ledger import Action
from flows.merging.staged import Slices, outcomes
from flows.outcome import OUTCOMES, Result
from flows.plan import Plan
from flows.reports.refusals import REFUSALS_SCHEMA, Refusal, refusals, refused, together
from flows.row_groups import recut
from flows.storage import stage_slices, staged_dropped
from flows.weigh import after_absence, after_reading
from schemas import SOURCES
from schemas.fates import Status

#: Files that are weighed at a time; changes memory and speed, never a row.
SLICE_FILES = 10_000


@dataclass(slots=True)
class Counts:
    """How many files met which fate in this run; the columns of `runs` of the same names say more."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0
    unreadable: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True)
class Settlement:
    """What `settle` found.

    `changed` are streams of rows of `sources` with `year` and `month`, each sorted by `source_uri`.
    `intake` is what came in (see `flows.alarms.intake`), `refusals` why files did not.
    """

    changed: tuple[Slices, ...]
    counts: Counts
    intake: pl.DataFrame
    refusals: tuple[Refusal, ...]


@dataclass(slots=True)
class _Tally:
    """What the slices so far came to."""

    counts: Counts
    drop: Callable[[pl.DataFrame], None]  # puts down the documents whose old rows go
    differs: bool = False  # whether any row must be written
    intake: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=INTAKE_SCHEMA))
    refusals: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=REFUSALS_SCHEMA))


def settle(job: Job, plan: Plan) -> Settlement:
    """Weigh the outcomes of all batches of `plan` against what the ledger knew.

    Rows that are only touched are written down when any other is. The documents whose old rows go
    are put down in the staging folder, where `merge` finds them.
    """
    staging = plan.draft.staging
    with staged_dropped(staging) as drop:
        tally = _Tally(Counts(unchanged=plan.unchanged), drop)
        streams = (
            stage_slices(staging / "reads-changed.arrow", _tallied(_after_reading(job, plan, tally), tally)),
            stage_slices(staging / "gone-changed.arrow", _tallied(_after_absence(job, plan), tally)),
        )
    changed = streams if tally.differs else ()
    return Settlement(changed, tally.counts, tally.intake, refusals(tally.refusals))


def _after_reading(job: Job, plan: Plan, tally: _Tally) -> Iterator[pl.DataFrame]:
    listed = recut(Slices(plan.reads), SLICE_FILES)
    read = recut(outcomes(plan.draft.staging), SLICE_FILES)
    for files, done in zip_longest(listed, read, fillvalue=OUTCOMES.empty_table()):
        known = _with_known(pl.DataFrame(files), plan)
        joined = known.join(pl.DataFrame(done), "source_uri", "left", suffix="_read", maintain_order="left")
        if joined["result"].null_count():
            raise RuntimeError("a batch lost the outcome of a file: report this as a bug")
        tally.intake = totals([tally.intake, intake(joined)])
        yield after_reading(job, joined)


def _after_absence(job: Job, plan: Plan) -> Iterator[pl.DataFrame]:
    for files in recut(Slices(plan.gone), SLICE_FILES):
        yield after_absence(job, _with_known(pl.DataFrame(files), plan))


def _with_known(files: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    known = known_among(files["source_uri"], plan.base)
    return files.join(known, "source_uri", "left", maintain_order="left")


def _tallied(slices: Iterator[pl.DataFrame], tally: _Tally) -> Iterator[pa.Table]:
    """The rows that may be written; the rest of what a slice says goes into `tally`."""
    for weighed in slices:
        _count(weighed, tally.counts)
        tally.drop(_dropped(weighed))
        tally.refusals = together([tally.refusals, refused(weighed)])
        tally.differs |= bool(weighed["differs"].any())
        yield ledger_rows(weighed.filter(pl.col("differs") | pl.col("touched")))


def ledger_rows(changed: pl.DataFrame) -> pa.Table:
    """Rows of SOURCES as `history.write_sources` takes them: with the partition that they are in."""
    rows = changed.select(
        *SOURCES.polars_schema.names(),
        year=pl.col("first_seen").dt.year().cast(pl.Int32),
        month=pl.col("first_seen").dt.month().cast(pl.Int32),
    )
    return rows.to_arrow(compat_level=pl.CompatLevel.oldest())


def _dropped(weighed: pl.DataFrame) -> pl.DataFrame:
    """Old rows go when the file was understood anew, became unusable, or was pruned."""
    pruned = pl.col("result").is_null() & (pl.col("status") == Status.FORGOTTEN)
    old = weighed.filter(_made() | pruned, pl.col("old_document_id").is_not_null())
    return old.select(partition="old_partition", document_id="old_document_id")


def _count(weighed: pl.DataFrame, counts: Counts) -> None:
    new, result = pl.col("action") == Action.NEW, pl.col("result")
    found = weighed.select(
        new=_made() & new,
        changed=_made() & ~new,
        unchanged=result == Result.SAME,
        rejected=result == Result.REJECTED,
        unreadable=(result == Result.UNREADABLE) | (pl.col("action") == Action.BLOCKED),
        removed=pl.col("action") == Action.GONE,
    ).sum()
    for name, number in found.row(0, named=True).items():
        setattr(counts, name, getattr(counts, name) + number)


def _made() -> pl.Expr:
    return pl.col("result").is_in([Result.OK, Result.REJECTED])
