"""A time axis: days as places between 0 and 1, and the years, months or days that are marked on it.

Cells are those of a terminal, or what stands for one in a picture: about the width of a letter.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ahc_cli.dates import month_end
from ahc_cli.models import Event, Lang
from ahc_cli.render.wording import date_in_full, date_in_year
from ahc_cli.text import width

_YEAR = 365.2425
_MONTH = _YEAR / 12
# Up to here the months are what is named first, and the days below them.
_FEW_DAYS = 100
_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
_MONTH_STEPS = (1, 3)
_DAY_STEPS = (1, 7)
_LEAST_BETWEEN_RULES = 3
# With fewer years than these on the axis, the months are ruled too.
_FEW_RULES = 2


@dataclass(frozen=True)
class Span:
    """The part of an axis from `start` up to `end`, as fractions of it; an open side runs to the edge."""

    start: float
    end: float


@dataclass(frozen=True)
class Axis:
    """Whole months, from the first day to the last, as ordinals."""

    first: int
    last: int

    def place(self, day: date) -> float:
        """Where a day begins."""
        return (day.toordinal() - self.first) / (self.last - self.first + 1)

    def holds(self, day: date) -> bool:
        """Whether a day lies on the axis."""
        return self.first <= day.toordinal() <= self.last

    def span(self, event: Event) -> Span:
        """All the days that an event may lie on."""
        days = event.span
        return Span(
            self.place(days.start) if days.start else 0.0,
            self.place(days.end) + 1 / (self.last - self.first + 1) if days.end else 1.0,
        )


@dataclass(frozen=True)
class Tick:
    """A place on the axis that has a name."""

    place: float
    label: str


@dataclass(frozen=True)
class Scale:
    """What is marked on an axis: years, months below them or months, days below them; and the rules."""

    major: tuple[Tick, ...]
    minor: tuple[Tick, ...]
    rules: tuple[float, ...]


def axis_of(events: Iterable[Event]) -> Axis:
    """The axis that holds every known day of some events, of one at least, with room for what is open."""
    spans = [event.span for event in events]
    known = [day.toordinal() for span in spans for day in (span.start, span.end) if day]
    first, last = min(known), max(known)
    room = max(round(_MONTH), (last - first) // 10)
    if any(span.start is None for span in spans):
        first = max(date.min.toordinal(), first - room)
    if any(span.end is None for span in spans):
        last = min(date.max.toordinal(), last + room)
    begin, end = (date.fromordinal(day).replace(day=1) for day in (first, last))
    return Axis(begin.toordinal(), month_end(end).toordinal())


def scale(axis: Axis, cells: float, lang: Lang) -> Scale:
    """The names that an axis of so many cells has room for."""
    days = axis.last - axis.first + 1
    a_day = cells / days
    months = list(_months(axis, 1)) if days <= _YEAR * 60 else []
    if days <= _FEW_DAYS:
        major = [(day, date_in_full(day.isoformat()[:7], lang)) for day in months]
        minor = _fitting_days(axis, a_day)
        rules = [day for day, _ in major]
    else:
        step = next((n for n in _YEAR_STEPS if n * _YEAR * a_day > _year_width(lang)), _YEAR_STEPS[-1])
        major = [(day, date_in_full(f"{day.year:04}", lang)) for day in _years(axis, step)]
        minor = _fitting_months(axis, a_day, lang) if step == 1 else []
        apart = [n for n in _YEAR_STEPS if n * _YEAR * a_day > _LEAST_BETWEEN_RULES and step % n == 0]
        rules = list(_years(axis, min(apart, default=step)))
        if len(rules) < _FEW_RULES:
            rules += [day for day, _ in minor if day not in rules]
        major = _begun(major, axis, a_day, lang)
    return Scale(
        tuple(Tick(axis.place(day), label) for day, label in major),
        tuple(Tick(axis.place(day), label) for day, label in minor),
        tuple(axis.place(day) for day in rules),
    )


def _year_width(lang: Lang) -> int:
    return width(date_in_full("2000", lang)) + 1


def _begun(major: list[tuple[date, str]], axis: Axis, a_day: float, lang: Lang) -> list[tuple[date, str]]:
    """The years, and the one that the axis begins within if its name has room."""
    first = date.fromordinal(axis.first)
    until = major[0][0].toordinal() if major else axis.last + 1
    if until == axis.first or (until - axis.first) * a_day < _year_width(lang):
        return major
    return [(first, date_in_full(f"{first.year:04}", lang)), *major]


def _fitting_months(axis: Axis, a_day: float, lang: Lang) -> list[tuple[date, str]]:
    widest = max(width(date_in_year(f"2000-{month:02}", lang)) for month in range(1, 13))
    step = next((n for n in _MONTH_STEPS if n * _MONTH * a_day > widest + 1), None)
    return [(day, date_in_year(day.isoformat()[:7], lang)) for day in _months(axis, step)] if step else []


def _fitting_days(axis: Axis, a_day: float) -> list[tuple[date, str]]:
    step = next((n for n in _DAY_STEPS if n * a_day >= len("31 ")), None)
    if step is None:
        return []
    days = (date.fromordinal(number) for number in range(axis.first, axis.last + 1))
    last = 31 if step == 1 else 22
    return [(day, str(day.day)) for day in days if (day.day - 1) % step == 0 and day.day <= last]


def _months(axis: Axis, step: int) -> Iterator[date]:
    first, last = date.fromordinal(axis.first), date.fromordinal(axis.last)
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        if number % 12 % step == 0:
            yield date(number // 12, number % 12 + 1, 1)


def _years(axis: Axis, step: int) -> Iterator[date]:
    first, last = date.fromordinal(axis.first), date.fromordinal(axis.last)
    begin = first.year if (first.month, first.day) == (1, 1) else first.year + 1
    for year in range(begin, last.year + 1):
        if year % step == 0:
            yield date(year, 1, 1)
