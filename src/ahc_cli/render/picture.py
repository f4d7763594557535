"""A timeline as rows of marks at columns: the values that `timeline` draws."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ahc_cli.labels import label
from ahc_cli.models import Event, Kind, Status
from ahc_cli.render import Screen
from ahc_cli.render.axis import Axis, Tick, axis_of, scale
from ahc_cli.render.console import FAINT, HEADING, ID, NARROWEST, PLANNED, ascii_only
from ahc_cli.render.legend import STATUSES, most_words, open_words, today_words, vague_words
from ahc_cli.render.signs import ASCII, UNICODE
from ahc_cli.render.tracks import Box, by_lane, cells, counts, is_vague, kinds_of, pack, status_of
from ahc_cli.render.wording import MARKS
from ahc_cli.text import inert, width

# From here on the names of the lanes stand left of them, below it above them.
_NAMES_BESIDE = 60
# Events bear their titles if that makes a picture of one screen, else their ids; too many are counted.
_MOST_TITLED = 24
_MOST_NAMED = 80
_MOST_DRAWN = 400
# From this height on the axis is shown again at the foot.
_TALL = 24


@dataclass(frozen=True)
class Mark:
    """Something on a row: the column where it begins, what it is, how it looks."""

    column: int
    text: str
    style: str = ""


@dataclass(frozen=True)
class Row:
    """A line of the picture: the name left of it, its marks in order, whether the rules run through it."""

    name: str = ""
    marks: tuple[Mark, ...] = ()
    ruled: bool = True


@dataclass(frozen=True)
class Key:
    """An entry of the legend."""

    sign: str
    style: str
    meaning: str


@dataclass(frozen=True)
class Picture:
    """The rows, the columns for their names, and what runs through the rows where they are empty."""

    rows: tuple[Row, ...]
    names: int
    rules: tuple[Mark, ...]
    legend: tuple[Key, ...]


def picture(events: Sequence[Event], screen: Screen) -> Picture:
    """The picture of one event or more in their order, as wide as the screen, as detailed as their number allows."""
    return _Painter(events, screen).picture()


class _Painter:
    def __init__(self, events: Sequence[Event], screen: Screen) -> None:
        self._events, self._screen, self._lang = events, screen, screen.lang
        self._signs = UNICODE if screen.unicode else ASCII
        self._axis: Axis = axis_of(events)
        self._beside = screen.width >= _NAMES_BESIDE

    def picture(self) -> Picture:
        if len(self._events) > _MOST_DRAWN:
            return self._counted()
        titled = self._drawn(_MOST_TITLED, titled=True)
        return titled or self._drawn(_MOST_NAMED, titled=False) or self._counted()

    def _drawn(self, most: int, *, titled: bool) -> Picture | None:
        """Each event by itself, on at most so many tracks."""
        lanes = by_lane(self._events)
        names = self._names(lane.label.lang(self._lang) for lane in lanes)
        columns = self._columns(names)
        rows: list[Row] = []
        left = most
        for lane, members in lanes.items():
            labels = [self._label(event, titled=titled) for event in members]
            boxes = [
                Box(*cells(self._axis.span(event), columns), width(said.text))
                for event, said in zip(members, labels, strict=True)
            ]
            packed = pack(boxes, columns, 1, left)
            if packed is None or (titled and max(box.label for box in boxes) > columns):
                return None
            placed, tracks = packed
            left -= tracks
            marks: list[list[Mark]] = [[] for _ in range(tracks)]
            for event, box, spot, said in zip(members, boxes, placed, labels, strict=True):
                marks[spot.track].append(self._mark(event, box))
                marks[spot.track + spot.below].append(_apart(said, int(spot.label), columns))
            rows += self._named(lane.label.lang(self._lang), marks)
            rows += [Row()] if self._beside else []
        return self._framed(rows, names, columns, self._legend())

    def _mark(self, event: Event, box: Box) -> Mark:
        sign = self._signs.event(event, int(box.end - box.start))
        return Mark(int(box.start), sign, _style(status_of(event)))

    def _label(self, event: Event, *, titled: bool) -> Mark:
        said = inert(event.title.lang(self._lang)) if titled else event.id
        shown = said if self._screen.unicode else ascii_only(said)
        return Mark(0, shown, _style(status_of(event), "" if titled else ID))

    def _named(self, name: str, tracks: Iterable[Iterable[Mark]]) -> Iterator[Row]:
        """Tracks with a name beside the first of them, or above it."""
        if not self._beside:
            yield Row(name, ruled=False)
        for number, track in enumerate(tracks):
            beside = self._beside and not number
            yield Row(name if beside else "", tuple(sorted(track, key=lambda mark: mark.column)))

    def _counted(self) -> Picture:
        """A row for each kind, as high in each column as there are events."""
        signs, lang = self._signs, self._lang
        lanes = {lane: counts(members, self._axis, 1) for lane, members in by_lane(self._events).items()}
        names = self._names(self._of_kind(*key) for keys in lanes.values() for key in keys)
        columns = self._columns(names)
        numbers = counts(self._events, self._axis, columns)
        most = max(map(max, numbers.values()))
        rows: list[Row] = []
        for lane in lanes.values():
            for kind, status in lane:
                row = [-(-len(signs.heights) * number // most) for number in numbers[kind, status]]
                marks = [Mark(at, signs.heights[n - 1]) for at, n in enumerate(row) if n]
                rows += self._named(self._of_kind(kind, status), [marks])
            rows += [Row()] if self._beside else []
        keys = [Key(signs.heights[-1], "", most_words(most, lang))]
        found = {status for _, status in numbers}
        keys += [Key(MARKS[status], "", label(status, lang)) for status in STATUSES if status in found]
        return self._framed(rows, names, columns, (*keys, *self._today_key()))

    def _of_kind(self, kind: Kind, status: Status) -> str:
        return f"{label(kind, self._lang)} {MARKS.get(status, '')}".rstrip()

    def _framed(self, rows: Sequence[Row], names: int, columns: int, legend: tuple[Key, ...]) -> Picture:
        """The rows below their axis, and above it again if they are many, with what runs through them."""
        marked, signs = scale(self._axis, columns, self._lang), self._signs
        years = Row(marks=tuple(_spread(marked.major, columns, HEADING)), ruled=False)
        below = Row(marks=tuple(_spread(marked.minor, columns, FAINT)), ruled=False)
        rules = {int(place * columns) for place in marked.rules}
        ticks = {int(tick.place * columns) for tick in marked.minor}
        today = self._today(columns)
        head = [years, *([below] if below.marks else []), self._ruler(columns, rules, ticks, foot=False)]
        tall = len(rows) > _TALL
        foot = [self._ruler(columns, rules, set(), foot=True), years] if tall else []
        through = {at: Mark(at, signs.rule, FAINT) for at in rules}
        if today is not None:
            through[today] = Mark(today, signs.today, HEADING)
        kept = rows[:-1] if self._beside and not tall else rows
        return Picture((*head, *kept, *foot), names, tuple(through[at] for at in sorted(through)), legend)

    def _ruler(self, columns: int, rules: set[int], ticks: set[int], *, foot: bool) -> Row:
        signs, today = self._signs, self._today(columns)
        corner = signs.up if foot else signs.down
        line = [signs.axis] * columns
        for at in ticks | rules:
            line[at] = signs.cross if at in ticks & rules else corner if at in rules else signs.up
        if today is not None:
            line[today] = signs.today if foot else signs.today_top
        return Row(marks=(Mark(0, "".join(line), FAINT),), ruled=False)

    def _today(self, columns: int) -> int | None:
        day = self._screen.today
        return int(self._axis.place(day) * columns) if self._axis.holds(day) else None

    def _names(self, names: Iterable[str]) -> int:
        return max(map(width, names)) + 1 if self._beside else 0

    def _columns(self, names: int) -> int:
        return max(self._screen.width, NARROWEST) - names - 1

    def _legend(self) -> tuple[Key, ...]:
        lang, signs = self._lang, self._signs
        seen = kinds_of(self._events)
        keys = [Key(signs.kind(kind, status), "", label(kind, lang)) for kind, status in seen if status == "happened"]
        for status in STATUSES:
            glyphs = dict.fromkeys(signs.kind(*key) for key in seen if key[1] == status)
            keys += [Key("".join(glyphs), _style(status), label(status, lang))] if glyphs else []
        if any(map(is_vague, self._events)):
            keys.append(Key(signs.first + signs.dash + signs.last, "", vague_words(lang)))
        if any(event.start is None or event.end is None for event in self._events):
            keys.append(Key(signs.earlier + signs.later, "", open_words(lang)))
        return (*keys, *self._today_key())

    def _today_key(self) -> Iterator[Key]:
        if self._axis.holds(self._screen.today):
            yield Key(self._signs.today, HEADING, today_words(self._screen))


def _style(status: Status, otherwise: str = "") -> str:
    return PLANNED if status == "scheduled" else otherwise


def _spread(ticks: Iterable[Tick], columns: int, style: str) -> Iterator[Mark]:
    """The names of an axis that have room, each where its period begins or, at the edge, a little before."""
    free = 0
    for tick in ticks:
        column = min(int(tick.place * columns), columns - width(tick.label))
        if column >= free:
            yield Mark(column, tick.label, style)
            free = column + width(tick.label) + 1


def _apart(said: Mark, column: int, columns: int) -> Mark:
    """A label at its column, with a blank on both sides so that no rule touches it."""
    before = " " if column else ""
    after = " " if column + width(said.text) < columns else ""
    return Mark(column - len(before), before + said.text + after, said.style)
