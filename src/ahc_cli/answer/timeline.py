"""Events on a time axis: the answer, and its one layout, which both painters draw."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, ClassVar

from msgspec import Struct

from ahc_cli.answer import Format, Screen
from ahc_cli.errors import UsageError
from ahc_cli.messages import _
from ahc_cli.model.records import Event, Kind, Lang, Text
from ahc_cli.model.text import inert, width
from ahc_cli.model.words import bracketed, date_in_full, label, lasts, written_date

# Words that both painters write.
VAGUE = {"en": "some day in the span", "zh": "期间某日"}

_MOST_EVENTS = 400
# Cells between a mark and its label, and after the name of a year or month.
_GAP = 1
_SHORTEST_MONTH = 28

# A place on the axis, in cells, and what is written there.
Tick = tuple[float, str]

# Lanes of kinds that are drawn together: their names in JSON and for a reader.
_LANES: dict[str, tuple[Text, tuple[Kind, ...]]] = {
    "meetings": (Text(en="Meetings", zh="会议"), ("session", "consultation")),
    "decisions": (Text(en="Decisions", zh="决议和决定"), ("resolution", "decision")),
    "documents": (Text(en="Documents", zh="文件"), ("document",)),
    "statements": (Text(en="Statements", zh="信函和声明"), ("letter", "statement", "submission")),
    "signatures": (Text(en="Signatures", zh="签署和批准"), ("signature", "ratification")),
}
LANE_OF = {kind: lane for lane, (_, kinds) in _LANES.items() for kind in kinds}


class Timeline(Struct, frozen=True):
    """Events in date order, and the query that chose them; a whole dataset also has a title and an edition.

    The axis has only years of the period that was asked for.
    """

    formats: ClassVar[tuple[Format, ...]] = ("table", "json", "ndjson", "svg")

    events: Sequence[Event]
    query: str = ""
    title: Text = Text(en="Timeline", zh="时间轴")
    edition: date | None = None
    period: tuple[date, date] = (date.min, date.max)

    def json(self) -> Iterator[dict[str, Any]]:
        """Each event with its days and its lane."""
        for event in self.events:
            days = {"id": event.id, "start": event.start, "end": event.end, "lane": LANE_OF[event.kind]}
            yield days | {"kind": event.kind, "status": event.status, "title": event.title}


class Placed(Struct, frozen=True):
    """An event on a row of its own: where its mark starts and ends, its label, and where that starts, in cells.

    It is open at an end that is unknown or off the axis.
    """

    event: Event
    start: float
    end: float
    open_start: bool
    open_end: bool
    label: str
    label_start: float


class Layout(Struct, frozen=True):
    """A timeline laid out in cells: what to write above the axis, and by its name each lane that has events.

    `months` is empty if they have no room; `today` is None off the axis. A line goes down through the lanes at `rules`.
    """

    years: list[Tick]
    months: list[Tick]
    rules: list[float]
    today: float | None
    lanes: dict[str, list[Placed]]


class Axis(Struct, frozen=True):
    """Whole years, on a number of cells."""

    first: int
    last: int
    cells: float

    def cells_of(self, days: int) -> float:
        """Return how many cells some days take."""
        return days * self.cells / ((date(self.last, 12, 31) - date(self.first, 1, 1)).days + 1)

    def at(self, day: date, later: int = 0) -> float:
        """Return where a day starts, or the day a number of days later."""
        return self.cells_of((day - date(self.first, 1, 1)).days + later)

    def years(self, lang: Lang) -> list[Tick]:
        """Name each year, or as many as have room at equal distances."""
        room = width(date_in_full("2000", lang)) + _GAP
        step = 1
        while self.cells_of(step * 365) < room:
            step *= 2
        years = range(self.first, self.last + 1, step)
        ticks = [(self.at(date(year, 1, 1)), date_in_full(f"{year:04}", lang)) for year in years]
        return [(at, name) for at, name in ticks if at + width(name) <= self.cells]

    def months(self, lang: Lang) -> list[Tick]:
        """Name each month or the first one of each quarter, whichever has room."""
        room = width(written_date("2000-12", lang, in_year=True)) + _GAP
        for step in (1, 3):
            if self.cells_of(step * _SHORTEST_MONTH) >= room:
                firsts = [date(year, m, 1) for year in range(self.first, self.last + 1) for m in range(1, 13, step)]
                return [(self.at(day), written_date(day.isoformat()[:7], lang, in_year=True)) for day in firsts]
        return []


def layout(answer: Timeline, cells: float, screen: Screen, ellipsis: str = "…") -> Layout:
    """Lay out one event or more on an axis that is `cells` characters wide; UsageError if there are too many."""
    events = answer.events
    if len(events) > _MOST_EVENTS:
        message = _(
            "{number} events do not fit on a timeline; narrow the query, "
            "as in 'ahc timeline kind:session date:2022', or use 'ahc count year'",
            number=f"{len(events):,}",
        )
        raise UsageError(message)
    axis = axis_of(events, cells, answer.period)
    lanes = {
        name.lang(screen.lang): [_place(event, axis, screen.lang, ellipsis) for event in events if event.kind in kinds]
        for name, kinds in _LANES.values()
    }
    years, months = axis.years(screen.lang), axis.months(screen.lang)
    return Layout(
        years=years,
        months=months,
        rules=[at for at, _ in (years if len(years) > 1 else months or years)],
        today=axis.at(screen.today) if axis.first <= screen.today.year <= axis.last else None,
        lanes={name: placed for name, placed in lanes.items() if placed},
    )


def axis_of(events: Iterable[Event], cells: float, period: tuple[date, date] = (date.min, date.max)) -> Axis:
    """Make the axis of one event or more: the years of all known days in a period, and one more for an open end."""
    starts, ends = zip(*((event.start, event.end) for event in events), strict=True)
    years = [day.year for day in (*starts, *ends) if day]
    first, last = min(years) - (None in starts), max(years) + (None in ends)
    earliest, latest = period
    first = min(max(first, earliest.year), latest.year)
    return Axis(first, max(min(last, latest.year), first), cells)


def is_vague(event: Event) -> bool:
    """Whether an event is on some day of its span rather than on all of them."""
    return event.precision != "day" or (not lasts(event) and event.start != event.end)


def today_words(screen: Screen) -> str:
    """Name the line at the reader's day."""
    english, chinese = ("as of ", "截至") if screen.as_of else ("today, ", "今天，")
    return (english if screen.lang == "en" else chinese) + date_in_full(screen.today.isoformat(), screen.lang)


def _place(event: Event, axis: Axis, lang: Lang, ellipsis: str) -> Placed:
    """Place the label of an event right of its mark, left of it or, without room there, over the second half of it."""
    open_start = event.start is None or event.start.year < axis.first
    open_end = event.end is None or event.end.year > axis.last
    start = min(axis.at(event.start) if event.start and not open_start else 0.0, axis.cells - 1)
    end = max(axis.at(event.end, 1) if event.end and not open_end else axis.cells, start + 1)
    right, left, middle = end + _GAP, start - _GAP, (start + end) / 2 + 2 * _GAP
    words = _label(event, max(axis.cells - right, left, axis.cells - middle), lang, ellipsis)
    if right + width(words) <= axis.cells:
        at = right
    elif width(words) <= left:
        at = left - width(words)
    else:
        at = middle
    return Placed(event, start, end, open_start, open_end, words, at)


def _label(event: Event, cells: float, lang: Lang, ellipsis: str) -> str:
    """Return the title of an event, its id or as much of the title as fits; the status follows unless it happened."""
    status = "" if event.status == "happened" else bracketed(label(event.status, lang), lang)
    title, id_ = (inert(words).replace("…", ellipsis) + status for words in (event.title.lang(lang), event.id))
    for words in (title, id_):
        if width(words) <= cells:
            return words
    cut = title[: int(cells)]
    while width(cut + ellipsis) > cells:
        cut = cut[:-1]
    return cut + ellipsis
