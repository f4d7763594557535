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
from ahc_cli.model.words import LASTING, bracketed, date_in_full, date_in_year, label

# Words that both painters write.
VAGUE = {"en": "some day in the span", "zh": "期间某日"}
_TODAY = {"en": "today, ", "zh": "今天，"}
_AS_OF = {"en": "as of ", "zh": "截至"}

_MOST_EVENTS = 400
# Cells between a mark and its label, and after the name of a year or month.
_GAP = 1
_SHORTEST_MONTH = 28

# A place on the axis, in cells, and what is written there.
Tick = tuple[float, str]

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


class Placed(Struct, frozen=True):
    """An event in a row of its own: from where to where its mark goes, its label, and where that starts, in cells."""

    event: Event
    start: float
    end: float
    label: str
    label_start: float


class Layout(Struct, frozen=True):
    """A timeline laid out in cells: what to write above the axis, and by its name each lane that has events.

    `months` is empty if they have no room; `today` is None off the axis.
    """

    years: list[Tick]
    months: list[Tick]
    today: float | None
    lanes: dict[str, list[Placed]]

    @property
    def rules(self) -> list[float]:
        """Where a line goes down through the lanes."""
        return [at for at, _ in (self.years if len(self.years) > 1 else self.months or self.years)]


class Axis(Struct, frozen=True):
    """Whole years, on a number of cells."""

    first: int
    last: int
    cells: float

    @property
    def cells_of_a_day(self) -> float:
        return self.cells / (date(self.last, 12, 31).toordinal() + 1 - date(self.first, 1, 1).toordinal())

    def at(self, day: date) -> float:
        """Return where a day starts."""
        return (day - date(self.first, 1, 1)).days * self.cells_of_a_day

    def years(self, lang: Lang) -> list[Tick]:
        """Name each year, or as many as have room at equal distances."""
        room = width(date_in_full("2000", lang)) + _GAP
        step = 1
        while step * 365 * self.cells_of_a_day < room:
            step *= 2
        years = range(self.first, self.last + 1, step)
        ticks = [(self.at(date(year, 1, 1)), date_in_full(f"{year:04}", lang)) for year in years]
        return [(at, name) for at, name in ticks if at + width(name) <= self.cells]

    def months(self, lang: Lang) -> list[Tick]:
        """Name each month or the first one of each quarter, whichever has room."""
        room = width(date_in_year("2000-12", lang)) + _GAP
        for step in (1, 3):
            if step * _SHORTEST_MONTH * self.cells_of_a_day >= room:
                firsts = [date(year, m, 1) for year in range(self.first, self.last + 1) for m in range(1, 13, step)]
                return [(self.at(day), date_in_year(day.isoformat()[:7], lang)) for day in firsts]
        return []


def layout(events: Sequence[Event], cells: float, screen: Screen) -> Layout:
    """Lay out one event or more on an axis that is `cells` characters wide; UsageError if there are too many."""
    if len(events) > _MOST_EVENTS:
        message = _(
            "{number} events do not fit on a timeline; narrow the query, "
            "as in 'ahc timeline kind:session date:2022', or use 'ahc count year'",
            number=f"{len(events):,}",
        )
        raise UsageError(message)
    axis = axis_of(events, cells)
    lanes = {
        name.lang(screen.lang): [_place(event, axis, screen) for event in events if event.kind in kinds]
        for name, kinds in _LANES.values()
    }
    return Layout(
        years=axis.years(screen.lang),
        months=axis.months(screen.lang),
        today=axis.at(screen.today) if axis.first <= screen.today.year <= axis.last else None,
        lanes={name: placed for name, placed in lanes.items() if placed},
    )


def axis_of(events: Iterable[Event], cells: float) -> Axis:
    """Make the axis of one event or more: the years of all known days, and one more for an open end."""
    starts, ends = zip(*((event.start, event.end) for event in events), strict=True)
    years = [day.year for day in (*starts, *ends) if day]
    first, last = min(years) - (None in starts), max(years) + (None in ends)
    return Axis(max(first, date.min.year), min(last, date.max.year), cells)


def is_vague(event: Event) -> bool:
    """Whether an event is on some day of its span rather than on all of them."""
    return event.precision != "day" or (event.kind not in LASTING and event.start != event.end)


def today_words(screen: Screen) -> str:
    """Name the line at the reader's day."""
    return (_AS_OF if screen.as_of else _TODAY)[screen.lang] + date_in_full(screen.today.isoformat(), screen.lang)


def _place(event: Event, axis: Axis, screen: Screen) -> Placed:
    """Place an event and its title, or its id if that alone has room, or what has room of the title.

    The label is right of the mark, left of it or, if it fits on neither side, over the second half of it.
    """
    start = axis.at(event.start) if event.start else 0.0
    end = axis.at(event.end) + axis.cells_of_a_day if event.end else axis.cells
    start = min(start, axis.cells - 1)
    end = max(end, start + 1)
    right, left, middle = end + _GAP, start - _GAP, (start + end) / 2 + 2 * _GAP
    room = max(axis.cells - right, left, axis.cells - middle)
    status = "" if event.status == "happened" else bracketed(label(event.status, screen.lang), screen.lang)
    ellipsis = "…" if screen.unicode else "..."
    texts = [inert(words).replace("…", ellipsis) + status for words in (event.title.lang(screen.lang), event.id)]
    text = next((text for text in texts if width(text) <= room), None) or _cut(texts[0], room, ellipsis)
    if right + width(text) <= axis.cells:
        at = right
    elif width(text) <= left:
        at = left - width(text)
    else:
        at = middle
    return Placed(event, start, end, text, at)


def _cut(text: str, cells: float, ellipsis: str) -> str:
    """Cut a text that is too long to a number of cells."""
    text = text[: int(cells)]
    while width(text) + width(ellipsis) > cells:
        text = text[:-1]
    return text + ellipsis
