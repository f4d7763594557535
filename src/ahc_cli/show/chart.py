"""Events on a time axis: the one layout of the picture and of the page, and the page, made of bars and signs."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from math import floor
from typing import Any

from msgspec import Struct

from ahc_cli.errors import UsageError
from ahc_cli.messages import _
from ahc_cli.model.records import Event, Kind, Lang, Text
from ahc_cli.model.text import breaks, inert, width
from ahc_cli.model.words import MARKS, bracketed, date_in_full, label, lasts
from ahc_cli.out import BLANK, Line, Screen, Span, Style
from ahc_cli.show.phrases import unbroken

SIGNS: dict[Kind, str] = {
    "session": "█", "consultation": "▄", "resolution": "◆", "decision": "▲", "document": "■",
    "letter": "●", "statement": "►", "submission": "▬", "signature": "★", "ratification": "✓",
}  # fmt: skip
_MOST_EVENTS = 400
# Cells between a mark and its label, and after the name of a year or month.
_GAP = 1

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
    """Events in date order, and the query that chose them; a whole dataset also has a title and an edition."""

    events: Sequence[Event]
    query: str = ""
    title: Text = Text(en="Timeline", zh="时间轴")
    edition: date | None = None


def marks(events: Iterable[Event]) -> list[dict[str, Any]]:
    """Return what JSON has of some events."""
    keys = ("id", "start", "end", "lane", "kind", "status", "title")
    return [{key: LANE_OF[e.kind] if key == "lane" else getattr(e, key) for key in keys} for e in events]


class Placed(Struct, frozen=True):
    """An event on a row of its own: where its mark starts and ends, its label, and where that starts, in cells."""

    event: Event
    start: float
    end: float
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

    def at(self, day: date, later: int = 0) -> float:
        """Return where a day starts, or the day a number of days later."""
        start = date(self.first, 1, 1)
        return ((day - start).days + later) * self.cells / ((date(self.last, 12, 31) - start).days + 1)

    def ticks(self, steps: Iterable[int], lang: Lang) -> list[Tick]:
        """Name years or months, at the first distance in months at which the names have room; none if they never do."""
        for step in steps:
            firsts = [divmod(month, 12) for month in range(0, 12 * (self.last - self.first + 1), step)]
            days = [date(self.first + year, month + 1, 1) for year, month in firsts]
            # A distance of years names years.
            parts = slice(7 if step % 12 else 4)
            names = [date_in_full(day.isoformat()[parts], lang, in_year=step % 12 > 0) for day in days]
            if self.at(days[0], 28 * step) >= max(map(width, names)) + _GAP:
                ticks = zip(map(self.at, days), names, strict=True)
                return [(at, name) for at, name in ticks if at + width(name) <= self.cells]
        return []


def layout(answer: Timeline, cells: float, screen: Screen, ellipsis: str = "…") -> Layout:
    """Lay out one event or more on an axis that is `cells` characters wide; UsageError if there are too many.

    The axis has the years of all known days, and one more for an open end.
    """
    events = answer.events
    if len(events) > _MOST_EVENTS:
        message = _(
            "{number} events do not fit on a timeline; narrow the query, "
            "as in 'ahc timeline kind:session date:2022', or use 'ahc count year'",
            number=f"{len(events):,}",
        )
        raise UsageError(message)
    starts, ends = zip(*((event.start, event.end) for event in events), strict=True)
    known = [day.year for day in (*starts, *ends) if day]
    axis = Axis(max(min(known) - (None in starts), 1), min(max(known) + (None in ends), 9999), cells)
    lanes = {
        name.lang(screen.lang): [_place(event, axis, screen.lang, ellipsis) for event in events if event.kind in kinds]
        for name, kinds in _LANES.values()
    }
    # From each year to each 8,192th.
    years, months = axis.ticks((12 << n for n in range(14)), screen.lang), axis.ticks((1, 3), screen.lang)
    return Layout(
        years=years,
        months=months,
        rules=[at for at, _ in (years if len(years) > 1 else months or years)],
        today=axis.at(screen.today) if axis.first <= screen.today.year <= axis.last else None,
        lanes={name: placed for name, placed in lanes.items() if placed},
    )


def is_vague(event: Event) -> bool:
    """Whether an event is on some day of its span rather than on all of them."""
    return event.precision != "day" or (not lasts(event) and event.start != event.end)


def today_words(screen: Screen) -> str:
    """Name the line at the reader's day."""
    day = date_in_full(screen.today.isoformat(), screen.lang)
    return _("as of {day}", day=day) if screen.as_of else _("today, {day}", day=day)


def _place(event: Event, axis: Axis, lang: Lang, ellipsis: str) -> Placed:
    """Place the label of an event right of its mark, left of it or, without room there, over the second half of it.

    It is the title, the id or as much of the title as fits; the status follows unless it happened.
    """
    start = min(axis.at(event.start) if event.start else 0.0, axis.cells - 1)
    end = max(axis.at(event.end, 1) if event.end else axis.cells, start + 1)
    right, left, middle = end + _GAP, start - _GAP, (start + end) / 2 + 2 * _GAP
    room = max(axis.cells - right, left, axis.cells - middle)
    status = "" if event.status == "happened" else bracketed(label(event.status, lang), lang)
    title, id_ = (inert(words).replace("…", ellipsis) + status for words in (event.title.lang(lang), event.id))
    ends = breaks(title, max(1, int(room) - width(ellipsis)))
    words = (
        next((each for each in (title, id_) if width(each) <= room), None) or title[: next(ends)].rstrip() + ellipsis
    )
    if right + width(words) <= axis.cells:
        at = right
    elif width(words) <= left:
        at = left - width(words)
    else:
        at = middle
    return Placed(event, start, end, words, at)


# A text and its style for each column; the columns that a text continues in are empty.
_Columns = list[tuple[str, Style]]


def timeline_page(timeline: Timeline, screen: Screen) -> Iterator[Line]:
    """Yield a timeline as wide as the screen, with its signs explained; UsageError if there are too many events."""
    if not timeline.events:
        return
    # There is a blank column on either side; in ASCII an ellipsis takes three.
    found = layout(timeline, screen.width - 2, screen, "…" if screen.unicode else "...")
    for columns in _drawing(found, [(" ", "")] * screen.width):
        yield Line(tuple(Span(text, style) for text, style in columns), "chart", indent=0)
    yield BLANK
    happened = {event.kind for event in timeline.events if event.status == "happened"}
    signs = [(sign, label(kind, screen.lang)) for kind, sign in SIGNS.items() if kind in happened]
    signs += [("├┄┤", _("some day in the span"))] if any(map(is_vague, timeline.events)) else []
    signs += [("┃", today_words(screen))] if found.today is not None else []
    yield Line((Span("   ".join(unbroken(f"{sign} {words}") for sign, words in signs)),))


def _drawing(found: Layout, blank: _Columns) -> Iterator[_Columns]:
    """Yield the axis and, below it, the lanes, each below its name."""
    yield _written(blank, found.years, "heading")
    if found.months:
        yield _written(blank, found.months, "faint")
    rules, today = [(at, "│") for at in found.rules], [] if found.today is None else [(found.today, "┃")]
    signs = [*((at, "┴") for at, _name in found.months), *((at, "┬") for at in found.rules)]
    ruler = _written(blank, [*enumerate("─" * (len(blank) - 2)), *signs], "faint")
    yield _written(ruler, [(at, "▼") for at, _sign in today], "heading")
    grid = _written(_written(blank, rules, "faint"), today, "heading")
    for name, lane in found.lanes.items():
        yield _written(grid, [(0, f"{name} ")], "heading")
        for placed in lane:
            style: Style = "planned" if placed.event.status == "scheduled" else ""
            line = _written(grid, enumerate(_mark(placed)), style, floor(placed.start))
            label_style: Style = "id" if placed.label == placed.event.id and not style else style
            yield _written(line, [(placed.label_start - 1, f" {placed.label} ")], label_style)


def _written(cells: _Columns, texts: Iterable[tuple[float, str]], style: Style, start: int = 0) -> _Columns:
    """Write each text over the cells of a line where it starts, counted from the second column."""
    cells = cells.copy()
    for at, words in texts:
        first = floor(at) + start + 1
        cells[first : first + width(words)] = [(words, style), *[("", style)] * (width(words) - 1)]
    return cells


def _mark(placed: Placed) -> str:
    """Draw an event as a bar of its sign or, if it is vague, as a span with the sign in the middle."""
    event, columns = placed.event, floor(placed.end) - floor(placed.start)
    sign, vague = MARKS.get(event.status, SIGNS[event.kind]), is_vague(event)
    first, line, last = ("├", "┄", "┤") if vague else (sign, sign, sign)
    first, last = first if event.start else "←", last if event.end else "→"
    if columns < 3:  # noqa: PLR2004 - both ends and the sign
        return (sign + last)[:columns]
    return f"{first}{sign:{line}^{columns - 2}}{last}"
