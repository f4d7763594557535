"""A timeline at a terminal: bars and signs in the columns of the window."""

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct
from rich.console import Group, RenderableType
from rich.text import Text

from ahc_cli.answer import Screen
from ahc_cli.answer.axis import Tick, spread
from ahc_cli.answer.timeline import VAGUE, Geometry, Layout, Timeline, by_lane, is_vague, layout, today_words, tracks_of
from ahc_cli.draw.console import FAINT, HEADING, ID, PLANNED
from ahc_cli.model.records import Event, Kind, Status
from ahc_cli.model.text import width
from ahc_cli.model.words import MARKS, label

# In a narrower window the names of the lanes are above them instead of beside them.
_NAMES_BESIDE = 60
# A picture with more rows shows the axis again at its foot.
_TALL = 24
_OPEN = {"en": "open end", "zh": "起止未定"}
# The signs of what happened and of what is scheduled.
_SIGNS: dict[Kind, str] = {
    "session": "█░", "consultation": "▄░", "resolution": "◆◇", "decision": "▲△", "document": "■□",
    "letter": "●○", "statement": "►▷", "submission": "▬▭", "signature": "★☆", "ratification": "✓○",
}  # fmt: skip
_ASCII = str.maketrans("█▄◆▲■●►▬★✓░◇△□○▷▭☆│─┬┴┼┃▼├┄┤←→", "#=*^@&\"_$%oooooooo|-+'+!v[-]<>")

# Texts with their styles, one for each cell; the cells that a text continues in are empty.
Row = list[tuple[str, str]]


def draw(answer: Timeline, screen: Screen) -> Iterator[RenderableType]:
    """Draw a timeline as wide as the screen; UsageError if there are too many events."""
    if not answer.events:
        return
    lanes = by_lane(answer.events) if screen.width >= _NAMES_BESIDE else ()
    left = max((width(lane.label.lang(screen.lang)) + 2 for lane in lanes), default=1)
    columns = screen.width - left
    geometry = Geometry(
        width=columns, cell=1, axis_cell=1, gap=1, most_events=400, most_tracks=(24, 240), label=_label, extent=_extent
    )
    picture = _Picture(layout(answer.events, geometry, screen), screen, left, columns, {} if screen.unicode else _ASCII)
    # A group keeps Rich from joining the texts, which would make them wrap.
    yield Group(*(Text.assemble(*row, no_wrap=True, overflow="ignore") for row in picture.rows()), "")
    yield from picture.legend()


def _label(_: Event, words: str, screen: Screen) -> str:
    # Of the signs that have a twin in ASCII only this one has a longer one.
    return words if screen.unicode else words.replace("…", "...")


def _extent(_: Event, start: float, end: float, width: float) -> tuple[float, float]:
    """Return the first column of a mark, which takes at least one, and the column after its last."""
    columns = max(1, round((end - start) * width))
    first = min(int(start * width), width - columns)
    return first, first + columns


class _Picture(Struct, frozen=True):
    """A layout in columns, those of the axis behind `left` others; `ascii` replaces signs that the output lacks."""

    found: Layout
    screen: Screen
    left: int
    columns: int
    ascii: dict[int, int]

    def rows(self) -> Iterator[Row]:
        """Draw the lanes below the axis and, if they are many, above it again."""
        scale, today = self.found.scale, self.found.today
        rules, ticks = set(map(self.column, scale.rules)), {self.column(day) for day, _ in scale.minor}
        empty = [(" ", "")] * (self.left + self.columns)
        for column in rules:
            _put(empty, self.left + column, "│".translate(self.ascii), FAINT)
        if today:
            _put(empty, self.left + self.column(today), "┃".translate(self.ascii), HEADING)
        years = self.labels(scale.major, HEADING)
        yield years
        if scale.minor:
            yield self.labels(scale.minor, FAINT)
        yield self.ruler(rules, ticks, "┬┼▼")
        rows = list(self.lanes(empty))
        tall = len(rows) > _TALL
        yield from rows if tall or self.left == 1 else rows[:-1]
        if tall:
            yield self.ruler(rules, set(), "┴┴┃")
            yield years

    def labels(self, ticks: Iterable[Tick], style: str) -> Row:
        row = [(" ", "")] * (self.left + self.columns)
        # A blank follows each label; at the edge it is beyond the axis.
        for column, text in spread(ticks, self.columns + 1, self.column, lambda text: width(text) + 1):
            _put(row, self.left + int(column), text, style)
        return row

    def ruler(self, rules: set[int], ticks: set[int], signs: str) -> Row:
        """Draw the axis; `signs` are those of a rule, of a rule with a tick, and of today."""
        line = ["─"] * self.columns
        for column in rules | ticks:
            line[column] = signs[column in ticks] if column in rules else "┴"
        if self.found.today:
            line[self.column(self.found.today)] = signs[2]
        return [(" " * self.left, ""), ("".join(line).translate(self.ascii), FAINT)]

    def lanes(self, empty: Row) -> Iterator[Row]:
        """Draw the tracks of each lane, its name beside the first of them or above it."""
        for lane, events in self.found.lanes.items():
            tracks = [empty.copy() for _ in range(tracks_of(events))]
            for placed in events:
                event, start = placed.event, int(placed.start)
                planned = PLANNED if event.status == "scheduled" else ""
                bar = _bar(event, int(placed.end) - start).translate(self.ascii)
                _put(tracks[placed.track], self.left + start, bar, planned)
                # Blanks keep the rules away from a label; right of it there may be no column.
                blank = " " * (placed.label_start + width(placed.label) < self.columns)
                style = planned or (ID if placed.label == event.id else "")
                at = self.left + int(placed.label_start) - 1
                _put(tracks[placed.label_track], at, f" {placed.label}{blank}", style)
            name = lane.label.lang(self.screen.lang)
            if self.left == 1:
                yield [(" ", ""), (name, FAINT)]
                yield from tracks
            else:
                _put(tracks[0], 1, name, "")
                yield from (*tracks, empty)

    def column(self, day: date) -> int:
        return int(self.found.axis.place(day) * self.columns)

    def legend(self) -> Iterator[Text]:
        """Explain the signs, side by side on as many lines as they need."""
        line = Text("", no_wrap=True, overflow="ignore")
        for signs, words, style in self.keys():
            entry = Text.assemble((signs.translate(self.ascii), style), f" {words}")
            if line and line.cell_len + len("   ") + entry.cell_len > self.left + self.columns:
                yield line
                line = Text("", no_wrap=True, overflow="ignore")
            line.append("   " if line else " ").append_text(entry)
        yield line

    def keys(self) -> Iterator[tuple[str, str, str]]:
        """Yield the entries of the legend: signs, words, style."""
        lang, found = self.screen.lang, self.found
        for kind in (kind for kind, status in found.keys if status == "happened"):
            yield _SIGNS[kind][0], label(kind, lang), ""
        for status in MARKS:
            signs = dict.fromkeys(_sign(kind, of).translate(self.ascii) for kind, of in found.keys if of == status)
            if signs:
                yield "".join(signs), label(status, lang), PLANNED if status == "scheduled" else ""
        if found.vague:
            yield "├┄┤", VAGUE[lang], ""
        if found.open:
            yield "←→", _OPEN[lang], ""
        if found.today:
            yield "┃", today_words(self.screen), HEADING


def _put(row: Row, at: int, text: str, style: str) -> None:
    """Write a text over the cells of a row."""
    row[at : at + width(text)] = [(text, style), *[("", "")] * (width(text) - 1)]


def _sign(kind: Kind, status: Status) -> str:
    """Return the sign of an event: filled if it happened, hollow if it is scheduled, else the mark of its status."""
    return MARKS[status] if status in ("postponed", "cancelled") else _SIGNS[kind][status == "scheduled"]


def _bar(event: Event, length: int) -> str:
    """Draw an event in a number of columns: a bar, or a sign in the span in which it lies; with arrows at open ends."""
    sign = _sign(event.kind, event.status)
    if is_vague(event):
        first, last = "├" if event.start else "←", "┤" if event.end else "→"
        return f"{first}{sign:┄^{length - 2}}{last}" if length > 2 else (sign + last)[:length]  # noqa: PLR2004
    first, last = sign if event.start else "←", sign if event.end else "→"
    return f"{first}{sign * (length - 2)}{last}" if length > 1 else sign
