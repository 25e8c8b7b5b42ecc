"""What is told of a night that is unlike the others: sentences that say where, how much and what to do."""

from __future__ import annotations

import polars as pl

from flows.alarms.finding import Finding, Level, Scope, distinct
from flows.alarms.intake import COUNTS
from flows.alarms.nights import Nights
from flows.alarms.shares import share_findings
from flows.alarms.spans import WEEK, WEEKDAY
from flows.alarms.volumes import volume_findings
from flows.partition import UNKNOWN_LANGUAGE
from flows.settings import Alarms
from flows.settle import Counts

#: Below so many files read, a share of rejected ones says nothing.
_ENOUGH_FILES = 20


def unlike_before(nights: Nights, bounds: Alarms) -> list[Finding]:
    """What violates a bound against the four weeks before; nothing while `has_history` is false."""
    counts = _scopes(nights.counts)
    volume = volume_findings(counts, nights, bounds.volume)
    return distinct([*volume, *share_findings(counts, nights, bounds)])


def has_history(nights: Nights) -> bool:
    """Whether there are nights enough to compare with: two of this weekday, or two weeks."""
    return any(horizon.judged(nights) for horizon in (WEEKDAY, WEEK))


def out_of_bounds(bounds: Alarms, counts: Counts, documents: int) -> list[Finding]:
    """What violates a bound whatever was before; `documents` are the rows of that table after the run."""
    read = counts.new + counts.changed
    share = counts.rejected / max(read, 1)
    found = []
    if read >= _ENOUGH_FILES and share > bounds.max_rejected_share:
        bound = f"alarms.max_rejected_share is {bounds.max_rejected_share:.0%}"
        found.append(
            ("max_rejected_share", f"{share:.0%} of the {read:,} files read were rejected ({bound}).")
        )
    if counts.unreadable > bounds.max_unreadable:
        bound = f"alarms.max_unreadable is {bounds.max_unreadable:,}"
        found.append(("max_unreadable", f"{counts.unreadable:,} files could not be read ({bound})."))
    if documents < bounds.min_documents:
        bound = f"alarms.min_documents is {bounds.min_documents:,}"
        found.append(("min_documents", f"The dataset holds {documents:,} documents ({bound})."))
    return [Finding(Level.FAIL, measure, Scope(), sentence) for measure, sentence in found]


def _scopes(counts: pl.DataFrame) -> pl.DataFrame:
    """The counts of every scope by night; a null folder is all of several, a null language all there are.

    Besides, `files` are those read, `und` the documents of unknown language.
    """
    unknown = pl.when(pl.col("language") == UNKNOWN_LANGUAGE).then("documents").otherwise(0)
    counts = counts.with_columns(files=pl.col("rejected") + pl.col("documents"), und=unknown)
    understood = counts.filter(pl.col("language").is_not_null())
    nowhere = pl.lit(None, pl.String)
    scopes = [
        understood,
        understood.filter(pl.col("folder").n_unique().over("language") > 1).with_columns(folder=nowhere),
        counts.with_columns(language=nowhere),
        counts.filter(pl.col("folder").n_unique() > 1).with_columns(folder=nowhere, language=nowhere),
    ]
    keys = ["night", "folder", "language"]
    return pl.concat(scopes).group_by(keys).agg(pl.col(*COUNTS, "files", "und").sum())
