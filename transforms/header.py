"""The ` date YYYY-MM[-DD]` token, and the date from the path where there is none."""

from __future__ import annotations

import calendar
import datetime as dt
import re
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


_Period = tuple[dt.date, DatePrecision]

# Only `-DD` glued to the month is a day: in ` date 2023-03 5. november` the 5 begins the body.
_TOKEN = re.compile(r" ?(date ([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?)(?![0-9])")

_YEAR = r"(?:^|[/_.-])((?:19|20)[0-9]{2})"
_PATHS = (
    re.compile(
        _YEAR + r"([/_.-]?)([0-9]{2})\2([0-9]{2})(?![0-9a-zA-Z])"
    ),  # 2022/02/15/x 2022-02-15_x 20220215-x
    re.compile(_YEAR + r"([/_.-])([0-9]{2})(?![0-9a-zA-Z])"),  # 2022/02/x.txt
    re.compile(r"(?:^|/)((?:19|20)[0-9]{2})/"),  # 2022/x.txt
)

# A member of an archive: the archive counts as a folder of its name without the suffix.
_ARCHIVE_END = re.compile(r"\.(?:zip|tgz|tar|tar\.[a-z0-9]+)!/")

_YEAR_IN_TEXT = re.compile(r"20[0-9]{2}")
_FULL_DATE_END = re.compile(
    r"[0-9]{1,2}(?:\.|(?:st|nd|rd|th|er|º)?(?: de)?)? ?[^\W\d_]{3,10}\.?,?(?: de)? $"  # 24. februar
    r"|[0-9]{1,2}[./-] ?[0-9]{1,2}[./-] ?$"  # 24.02., 24/02/
    r"|[^\W\d_]{3,9}\.? [0-9]{1,2}, $"  # February 24,
)
_FULL_DATE_WIDTH = 24
_YEARS_AHEAD = 2  # news speaks of next year; of the years after it seldom, and only in plans


def read_header(text: str, uri: str) -> Header:
    """The header of a view, and the date of the document.

    `uri` is the path below the raw root, or that of an archive, `!/` and the path in it; a date in it
    counts where the text has no header. A date that is no calendar day keeps the part that is valid, and
    a text that speaks of later times is flagged (`DATE_SUSPECT`); neither is corrected.
    """
    found = _TOKEN.match(text)
    if not found:
        return _from_path(uri)
    year, month, day = (int(part) if part else None for part in found.group(2, 3, 4))
    period = _period(year, month, day)
    if period is None:
        return Header(*found.span(1), None, None, None, frozenset({Issue.DATE_SUSPECT}))
    partial = _precision(month, day) is not period[1]
    issues = {Issue.DATE_SUSPECT} if partial or _speaks_of_later(text, found.end(), period[0].year) else ()
    return Header(*found.span(1), *period, DateSource.HEADER, frozenset(issues))


def _from_path(uri: str) -> Header:
    """The most precise calendar date in the path, the last of its kind."""
    path = _ARCHIVE_END.sub("/", uri)
    for pattern in _PATHS:
        for found in reversed(list(pattern.finditer(path))):
            year, month, day = (
                *(int(part) for part in found.groups() if part and part.isdigit()),
                None,
                None,
            )[:3]
            period = _period(year, month, day)
            if period and period[1] is _precision(month, day):
                return Header(0, 0, *period, DateSource.PATH)
    return Header(0, 0, None, None, None)


def _period(year: int | None, month: int | None, day: int | None) -> _Period | None:
    """First day and precision of the valid part of a date; None when not even the year is one."""
    if not year:
        return None
    if not month or not 1 <= month <= 12:  # noqa: PLR2004 December
        return dt.date(year, 1, 1), DatePrecision.YEAR
    if not day or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return dt.date(year, month, 1), DatePrecision.MONTH
    return dt.date(year, month, day), DatePrecision.DAY


def _precision(month: int | None, day: int | None) -> DatePrecision:
    """The precision that is written, valid or not."""
    if day is not None:
        return DatePrecision.DAY
    return DatePrecision.YEAR if month is None else DatePrecision.MONTH


def _speaks_of_later(text: str, start: int, year: int) -> bool:
    """Whether the text must be younger than `year`: a full date two years on, or no year but such."""
    years = [
        (int(found[0]), found.start())
        for found in _YEAR_IN_TEXT.finditer(text, start)
        if _stands_alone(found)
    ]
    late = [(number, at) for number, at in years if number >= year + _YEARS_AHEAD and number % 10]
    if any(_FULL_DATE_END.search(text[max(at - _FULL_DATE_WIDTH, start) : at]) for _, at in late):
        return True
    return len(late) > 1 and len(late) == len(years)


def _stands_alone(found: re.Match[str]) -> bool:
    """Whether the four digits are a word of their own."""
    text, start, end = found.string, found.start(), found.end()
    return not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())
