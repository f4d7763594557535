"""A timeline at a terminal: bars and signs in the columns of the window."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from rich.console import Group, RenderableType
from rich.text import Text

from ahc_cli.answer import Screen
from ahc_cli.answer.timeline import VAGUE, Geometry, Layout, Timeline, by_lane, is_vague, layout, today_words
from ahc_cli.draw.console import FAINT, HEADING, ID, PLANNED, indent, join, side_by_side, text
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
# In ASCII, what is scheduled has one sign for all kinds.
_SCHEDULED = "○"

# Texts with their styles, one for each cell; the cells that a text continues in are empty.
Row = list[tuple[str, str]]


def draw(answer: Timeline, screen: Screen) -> Iterator[RenderableType]:
    """Draw a timeline as wide as the screen; UsageError if there are too many events."""
    if not answer.events:
        return
    names = by_lane(answer.events, screen.lang) if screen.width >= _NAMES_BESIDE else ()
    left = max((width(name) + 2 for name in names), default=1)
    columns = screen.width - left
    geometry = Geometry(columns, most_events=400, most_tracks=(24, 240), snap=int, label=_label, extent=_extent)
    picture = _Picture(layout(answer.events, geometry, screen), screen, left)
    # A group keeps Rich from joining the texts, which would make them wrap.
    yield Group(*(Text.assemble(*row, no_wrap=True, overflow="ignore") for row in picture.rows()), "")
    entries = (join(text(signs, style), f" {words}") for signs, words, style in picture.legend())
    yield from (indent(line, 1) for line in side_by_side(entries, screen.width - 1))


def _label(_: Event, words: str, screen: Screen) -> str:
    # Of the signs that have a twin in ASCII only this one has a longer one.
    return words if screen.unicode else words.replace("…", "...")


def _extent(_: Event, start: float, end: float, width: float) -> tuple[float, float]:
    """Return the first column of a mark, which takes at least one, and the column after its last."""
    columns = max(1, round((end - start) * width))
    first = min(int(start * width), width - columns)
    return first, first + columns


class _Picture(Struct, frozen=True):
    """A layout in columns; those of the axis are behind `left` others."""

    found: Layout
    screen: Screen
    left: int

    def rows(self) -> Iterator[Row]:
        """Draw the lanes below the axis and, if they are many, above it again."""
        found = self.found
        empty = self.row(((x, "│") for x in found.rules), FAINT)
        if found.today is not None:
            _put(empty, self.left + int(found.today), "┃", HEADING)
        years = self.row(found.major, HEADING)
        yield years
        if found.ticks:
            yield self.row(found.minor, FAINT)
        yield self.ruler(found.ticks, "┬┼▼")
        rows = list(self.lanes(empty))
        tall = len(rows) > _TALL
        yield from rows if tall or self.left == 1 else rows[:-1]
        if tall:
            yield self.ruler([], "┴┴┃")
            yield years

    def row(self, texts: Iterable[tuple[float, str]], style: str) -> Row:
        row = [(" ", "")] * self.screen.width
        for x, words in texts:
            _put(row, self.left + int(x), words, style)
        return row

    def ruler(self, ticks: Sequence[float], signs: str) -> Row:
        """Draw the axis; `signs` are those of a rule, of a rule with a tick, and of today."""
        line = ["─"] * (self.screen.width - self.left)
        for x in {*ticks, *self.found.rules}:
            line[int(x)] = signs[x in ticks] if x in self.found.rules else "┴"
        if self.found.today is not None:
            line[int(self.found.today)] = signs[2]
        return [(" " * self.left, ""), ("".join(line), FAINT)]

    def lanes(self, empty: Row) -> Iterator[Row]:
        """Draw the tracks of each lane, its name beside the first of them or above it."""
        for name, number, events in self.found.lanes:
            tracks = [empty.copy() for _ in range(number)]
            for placed in events:
                event, start, at = placed.event, int(placed.start), self.left + int(placed.label_start)
                planned = PLANNED if event.status == "scheduled" else ""
                _put(tracks[placed.track], self.left + start, self.bar(event, int(placed.end) - start), planned)
                # Blanks keep the rules away from a label; right of it there may be no column.
                blank = " " * (at + width(placed.label) < self.screen.width)
                style = planned or (ID if placed.label == event.id else "")
                _put(tracks[placed.label_track], at - 1, f" {placed.label}{blank}", style)
            if self.left == 1:
                yield [(" ", ""), (name, FAINT)]
                yield from tracks
            else:
                _put(tracks[0], 1, name, "")
                yield from (*tracks, empty)

    def bar(self, event: Event, length: int) -> str:
        """Draw an event in some columns: a bar, or a sign in the span in which it lies; with arrows at open ends."""
        sign, vague = self.sign(event.kind, event.status), is_vague(event)
        first, line, last = ("├", "┄", "┤") if vague else (sign, sign, sign)
        first, last = first if event.start else "←", last if event.end else "→"
        if length > 2:  # noqa: PLR2004 - both ends
            return f"{first}{sign:{line}^{length - 2}}{last}"
        return (sign + last)[:length] if vague or length == 1 else first + last

    def sign(self, kind: Kind, status: Status) -> str:
        """Return a filled sign for what happened, a hollow one for what is scheduled, else the mark of the status."""
        if status == "scheduled":
            return _SIGNS[kind][1] if self.screen.unicode else _SCHEDULED
        return MARKS.get(status, _SIGNS[kind][0])

    def legend(self) -> Iterator[tuple[str, str, str]]:
        """Yield the entries of the legend: signs, words, style."""
        lang, found = self.screen.lang, self.found
        for kind in (kind for kind, status in found.keys if status == "happened"):
            yield self.sign(kind, "happened"), label(kind, lang), ""
        for status in MARKS:
            signs = dict.fromkeys(self.sign(kind, of) for kind, of in found.keys if of == status)
            if signs:
                yield "".join(signs), label(status, lang), PLANNED if status == "scheduled" else ""
        if found.vague:
            yield "├┄┤", VAGUE[lang], ""
        if found.open:
            yield "←→", _OPEN[lang], ""
        if found.today is not None:
            yield "┃", today_words(self.screen), HEADING


def _put(row: Row, at: int, words: str, style: str) -> None:
    """Write words over the cells of a row."""
    row[at : at + width(words)] = [(words, style), *[("", "")] * (width(words) - 1)]
