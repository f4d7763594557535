"""Events on a time axis: `ahc timeline`."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import groupby
from math import ceil
from typing import NamedTuple

from msgspec import Struct

from ahc_cli.answers.remarks import number_of_events, of_question
from ahc_cli.messages import _
from ahc_cli.model.dates import Date
from ahc_cli.model.labels import MARKS, bracketed, date_in_full, label, month_name, section
from ahc_cli.model.records import Event, JsonValue, Kind, Status, Text
from ahc_cli.model.text import breaks, inert, width
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.query.algebra import periods_of
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
_STATES = {status: Sign(char, "planned") for status, char in MARKS.items()}
_LANES = tuple(dict.fromkeys(sign.lane for sign in KINDS.values()))
# A timeline has no more events than these, the newest, and no month behind this day.
_MOST_EVENTS, _LAST_DAY = 400, date(9999, 11, 30)
# How much more room all months need than twelve as long as the average, because one is shorter.
_SHORTEST_MONTH = 1.1
# At least every third month is named, or none; titles take at most this share of a screen.
_MOST_MONTHS, _SHARE_OF_TITLES = 3, 0.55

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


def timeline_page(
    events: Sequence[Event],
    screen: Screen,
    asked_for: Collection[Date] = (),
    vocabulary: Vocabulary = Vocabulary(),  # noqa: B008 - it is frozen
) -> Iterator[Line]:
    """Yield a timeline as wide as the screen of the newest events, with its signs explained.

    Its axis is the period that is `asked_for`, or has the years of the events.
    """
    shown = events[-_MOST_EVENTS:]
    if not shown:
        return
    if shown != events:
        n, number = len(shown), number_of_events(len(events))
        yield text_line(_("the newest {n} of {number}", n=n, number=number), "faint")
    axis = _axis_of(shown, asked_for, screen)
    yield from axis.lines()
    by_lane: dict[Style, list[Event]] = {lane: [] for lane in _LANES}
    for event in shown:
        by_lane[KINDS[event.kind].lane].append(event)
    bodies = Counter(vocabulary.label("actor", each.body or "") for each in by_lane[_LANES[0]])
    body = max(bodies, key=bodies.__getitem__, default="")
    for lane, in_lane in by_lane.items():
        names = [section(lane)] if in_lane else []
        if lane == _LANES[0] and body and bodies[body] > 1:
            names.append(body)
        if names:
            name = _cut(" · ".join(names), int(screen.width * _SHARE_OF_TITLES) - 2, screen)
            yield axis.row((1, f"{name} ", "heading"))
        for event in in_lane:
            yield axis.row(*_placed(event, axis, body))
    yield BLANK
    yield _legend_of(shown, axis)


def _axis_of(events: Sequence[Event], asked_for: Iterable[Date], screen: Screen) -> "Axis":
    """Return the axis of the period that is asked for, or of the years of events."""
    firsts, ends = zip(*map(_days, events), strict=True)
    first, last = min(firsts).replace(month=1, day=1), max(ends).replace(month=12, day=31)
    for period in asked_for:
        first, last = period.start or first, period.end or last
    titles = max(width(_title(event)) for event in events) + 2
    left = min(titles, int(screen.width * _SHARE_OF_TITLES))
    return Axis(first, min(max(first, last), _LAST_DAY), screen, left)


class Axis(Struct, frozen=True, dict=True):
    """Whole months, on the columns of a screen from the left up to the last but one."""

    first: date
    last: date
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
    def months(self) -> list[date]:
        """The first day of each month, and of the one behind the last."""
        first, last = (day.year * 12 + day.month - 1 for day in (self.first, self.last))
        return [date(number // 12, number % 12 + 1, 1) for number in range(first, last + 2)]

    @cached_property
    def today(self) -> list[Piece]:
        """The line of the present day, if it is on the axis."""
        day = self.screen.today
        if self.months[0] <= day < self.months[-1]:
            return [(self.column(day), "┃", "heading")]
        return []

    def column(self, day: date) -> int:
        """Return the column in which a day lies; one before or behind the axis is at its end."""
        start, end = self.months[0], self.months[-1]
        at = (day - start).days * self.room // (end - start).days
        return self.left + min(max(at, 0), self.room - 1)

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
        starts = [day for day in self.months[:-1] if day.month == 1 or day == self.months[0]]
        step = ceil(room * len(starts) / self.room)
        names = self._named(starts[::step], _year_name)
        while len(names) < len(starts[::step]) and step < len(starts):
            step += 1
            names = self._named(starts[::step], _year_name)
        return names

    def _months(self) -> list[Piece]:
        """Name every month, or every second or third one, if there is room."""
        starts = self.months[:-1]
        needed = (max(width(month_name(day)) for day in starts) + 1) * len(starts) / self.room
        step = 1 if needed * _SHORTEST_MONTH <= 1 else max(2, ceil(needed))
        return self._named(starts[::step], month_name) if needed <= _MOST_MONTHS else []

    def _named(self, days: Sequence[date], name: Callable[[date], str]) -> list[Piece]:
        """Return the names of days in their columns, but for those without room before the next."""
        pieces: list[Piece] = []
        end = self.end + 1
        for day in reversed(days):
            words, column = name(day), self.column(day)
            if column + width(words) < end:
                pieces.insert(0, (column, words, "faint"))
                end = column
        return pieces

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


def _year_name(day: date) -> str:
    return date_in_full(f"{day.year:04}")


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


def _placed(event: Event, axis: Axis, body: str) -> list[Piece]:
    """Draw an event as its title and, on the axis, its mark.

    A title without room is without its body, which the name of the lane has.
    """
    first, last = map(axis.column, _days(event))
    lane = KINDS[event.kind].lane
    style: Style = "planned" if event.status == "scheduled" else ""
    words, room = _title(event), axis.left - 2
    if width(words) > room and lane == _LANES[0]:
        words = words.removeprefix(body).removeprefix(_(", "))
    words = _cut(words, room, axis.screen)
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
    status = "" if event.status == "happened" else label(event.status)
    return inert(event.title.lang()) + bracketed(status)


def _cut(title: str, room: int, screen: Screen) -> str:
    """Return a title as far as there is room."""
    # In ASCII an ellipsis takes three cells.
    ellipsis = "…" if screen.unicode else "..."
    title = title.replace("…", ellipsis)
    if width(title) <= room:
        return title
    end = next(breaks(title, max(1, room - width(ellipsis))), None)
    return title[:end].rstrip() + ellipsis


def legend(drawn: Collection[str], signs: Iterable[str] = ()) -> Line:
    """Explain the signs of the kinds and states that are drawn, in their colours, and others."""
    spans: list[Span] = []
    for name, (char, lane) in (KINDS | _STATES).items():
        if name in drawn:
            spans += Span(char, lane), Span(unbroken(f" {label(name)}")), Span("   ")
    others = Span("   ".join(map(unbroken, signs)))
    return Line((*spans, others))


def _legend_of(events: Sequence[Event], axis: Axis) -> Line:
    """Explain the signs that are drawn."""
    signs = []
    if any(map(is_vague, events)):
        signs.append("├┄┤ " + _("some day in the span"))
    if axis.today:
        day = date_in_full(axis.screen.today.isoformat())
        words = _("as of {day}", day=day) if axis.screen.as_of else _("today, {day}", day=day)
        signs.append(f"┃ {words}")
    return legend({e.status if e.status in MARKS else e.kind for e in events}, signs)


def timeline(request: Request, context: Context) -> Answer:
    """Draw events on a time axis."""
    question = asked(request, context)
    events, number = question.in_date_order(question.events())
    return Answer(
        records=list(map(mark, events)),
        page=lambda _answer, screen: timeline_page(
            events, screen, [*periods_of(question.query)], context.vocabulary
        ),
        **of_question(question, number, number_of_events(number)),
    )
