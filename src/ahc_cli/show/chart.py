"""Events on a time axis: a page of bars and signs, in lanes below the years."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from msgspec import Struct

from ahc_cli.errors import UsageError
from ahc_cli.messages import _
from ahc_cli.model.labels import MARKS, bracketed, date_in_full, label, lasts, section
from ahc_cli.model.records import Event, Kind
from ahc_cli.model.text import breaks, inert, width
from ahc_cli.render import BLANK, Line, Screen, Span, Style
from ahc_cli.show.phrases import unbroken

# The sign of each kind, and the lane of the kinds that are drawn together, which has its own
# colour.
KINDS: dict[Kind, tuple[str, Style]] = {
    "session": ("█", "meetings"),
    "consultation": ("▄", "meetings"),
    "resolution": ("◆", "decisions"),
    "decision": ("▲", "decisions"),
    "document": ("■", "documents"),
    "letter": ("●", "statements"),
    "statement": ("►", "statements"),
    "submission": ("▬", "statements"),
    "signature": ("★", "signatures"),
    "ratification": ("✓", "signatures"),
}
_MOST_EVENTS = 400

# A text in its style, and the column in which it starts.
Piece = tuple[int, str, Style]


def marks(events: Iterable[Event]) -> list[dict[str, Any]]:
    """Return what JSON has of some events."""
    keys = ("id", "start", "end", "lane", "kind", "status", "title")
    return [
        {key: KINDS[e.kind][1] if key == "lane" else getattr(e, key) for key in keys}
        for e in events
    ]


def timeline_page(events: Sequence[Event], screen: Screen) -> Iterator[Line]:
    """Yield a timeline as wide as the screen, with its signs explained; UsageError if there are too
    many events.
    """
    if len(events) > _MOST_EVENTS:
        number = f"{len(events):,}"
        raise UsageError(
            _("{number} events do not fit on a timeline; narrow the query", number=number)
        )
    if not events:
        return
    known = [day.year for event in events for day in _days(event)]
    axis, lang = Axis(min(known), max(known), screen.width - 1), screen.lang
    years, months = axis.years(screen), axis.months(screen)
    is_on_axis = axis.first <= screen.today.year <= axis.last
    today: list[Piece] = [(axis.at(screen.today), "┃", "heading")] if is_on_axis else []
    grid: list[Piece] = [*((at, "│", "faint") for at, _year, _style in years), *today]
    ruler: list[Piece] = [(at, "─", "faint") for at in range(1, axis.end)]
    ruler += [(at, "┴", "faint") for at, _month, _style in months]
    ruler += [(at, "┬", "faint") for at, _year, _style in years]
    for pieces in (years, months, [*ruler, *today]):
        yield from [_drawn(pieces, screen.width)] if pieces else []
    for lane in dict.fromkeys(lane for _sign, lane in KINDS.values()):
        within = [event for event in events if KINDS[event.kind][1] == lane]
        if within:
            yield _drawn([*grid, (1, f"{section(lane, lang)} ", "heading")], screen.width)
        for event in within:
            yield _drawn([*grid, *_placed(event, axis, screen)], screen.width)
    yield BLANK
    happened = {event.kind for event in events if event.status == "happened"}
    signs = [(sign, label(kind, lang)) for kind, (sign, _lane) in KINDS.items() if kind in happened]
    signs += [("├┄┤", _("some day in the span"))] if any(map(is_vague, events)) else []
    if today:
        day = date_in_full(screen.today.isoformat(), lang)
        signs.append(
            ("┃", _("as of {day}", day=day) if screen.as_of else _("today, {day}", day=day))
        )
    yield Line((Span("   ".join(unbroken(f"{sign} {words}") for sign, words in signs)),))


class Axis(Struct, frozen=True):
    """Whole years, on the columns from the second up to the `end`."""

    first: int
    last: int
    end: int

    def at(self, day: date) -> int:
        """Return the column in which a day lies."""
        start = date(self.first, 1, 1)
        return 1 + (day - start).days * (self.end - 1) // (
            (date(self.last, 12, 31) - start).days + 1
        )

    def years(self, screen: Screen) -> list[Piece]:
        """Name as many years as have room."""
        room = width(date_in_full("2022", screen.lang)) + 1
        years = range(
            self.first, self.last + 1, -(-room * (self.last - self.first + 1) // (self.end - 1))
        )
        named = [
            (self.at(date(year, 1, 1)), date_in_full(f"{year:04}", screen.lang)) for year in years
        ]
        return [(at, name, "heading") for at, name in named if at + width(name) <= self.end]

    def months(self, screen: Screen) -> list[Piece]:
        """Name every month or every third one, if there is room."""
        names = [
            date_in_full(f"2022-{month:02}", screen.lang, in_year=True) for month in range(1, 13)
        ]
        years, room = range(self.first, self.last + 1), 12 * (max(map(width, names)) + 1)
        step = next((step for step in (1, 3) if (self.end - 1) * step >= room * len(years)), 12)
        months = range(0, 12, step) if step < len(names) else ()
        return [
            (self.at(date(year, at + 1, 1)), names[at], "faint") for year in years for at in months
        ]


def is_vague(event: Event) -> bool:
    """Whether an event is on some day of its span rather than on all of them."""
    return event.precision != "day" or (not lasts(event) and event.start != event.end)


def _days(event: Event) -> tuple[date, date]:
    """Return the first and last day; an event with an open end lies on the day that is known."""
    return event.start or event.end or date.min, event.end or event.start or date.max


def _placed(event: Event, axis: Axis, screen: Screen) -> list[Piece]:
    """Draw an event as a bar of its sign or as a vague span; its title, id or cut title right, left
    or over it.
    """
    start, last = map(axis.at, _days(event))
    sign, lane = KINDS[event.kind]
    columns, sign = last + 1 - start, MARKS.get(event.status, sign)
    mark = f"├{sign:┄^{columns - 2}}┤" if columns > len("├┤") else (sign + "┤")[:columns]
    drawn: list[Piece] = [
        (start + at, char, lane)
        for at, char in enumerate(mark if is_vague(event) else sign * columns)
    ]
    status = (
        ""
        if event.status == "happened"
        else bracketed(label(event.status, screen.lang), screen.lang)
    )
    # In ASCII an ellipsis takes three cells.
    title = inert(event.title.lang(screen.lang)).replace("…", "...") + status
    right, middle = last + 2, start + columns // 2 + 2
    places = [(right, axis.end - right), (0, start - 2), (middle, axis.end - middle)]
    most = max(room for _at, room in places)
    cut = title[: next(breaks(title, max(1, most - 3)), None)].rstrip() + "..."
    words = next((text for text in (title, event.id + status) if width(text) <= most), cut)
    at = next((at for at, room in places if width(words) <= room), middle) or start - 1 - width(
        words
    )
    return [*drawn, (at - 1, f" {words} ", "planned" if event.status == "scheduled" else "")]


def _drawn(pieces: Iterable[Piece], columns: int) -> Line:
    """Write pieces on a line of blank columns, each over those before it."""
    cells: list[tuple[str, Style]] = [(" ", "")] * columns
    for at, text, style in pieces:
        # The cells that a wide character continues in are empty.
        cells[at : at + width(text)] = [(text, style), *[("", style)] * (width(text) - 1)]
    runs = groupby(cells, key=itemgetter(1))
    return Line(
        tuple(Span("".join(text for text, _style in run), style) for style, run in runs),
        "chart",
        indent=0,
    )
