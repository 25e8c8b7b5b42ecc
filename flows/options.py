"""What a run may be asked for. Light: the command line imports it before anything else of a run."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from flows.errors import UsageError
from flows.logs import LogStyle
from flows.runner import RunnerName


class Reread(StrEnum):
    """Which files are read again although they have not changed."""

    NOTHING = "nothing"
    STALE = "stale"  # what other code or other settings read
    FAILED = "failed"  # what is rejected or unreadable
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Period:
    """Months from `first` to `last`, both included, each as `12 * year + month`; undated is 0."""

    first: int = 0
    last: int = 12 * 9999 + 12

    @classmethod
    def between(cls, since: str | None, until: str | None) -> Period:
        """`2022-01` to `2022-03`, either end open. Raises UsageError for anything but YYYY-MM."""
        return cls(_months(since) if since else cls().first, _months(until) if until else cls().last)


ALWAYS = Period()


@dataclass(frozen=True)
class Options:
    """What the command line or a deployment may ask of one run; None leaves it to the settings."""

    config: Path | None = None
    workers: int | None = None
    batch_size: int | None = None
    entities: str | None = None
    checksum: bool = False
    prune: bool = False
    reread: Reread = Reread.NOTHING
    period: Period = ALWAYS
    accept_removals: bool = False
    log: LogStyle | None = None
    runner: RunnerName | None = None
    address: str | None = None


def _months(month: str) -> int:
    try:
        date = dt.datetime.strptime(month, "%Y-%m")  # noqa: DTZ007 (a month has no zone)
    except ValueError:
        raise UsageError(f"`{month}` is no month. Write it as 2022-01.") from None
    return 12 * date.year + date.month
