"""What is compared: a stretch of nights up to tonight with earlier ones like it.

The usual is what at least two of the earlier ones reached: one backfill does not raise it, one night
without a paper does not lower it, and silence becomes the usual after four weeks only.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from flows.alarms.nights import Nights

#: Standard deviations that chance may explain.
CHANCE = 3

#: The usual is the value of that rank.
_RANK = 2


@dataclass(frozen=True, slots=True)
class Span:
    """Nights from `first` to `last`, counted back from tonight, both included."""

    first: int
    last: int

    @property
    def within(self) -> pl.Expr:
        """Whether a row's `night` is in it."""
        return pl.col("night").is_between(self.first, self.last)

    def watched(self, nights: Nights) -> bool:
        """Whether any run looked at the raw files then."""
        return any(self.first <= night <= self.last for night in nights.watched)


@dataclass(frozen=True, slots=True)
class Horizon:
    """A stretch that ends tonight, its name in a sentence, and the earlier ones that say what is usual."""

    name: str
    usually: str
    now: Span
    before: tuple[Span, ...]

    def judged(self, nights: Nights) -> list[Span]:
        """The earlier stretches that runs have seen; empty when they are too few to know what is usual."""
        seen = [span for span in self.before if span.watched(nights)]
        return seen if len(seen) >= _RANK else []


#: No paper on Sunday: a night is compared with those of the same weekday.
WEEKDAY = Horizon("tonight", "on this weekday", Span(0, 0), tuple(Span(n, n) for n in (7, 14, 21, 28)))
#: What tells nothing in a night is summed up; shares of a night are compared with whole weeks too.
NIGHT = Horizon("tonight", "in a week", Span(0, 0), tuple(Span(n, n + 6) for n in (1, 8, 15, 22)))
WEEK = Horizon(
    "in the last seven nights", "in a week", Span(0, 6), tuple(Span(n, n + 6) for n in (7, 14, 21, 28))
)


def usual(values: list[pl.Expr]) -> pl.Expr:
    """What at least two of `values` reach; null where fewer are known."""
    ranked = pl.concat_list(values).list.drop_nulls().list.sort(descending=True)
    return ranked.list.get(_RANK - 1, null_on_oob=True)
