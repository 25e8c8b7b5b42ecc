"""What became of one raw file in this run: what a batch tells the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from enum import StrEnum

import pyarrow as pa

from schemas.fates import Reason


class Result(StrEnum):
    """What reading a file came to."""

    SAME = "same"  # the content that the dataset already holds
    OK = "ok"
    REJECTED = "rejected"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One file. `bytes` and `mtime` (ns since 1970) are null when it was not opened.

    `quotes` and `quotes_without_speaker` count what was found in it, null when it is no document.
    """

    source_uri: str
    result: Result
    bytes: int | None = None
    mtime: int | None = None
    sha256: str | None = None
    reason: Reason | None = None
    detail: str | None = None
    document_id: str | None = None
    partition: str | None = None
    quotes: int | None = None
    quotes_without_speaker: int | None = None


OUTCOMES = pa.schema(
    [
        ("source_uri", pa.large_string()),
        ("result", pa.large_string()),
        ("bytes", pa.int64()),
        ("mtime", pa.int64()),
        ("sha256", pa.large_string()),
        ("reason", pa.large_string()),
        ("detail", pa.large_string()),
        ("document_id", pa.large_string()),
        ("partition", pa.large_string()),
        ("quotes", pa.int64()),
        ("quotes_without_speaker", pa.int64()),
    ]
)


def outcome_table(outcomes: Sequence[Outcome]) -> pa.Table:
    """The outcomes of a batch as Arrow, one row each, in their order."""
    columns = zip(*map(astuple, outcomes), strict=True) if outcomes else ((),) * len(OUTCOMES)
    arrays = [pa.array(column, kind.type) for column, kind in zip(columns, OUTCOMES, strict=True)]
    return pa.Table.from_arrays(arrays, schema=OUTCOMES)
