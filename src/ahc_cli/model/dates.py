"""Dates known to the day, the month or the year, and the forms in which people type them.

The data use EDTF (ISO 8601-2): `2022`, `2022-02`, `2022-02-28`, intervals `A/B`, open ends `A/..`
and `../B`, and windows `[A..B]`. An interval is all days from its first to its last; in a window
something took place on some day. The grammar is our own because the EDTF libraries accept dates
such as 2022-02-29.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import chain
from typing import Literal

from msgspec import Struct

from ahc_cli.errors import DateError, UsageError
from ahc_cli.messages import _
from ahc_cli.model.text import HAN, rows

Precision = Literal["day", "month", "year", "window"]

_PERIOD = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?", re.ASCII)

_DIGITS = str.maketrans("〇零一二两三四五六七八九", "001223456789")
_YEARS = {"去": -1, "今": 0, "明": 1}
# No date is longer; the forms of ranges take quadratic time.
_LONGEST = 100


class Date(Struct, frozen=True):
    """A span of days from the earliest to the latest possible one; None is an open end.

    It is as precise as its coarser end, or it is a window, and one unknown day of it is meant.
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
    """Parse an EDTF date, interval, open interval or window.

    Anything else is a DateError, which quotes what was `typed` if that was another text.
    """
    quoted = text if typed is None else typed
    if text[:1] + text[-1:] == "[]":
        return _window(text)
    try:
        if "/" not in text:
            return _period(text)
        first, last = text.split("/")
        # An open end is read as the other one, and left out below.
        start = _period(last if first == ".." else first)
        end = _period(first if last == ".." else last)
    except ValueError:
        raise _error(quoted) from None
    if end.is_before(start):
        raise DateError(
            _("'{text}' ends before it starts; put the earlier date first", text=quoted)
        )
    # The shorter text is the coarser one.
    precision = start.precision if len(first) <= len(last) else end.precision
    return Date(
        text,
        start=None if first == ".." else start.start,
        end=None if last == ".." else end.end,
        precision=precision,
    )


def ends_of(edtf: str) -> list[str]:
    """Return the two ends of an interval or a window, or the one period that a date is.

    >>> ends_of("[2022-02..2022-05]"), ends_of("2022/.."), ends_of("2022")
    (['2022-02', '2022-05'], ['2022', '..'], ['2022'])
    """
    return edtf[1:-1].split("..") if edtf.startswith("[") else edtf.split("/")


def parse_typed(text: str, today: date) -> Date:
    """Parse a date as a person types it: EDTF, or any of the forms in `dates.txt`.

    Both ends of a range include the whole period named. Missing parts are never filled in, but the
    ends of a range may share a year or a month.
    """
    if len(text) > _LONGEST:
        raise _error(text)
    if "/" in text or text.startswith("["):
        return parse(text)
    # In lower case, with single blanks, and none beside a Chinese character.
    closed_up = re.sub(rf"\s*([{HAN}])\s*", r"\1", text)
    side, words = _side(re.sub(r"\s+", " ", closed_up).lower())
    try:
        edtf = _form(words, today) or _range(words, today)
    except (OverflowError, ValueError):  # no such day, or before the year 1 or after 9999
        raise _error(text) from None
    period = parse(edtf, text)
    return _beside(period, side) if side else period


@lru_cache(maxsize=4096)
def read_date(text: str, today: date) -> Date | None:
    """Parse a date as a person types it; None if the text is not a date."""
    try:
        return parse_typed(text, today)
    except DateError:
        return None


def last_day(text: str, today: date, limit: date | None = None) -> date:
    """Return the last day of a period as a person types it; DateError if there is none.

    UsageError if it is later than the day that the record is as of.
    """
    end = parse_typed(text.strip(), today).end
    if end is None:
        raise DateError(_("'{text}' has no last day; give a day, a month or a year", text=text))
    if limit and end > limit:
        message = _("'{text}' is later than {day}, the day of --as-of", text=text, day=limit)
        raise UsageError(message)
    return end


@cache
def date_pattern(part: Literal["begin", "meant"]) -> re.Pattern[str]:
    """Return a pattern that finds dates in a line.

    `begin` is what a date may begin with, but in a run of Chinese characters, and `meant` a word
    that is meant as a date, although it may not be one.
    """
    pattern = _alternatives(part)
    if part == "begin":
        pattern += f"|(?:{_words()})(?![a-z])"
    return re.compile(_filled(pattern, _parts()), re.IGNORECASE)


def end_of_run(text: str, start: int) -> int | None:
    """Return where a date ends that begins in a run of Chinese characters; None if none does.

    Its row is matched part by part: one pattern for all rows takes longer to compile than to look
    for it in a hundred lines.
    """
    if text.isascii() or text[start - 1 : start].isdigit():
        return None
    beside, ranges = (rows("dates.txt", f"{name} in Chinese") for name in ("beside", "ranges"))
    for _meaning, form in (*beside, *ranges, ("", "{date}")):
        parts = [part for part in re.split(r"(\{[a-z]+\})", form) if part]
        end = _end_of_parts(parts, text, start)
        if end is not None:
            return end
    return None


def _end_of_parts(parts: Sequence[str], text: str, start: int) -> int | None:
    """Return where the parts of a row end that begin at an offset; None if they do not match."""
    if not parts:
        return start
    for pattern in _run_patterns(parts[0]):
        match = pattern.match(text, start)
        end = _end_of_parts(parts[1:], text, match.end()) if match else None
        if end is not None:
            return end
    return None


@cache
def _run_patterns(part: str) -> list[re.Pattern[str]]:
    """Return the patterns of a part of a row as it stands in a run, the first to try first."""
    # A form that goes on from another stands below it, and is tried first.
    forms = [form for _meaning, form in reversed(rows("dates.txt", "forms in Chinese"))]
    rests = [form.removeprefix("{year}年") for form in forms if form.startswith("{year}年")]
    parts = _parts() | {"form": "|".join(forms), "rest": "|".join(filter(None, rests))}
    choices = dict(rows("dates.txt", "run")).get(part.strip("{}"), part)
    return [re.compile(_filled(choice, parts), re.IGNORECASE) for choice in choices.split(" or ")]


def _words() -> str:
    """Return the pattern of the words of all forms and ranges in Latin letters."""
    patterns = _filled(_alternatives("forms", "ranges", "beside"), _parts())
    return "|".join(sorted(set(re.findall("[a-z][a-z0-9]+", patterns))))


def _side(text: str) -> tuple[str, str]:
    """Divide a text such as `before 2022` into the side and the date; the side may be empty."""
    for side, form in _rows("beside", text):
        if match := _pattern(form).fullmatch(text):
            return side, match["date"]
    return "", text


def _beside(period: Date, side: str) -> Date:
    """Return all days before or after a period; the period itself if there is no such day."""
    start, end = period.start, period.end
    if side == "before" and start and start > date.min:
        return parse(f"../{start - timedelta(1)}")
    if side == "after" and end and end < date.max:
        return parse(f"{end + timedelta(1)}/..")
    return period


def _range(text: str, today: date) -> str:
    """Write a range in EDTF; "" if the text is none."""
    for edtf, form in _rows("ranges", text):
        if not (match := _pattern(form).fullmatch(text)):
            continue
        typed = match.groupdict()
        if "date" in typed:
            first = last = _form(typed["date"], today)
        else:
            first, last = _ends(typed["first"], typed["last"], today)
        if first and last:
            return edtf.format(start=first.partition("/")[0], end=last.rpartition("/")[2])
    return ""


def _ends(first: str, last: str, today: date) -> tuple[str, str]:
    """Write two dates in EDTF, each of which may leave out what the other says; "" if none is."""
    heads = [first[: match.end()] for match in _pattern("{upto}").finditer(first)]
    tails = [last[match.start() :] for match in _pattern("{onward}").finditer(last)]
    end = _first_form([last, *(head + last for head in heads)], today)
    if not end:  # then the start is not worth the many ways to read it
        return "", ""
    return _first_form([first, *(first + tail for tail in reversed(tails))], today), end


def _first_form(texts: Iterable[str], today: date) -> str:
    """Write the first of some texts that is a period in EDTF; "" if none is."""
    return next(filter(None, (_form(text, today) for text in texts)), "")


def _form(text: str, today: date) -> str:
    """Write a period in EDTF; "" if the text is none."""
    if _PERIOD.fullmatch(text):
        return text
    if _pattern("{full}").fullmatch(text):
        return _named_month(text)
    for meaning, form in _rows("forms", text):
        if match := _pattern(form).fullmatch(text):
            parts = {name: _plain(part, today) for name, part in match.groupdict().items()}
            meant = meaning.format(**parts)
            return _relative(meant, today) if " " in meant else meant
    return ""


def _named_month(text: str) -> str:
    """Write a month or a day in EDTF, of which the month is named in English."""
    from dateutil.parser import parse as read

    day = read(text).date().isoformat()
    has_day = re.search("[0-9]", text[: -len("2022")])
    return day if has_day else day[: len("2022-02")]


def _relative(meant: str, today: date) -> str:
    """Write the period that is some units from the present one in EDTF: `-1 month`.

    With two points, all days from or to today: `-6 month..`.
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
    """Write a number or a year such as 去 in at least two digits, and a unit of time in English."""
    text = dict(rows("dates.txt", "words")).get(text.removeprefix("个"), text)
    if text in _YEARS:
        return f"{today.year + _YEARS[text]:04}"
    tens, ten, ones = text.translate(_DIGITS).partition("十")
    return f"{10 * int(tens or 1) + int(ones or 0)}" if ten else tens.zfill(2)


def _rows(section: str, text: str) -> list[tuple[str, str]]:
    """Return the rows that may read a text; those in Chinese only if it has such characters."""
    if re.search(f"[{HAN}]", text):
        return rows("dates.txt", section) + rows("dates.txt", f"{section} in Chinese")
    return rows("dates.txt", section)


def _alternatives(*sections: str) -> str:
    """Return the pattern of all rows of some sections."""
    lines = chain.from_iterable(rows("dates.txt", section) for section in sections)
    return "|".join(pattern for _meaning, pattern in lines)


def _parts() -> dict[str, str]:
    return dict(rows("dates.txt", "parts"))


@cache
def _pattern(form: str) -> re.Pattern[str]:
    """Return the pattern of a form, with a group for each part that it names."""
    return re.compile(_filled(form, _parts(), "(?P<{}>{})"))


def _filled(pattern: str, parts: Mapping[str, str], group: str = "(?:{1})") -> str:
    """Put parts in the places of their names, also within parts, each in a `group`."""

    def part(name: re.Match[str]) -> str:
        return group.format(name[1], _filled(parts[name[1]], parts))

    return re.sub(r"\{([a-z]+)\}", part, pattern)


# The ends of intervals are remembered, not the intervals, of which large datasets have too many.
@lru_cache(maxsize=4096)
def _period(text: str) -> Date:
    """Parse a year, month or day; ValueError if it is none."""
    if not _PERIOD.fullmatch(text):
        raise ValueError(text)
    first = date.fromisoformat(f"{text}-01-01"[: len("2022-02-28")])
    if len(text) == len("2022-02-28"):
        return Date(text, first, first, "day")
    if len(text) == len("2022"):
        return Date(text, first, first.replace(month=12, day=31), "year")
    if text.endswith("-12"):
        return Date(text, first, first.replace(day=31), "month")
    next_month = first.replace(month=first.month + 1)
    return Date(text, first, next_month - timedelta(1), "month")


def _window(text: str) -> Date:
    """Parse a window; DateError if it is none, or does not lead from a date to a later one."""
    try:
        first, last = map(_period, ends_of(text))
    except ValueError:
        raise _error(text) from None
    if not first.is_before(last):
        raise DateError(
            _(
                "'{text}' does not lead from one date to a later one; try [2022-02..2022-05]",
                text=text,
            )
        )
    return Date(text, first.start, last.end, "window")


def _error(text: str) -> DateError:
    message = _(
        "'{text}' is not a date; try 2022, 2022-02, 2022-02-28, 2022-02-28/2022-03-11 or "
        "[2022-02-28..2022-03-11]",
        text=text,
    )
    return DateError(message)
