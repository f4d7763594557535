"""Dates known to the day, the month or the year, and the forms in which people type them.

The data use EDTF (ISO 8601-2) level 0: `2022`, `2022-02`, `2022-02-28`, intervals `A/B`, and open ends `A/..` and
`../B`. The grammar is our own because the EDTF libraries accept dates such as 2022-02-29.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.errors import DateError
from ahc_cli.messages import _

Precision = Literal["day", "month", "year"]

_PERIOD = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?", re.ASCII)

# What people type in English and in Chinese, and what it means: EDTF; or a day, week, month or year counted from the
# present one; or, if it has a count itself, the days up to today (-1) or from today (+1). Months by name are below.
_FORMS: tuple[tuple[str, str, str | int], ...] = (
    ("", "{year}年", "{year}"),
    ("", "{year}年{month}月", "{year}-{month}"),
    ("", "{year}年{month}月{day}[日号]", "{year}-{month}-{day}"),
    ("(?:the )?(?:start|beginning) of {year}", "{year}年初(?![步次稿审始期])", "{year}-01"),
    ("(?:the )?end of {year}", "{year}年[底末](?![特线稿位期])", "{year}-12"),
    ("", "{year}年{month}月(?:上旬|初(?![步次稿审始期]))", "{year}-{month}-01/{year}-{month}-10"),
    ("", "{year}年{month}月中旬", "{year}-{month}-11/{year}-{month}-20"),
    ("", "{year}年{month}月(?:下旬|[底末](?![特线稿位期]))", "{year}-{month}-21/{year}-{month}"),
    ("{year}q{quarter}", "{year}年第?{quarter}季度?", "{year}-{first}/{year}-{last}"),
    ("q{quarter} {year}", "", "{year}-{first}/{year}-{last}"),
    ("first half of {year}", "{year}年上半年", "{year}-01/{year}-06"),
    ("second half of {year}", "{year}年下半年", "{year}-07/{year}-12"),
    ("yesterday", "昨[天日]", -1),
    ("today", "今[天日]", 0),
    ("tomorrow", "明[天日]", +1),
    ("last {period}", "上{period}", -1),
    ("this {period}", "[本这]{period}", 0),
    ("next {period}", "下{period}", +1),
    ("(?:last|past) {count} {unit}s?", "(?:最近|过去|近)(?:{count}{unit}|半年)", -1),
    ("next {count} {unit}s?", "(?:今后|未来)(?:{count}{unit}|半年)", +1),
)
# What may take the place of each part.
_NUMERAL = "[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]"
_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_PARTS = {
    "year": "[0-9]{4}|[〇零一二三四五六七八九]{4}|[去今明]",
    "month": f"[0-9]{{1,2}}|{_NUMERAL}",
    "day": f"[0-9]{{1,2}}|{_NUMERAL}",
    "quarter": "[1-4一二三四]",
    "period": "week|month|year|周|个?星期|个?月",
    "count": f"[1-9][0-9]{{0,2}}|{'|'.join(_COUNTS)}|两|{_NUMERAL}",
    "unit": "day|week|month|year|天|日|周|个?星期|个?月|年",
}
_DIGITS = str.maketrans("〇零一二两三四五六七八九", "001223456789")
_YEARS = {"去": -1, "今": 0, "明": 1}
_UNITS = {"天": "day", "日": "day", "周": "week", "期": "week", "月": "month", "年": "year"}
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_TWO_MONTHS = f"({_MONTH}),? (?:and |or |& )?({_MONTH} [0-9]{{4}})"
# The start and the end of a range; one that is empty is open.
_RANGES = (
    r"(.*?) ?\.\. ?(.*)",
    "between (.+?) and (.+)",
    "(?:from )?(.+?) (?:to|until|through|[-–—]) (.+)",
    "[从自]?(.+?)(?:至今|到现在|以来|以后|起)()",
    "()截至(.+)",
    "()(.+)以前",
    "[从自]?(.+?)[至到](.+?)(?:之间)?",
    "(?=.*[a-z一-鿿])[从自]?(.+?)[-–—~～]+(.+)",
    "([0-9]{4}) ?[-–—~～] ?([0-9]{4})",
    _TWO_MONTHS,
    "[从自](.+)()",
)
# Only what names its month in letters and its year in four digits may reach dateutil, which reads 0099 as 1999.
_ORDINAL = "[0-9]{1,2}(?:st|nd|rd|th)?"
_BY_NAME = f"(?:{_ORDINAL} (?:of )?{_MONTH}|{_MONTH}(?: {_ORDINAL})?),? [1-9][0-9]{{3}}"
# No date is longer; the forms of ranges take quadratic time.
_LONGEST = 100

# What follows is for queries: a date in a run of Chinese characters, as a pattern that takes linear time, and a word
# that is meant as a date. 起草 and 后续 are other words.
_CHINESE = sorted((chinese for _, chinese, _ in _FORMS if chinese), key=len, reverse=True)
_IN_YEAR = "|".join(rest for form in _CHINESE if (rest := form.partition("{year}年")[2]))
_ONE_DATE = f"{{year}}年(?:{_IN_YEAR})?|{'|'.join(form for form in _CHINESE if '{year}' not in form)}"
_TO = "(?:[至到]|[-–—~～]+)"
CHINESE_PERIOD = (
    "(?<![0-9])(?:[从自]|截至)?"
    f"(?:{{year}}(?:年{{month}}(?:月{{day}})?)?{_TO}(?:{{year}}年|{{month}}月|{{day}}[日号])"  # 2022年2-5月
    f"|(?:{_ONE_DATE})"
    f"(?:{_TO}(?:{_ONE_DATE}|{_IN_YEAR}|{{day}}[日号]|[上中下]旬)(?:之间)?|至今|到现在|以来|起(?!草)|[以之]?(?:前|后(?!续)))?)"
).format(**{name: f"(?:{part})" for name, part in _PARTS.items()})
_MEANT = (
    "(?i:january|february|april|june|july|august|september|october|november|december|jan|feb|apr|jun|jul|aug|sept?|oct"
    "|nov|dec|(?:in|of|by|since|from|before|after|until|till) (?:mar|march|may))"
    f"|(?i:[0-9]{{1,2}}(?:st|nd|rd|th)? (?:{_MONTH}))"
    "|(?:19|20)[0-9]{6}"
    "|[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?/[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?"
    "|(?=.*[0-9]{4})(?:[0-9]{4}|[0-9]{1,2})(?:[-/.–—](?:[0-9]{4}|[0-9]{1,2})){1,2}"
    "|[0-9]{4}-?[qQ][0-9]"
    "|[０-９]{4}"
    r"|(?=.*[0-9])[-0-9]*\.\.[-0-9]*"
    "|[去今明0-9０-９〇零一二三四五六七八九十]+[年月][0-9０-９〇零一二三四五六七八九十年月日号初中末底至到–—~-]*"
)


class Date(Struct, frozen=True):
    """A span of days from the earliest to the latest possible one (`None`: open), as precise as its coarser end."""

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
    """Parse an EDTF date, interval or open interval; DateError, which quotes what was `typed`, for anything else."""
    quoted = text if typed is None else typed
    try:
        if "/" not in text:
            return _period(text)
        first, _slash, last = text.partition("/")
        if first == "..":
            return replace(_period(last), text=text, start=None)
        if last == "..":
            return replace(_period(first), text=text, end=None)
        start, end = _period(first), _period(last)
    except ValueError:
        raise _error(quoted, typed=typed is not None) from None
    if end.is_before(start):
        raise DateError(_("'{text}' ends before it starts; put the earlier date first", text=quoted))
    # The shorter text is the coarser one.
    precision = start.precision if len(first) <= len(last) else end.precision
    return Date(text, start.start, end.end, precision)


def parse_typed(text: str, today: date) -> Date:
    """Parse a date as a person types it: EDTF, or any of the forms above.

    Both ends of a range include the whole period named. Missing parts are never filled in, but the ends of a range may
    share a year or a month.
    """
    if len(text) > _LONGEST:
        raise _error(text)
    plain = re.sub(r"\s+", " ", re.sub(r"\s*([㐀-鿿])\s*", r"\1", text)).lower()
    edge = ""
    if plain.endswith(("前", "后")) and not plain.endswith(("以前", "以后")):
        plain, edge = plain[:-1].removesuffix("之"), plain[-1]
    try:
        edtf = text if "/" in text else _one([plain], today) or _range(plain, today)
    except (OverflowError, ValueError):  # no such day, or before the year 1 or after 9999
        raise _error(text) from None
    period = parse(edtf, text)
    return beyond(period, after=edge == "后") if edge else period


def read_date(text: str, today: date) -> Date | None:
    """Parse a date as a person types it; None if the text is not a date."""
    try:
        return parse_typed(text, today)
    except DateError:
        return None


def looks_like_date(text: str) -> bool:
    """Whether a word, or two of them, are meant as a date, although they may not be one."""
    return re.fullmatch(_MEANT, text) is not None


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


def _range(text: str, today: date) -> str:
    """Write a range in EDTF; "" if it is none. What its two ends share need be typed only once."""
    for form in _RANGES:
        if match := re.fullmatch(form, text):
            first, last = match.groups()
            before = [first[: at.end()] for at in re.finditer(f"[年月]|^{_MONTH} (?=[0-9]{{1,2}}$)", first)]
            after = [last[at.start() :] for at in re.finditer("[ 月日号]", last)]
            end = _one([last, *(words + last for words in before)], today) if last else ".."
            # Without an end, a start is not worth the many ways to read it.
            start = _one([first, *(first + words for words in reversed(after))], today) if first and end else ".."
            # "July and August" is one span; "March or August" is none.
            if form == _TWO_MONTHS and start[:-2] + f"{int(start[-2:]) + 1:02}" != end:
                return ""
            if start and end:
                return f"{start.partition('/')[0]}/{end.rpartition('/')[2]}"
    return ""


def _one(texts: Iterable[str], today: date) -> str:
    """Write the first of the texts that is one period in EDTF; "" if none is."""
    for text in texts:
        if _PERIOD.fullmatch(text):
            return text
        if re.fullmatch(_BY_NAME, text):
            from dateutil.parser import parse as read

            day = read(text).date().isoformat()
            return day if re.search("[0-9]", text[:-4]) else day[:7]
        for pattern, meaning in _patterns():
            if match := pattern.fullmatch(text):
                parts = match.groupdict()
                if isinstance(meaning, int):
                    return _relative(meaning, parts, today)
                numbers = {name: _digits(part, today) for name, part in parts.items()}
                last = 3 * int(numbers.get("quarter", 1))
                return meaning.format(**numbers, first=f"{last - 2:02}", last=f"{last:02}")
    return ""


@cache
def _patterns() -> list[tuple[re.Pattern[str], str | int]]:
    parts = {name: f"(?P<{name}>{part})" for name, part in _PARTS.items()}
    forms = [(form, meaning) for *both, meaning in _FORMS for form in both if form]
    return [(re.compile(form.format(**parts)), meaning) for form, meaning in forms]


def _relative(steps: int, parts: dict[str, str], today: date) -> str:
    """Write the period a number of steps from the present one, or with a count the days between today and a day."""
    from dateutil.relativedelta import relativedelta

    typed = parts.get("period") or parts.get("unit") or ("month" if "unit" in parts else "day")
    unit = _UNITS.get(typed[-1], typed)
    if "count" in parts:
        steps *= int(_digits(parts["count"] or "6", today))  # 半年 has no count and no unit
    days, months = {"day": (1, 0), "week": (7, 0), "month": (0, 1), "year": (0, 12)}[unit]
    day = today + relativedelta(days=steps * days, months=steps * months)
    if "count" in parts:
        return f"{min(day, today)}/{max(day, today)}"
    if unit == "week":
        monday = day - timedelta(day.weekday())
        return f"{monday}/{monday + timedelta(6)}"
    return day.isoformat()[: {"year": 4, "month": 7, "day": 10}[unit]]


def _digits(text: str, today: date) -> str:
    """Write a number, or this, last or next year, in at least two digits."""
    if text in _YEARS:
        return f"{today.year + _YEARS[text]:04}"
    if text in _COUNTS:
        return f"{_COUNTS.index(text) + 1:02}"
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
    last = first.replace(day=31) if text.endswith("-12") else first.replace(month=first.month + 1) - timedelta(1)
    return Date(text, first, last, "month")


def _error(text: str, *, typed: bool = True) -> DateError:
    advice = _("'{text}' is not a date; try 2022, 2022-02, 2022-02-28, 2022-02..2022-05 or Feb 2022", text=text)
    if not typed:  # a person may type more forms than a dataset may contain
        advice = _("'{text}' is not a date; try 2022, 2022-02, 2022-02-28 or 2022-02-28/2022-03-11", text=text)
    return DateError(advice)
