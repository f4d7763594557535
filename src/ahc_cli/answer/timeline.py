"""Events on a time axis: the answer, and its layout in lanes and tracks, which each painter draws in its own units."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, ClassVar, get_args

from msgspec import Struct

from ahc_cli.answer import Format, Screen
from ahc_cli.answer.axis import Axis, Scale, axis_of, scale
from ahc_cli.errors import UsageError
from ahc_cli.model.records import Event, Kind, Lang, Status, Text
from ahc_cli.model.text import inert
from ahc_cli.model.words import LASTING, date_in_full

# The words that both painters write.
VAGUE = {"en": "some day in the span", "zh": "期间某日"}
_TODAY = {"en": "today, ", "zh": "今天，"}
_AS_OF = {"en": "as of ", "zh": "截至"}

Part = tuple[float, float]
Key = tuple[Kind, Status]


class Lane(Struct, frozen=True):
    """Kinds of events that are drawn together."""

    name: str
    label: Text
    kinds: tuple[Kind, ...]


LANES = (
    Lane("meetings", Text(en="Meetings", zh="会议"), ("session", "consultation")),
    Lane("decisions", Text(en="Decisions", zh="决议决定"), ("resolution", "decision")),
    Lane("documents", Text(en="Documents", zh="文件"), ("document",)),
    Lane("statements", Text(en="Statements", zh="信函声明"), ("letter", "statement", "submission")),
    Lane("signatures", Text(en="Signatures", zh="签署批准"), ("signature", "ratification")),
)
LANE_OF: dict[Kind, Lane] = {kind: lane for lane in LANES for kind in lane.kinds}


class Timeline(Struct, frozen=True):
    """Events in date order, and the query that chose them; a whole dataset has a title and an edition too."""

    formats: ClassVar[tuple[Format, ...]] = ("table", "json", "ndjson", "svg")
    piped: ClassVar[Format] = "table"

    events: Sequence[Event]
    query: str = ""
    title: Text = Text(en="Timeline", zh="时间线")
    edition: date | None = None

    def json(self) -> Iterator[dict[str, Any]]:
        """Each event with its days and its lane."""
        for event in self.events:
            yield {
                "id": event.id,
                "start": event.start,
                "end": event.end,
                "lane": LANE_OF[event.kind].name,
                "kind": event.kind,
                "status": event.status,
                "title": event.title,
            }


class Geometry(Struct, frozen=True):
    """What a painter has room for; lengths are in its own unit.

    `width` is that of the axis, in `characters` how many letters of its own fit on it. Labels are titles on at most
    `titled_tracks`, ids on at most `tracks`: `label` writes one, `measure` returns its length. `extent` returns where
    the mark of an event starts and ends, given the fractions of the axis at which its days do.
    """

    width: float
    characters: float
    gap: float
    titled_tracks: int
    tracks: int
    events: int
    label: Callable[[Event, str], str]
    measure: Callable[[str], float]
    extent: Callable[[Event, float, float], tuple[float, float]]


class Placed(Struct, frozen=True):
    """An event on the tracks of a lane, counted from 0: its mark from `start` to `end`, its label at `label_start`.

    The label is on the track of the mark or, if it is `below`, on the next one.
    """

    event: Event
    start: float
    end: float
    label: str
    label_start: float
    track: int
    below: bool = False


class Band(Struct, frozen=True):
    """A lane with its events and the number of tracks they take."""

    lane: Lane
    events: tuple[Placed, ...]
    tracks: int


class Layout(Struct, frozen=True):
    """A timeline laid out: the bands, whether the labels are titles, and what the legend has to explain.

    The places of `scale` and `today` are fractions of the axis; `today` is None off the axis.
    """

    scale: Scale
    today: float | None
    bands: tuple[Band, ...]
    titled: bool
    keys: tuple[Key, ...]
    vague: bool
    open: bool


def layout(events: Sequence[Event], geometry: Geometry, screen: Screen) -> Layout:
    """Lay out one event or more, with titles or, if these take too many tracks, with ids.

    UsageError if ids do too.
    """
    axis = axis_of(events)
    titled, bands = True, _bands(events, axis, geometry, screen.lang, titled=True)
    if bands is None:
        titled, bands = False, _bands(events, axis, geometry, screen.lang, titled=False)
    if bands is None:
        raise UsageError(
            f"{len(events):,} events do not fit on a timeline; narrow the query, "
            "as in 'ahc timeline kind:session date:2022', or use 'ahc count year'"
        )
    seen = {(event.kind, event.status) for event in events}
    return Layout(
        scale=scale(axis, geometry.characters, screen.lang),
        today=axis.place(screen.today) if axis.first <= screen.today.toordinal() <= axis.last else None,
        bands=bands,
        titled=titled,
        keys=tuple((kind, status) for kind in LANE_OF for status in get_args(Status) if (kind, status) in seen),
        vague=any(map(is_vague, events)),
        open=any(event.start is None or event.end is None for event in events),
    )


def is_vague(event: Event) -> bool:
    """Whether an event is on some day of its span rather than on all of them."""
    return event.precision != "day" or (event.kind not in LASTING and event.start != event.end)


def today_words(screen: Screen) -> str:
    """Name the line at the reader's day."""
    day = date_in_full(screen.today.isoformat(), screen.lang)
    return (_AS_OF if screen.as_of else _TODAY)[screen.lang] + day


def by_lane(events: Iterable[Event]) -> dict[Lane, list[Event]]:
    """Sort events into the lanes that have any."""
    lanes: dict[Lane, list[Event]] = {lane: [] for lane in LANES}
    for event in events:
        lanes[LANE_OF[event.kind]].append(event)
    return {lane: members for lane, members in lanes.items() if members}


def _bands(
    events: Sequence[Event], axis: Axis, geometry: Geometry, lang: Lang, *, titled: bool
) -> tuple[Band, ...] | None:
    """Pack each lane; None if there are too many events or tracks, or if a title is longer than the axis."""
    if len(events) > geometry.events:
        return None
    left = geometry.titled_tracks if titled else geometry.tracks
    bands: list[Band] = []
    for lane, members in by_lane(events).items():
        labels = [geometry.label(event, inert(event.title.lang(lang)) if titled else event.id) for event in members]
        if titled and max(map(geometry.measure, labels)) > geometry.width:
            return None
        band = _pack(lane, zip(members, labels, strict=True), axis, geometry, left)
        if band is None:
            return None
        left -= band.tracks
        bands.append(band)
    return tuple(bands)


def _pack(lane: Lane, labelled: Iterable[tuple[Event, str]], axis: Axis, geometry: Geometry, most: int) -> Band | None:
    """Put each event on the first track with room for it; None if that takes more than `most` tracks."""
    tracks: list[list[Part]] = []
    placed: list[Placed] = []
    for event, label in labelled:
        start, end = geometry.extent(event, *axis.span(event))
        length = geometry.measure(label)
        label_start, below = _label_place(start, end, length, geometry)
        label_end = label_start + length
        whole = (min(start, label_start), max(end, label_end))
        parts = [(start, end), (label_start, label_end)] if below else [whole]
        places = range(len(tracks) + 1)
        track = next(n for n in places if _is_free(tracks[n : n + len(parts)], parts, 2 * geometry.gap))
        if track + len(parts) > most:
            return None
        tracks.extend([] for _ in range(track + len(parts) - len(tracks)))
        for number, part in enumerate(parts, track):
            tracks[number].append(part)
        placed.append(Placed(event, start, end, label, label_start, track, below))
    return Band(lane, tuple(placed), len(tracks))


def _label_place(start: float, end: float, length: float, geometry: Geometry) -> tuple[float, bool]:
    """Place a label right of its mark, left of it near the right edge, or below it if neither side has room."""
    if end + geometry.gap + length <= geometry.width:
        return end + geometry.gap, False
    if start - geometry.gap - length >= 0:
        return start - geometry.gap - length, False
    return max(0, min(start, geometry.width - length)), True


def _is_free(tracks: Iterable[Iterable[Part]], parts: Iterable[Part], gap: float) -> bool:
    """Whether each part has room on its track; a track that is not there yet is free."""
    return all(
        end + gap <= start or until + gap <= begin
        for track, (start, until) in zip(tracks, parts, strict=False)
        for begin, end in track
    )
