"""Dates known to the day, the month or the year, and the forms in which people type them.

The data use EDTF (ISO 8601-2) level 0: `2022`, `2022-02`, `2022-02-28`, intervals `A/B`, and open
ends `A/..` and `../B`. The grammar is our own because the EDTF libraries accept dates such as
2022-02-29.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Literal

from msgspec import Struct

from ahc_cli.errors import DateError
from ahc_cli.messages import _
from ahc_cli.model.text import HAN, rows

Precision = Literal["day", "month", "year"]

_PERIOD = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?", re.ASCII)

_DIGITS = str.maketrans("〇零一二两三四五六七八九", "001223456789")
_YEARS = {"去": -1, "今": 0, "明": 1}
# No date is longer; the forms of ranges take quadratic time.
_LONGEST = 100


class Date(Struct, frozen=True):
    """A span of days from the earliest to the latest possible one (`None`: open), as precise as its
    coarser end.
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


def parse(text: str, typed: str | None = None) -> Date:
    """Parse an EDTF date, interval or open interval; DateError, which quotes what was `typed`, for
    anything else.
    """
    quoted = text if typed is None else typed
    try:
        if "/" not in text:
            return _period(text)
        first, last = text.split("/")
        start, end = (
            _period(last if first == ".." else first),
            _period(first if last == ".." else last),
        )
    except ValueError:
        raise _error(quoted) from None
    if end.is_before(start):
        raise DateError(
            _("'{text}' ends before it starts; put the earlier date first", text=quoted)
        )
    # The shorter text is the coarser one.
    precision = start.precision if len(first) <= len(last) else end.precision
    return Date(
        text, None if first == ".." else start.start, None if last == ".." else end.end, precision
    )


def parse_typed(text: str, today: date) -> Date:
    """Parse a date as a person types it: EDTF, or any of the forms in `dates.txt`.

    Both ends of a range include the whole period named. Missing parts are never filled in, but the
    ends of a range may share a year or a month.
    """
    if len(text) > _LONGEST:
        raise _error(text)
    plain = re.sub(r"\s+", " ", re.sub(rf"\s*([{HAN}])\s*", r"\1", text)).lower()
    edge = ""
    if found := re.fullmatch(
        "(before|after) (.+)|(.+?)(?<![以之])之?([前后])", plain
    ):  # the date itself is left out
        edge, plain = found[1] or found[4], found[2] or found[3]
    try:
        edtf = text if "/" in text else _one([plain], today) or _range(plain, today)
    except (OverflowError, ValueError):  # no such day, or before the year 1 or after 9999
        raise _error(text) from None
    period, after = parse(edtf, text), edge in ("后", "after")
    bound = period.end if after else period.start
    if not edge or bound in (None, date.min, date.max):
        return period
    day = (bound + timedelta(1 if after else -1)).isoformat()
    return parse(f"{day}/.." if after else f"../{day}")


@lru_cache(maxsize=4096)
def read_date(text: str, today: date) -> Date | None:
    """Parse a date as a person types it; None if the text is not a date."""
    try:
        return parse_typed(text, today)
    except DateError:
        return None


def last_day(text: str, today: date) -> date:
    """Return the last day of a period as a person types it; DateError if it is not a date or has no
    end.
    """
    end = parse_typed(text.strip(), today).end
    if end is None:
        raise DateError(_("'{text}' has no last day; give a day, a month or a year", text=text))
    return end


def _range(text: str, today: date) -> str:
    """Write a range in EDTF; "" if it is none. What its two ends share need be typed only once."""
    for _name, form in rows("dates.txt", "ranges"):
        if match := re.fullmatch(_filled(form), text):
            first, last = match.groups()
            before = [
                first[: at.end()]
                for at in re.finditer(_filled("[年月]|^{name} (?=[0-9]{1,2}$)"), first)
            ]
            after = [last[at.start() :] for at in re.finditer("[ 月日号]", last)]
            end = _one([last, *(words + last for words in before)], today) if last else ".."
            # Without an end, a start is not worth the many ways to read it.
            start = (
                _one([first, *(first + words for words in reversed(after))], today)
                if first and end
                else ".."
            )
            if start and end:
                return f"{start.partition('/')[0]}/{end.rpartition('/')[2]}"
    return ""


def _one(texts: Iterable[str], today: date) -> str:
    """Write the first of the texts that is one period in EDTF; "" if none is."""
    for text in texts:
        if _PERIOD.fullmatch(text):
            return text
        if re.fullmatch(_filled("{full}"), text):
            from dateutil.parser import parse as read

            day = read(text).date().isoformat()
            return day if re.search("[0-9]", text[:-4]) else day[:7]
        for meaning, form in rows("dates.txt", "forms"):
            if match := re.fullmatch(_filled(form, named=True), text):
                meant = meaning.format(
                    **{name: _plain(part, today) for name, part in match.groupdict().items()}
                )
                return _relative(meant, today) if " " in meant else meant
    return ""


@cache
def _filled(pattern: str, *, named: bool = False) -> str:
    """Put the parts of `dates.txt` in the places of their names, in groups that may be `named`."""
    parts = dict(rows("dates.txt", "parts"))
    group = "(?P<{}>{})" if named else "(?:{1})"
    return re.sub(
        r"\{([a-z]+)\}", lambda found: group.format(found[1], _filled(parts[found[1]])), pattern
    )


@cache
def date_pattern(part: Literal["run", "begin", "meant"]) -> re.Pattern[str]:
    """Return the pattern of a date in a run of Chinese characters, or of what is meant as a date
    and may not be one.
    """
    return re.compile(_filled(f"{{{part}}}"), re.IGNORECASE)


def _relative(meant: str, today: date) -> str:
    """Write the period that is some units from the present one, such as `-1 month`, or all days to
    it: `-6 month..`.
    """
    from dateutil.relativedelta import relativedelta

    steps, unit = meant.removesuffix("..").split()
    day = today + relativedelta(None, None, **{f"{unit}s": int(steps)})
    if meant.endswith(".."):
        return f"{min(day, today)}/{max(day, today)}"
    if unit == "week":
        monday = day - timedelta(day.weekday())
        return f"{monday}/{monday + timedelta(6)}"
    return day.isoformat()[: {"year": 4, "month": 7, "day": 10}[unit]]


def _plain(text: str, today: date) -> str:
    """Write a number, or this, last or next year, in at least two digits, and a unit of time in
    English.
    """
    text = dict(rows("dates.txt", "words")).get(text.removeprefix("个"), text)
    if text in _YEARS:
        return f"{today.year + _YEARS[text]:04}"
    tens, ten, ones = text.translate(_DIGITS).partition("十")
    return f"{10 * int(tens or 1) + int(ones or 0)}" if ten else tens.zfill(2)


# The ends of intervals are remembered, not the intervals, of which large datasets have too many.
@lru_cache(maxsize=4096)
def _period(text: str) -> Date:
    """Parse a year, month or day; ValueError if it is none."""
    if not _PERIOD.fullmatch(text):
        raise ValueError(text)
    first = date.fromisoformat(f"{text}-01-01"[:10])
    if len(text) == len("2022-02-28"):
        return Date(text, first, first, "day")
    if len(text) == len("2022"):
        return Date(text, first, first.replace(month=12, day=31), "year")
    last = (
        first.replace(day=31)
        if text.endswith("-12")
        else first.replace(month=first.month + 1) - timedelta(1)
    )
    return Date(text, first, last, "month")


def _error(text: str) -> DateError:
    return DateError(
        _(
            "'{text}' is not a date; try 2022, 2022-02, 2022-02-28 or 2022-02-28/2022-03-11",
            text=text,
        )
    )
