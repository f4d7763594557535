"""A timeline at a terminal: bars and signs in the columns of the window."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec import Struct
from rich.console import Group
from rich.text import Text

from ahc_cli.answer import Screen
from ahc_cli.answer.axis import Tick, spread
from ahc_cli.answer.timeline import LANE_OF, VAGUE, Band, Geometry, Layout, Timeline, is_vague, layout, today_words
from ahc_cli.draw.console import FAINT, HEADING, ID, NARROWEST, PLANNED, ascii_only, drawn
from ahc_cli.model.records import Event, Kind, Status
from ahc_cli.model.text import width
from ahc_cli.model.words import MARKS, label

# In a narrower window the names of the lanes are above them instead of beside them.
_NAMES_BESIDE = 60
# From this height on the axis is repeated at the foot.
_TALL = 24
_OPEN = {"en": "open end", "zh": "起止未定"}
_BETWEEN_KEYS = "   "

# What happened, and what is scheduled.
_SIGNS: dict[Kind, str] = {
    "session": "█░", "consultation": "▄░", "resolution": "◆◇", "decision": "▲△", "document": "■□",
    "letter": "●○", "statement": "►▷", "submission": "▬▭", "signature": "★☆", "ratification": "✓○",
}  # fmt: skip
_ASCII = str.maketrans("█▄◆▲■●►▬★✓░◇△□○▷▭☆│─┬┴┼┃▼├┄┤←→", "#=*^@&\"_$%oooooooo|-+'+!v[-]<>")


class Mark(NamedTuple):
    """Something in a row: the column where it starts, and how it looks."""

    column: int
    text: str
    style: str = ""


def draw(answer: Timeline, screen: Screen) -> Iterator[str]:
    """Draw a timeline as wide as the screen, nothing without events; UsageError if there are too many."""
    if not answer.events:
        return
    columns = max(screen.width, NARROWEST)
    beside = screen.width >= _NAMES_BESIDE
    names = max(width(LANE_OF[event.kind].label.lang(screen.lang)) for event in answer.events) + 1 if beside else 0
    axis_columns = columns - names - 1
    geometry = Geometry(
        width=axis_columns,
        characters=axis_columns,
        gap=1,
        titled_tracks=24,
        tracks=80,
        events=400,
        label=lambda _, said: said if screen.unicode else ascii_only(said),
        measure=width,
        extent=lambda _, start, end: _extent(start, end, axis_columns),
    )
    picture = _Picture(layout(answer.events, geometry, screen), names, axis_columns, screen)
    # Rich joins the texts it is handed and forgets that they do not wrap; a group it leaves alone.
    yield drawn((Group(*picture.lines(), ""), *picture.legend(columns)), screen)


def _extent(start: float, end: float, columns: int) -> tuple[int, int]:
    """The first column of a span and the one after its last; it takes at least one."""
    length = max(1, round((end - start) * columns))
    first = min(int(start * columns), columns - length)
    return first, first + length


class _Picture(Struct, frozen=True):
    """A layout, the columns of the axis, and those left of it for the names of the lanes (0: the names are above)."""

    layout: Layout
    columns: int
    names: int
    screen: Screen

    def rows(self) -> Iterator[Text]:
        """Draw the lanes below the axis and, if they are many, above it again."""
        scale, today = self.layout.scale, self.layout.today
        through = {self.column(place): Mark(self.column(place), self.signs("│"), FAINT) for place in scale.rules}
        rules, ticks = set(through), {self.column(tick.place) for tick in scale.minor}
        if today is not None:
            through[self.column(today)] = Mark(self.column(today), self.signs("┃"), HEADING)
        years, below = self.labels(scale.major, HEADING), self.labels(scale.minor, FAINT)
        yield years
        if below.plain.strip():
            yield below
        yield self.ruler(rules, ticks, "┬┼▼")
        rows = [row for band in self.layout.bands for row in self.band(band, through.values())]
        tall = len(rows) > _TALL
        yield from rows if tall or not self.names else rows[:-1]
        if tall:
            yield self.ruler(rules, set(), "┴┴┃")
            yield years

    def band(self, band: Band, rules: Iterable[Mark]) -> Iterator[Text]:
        """Draw the tracks of a lane, its name beside the first of them or above it."""
        tracks: list[list[Mark]] = [[] for _ in range(band.tracks)]
        for placed in band.events:
            event, start = placed.event, int(placed.start)
            style = PLANNED if event.status == "scheduled" else ""
            tracks[placed.track].append(Mark(start, self.signs(_bar(event, int(placed.end) - start)), style))
            # A blank on both sides keeps the rules away from a label.
            column = int(placed.label_start)
            before, after = " " * (column > 0), " " * (column + width(placed.label) < self.columns)
            label_style = style or ("" if self.layout.titled else ID)
            said = Mark(column - len(before), f"{before}{placed.label}{after}", label_style)
            tracks[placed.track + placed.below].append(said)
        name = band.lane.label.lang(self.screen.lang)
        if not self.names:
            yield self.line((), Text(name, FAINT))
        for number, marks in enumerate(tracks):
            taken = {column for mark in marks for column in range(mark.column, mark.column + width(mark.text))}
            free = [rule for rule in rules if rule.column not in taken]
            yield self.line([*marks, *free], name if self.names and not number else "")
        if self.names:
            yield self.line(rules)

    def ruler(self, rules: set[int], ticks: set[int], signs: str) -> Text:
        """Draw the line of the axis, with the signs of a rule, of a rule at a tick, and of today."""
        line = ["─"] * self.columns
        for column in rules | ticks:
            line[column] = signs[column in ticks] if column in rules else "┴"
        if self.layout.today is not None:
            line[self.column(self.layout.today)] = signs[2]
        return self.line([Mark(0, self.signs("".join(line)), FAINT)])

    def labels(self, ticks: Iterable[Tick], style: str) -> Text:
        # One column more than the axis has, for the blank that follows each label.
        spread_ = spread(ticks, self.columns + 1, self.column, lambda said: width(said) + 1)
        return self.line([Mark(int(at), said, style) for at, said in spread_])

    def line(self, marks: Iterable[Mark], name: str = "", style: str = "") -> Text:
        line = Text(" ", no_wrap=True, overflow="ignore").append(name, style)
        for mark in sorted(marks):
            line.pad_right(max(0, 1 + self.names + mark.column - line.cell_len))
            line.append(mark.text, mark.style)
        return line

    def legend(self) -> Iterator[Text]:
        """Explain the signs, side by side on as many lines as they need."""
        line = Text("", no_wrap=True, overflow="ignore")
        for signs, style, words in self.keys():
            entry = Text.assemble((self.signs(signs), style), f" {words}")
            if line.cell_len and line.cell_len + len(_BETWEEN_KEYS) + entry.cell_len > 1 + self.names + self.columns:
                yield line
                line = Text("", no_wrap=True, overflow="ignore")
            line.append(_BETWEEN_KEYS if line.cell_len else " ").append_text(entry)
        yield line

    def keys(self) -> Iterator[tuple[str, str, str]]:
        """Yield the entries of the legend: signs, style, words."""
        lang, keys = self.screen.lang, self.layout.keys
        for kind in (kind for kind, status in keys if status == "happened"):
            yield _SIGNS[kind][0], "", label(kind, lang)
        for status in MARKS:
            signs = dict.fromkeys(self.signs(_sign(kind, status)) for kind, of in keys if of == status)
            if signs:
                yield "".join(signs), PLANNED if status == "scheduled" else "", label(status, lang)
        if self.layout.vague:
            yield "├┄┤", "", VAGUE[lang]
        if self.layout.open:
            yield "←→", "", _OPEN[lang]
        if self.layout.today is not None:
            yield "┃", HEADING, today_words(self.screen)

    def column(self, place: float) -> int:
        return int(place * self.columns)

    def signs(self, said: str) -> str:
        return said if self.screen.unicode else said.translate(_ASCII)


def _sign(kind: Kind, status: Status) -> str:
    """The sign of an event: filled if it happened, hollow if it is scheduled, else the mark of its status."""
    return MARKS[status] if status in ("postponed", "cancelled") else _SIGNS[kind][status == "scheduled"]


def _bar(event: Event, length: int) -> str:
    """An event over so many columns: a bar, or a sign in the span in which it lies, with arrows at open ends."""
    sign = _sign(event.kind, event.status)
    if not is_vague(event):
        bar = sign * length
        if length > 1 and event.start is None:
            bar = "←" + bar[1:]
        return bar[:-1] + "→" if length > 1 and event.end is None else bar
    first, last = "├" if event.start else "←", "┤" if event.end else "→"
    return f"{first}{sign:┄^{length - 2}}{last}" if length > 2 else (sign + last)[:length]  # noqa: PLR2004 - both ends
