"""Documents that stay away, or come in a flood, against what came in the four weeks before."""

from __future__ import annotations

import math
from collections.abc import Iterator

import polars as pl

from flows.alarms.finding import Finding, Level, Scope
from flows.alarms.nights import Nights
from flows.alarms.spans import CHANCE, WEEK, WEEKDAY, Horizon, usual
from flows.settings import Volume

#: News is no clockwork: from night to night a source differs by so much of what is usual, besides chance.
_UNEVEN = 0.15
#: So many may be none for these reasons: up to here `_spread(0, known)` is more than `known`.
_FEW = CHANCE**2 / (1 - (CHANCE * _UNEVEN) ** 2)

_SCOPE = ["folder", "language"]
_REMEDY = "Check what fills the folder, and whether another language or `rejected` took their place."
_FLOOD_REMEDY = "Check that it is news, and comes once."


def volumes(counts: pl.DataFrame, nights: Nights, horizon: Horizon) -> pl.DataFrame:
    """Documents `now` and `usual` by folder and language of `counts`.

    `counts` has `night`, `folder`, `language` and `documents`. The usual is null where it is not known.
    """
    spans = horizon.judged(nights)
    documents = pl.col("documents")
    sums = {f"before_{span.first}": documents.filter(span.within).sum() for span in spans}
    now = documents.filter(horizon.now.within).sum()
    table = counts.group_by(_SCOPE).agg(now.alias("now"), **sums)
    known = usual([pl.col(name) for name in sums]) if spans else pl.lit(None)
    return table.select(*_SCOPE, "now", usual=known.cast(pl.Int64))


def volume_findings(counts: pl.DataFrame, nights: Nights, bounds: Volume) -> Iterator[Finding]:
    """What violates a bound. A night too small to tell anything is judged with the six before it."""
    telling = volumes(counts, nights, WEEKDAY).filter(pl.col("usual") > _FEW)
    week = volumes(counts, nights, WEEK).filter(pl.col("usual") > _FEW)
    small = week.join(telling, on=_SCOPE, how="anti", nulls_equal=True)
    for horizon, table in ((WEEKDAY, telling), (WEEK, small)):
        for folder, language, now, known in table.iter_rows():
            yield from _judged(Scope(folder, language), now, known, horizon, bounds)


def _judged(scope: Scope, now: int, known: int, horizon: Horizon, bounds: Volume) -> Iterator[Finding]:
    came = f"in {scope}: {now:,} {horizon.name}, usually {known:,} {horizon.usually}"
    level = _level(now, known, bounds)
    if level:
        share = bounds.fail if level is Level.FAIL else bounds.warn
        bound = f"alarms.volume.{level} is {share:.0%} of that"
        yield Finding(level, "volume", scope, f"Fewer documents {came} ({bound}). {_REMEDY}", whole=not now)
    elif horizon is WEEKDAY and now > bounds.flood * known:
        bound = f"alarms.volume.flood is {bounds.flood:g} times that"
        yield Finding(Level.WARN, "flood", scope, f"More documents {came} ({bound}). {_FLOOD_REMEDY}")


def _level(now: int, known: int, bounds: Volume) -> Level | None:
    if known - now <= _spread(now, known) or now >= bounds.warn * known:
        return None
    return Level.FAIL if now < bounds.fail * known else Level.WARN


def _spread(now: float, known: float) -> float:
    """By how much two such counts may differ and mean nothing."""
    return CHANCE * math.sqrt(now + known + (_UNEVEN * known) ** 2)
