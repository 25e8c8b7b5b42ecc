"""What came in night by night, counted back from the run that asks.

A night is not a day of the calendar but 24 hours before now, so no time zone, late start or second
run divides it: what several runs of one night brought counts together.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from flows.alarms.intake import COUNTS, INTAKE_SCHEMA
from schemas.dataset import scan_folder
from schemas.runs import RunEnd

#: A schedule may come so much too early, or the clock be put forward, and last night stays last night.
_SLACK = dt.timedelta(hours=2)

#: Four weeks, and the week that ends tonight.
_NIGHTS = 35

_SCHEMA = pl.Schema({"night": pl.Int64(), **INTAKE_SCHEMA})


@dataclass(frozen=True, slots=True)
class Nights:
    """Tonight is number 0, the night before 1.

    `counts` has the columns of INTAKE_SCHEMA and `night`, one row a night and group with anything.
    `watched` are the nights in which a run looked at the raw files: only they can have been silent.
    """

    counts: pl.DataFrame
    watched: frozenset[int]


def nights(before: Path | None, now: dt.datetime, tonight: pl.DataFrame) -> Nights:
    """The last five weeks: the runs of the version in the folder `before`, and one more with its intake."""
    runs = _runs(before, now)
    earlier = runs.explode("intake").drop_nulls("intake").unnest("intake")
    counts = pl.concat([earlier.select(_SCHEMA.names()), _now(tonight)])
    keys = ["night", "folder", "language"]
    return Nights(counts.group_by(keys).agg(pl.col(COUNTS).sum()), frozenset({0, *runs["night"]}))


def _runs(before: Path | None, now: dt.datetime) -> pl.DataFrame:
    """The columns `night` and `intake` of the runs that looked at the raw files."""
    if before is None:
        return pl.DataFrame(schema={"night": pl.Int64(), "intake": pl.List(pl.Struct(INTAKE_SCHEMA))})
    age = pl.lit(now + _SLACK, pl.Datetime("us", "UTC")) - pl.col("started_at")
    night = age.dt.total_seconds() // dt.timedelta(days=1).total_seconds()
    looked = (pl.col("ended") != RunEnd.FAILED) & (pl.col("found") > 0)
    # A run of an older Spalte counted nothing, one that only read old content again compares to no night.
    counted = (pl.col("intake").list.len() > 0) | (pl.col("new") + pl.col("changed") == 0)
    recent = pl.col("started_at") > now - dt.timedelta(days=_NIGHTS)
    runs = scan_folder("runs", before).filter(recent, looked, counted)
    told = runs.select("intake", night=night.cast(pl.Int64)).filter(pl.col("night") >= 0)
    return told.collect()


def _now(tonight: pl.DataFrame) -> pl.DataFrame:
    return tonight.with_columns(night=pl.lit(0, pl.Int64)).select(_SCHEMA.names())
