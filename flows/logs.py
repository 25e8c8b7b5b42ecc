"""What a run says while it runs: one line an event, in words or as JSON.

Events go to the standard library's loggers, so that a test, a terminal and Prefect hear the same.
Prefect listens to them where `PREFECT_LOGGING_EXTRA_LOGGERS` names `flows`.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:  # not pyarrow, before the first line is out
    from flows.outcome import Outcome

#: Everything that a run says is said by a child of it.
ROOT = "flows"

_LOG = logging.getLogger(__name__)

#: Control characters but the end of a line: a file's name may hold what a terminal obeys.
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class LogStyle(StrEnum):
    """How the lines look on standard error."""

    BRIEF = "brief"  # only what neither the progress nor the summary shows
    TEXT = "text"  # every event: time, level, message
    JSON = "json"  # every event, an object a line


class Event(StrEnum):
    """What a line is about; the key `event` of a JSON line."""

    STARTED = "started"
    PLANNED = "planned"
    REJECTED = "rejected"
    UNREADABLE = "unreadable"
    INTERNAL = "internal"
    PUBLISHED = "published"
    ALARM = "alarm"
    WARNING = "warning"
    FAILED = "failed"
    DAMAGE = "damage"
    SERVER_LOST = "server_lost"
    HOOK = "hook"
    REPORT_LOST = "report_lost"


#: What neither the progress nor the summary of a run shows.
_NEWS = frozenset({Event.INTERNAL, Event.SERVER_LOST, Event.HOOK, Event.REPORT_LOST})

_LEVELS = defaultdict(
    lambda: logging.WARNING,
    {
        Event.STARTED: logging.INFO,
        Event.PLANNED: logging.INFO,
        Event.PUBLISHED: logging.INFO,
        Event.INTERNAL: logging.ERROR,
        Event.FAILED: logging.ERROR,
    },
)


def say(event: Event, message: str, **facts: object) -> None:
    """One line: `message` for people; `event` and `facts` are keys of its JSON."""
    _LOG.log(_LEVELS[event], "%s", message, extra={"facts": {"event": event, **facts}})


def say_fate(outcome: Outcome) -> None:
    """A file that was rejected or could not be read, and why."""
    message = f"{outcome.result.capitalize()} {outcome.source_uri} ({outcome.reason}): {outcome.detail}"
    say(Event(outcome.result), message, file=outcome.source_uri, reason=outcome.reason, detail=outcome.detail)


def hear() -> None:
    """Let the events of this process reach whoever listens already, as Prefect does."""
    logging.getLogger(ROOT).setLevel(logging.INFO)


@contextmanager
def lines(style: LogStyle, stream: TextIO | None = None) -> Iterator[None]:
    """Write what is said during the block to `stream`, standard error when none is given."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_JsonLine() if style is LogStyle.JSON else _TextLine())
    if style is LogStyle.BRIEF:
        handler.addFilter(_is_news)
    logger = logging.getLogger(ROOT)
    before = logger.level
    hear()
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.propagate = True
        logger.setLevel(before)


def _is_news(record: logging.LogRecord) -> bool:
    facts = getattr(record, "facts", None)
    return facts is None or facts["event"] in _NEWS


class _TextLine(logging.Formatter):
    """`2026-11-23T04:30:00Z WARNING Rejected a.txt (empty): ...`; further lines are indented."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        return f"{_time(record)} {record.levelname} {printable(record.getMessage())}"


class _JsonLine(logging.Formatter):
    """An object with `time`, `level`, `message`, `event` and what else is known, such as `file`."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        said = {"time": _time(record), "level": record.levelname.lower(), "message": record.getMessage()}
        return json.dumps({**said, **getattr(record, "facts", {})}, default=str)


def printable(text: str) -> str:
    """`text` with its control characters written out, and lines after the first indented."""
    shown = _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), text)
    return shown.replace("\n", "\n    ")


def _time(record: logging.LogRecord) -> str:
    return dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="seconds")[:-6] + "Z"
