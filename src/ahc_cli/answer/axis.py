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
# An axis of at most this many days names its months and, below them, days.
_FEW_DAYS = 100
_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
_CELLS_BETWEEN_RULES = 3
_CELLS_OF_A_DAY = len("31 ")

# The first day of a period, and its label.
Tick = tuple[date, str]


class Scale(Struct, frozen=True):
    """What is marked on an axis: years, with months below them, or months, with days below them; and the rules."""

    major: list[Tick]
    minor: list[Tick]
    rules: list[date]


class Axis(Struct, frozen=True):
    """Whole months, from the first day to the last."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def place(self, day: date) -> float:
        """Return where a day starts, as a fraction of the axis."""
        return (day - self.first).days / self.days

    def span(self, event: Event) -> tuple[float, float]:
        """Return where the days of an event start and end; an open side reaches the edge."""
        start = self.place(event.start) if event.start else 0.0
        return start, self.place(event.end) + 1 / self.days if event.end else 1.0

    def scale(self, cells: float, lang: Lang) -> Scale:
        """Choose what to mark on the axis, which has room for `cells` characters."""
        day_cells = cells / self.days
        if self.days <= _FEW_DAYS:
            months = self._periods(1)
            labels = [(day, date_in_full(day.isoformat()[:7], lang)) for day in months]
            return Scale(labels, self._days(day_cells), months)
        label_cells = width(date_in_full("2000", lang)) + 1
        cells_of = {years: years * _YEAR * day_cells for years in _YEAR_STEPS}
        step = next((years for years in _YEAR_STEPS if cells_of[years] > label_cells), _YEAR_STEPS[-1])
        major = self._periods(12 * step)
        minor = self._months(day_cells, lang) if step == 1 else []
        apart = (years for years in _YEAR_STEPS if cells_of[years] > _CELLS_BETWEEN_RULES and step % years == 0)
        rules = self._periods(12 * next(apart, step))
        if len(rules) <= 1:
            rules += [day for day, _ in minor if day not in rules]
        # The year in which the axis starts is named too if there is room before the next label.
        days_before = (major[0] - self.first).days if major else self.days
        if days_before and days_before * day_cells >= label_cells:
            major.insert(0, self.first)
        return Scale([(day, date_in_full(f"{day.year:04}", lang)) for day in major], minor, rules)

    def _months(self, day_cells: float, lang: Lang) -> list[Tick]:
        """Label every month or every quarter, whichever has room."""
        widest = max(width(date_in_year(f"2000-{month:02}", lang)) for month in range(1, 13))
        step = next((months for months in (1, 3) if months * _MONTH * day_cells > widest + 1), None)
        return [(day, date_in_year(day.isoformat()[:7], lang)) for day in self._periods(step)] if step else []

    def _days(self, day_cells: float) -> list[Tick]:
        """Label every day or one a week, whichever has room."""
        if 7 * day_cells < _CELLS_OF_A_DAY:
            return []
        labelled = range(1, 32) if day_cells >= _CELLS_OF_A_DAY else (1, 8, 15, 22)
        days = map(date.fromordinal, range(self.first.toordinal(), self.last.toordinal() + 1))
        return [(day, str(day.day)) for day in days if day.day in labelled]

    def _periods(self, months: int) -> list[date]:
        """Return the first days of the periods of `months` months that start on the axis, counted from the year 0."""
        first, last = (12 * day.year + day.month - 1 for day in (self.first, self.last))
        start = -(-first // months) * months
        return [date(month // 12, month % 12 + 1, 1) for month in range(start, last + 1, months)]


def axis_of(events: Iterable[Event]) -> Axis:
    """Make the axis of one event or more: every known day, and room for open ends."""
    starts, ends = zip(*((event.start, event.end) for event in events), strict=True)
    known = [day.toordinal() for day in (*starts, *ends) if day]
    first, last = min(known), max(known)
    room = max(round(_MONTH), (last - first) // 10)
    if None in starts:
        first = max(date.min.toordinal(), first - room)
    if None in ends:
        last = min(date.max.toordinal(), last + room)
    return Axis(date.fromordinal(first).replace(day=1), month_end(date.fromordinal(last).replace(day=1)))


def spread(
    ticks: Iterable[Tick], edge: float, place: Callable[[date], float], measure: Callable[[str], float]
) -> Iterator[tuple[float, str]]:
    """Yield each label that has room, where its period starts or as far left of that as the right edge demands."""
    free = 0.0
    for day, label in ticks:
        start = min(place(day), edge - measure(label))
        if start >= free:
            yield start, label
            free = start + measure(label)
