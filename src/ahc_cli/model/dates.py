"""Dates known to the day, the month or the year, and the forms in which people type them.

The data use EDTF (ISO 8601-2) level 0: `2022`, `2022-02`, `2022-02-28`, intervals `A/B`, and open ends `A/..` and
`../B`. The grammar is our own because the EDTF libraries accept dates such as 2022-02-29.
"""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.errors import DateError
from ahc_cli.messages import _
from ahc_cli.model.text import swap_numerals

Precision = Literal["day", "month", "year"]

_PERIOD = re.compile(r"\d{4}(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
# No date is longer; the patterns of Chinese dates take quadratic time.
_LONGEST = 100
_FIRST = datetime(2000, 1, 1)  # noqa: DTZ001 - a calendar day has no zone


class ReversedError(DateError):
    """An interval that ends before it starts."""


class Date(Struct, frozen=True):
    """A span of days from the earliest to the latest possible one; `None` is an open end.

    `precision` is the coarser one of its two ends.
    """

    text: str
    start: date | None
    end: date | None
    precision: Precision

    def is_before(self, other: "Date") -> bool:
        """Whether this span ends before the other starts."""
        return (self.end or date.max) < (other.start or date.min)

    def overlaps(self, other: "Date") -> bool:
        """Whether the two spans have a day in common."""
        return not (self.is_before(other) or other.is_before(self))

    def within(self, other: "Date") -> bool:
        """Whether every day of this span lies in the other."""
        starts_after = (other.start or date.min) <= (self.start or date.min)
        return starts_after and (self.end or date.max) <= (other.end or date.max)


def parse(text: str) -> Date:
    """Parse an EDTF date, interval or open interval; DateError for anything else."""
    first, slash, last = text.partition("/")
    return _interval(first, last, text) if slash else _period(text)


def parse_typed(text: str, today: date) -> Date:
    """Parse a date as a person types it: EDTF, a range `A..B`, a quarter, `today`, or a month by name.

    Both ends of a range include the whole period named. Missing parts are never filled in.
    """
    if len(text) > _LONGEST:
        raise _error(text)
    if not re.search(r"[年今]", text):
        return _typed_range(text, today)
    written, edge = _from_chinese(text)
    try:
        period = _typed_range(written, today)
    except ReversedError:
        raise
    except DateError:
        raise _error(text) from None
    return beyond(period, after=edge == "后") if edge else period


def _typed_range(text: str, today: date) -> Date:
    """Parse a range `A..B` of typed periods, or one period."""
    first, dots, last = (part.strip() for part in text.partition(".."))
    if not dots or "/" in text:
        return _typed_period(text, today)
    # A quarter is an interval itself.
    start = _typed_period(first, today).text.partition("/")[0] if first else ".."
    end = _typed_period(last, today).text.rpartition("/")[2] if last else ".."
    return _interval(start, end, text)


def last_day(text: str, today: date) -> date:
    """Return the last day of a period as a person types it; DateError if it is not a date or has no end."""
    end = parse_typed(text.strip(), today).end
    if end is None:
        raise DateError(_("'{text}' has no last day; give a day, a month or a year", text=text))
    return end


def beyond(period: Date, *, after: bool) -> Date:
    """Return the days after a period or those before it; the period itself if it has no such end."""
    edge = period.end if after else period.start
    if edge in (None, date.min, date.max):
        return period
    day = (edge + timedelta(1 if after else -1)).isoformat()
    return parse(f"{day}/.." if after else f"../{day}")


def _interval(first: str, last: str, whole: str) -> Date:
    """Parse the two ends of an interval, one of which may be open; an error quotes `whole`."""
    try:
        if first == "..":
            return replace(_period(last), text=f"../{last}", start=None)
        if last == "..":
            return replace(_period(first), text=f"{first}/..", end=None)
        start, end = _period(first), _period(last)
    except DateError:
        raise _error(whole) from None
    if end.is_before(start):
        raise ReversedError(_("'{text}' ends before it starts; put the earlier date first", text=whole))
    # The shorter text is the coarser one.
    precision = start.precision if len(first) <= len(last) else end.precision
    return Date(f"{first}/{last}", start.start, end.end, precision)


# The ends of intervals are remembered, not the intervals, of which large datasets have too many.
@lru_cache(maxsize=4096)
def _period(text: str) -> Date:
    """Parse a year, month or day."""
    found = _PERIOD.fullmatch(text)
    if not found:
        raise _error(text)
    month, day = found.groups()
    try:
        first = date.fromisoformat(text if day else text + ("-01" if month else "-01-01"))
    except ValueError:
        raise _error(text) from None
    if day:
        return Date(text, first, first, "day")
    if month:
        return Date(text, first, month_end(first), "month")
    return Date(text, first, first.replace(month=12, day=31), "year")


def month_end(day: date) -> date:
    """Last day of the month of a day."""
    if day.month == 12:  # noqa: PLR2004 - December
        return day.replace(day=31)
    return day.replace(month=day.month + 1, day=1) - timedelta(1)


# What is typed in Chinese, without blanks and in digits, and the other forms that say the same, applied in turn.
_CHINESE = (
    (r"今[天日]", "today"),
    (r"(\d{4})年第?([1-4])季度?", r"\1q\2"),
    (r"(\d{4})年上半年", r"\1年1月..\1年6月"),
    (r"(\d{4})年下半年", r"\1年7月..\1年12月"),
    (r"[从自]?((\d{4}年).*?)(?:至|到|[—–~-]+)(\d{1,2}月.*)", r"\1..\2\3"),
    (r"[从自]?((\d{4}年\d{1,2}月).*?)(?:至|到|[—–~-]+)(\d{1,2}[日号])", r"\1..\2\3"),
    (r"[从自]?(\d.*?)(?:至|到|[—–~]+)(\d.*)", r"\1..\2"),
    (r"[从自]?(\d.*?)(?:至今|到现在|以来|以后|起)|[从自](\d.*)", r"\1\2.."),
    (r"(\d.*)以前|截至(\d.*)", r"..\1\2"),
)
_CHINESE_DAY = r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})[日号])?)?"
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_QUARTER = r"(\d{4})[qQ]([1-4])"
_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_NAMED = rf"(?:(?P<d1>\d{{1,2}}) )?(?:{_MONTH})\.?(?: (?P<d2>\d{{1,2}}),?|,)? (?P<year>\d{{4}})"


def _from_chinese(text: str) -> tuple[str, str]:
    """Write what was typed in Chinese in the other forms; with it 前 or 后 if the days before or after it are meant."""
    text = re.sub(r"\s", "", text)
    text = re.sub("[〇零一二三四五六七八九]{4}(?=年)", lambda year: year[0].translate(_DIGITS), text)
    text = re.sub("[一二三四五六七八九十]{1,3}(?=[月日号季])", lambda number: swap_numerals(f"第{number[0]}")[1:], text)
    for pattern, written in _CHINESE:
        if match := re.fullmatch(pattern, text, re.ASCII):
            text = match.expand(written)
    text, edge = (text[:-1].removesuffix("之"), text[-1]) if text[-1:] in ("前", "后") else (text, "")
    return re.sub(_CHINESE_DAY, lambda day: "-".join(part.zfill(2) for part in day.groups() if part), text), edge


def _typed_period(text: str, today: date) -> Date:
    """Parse one period in any of the typed forms, EDTF intervals included."""
    if text.lower() == "today":
        return parse(today.isoformat())
    if match := re.fullmatch(_QUARTER, text, re.ASCII):
        year, month = match[1], 3 * int(match[2])
        return _interval(f"{year}-{month - 2:02}", f"{year}-{month:02}", text)
    # dateutil may read only dates whose month is in letters and whose year has four digits.
    match = re.fullmatch(_NAMED, " ".join(text.split()), re.ASCII | re.IGNORECASE)
    if not match:
        return parse(text)
    if (match["d1"] and match["d2"]) or match["year"] < "1000":  # dateutil reads 0099 as 1999
        raise _error(text)
    from dateutil.parser import ParserError
    from dateutil.parser import parse as read

    try:
        day = read(match[0], default=_FIRST).date()
    except (ParserError, OverflowError):
        raise _error(text) from None
    return _period(day.isoformat() if match["d1"] or match["d2"] else day.isoformat()[:7])


def _error(text: str) -> DateError:
    advice = _("'{text}' is not a date; try 2022, 2022-02, 2022-02-28, 2022-02..2022-05 or Feb 2022", text=text)
    return DateError(advice)
