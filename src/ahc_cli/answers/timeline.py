"""Events on a time axis: `ahc timeline`."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import groupby
from math import ceil
from typing import NamedTuple

from msgspec import Struct

from ahc_cli.answers.remarks import number_of_events, of_question
from ahc_cli.errors import UsageError
from ahc_cli.messages import _
from ahc_cli.model.labels import MARKS, bracketed, date_in_full, label, section
from ahc_cli.model.records import Event, JsonValue, Kind, Status, Text
from ahc_cli.model.text import breaks, inert, width
from ahc_cli.query.context import Context
from ahc_cli.query.question import asked
from ahc_cli.query.request import Request
from ahc_cli.render import BLANK, Answer, Line, Screen, Span, Style
from ahc_cli.show.phrases import text_line, unbroken


class Sign(NamedTuple):
    """How a kind of event is drawn: its sign, and the lane that it shares, which has a colour."""

    char: str
    lane: Style


KINDS: dict[Kind, Sign] = {
    "session": Sign("█", "meetings"),
    "consultation": Sign("▄", "meetings"),
    "resolution": Sign("◆", "decisions"),
    "decision": Sign("▲", "decisions"),
    "document": Sign("■", "documents"),
    "letter": Sign("●", "statements"),
    "statement": Sign("►", "statements"),
    "submission": Sign("▬", "statements"),
    "signature": Sign("★", "signatures"),
    "ratification": Sign("✓", "signatures"),
}
_LANES = tuple(dict.fromkeys(sign.lane for sign in KINDS.values()))
MOST_EVENTS = 400
# How much more room all months need than twelve as long as the average, because one is shorter.
_SHORTEST_MONTH = 1.1
# Titles take at most this share of a screen, and have their ids behind them if they are cut and
# have this room beside these.
_SHARE_OF_TITLES, _LEAST_TITLE = 0.55, 15

# A text in its style, and the column in which it starts.
Piece = tuple[int, str, Style]


class Mark(JsonValue, frozen=True):
    """An event on the time axis, from its first to its last day (None: open), in a lane.

    >>> from ahc_cli import load
    >>> [(mark.id, mark.lane) for mark in load(as_of="2025").timeline("signing-hanoi")]
    [('signing-hanoi', 'signatures')]
    """

    id: str
    start: date | None
    end: date | None
    lane: str
    kind: Kind
    status: Status
    title: Text


def mark(event: Event) -> Mark:
    """Return what JSON has of an event."""
    lane = KINDS[event.kind].lane
    return Mark(event.id, event.start, event.end, lane, event.kind, event.status, event.title)


def timeline_page(events: Sequence[Event], screen: Screen) -> Iterator[Line]:
    """Yield a timeline as wide as the screen, with its signs explained.

    UsageError if there are too many events.
    """
    if len(events) > MOST_EVENTS:
        number = f"{len(events):,}"
        raise UsageError(
            _("{number} events do not fit on a timeline; narrow the query", number=number)
        )
    if not events:
        return
    firsts, ends = zip(*map(_days, events), strict=True)
    titles = max(width(_title(event)) for event in events) + 2
    left = min(titles, int(screen.width * _SHARE_OF_TITLES))
    axis = Axis(min(firsts).year, max(ends).year, screen, left)
    yield from axis.lines()
    for lane in _LANES:
        in_lane = [event for event in events if KINDS[event.kind].lane == lane]
        if in_lane:
            yield axis.row((1, f"{section(lane)} ", "heading"))
        for event in in_lane:
            yield axis.row(*_placed(event, axis))
    yield BLANK
    yield _legend_of(events, axis)


class Axis(Struct, frozen=True, dict=True):
    """Whole years, on the columns of a screen from the left up to the last but one."""

    first: int
    last: int
    screen: Screen
    left: int

    @property
    def end(self) -> int:
        """The column behind the axis."""
        return self.screen.width - 1

    @property
    def room(self) -> int:
        """How many columns it has."""
        return self.end - self.left

    @cached_property
    def today(self) -> list[Piece]:
        """The line of the present day, if it is on the axis."""
        day = self.screen.today
        if self.first <= day.year <= self.last:
            return [(self.column(day), "┃", "heading")]
        return []

    def column(self, day: date) -> int:
        """Return the column in which a day lies."""
        start = date(self.first, 1, 1)
        days = (date(self.last, 12, 31) - start).days + 1
        return self.left + (day - start).days * self.room // days

    def lines(self) -> Iterator[Line]:
        """Yield the names of the years and months, where there is room, and the ruler below."""
        months = self._months()
        for names in (self._years, months):
            if names:
                yield self._drawn(names)
        ruler: list[Piece] = [(column, "─", "faint") for column in range(self.left, self.end)]
        ruler += _below(months, "┴") + _below(self._years, "┬")
        yield self._drawn(ruler + self.today)

    def row(self, *pieces: Piece) -> Line:
        """Draw pieces over the lines of the years and of the present day."""
        return self._drawn([*_below(self._years, "│"), *self.today, *pieces])

    @cached_property
    def _years(self) -> list[Piece]:
        """The names of as many years as have room."""
        room = width(date_in_full("2022")) + 1
        step = ceil(room * (self.last - self.first + 1) / self.room)
        years: list[Piece] = []
        for year in range(self.first, self.last + 1, step):
            name, column = date_in_full(f"{year:04}"), self.column(date(year, 1, 1))
            if column + width(name) <= self.end:
                years.append((column, name, "heading"))
        return years

    def _months(self) -> list[Piece]:
        """Name every month or every third one, if there is room."""
        years = range(self.first, self.last + 1)
        names = [date_in_full(f"2022-{month:02}", in_year=True) for month in range(1, 13)]
        room = len(names) * len(years) * (max(map(width, names)) + 1)
        if room > 3 * self.room:
            return []
        has_each = room * _SHORTEST_MONTH <= self.room
        step = 1 if has_each else 3
        months: list[Piece] = []
        for year in years:
            for month in range(1, 13, step):
                column = self.column(date(year, month, 1))
                months.append((column, names[month - 1], "faint"))
        return months

    def _drawn(self, pieces: Iterable[Piece]) -> Line:
        """Write pieces on a line of blank columns, each over those before it."""
        cells: list[tuple[str, Style]] = [(" ", "")] * self.screen.width
        for column, text, style in pieces:
            # The cells that a wide character continues in are empty.
            continued: list[tuple[str, Style]] = [("", style)] * (width(text) - 1)
            cells[column : column + width(text)] = [(text, style), *continued]
        spans = []
        for style, run in groupby(cells, key=lambda cell: cell[1]):
            spans.append(Span("".join(text for text, _style in run), style))
        return Line(tuple(spans), "chart", indent=0)


def _below(names: Iterable[Piece], sign: str) -> list[Piece]:
    """Return a sign in the column of each name."""
    return [(column, sign, "faint") for column, _name, _style in names]


def is_vague(event: Event) -> bool:
    """Whether an event is on some day of its span rather than on all of them."""
    return event.precision != "day"


def _days(event: Event) -> tuple[date, date]:
    """Return the first and last day; an event with an open end lies on the day that is known."""
    first = event.start or event.end or date.min
    return first, event.end or event.start or date.max


def _placed(event: Event, axis: Axis) -> list[Piece]:
    """Draw an event as its title and, on the axis, its mark."""
    first, last = map(axis.column, _days(event))
    lane = KINDS[event.kind].lane
    style: Style = "planned" if event.status == "scheduled" else ""
    words = _cut(_title(event), event.id, axis.left - 2, axis.screen)
    mark = _mark(event, last + 1 - first)
    return [(1, words, style), *((first + at, char, lane) for at, char in enumerate(mark))]


def _mark(event: Event, columns: int) -> str:
    """Draw an event as a bar of its sign or, if it is vague, as a span around the sign."""
    sign = MARKS.get(event.status, KINDS[event.kind].char)
    if not is_vague(event):
        return sign * columns
    if columns > len("├┤"):
        return f"├{sign:┄^{columns - 2}}┤"
    return (sign + "┤")[:columns]


def _title(event: Event) -> str:
    """Return the title of an event, and what became of it unless it happened."""
    status = ""
    if event.status != "happened":
        status = bracketed(label(event.status))
    return inert(event.title.lang()) + status


def _cut(title: str, id_: str, room: int, screen: Screen) -> str:
    """Return a title, if there is room; or cut, with the id behind it; or the id."""
    # In ASCII an ellipsis takes three cells.
    ellipsis = "…" if screen.unicode else "..."
    title = title.replace("…", ellipsis)
    if width(title) <= room:
        return title
    if width(id_) <= room < width(id_) + _LEAST_TITLE:
        return id_
    if width(id_) <= room:
        ellipsis += f" {id_}"
    end = next(breaks(title, max(1, room - width(ellipsis))), None)
    return title[:end].rstrip() + ellipsis


def legend(kinds: Collection[Kind], signs: Iterable[str] = ()) -> Line:
    """Explain the signs of kinds, and others."""
    of_kinds = (f"{KINDS[kind].char} {label(kind)}" for kind in KINDS if kind in kinds)
    return text_line("   ".join(map(unbroken, (*of_kinds, *signs))))


def _legend_of(events: Sequence[Event], axis: Axis) -> Line:
    """Explain the signs that are drawn."""
    signs = []
    if any(map(is_vague, events)):
        signs.append("├┄┤ " + _("some day in the span"))
    if axis.today:
        day = date_in_full(axis.screen.today.isoformat())
        words = _("as of {day}", day=day) if axis.screen.as_of else _("today, {day}", day=day)
        signs.append(f"┃ {words}")
    return legend({event.kind for event in events if event.status == "happened"}, signs)


def timeline(request: Request, context: Context) -> Answer:
    """Draw events on a time axis."""
    question = asked(request, context)
    events, number = question.in_date_order(question.events())
    return Answer(
        records=list(map(mark, events)),
        page=lambda _answer, screen: timeline_page(events, screen),
        **of_question(question, number, number_of_events(number)),
    )
