"""Events on a time axis: the answer, and its one layout, which each painter draws in its own units."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, get_args

from msgspec import Struct

from ahc_cli.answer import Format, Screen
from ahc_cli.answer.axis import Axis, Scale, axis_of
from ahc_cli.errors import UsageError
from ahc_cli.model.records import Event, Kind, Status, Text
from ahc_cli.model.text import inert, width
from ahc_cli.model.words import LASTING, date_in_full

# Words that both painters write.
VAGUE = {"en": "some day in the span", "zh": "期间某日"}
_TODAY = {"en": "today, ", "zh": "今天，"}
_AS_OF = {"en": "as of ", "zh": "截至"}

Part = tuple[float, float]


class Lane(Struct, frozen=True):
    """Kinds of events that are drawn together."""

    name: str
    label: Text
    kinds: tuple[Kind, ...]


_LANES = (
    Lane("meetings", Text(en="Meetings", zh="会议"), ("session", "consultation")),
    Lane("decisions", Text(en="Decisions", zh="决议决定"), ("resolution", "decision")),
    Lane("documents", Text(en="Documents", zh="文件"), ("document",)),
    Lane("statements", Text(en="Statements", zh="信函声明"), ("letter", "statement", "submission")),
    Lane("signatures", Text(en="Signatures", zh="签署批准"), ("signature", "ratification")),
)
LANE_OF: dict[Kind, Lane] = {kind: lane for lane in _LANES for kind in lane.kinds}


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
            days = {"id": event.id, "start": event.start, "end": event.end, "lane": LANE_OF[event.kind].name}
            yield days | {"kind": event.kind, "status": event.status, "title": event.title}


class Geometry(Struct, frozen=True):
    """What a painter has room for, in its own unit.

    `width` is that of the axis, `cell` that of a character in a label, `axis_cell` that of one above the axis.
    `most_tracks` are those with titles, and those with ids. `label` makes a label of a title or id. `extent` takes an
    event, the fractions of the axis at which its days start and end, and the width; it returns the ends of the mark.
    """

    width: float
    cell: float
    axis_cell: float
    gap: float
    most_events: int
    most_tracks: tuple[int, int]
    label: Callable[[Event, str, Screen], str]
    extent: Callable[[Event, float, float, float], Part]


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
    """A timeline laid out; `today` is None off the axis, and the legend explains `keys`, `vague` and `open`."""

    axis: Axis
    scale: Scale
    today: date | None
    lanes: Mapping[Lane, Sequence[Placed]]
    keys: Sequence[tuple[Kind, Status]]
    vague: bool
    open: bool


def layout(events: Sequence[Event], geometry: Geometry, screen: Screen) -> Layout:
    """Lay out one event or more, with titles or, if these do not fit, with ids; UsageError if ids do not either."""
    axis = axis_of(events)
    lanes = None
    if len(events) <= geometry.most_events:
        lanes = _lanes(events, axis, geometry, screen, titled=True)
        lanes = lanes or _lanes(events, axis, geometry, screen, titled=False)
    if not lanes:
        raise UsageError(
            f"{len(events):,} events do not fit on a timeline; narrow the query, "
            "as in 'ahc timeline kind:session date:2022', or use 'ahc count year'"
        )
    scale = axis.scale(geometry.width / geometry.axis_cell, screen.lang)
    today = screen.today if axis.first <= screen.today <= axis.last else None
    seen = {(event.kind, event.status) for event in events}
    keys = [(kind, status) for kind in LANE_OF for status in get_args(Status) if (kind, status) in seen]
    is_open = any(event.start is None or event.end is None for event in events)
    return Layout(axis, scale, today, lanes, keys, any(map(is_vague, events)), is_open)


def is_vague(event: Event) -> bool:
    """Whether an event is on some day of its span rather than on all of them."""
    return event.precision != "day" or (event.kind not in LASTING and event.start != event.end)


def by_lane(events: Sequence[Event]) -> dict[Lane, list[Event]]:
    """Return the lanes that have events, with their events."""
    lanes = {lane: [event for event in events if event.kind in lane.kinds] for lane in _LANES}
    return {lane: members for lane, members in lanes.items() if members}


def tracks_of(lane: Sequence[Placed]) -> int:
    """Return the number of tracks of a lane."""
    return 1 + max(placed.label_track for placed in lane)


def today_words(screen: Screen) -> str:
    """Name the line at the reader's day."""
    return (_AS_OF if screen.as_of else _TODAY)[screen.lang] + date_in_full(screen.today.isoformat(), screen.lang)


def _lanes(
    events: Sequence[Event], axis: Axis, geometry: Geometry, screen: Screen, *, titled: bool
) -> dict[Lane, list[Placed]] | None:
    """Pack each lane; None if there are too many tracks, or if a title is longer than the axis."""
    left = geometry.most_tracks[not titled]
    lanes: dict[Lane, list[Placed]] = {}
    for lane, members in by_lane(events).items():
        tracks: list[list[Part]] = [[] for _ in range(left)]
        lanes[lane] = []
        for event in members:
            text = inert(event.title.lang(screen.lang)) if titled else event.id
            placed = _place(event, geometry.label(event, text, screen), axis, geometry, tracks)
            if placed is None or (titled and width(placed.label) * geometry.cell > geometry.width):
                return None
            lanes[lane].append(placed)
        left -= tracks_of(lanes[lane])
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
    for track in range(len(tracks) + 1 - len(parts)):
        rows = tracks[track : track + len(parts)]
        pairs = ((part, taken) for part, row in zip(parts, rows, strict=True) for taken in row)
        if all(part[1] + 2 * gap <= taken[0] or taken[1] + 2 * gap <= part[0] for part, taken in pairs):
            for part, row in zip(parts, rows, strict=True):
                row.append(part)
            return Placed(event, start, end, track, label, at, track + below)
    return None
