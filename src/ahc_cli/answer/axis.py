"""A time axis: days as fractions of its length, and the years, months or days that are marked on it."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from msgspec import Struct

from ahc_cli.model.dates import month_end
from ahc_cli.model.records import Event, Lang
from ahc_cli.model.text import width
from ahc_cli.model.words import date_in_full, date_in_year

_YEAR = 365.2425
_MONTH = _YEAR / 12
# An axis of at most so many days names its months and, below them, days.
_FEW_DAYS = 100
_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
_MONTH_STEPS = (1, 3)
_WEEKLY = (1, 8, 15, 22)
_DAY_CELLS = len("31 ")
_CELLS_BETWEEN_RULES = 3

Label = tuple[date, str]


class Axis(Struct, frozen=True):
    """Whole months, from the first day to the last, as ordinals."""

    first: int
    last: int

    @property
    def days(self) -> int:
        return self.last - self.first + 1

    def place(self, day: date) -> float:
        """Where a day starts, as a fraction of the axis."""
        return (day.toordinal() - self.first) / self.days

    def span(self, event: Event) -> tuple[float, float]:
        """Where the days of an event start and end; an open side reaches the edge."""
        start = self.place(event.start) if event.start else 0.0
        return start, self.place(event.end) + 1 / self.days if event.end else 1.0


class Tick(Struct, frozen=True):
    """A labelled place on the axis."""

    place: float
    label: str


class Scale(Struct, frozen=True):
    """What is marked on an axis: years, with months below them, or months, with days below them; and the rules."""

    major: tuple[Tick, ...]
    minor: tuple[Tick, ...]
    rules: tuple[float, ...]


def axis_of(events: Iterable[Event]) -> Axis:
    """Make the axis of one event or more: every known day, and room for open ends."""
    spans = [event.span for event in events]
    known = [day.toordinal() for span in spans for day in (span.start, span.end) if day]
    first, last = min(known), max(known)
    room = max(round(_MONTH), (last - first) // 10)
    if any(span.start is None for span in spans):
        first = max(date.min.toordinal(), first - room)
    if any(span.end is None for span in spans):
        last = min(date.max.toordinal(), last + room)
    first_month, last_month = (date.fromordinal(day).replace(day=1) for day in (first, last))
    return Axis(first_month.toordinal(), month_end(last_month).toordinal())


def scale(axis: Axis, cells: float, lang: Lang) -> Scale:
    """Choose what to mark on an axis that has room for so many characters."""
    day_cells = cells / axis.days
    if axis.days <= _FEW_DAYS:
        months = _periods(axis, 1)
        labels = [(day, date_in_full(day.isoformat()[:7], lang)) for day in months]
        return _scale(axis, labels, _days(axis, day_cells), months)
    label_cells = width(date_in_full("2000", lang)) + 1
    cells_of = {years: years * _YEAR * day_cells for years in _YEAR_STEPS}
    step = next((years for years in _YEAR_STEPS if cells_of[years] > label_cells), _YEAR_STEPS[-1])
    major = _periods(axis, 12 * step)
    minor = _months(axis, day_cells, lang) if step == 1 else []
    between = (years for years in _YEAR_STEPS if cells_of[years] > _CELLS_BETWEEN_RULES and step % years == 0)
    rules = _periods(axis, 12 * next(between, step))
    if len(rules) <= 1:
        rules += [day for day, _ in minor if day not in rules]
    # The year in which the axis starts is named too if there is room before the next label.
    days_before = (major[0].toordinal() if major else axis.last + 1) - axis.first
    if days_before and days_before * day_cells >= label_cells:
        major.insert(0, date.fromordinal(axis.first))
    return _scale(axis, [(day, date_in_full(f"{day.year:04}", lang)) for day in major], minor, rules)


def _scale(axis: Axis, major: Iterable[Label], minor: Iterable[Label], rules: Iterable[date]) -> Scale:
    ticks = [tuple(Tick(axis.place(day), label) for day, label in labels) for labels in (major, minor)]
    return Scale(*ticks, tuple(map(axis.place, rules)))


def _months(axis: Axis, day_cells: float, lang: Lang) -> list[Label]:
    """Label every month or every quarter, whichever has room."""
    widest = max(width(date_in_year(f"2000-{month:02}", lang)) for month in range(1, 13))
    step = next((months for months in _MONTH_STEPS if months * _MONTH * day_cells > widest + 1), None)
    return [(day, date_in_year(day.isoformat()[:7], lang)) for day in _periods(axis, step)] if step else []


def _days(axis: Axis, day_cells: float) -> list[Label]:
    """Label every day or one a week, whichever has room."""
    if 7 * day_cells < _DAY_CELLS:
        return []
    days = map(date.fromordinal, range(axis.first, axis.last + 1))
    return [(day, str(day.day)) for day in days if day_cells >= _DAY_CELLS or day.day in _WEEKLY]


def _periods(axis: Axis, months: int) -> list[date]:
    """First days of the periods of so many months that start on the axis, counted from the year 0."""
    first, last = (12 * day.year + day.month - 1 for day in map(date.fromordinal, (axis.first, axis.last)))
    start = -(-first // months) * months
    return [date(month // 12, month % 12 + 1, 1) for month in range(start, last + 1, months)]


def spread(
    ticks: Iterable[Tick], edge: float, place: Callable[[float], float], room: Callable[[str], float]
) -> Iterator[tuple[float, str]]:
    """Yield the labels that have room, each where its period starts or as far left of it as `edge` demands."""
    free = 0.0
    for tick in ticks:
        at = min(place(tick.place), edge - room(tick.label))
        if at >= free:
            yield at, tick.label
            free = at + room(tick.label)
