"""Why files of a run did not become documents: how many for which reason, and a few of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from flows.ledger import Action
from flows.outcome import Result
from schemas.fates import Reason, Status

#: Files named for a reason.
_EXAMPLES = 3

REFUSALS_SCHEMA = pl.Schema(
    {"status": pl.String(), "reason": pl.String(), "files": pl.Int64(), "examples": pl.List(pl.String())}
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Files that a run rejected or could not read for one reason; `examples` are addresses of the first."""

    status: Status
    reason: Reason
    files: int
    examples: tuple[str, ...]


def refused(weighed: pl.DataFrame) -> pl.DataFrame:
    """The columns of REFUSALS_SCHEMA, one row a file, of what `flows.weigh` says of files."""
    failed = pl.col("result").is_in([Result.REJECTED, Result.UNREADABLE])
    hit = weighed.filter(failed | (pl.col("action") == Action.BLOCKED))
    one = {"files": pl.lit(1, pl.Int64), "examples": pl.concat_list("source_uri")}
    return together([hit.select("status", "reason", **one)])


def together(frames: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Several of them as one, with a row a reason, the most files first."""
    found = pl.concat([pl.DataFrame(schema=REFUSALS_SCHEMA), *frames])
    groups = found.group_by("status", "reason", maintain_order=True)
    counted = groups.agg(pl.col("files").sum(), pl.col("examples").explode().head(_EXAMPLES))
    return counted.sort("files", "reason", descending=[True, False])


def refusals(counted: pl.DataFrame) -> tuple[Refusal, ...]:
    """The rows of `together` as records."""
    rows = counted.iter_rows()
    return tuple(Refusal(Status(s), Reason(r), files, tuple(some)) for s, r, files, some in rows)
