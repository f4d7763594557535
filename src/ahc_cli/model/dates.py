"""Dates known to the day, the month or the year, and the forms in which people type them.

The data use EDTF (ISO 8601-2) level 0: `2022`, `2022-02`, `2022-02-28`, intervals `A/B`, and open ends `A/..` and
`../B`. The grammar is our own because the EDTF libraries accept dates such as 2022-02-29.
"""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal, get_args

from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.errors import DateError

Precision = Literal["day", "month", "year"]

_DAY = timedelta(days=1)
_LENGTHS: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}
_COARSENESS = get_args(Precision)
_FIRST = datetime(2000, 1, 1)  # noqa: DTZ001 - a calendar day has no zone


class Date(Struct, frozen=True):
    """A span of days from the earliest to the latest possible one; `None` is an open end.

    `precision` is the coarser one of its two ends.
    """

    text: str
    start: date | None
    end: date | None
    precision: Precision

    def __str__(self) -> str:
        return self.text

    def overlaps(self, other: "Date") -> bool:
        """Whether the two spans have a day in common."""
        return not (
            (self.end and other.start and self.end < other.start)
            or (self.start and other.end and self.start > other.end)
        )

    def within(self, other: "Date") -> bool:
        """Whether every day of this span lies in the other."""
        after = other.start is None or (self.start is not None and self.start >= other.start)
        before = other.end is None or (self.end is not None and self.end <= other.end)
        return after and before


@lru_cache(maxsize=4096)
def parse(text: str) -> Date:
    """Parse an EDTF date, interval or open interval; DateError for anything else.

    >>> str(parse("2022-02").end)
    '2022-02-28'
    """
    first, slash, last = text.partition("/")
    if not slash:
        return _period(text, text)
    if first == "..":
        period = _period(last, text)
        return Date(text, None, period.end, period.precision)
    if last == "..":
        period = _period(first, text)
        return Date(text, period.start, None, period.precision)
    return _between(_period(first, text), _period(last, text), text)


def parse_typed(text: str, today: date) -> Date:
    """Parse a date as a person types it: EDTF, a range `A..B`, a quarter, `today`, or a month by name.

    Both ends of a range include the whole period named. Missing parts are never filled in.

    >>> str(parse_typed("Feb 2022", date(2026, 1, 1)))
    '2022-02'
    """
    first, dots, last = (part.strip() for part in text.partition(".."))
    if not dots or "/" in text:
        return _typed_period(text, today)
    if not first and not last:
        raise _error(text)
    if not first:
        period = _typed_period(last, today)
        return Date(f"../{_last(period)}", None, period.end, period.precision)
    if not last:
        period = _typed_period(first, today)
        return Date(f"{_first(period)}/..", period.start, None, period.precision)
    earlier, later = _typed_period(first, today), _typed_period(last, today)
    span = _between(earlier, later, text)
    return replace(span, text=f"{_first(earlier)}/{_last(later)}")


def _first(period: Date) -> str:
    """Text of the earlier end of a period, which may itself be an interval (a quarter is)."""
    return period.text.partition("/")[0]


def _last(period: Date) -> str:
    return period.text.rpartition("/")[2]


def _period(text: str, whole: str) -> Date:
    """Parse a year, month or day; an error quotes `whole`."""
    period = _known_period(text) if len(text) in _LENGTHS else None
    if period is None:
        raise _error(whole)
    return period


@lru_cache(maxsize=4096)
def _known_period(text: str) -> Date | None:
    """Parse four, seven or ten characters as a period; None if they are not one."""
    if not text.isascii() or not text.replace("-", "").isdigit():
        return None
    precision = _LENGTHS[len(text)]
    try:
        if precision == "day":
            day = date.fromisoformat(text)
            return Date(text, day, day, precision) if text[4] == text[7] == "-" else None
        if precision == "month":
            first = date.fromisoformat(text + "-01")
            return Date(text, first, month_end(first), precision)
        year = int(text)
        return Date(text, date(year, 1, 1), date(year, 12, 31), precision)
    except ValueError:
        return None


def _between(first: Date, last: Date, text: str) -> Date:
    if first.start and last.end and first.start > last.end:
        raise DateError(f"'{text}' ends before it starts; put the earlier date first")
    precision = first.precision
    if precision != last.precision:
        precision = max(precision, last.precision, key=_COARSENESS.index)
    return Date(text, first.start, last.end, precision)


def month_end(first: date) -> date:
    """Last day of the month that starts on the day `first`."""
    if (first.year, first.month) == (date.max.year, 12):
        return date.max
    return (first + 31 * _DAY).replace(day=1) - _DAY


_CHINESE = r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})[日号])?)?"
_QUARTER = r"(\d{4})[qQ]([1-4])"
_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_NAMED = rf"(?:(?P<d1>\d{{1,2}}) )?(?:{_MONTH})\.?(?: (?P<d2>\d{{1,2}}),?|,)? (?P<year>\d{{4}})"


def _typed_period(text: str, today: date) -> Date:
    """Parse one period in any of the typed forms, EDTF intervals included."""
    if text.lower() == "today":
        return _period(today.isoformat(), text)
    if match := re.fullmatch(_QUARTER, text, re.ASCII):
        year, quarter = match[1], int(match[2])
        first, last = _period(f"{year}-{3 * quarter - 2:02}", text), _period(f"{year}-{3 * quarter:02}", text)
        return _between(first, last, f"{first}/{last}")
    if match := re.fullmatch(_CHINESE, text, re.ASCII):
        return _period("-".join(part.zfill(2) for part in match.groups() if part), text)
    if match := re.fullmatch(_NAMED, " ".join(text.split()), re.ASCII | re.IGNORECASE):
        return _named_month(match, text)
    return parse(text)


def _named_month(match: re.Match[str], text: str) -> Date:
    """Parse a date whose month is in letters and whose year has four digits, the only ones dateutil may read."""
    if (match["d1"] and match["d2"]) or match["year"] < "1000":  # dateutil reads 0099 as 1999
        raise _error(text)
    from dateutil.parser import ParserError
    from dateutil.parser import parse as read

    try:
        day = read(match[0], default=_FIRST).date()
    except (ParserError, OverflowError):
        raise _error(text) from None
    return _period(day.isoformat() if match["d1"] or match["d2"] else day.isoformat()[:7], text)


def _error(text: str) -> DateError:
    return DateError(f"'{text}' is not a date; try 2022, 2022-02, 2022-02-28, 2022-02..2022-05 or Feb 2022")
