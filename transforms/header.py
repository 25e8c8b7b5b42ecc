"""The ` date YYYY-MM[-DD]` token, and the date from the path where there is none."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from schemas.documents import DatePrecision, DateSource, Issue


@dataclass(frozen=True, slots=True)
class Header:
    """`start:end` is the token without the leading space (0:0 when the file has none)."""

    start: int
    end: int
    date: dt.date | None
    precision: DatePrecision | None
    source: DateSource | None
    issues: frozenset[Issue] = frozenset()
