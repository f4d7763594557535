"""Events on a time axis: the answer, and its one layout, which each painter draws in its own units."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, ClassVar, get_args

from msgspec import Struct

from ahc_cli.answer import Format, Screen
from ahc_cli.errors import UsageError
from ahc_cli.messages import _
from ahc_cli.model.dates import month_end
from ahc_cli.model.records import Event, Kind, Lang, Status, Text
from ahc_cli.model.text import inert, width
from ahc_cli.model.words import LASTING, date_in_full, date_in_year

# Words that both painters write.
VAGUE = {"en": "some day in the span", "zh": "期间某日"}
_TODAY = {"en": "today, ", "zh": "今天，"}
_AS_OF = {"en": "as of ", "zh": "截至"}

_YEAR = 365.2425
_MONTH = _YEAR / 12
# An axis of at most this many days names its months and, below them, days.
_FEW_DAYS = 100
_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
_CELLS_BETWEEN_RULES = 3
_CELLS_OF_A_DAY = len("31 ")

# Where something starts and where it ends.
Part = tuple[float, float]
# The first day of a period, and its label.
Tick = tuple[date, str]


# Lanes of kinds that are drawn together: their names in JSON and for a reader.
_LANES: dict[str, tuple[Text, tuple[Kind, ...]]] = {
    "meetings": (Text(en="Meetings", zh="会议"), ("session", "consultation")),
    "decisions": (Text(en="Decisions", zh="决议决定"), ("resolution", "decision")),
    "documents": (Text(en="Documents", zh="文件"), ("document",)),
    "statements": (Text(en="Statements", zh="信函声明"), ("letter", "statement", "submission")),
    "signatures": (Text(en="Signatures", zh="签署批准"), ("signature", "ratification")),
}
LANE_OF = {kind: lane for lane, (_, kinds) in _LANES.items() for kind in kinds}


class Timeline(Struct, frozen=True):
    """Events in date order, and the query that chose them; a whole dataset also has a title and an edition."""

    formats: ClassVar[tuple[Format, ...]] = ("table", "json", "ndjson", "svg")
    piped: ClassVar[Format] = "table"

    events: Sequence[Event]
    query: str = ""
    title: Text = Text(en="Timeline", zh="时间线")
    edition: date | None = None

    def json(self) -> Iterator[dict[str, Any]]:
        """Each event with its days and its lane."""
        for event in self.events:
            days = {"id": event.id, "start": event.start, "end": event.end, "lane": LANE_OF[event.kind]}
            yield days | {"kind": event.kind, "status": event.status, "title": event.title}


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

    def span(self, event: Event) -> Part:
        """Return where the days of an event start and end; an open side reaches the edge."""
        start = self.place(event.start) if event.start else 0.0
        return start, self.place(event.end) + 1 / self.days if event.end else 1.0

    def scale(self, cells: float, lang: Lang) -> tuple[list[Tick], list[Tick], list[date]]:
        """Return what to mark on an axis with room for `cells` characters: major and minor ticks, and rules.

        They are years, with months below them, or months, with days below them.
        """
        day_cells = cells / self.days
        if self.days <= _FEW_DAYS:
            months = self._periods(1)
            labels = [(day, date_in_full(day.isoformat()[:7], lang)) for day in months]
            return labels, self._days(day_cells), months
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
        return [(day, date_in_full(f"{day.year:04}", lang)) for day in major], minor, rules

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


class Geometry(Struct, frozen=True):
    """What a painter has room for, in its own unit; without other sizes that is a character.

    `width` is that of the axis, `cell` that of a character in a label, `axis_cell` that of one above the axis, where
    labels are `axis_gap` apart and may reach into a `margin`. `most_tracks` are those with titles, and those with ids.
    `snap` moves a place to one that can be drawn, `label` makes a label of a title or id. `extent` takes an event, the
    fractions of the axis at which its days start and end, and the width; it returns the ends of the mark.
    """

    width: float
    most_events: int
    most_tracks: tuple[int, int]
    snap: Callable[[float], float]
    label: Callable[[Event, str, Screen], str]
    extent: Callable[[Event, float, float, float], Part]
    cell: float = 1
    axis_cell: float = 1
    gap: float = 1
    axis_gap: float = 1
    margin: float = 0

    def x(self, axis: Axis, day: date) -> float:
        """Return the place of a day."""
        return self.snap(axis.place(day) * self.width)


class Placed(Struct, frozen=True):
    """An event on the tracks of its lane, counted from 0; a label below its mark is on the next track."""

    event: Event
    start: float
    end: float
    track: int
    label: str
    label_start: float
    label_track: int


class Layout(Struct, frozen=True):
    """A timeline laid out: places on the axis, `major` and `minor` being the labels above it, and the lanes.

    A lane has a name, a number of tracks and its events. `today` is None off the axis; the legend explains `keys`,
    `vague` and `open`.
    """

    major: Sequence[tuple[float, str]]
    minor: Sequence[tuple[float, str]]
    ticks: Sequence[float]
    rules: Sequence[float]
    today: float | None
    lanes: Sequence[tuple[str, int, Sequence[Placed]]]
    keys: Sequence[tuple[Kind, Status]]
    vague: bool
    open: bool


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


def layout(events: Sequence[Event], geometry: Geometry, screen: Screen) -> Layout:
    """Lay out one event or more, with titles or, if these do not fit, with ids; UsageError if ids do not either."""
    axis = axis_of(events)
    both = (_lanes(events, axis, geometry, screen, titled=titled) for titled in (True, False))
    lanes = next(filter(None, both), []) if len(events) <= geometry.most_events else []
    if not lanes:
        message = _(
            "{number} events do not fit on a timeline; narrow the query, "
            "as in 'ahc timeline kind:session date:2022', or use 'ahc count year'",
            number=f"{len(events):,}",
        )
        raise UsageError(message)
    major, minor, rules = axis.scale(geometry.width / geometry.axis_cell, screen.lang)
    seen = {(event.kind, event.status) for event in events}
    return Layout(
        major=list(spread(major, axis, geometry)),
        minor=list(spread(minor, axis, geometry)),
        ticks=[geometry.x(axis, day) for day, _ in minor],
        rules=[geometry.x(axis, day) for day in rules],
        today=geometry.x(axis, screen.today) if axis.first <= screen.today <= axis.last else None,
        lanes=lanes,
        keys=[(kind, status) for kind in LANE_OF for status in get_args(Status) if (kind, status) in seen],
        vague=any(map(is_vague, events)),
        open=any(event.start is None or event.end is None for event in events),
    )


def spread(ticks: Iterable[Tick], axis: Axis, geometry: Geometry) -> Iterator[tuple[float, str]]:
    """Yield each label that has room, where its period starts or as far left of that as the margin demands."""
    free = 0.0
    for day, label in ticks:
        length = width(label) * geometry.axis_cell
        at = min(geometry.x(axis, day), geometry.width + geometry.margin - length)
        if at >= free:
            yield at, label
            free = at + length + geometry.axis_gap


def is_vague(event: Event) -> bool:
    """Whether an event is on some day of its span rather than on all of them."""
    return event.precision != "day" or (event.kind not in LASTING and event.start != event.end)


def by_lane(events: Sequence[Event], lang: Lang) -> dict[str, list[Event]]:
    """Return the events of each lane that has some, by the name of the lane."""
    lanes = {label.lang(lang): [event for event in events if event.kind in kinds] for label, kinds in _LANES.values()}
    return {name: members for name, members in lanes.items() if members}


def today_words(screen: Screen) -> str:
    """Name the line at the reader's day."""
    return (_AS_OF if screen.as_of else _TODAY)[screen.lang] + date_in_full(screen.today.isoformat(), screen.lang)


def _lanes(
    events: Sequence[Event], axis: Axis, geometry: Geometry, screen: Screen, *, titled: bool
) -> list[tuple[str, int, list[Placed]]]:
    """Pack each lane; return none if there are too many tracks, or if a title is longer than the axis."""
    left = geometry.most_tracks[not titled]
    lanes: list[tuple[str, int, list[Placed]]] = []
    for name, members in by_lane(events, screen.lang).items():
        tracks: list[list[Part]] = [[] for _ in range(left)]
        found: list[Placed] = []
        for event in members:
            text = inert(event.title.lang(screen.lang)) if titled else event.id
            placed = _place(event, geometry.label(event, text, screen), axis, geometry, tracks)
            if placed is None or (titled and width(placed.label) * geometry.cell > geometry.width):
                return []
            found.append(placed)
        used = sum(map(bool, tracks))
        lanes.append((name, used, found))
        left -= used
    return lanes


def _place(event: Event, label: str, axis: Axis, geometry: Geometry, tracks: list[list[Part]]) -> Placed | None:
    """Put an event on the first track with room for its mark and label, and take that room; None if there is none.

    The label is right of its mark, left of it near the right edge, or below it if neither side has room.
    """
    start, end = geometry.extent(event, *axis.span(event), geometry.width)
    length, gap, below = width(label) * geometry.cell, geometry.gap, False
    if end + gap + length <= geometry.width:
        at = end + gap
    elif start - gap - length >= 0:
        at = start - gap - length
    else:
        at, below = max(0, min(start, geometry.width - length)), True
    parts = [(start, end), (at, at + length)] if below else [(min(start, at), max(end, at + length))]
    for track in range(len(tracks) - below):
        rows = list(zip(parts, tracks[track:], strict=False))
        pairs = ((part, taken) for part, row in rows for taken in row)
        if all(part[1] + 2 * gap <= taken[0] or taken[1] + 2 * gap <= part[0] for part, taken in pairs):
            for part, row in rows:
                row.append(part)
            return Placed(event, start, end, track, label, at, track + below)
    return None
