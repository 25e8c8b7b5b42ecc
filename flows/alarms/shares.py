"""Shares that are bad when they grow: of rejected files, of articles without quotes, and their like."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from flows.alarms.finding import Finding, Level, Scope
from flows.alarms.nights import Nights
from flows.alarms.spans import CHANCE, NIGHT, WEEK, Horizon, usual
from flows.settings import Alarms, Levels

#: Of fewer files, articles or quotes no share is taken.
_ENOUGH = 20

_SCOPE = ["folder", "language"]


@dataclass(frozen=True, slots=True)
class _Share:
    """`part` of `whole`, two columns of counts; `setting` is its name in `[alarms]`."""

    setting: str
    part: str
    whole: str
    by_language: bool  # in each language, else in all of them together
    words: str
    remedy: str


_SHARES = (
    _Share(
        "rejected", "rejected", "files", by_language=False,
        words="files rejected", remedy="`spalte sources --status rejected` says why.",
    ),
    _Share(
        "without_quotes", "documents_without_quotes", "documents", by_language=True,
        words="articles without quotes", remedy="Open some with `spalte show`: their form may have changed.",
    ),
    _Share(
        "without_speaker", "quotes_without_speaker", "quotes", by_language=True,
        words="quotes without speaker", remedy="Open some with `spalte show`: the wording may have changed.",
    ),
    _Share(
        "und", "und", "documents", by_language=False,
        words="articles of unknown language", remedy="Open some with `spalte show`: they may be cut.",
    ),
)  # fmt: skip


def share_findings(counts: pl.DataFrame, nights: Nights, bounds: Alarms) -> Iterator[Finding]:
    """What violates a bound. A night with too few to take a share of is judged with the six before it.

    `counts` has `night`, `folder`, `language` and the columns that the shares are made of.
    """
    for share in _SHARES:
        levels: Levels = getattr(bounds, share.setting)
        own = counts.filter(pl.col("language").is_not_null() == share.by_language)
        tonight, week = _shares(own, nights, share, NIGHT), _shares(own, nights, share, WEEK)
        few = week.join(tonight, on=_SCOPE, how="anti", nulls_equal=True)
        for horizon, table in ((NIGHT, tonight), (WEEK, few)):
            for folder, language, part, whole, known in table.iter_rows():
                yield from _judged(share, Scope(folder, language), part, whole, known, horizon, levels)


def _shares(counts: pl.DataFrame, nights: Nights, share: _Share, horizon: Horizon) -> pl.DataFrame:
    """`part` and `whole` now, and the usual share, of the scopes in which now and the usual say something."""
    spans = horizon.judged(nights)
    known = {f"before_{span.first}": _share_in(span.within, share) for span in spans}
    table = counts.group_by(_SCOPE).agg(
        part=pl.col(share.part).filter(horizon.now.within).sum(),
        whole=pl.col(share.whole).filter(horizon.now.within).sum(),
        **known,
    )
    usually = usual([pl.col(name) for name in known]) if spans else pl.lit(None)
    shares = table.select(*_SCOPE, "part", "whole", usual=usually.cast(pl.Float64))
    return shares.filter(pl.col("whole") >= _ENOUGH, pl.col("usual").is_not_null())


def _share_in(within: pl.Expr, share: _Share) -> pl.Expr:
    """The share in some nights, null of too few. By the rule of succession: none of 20 is not never."""
    part, whole = (pl.col(name).filter(within).sum() for name in (share.part, share.whole))
    return pl.when(whole >= _ENOUGH).then((part + 1) / (whole + 2))


def _judged(  # noqa: PLR0913, PLR0917 (a row and what it is of)
    share: _Share, scope: Scope, part: int, whole: int, known: float, horizon: Horizon, levels: Levels
) -> Iterator[Finding]:
    excess = part / whole - known
    between = (part / whole + known) / 2
    by_chance = CHANCE * (2 * between * (1 - between) / whole) ** 0.5  # both shares are of about so many
    if excess <= by_chance or excess <= levels.warn:
        return
    level = Level.FAIL if excess > levels.fail else Level.WARN
    points = levels.fail if level is Level.FAIL else levels.warn
    came = f"{part / whole:.0%} of {whole:,} {horizon.name}, usually {known:.0%}"
    bound = f"alarms.{share.setting}.{level} is {100 * points:.0f} points more"
    yield Finding(
        level, share.setting, scope, f"More {share.words} in {scope}: {came} ({bound}). {share.remedy}"
    )
