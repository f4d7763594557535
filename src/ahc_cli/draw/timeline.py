"""A timeline at a terminal: bars and signs in the columns of the window."""

from collections.abc import Iterable, Iterator
from math import floor

from rich.text import Text

from ahc_cli.answer import Screen
from ahc_cli.answer.timeline import VAGUE, Layout, Placed, Timeline, is_vague, layout, today_words
from ahc_cli.draw.console import BLANK, FAINT, HEADING, ID, PLANNED, Row, indent, text, unbroken
from ahc_cli.model.records import Kind
from ahc_cli.model.text import width
from ahc_cli.model.words import MARKS, label

# A picture of more events shows the years again at its foot.
_TALL = 24
_SIGNS: dict[Kind, str] = {
    "session": "█", "consultation": "▄", "resolution": "◆", "decision": "▲", "document": "■",
    "letter": "●", "statement": "►", "submission": "▬", "signature": "★", "ratification": "✓",
}  # fmt: skip

# A text and its style for each column; the columns that a text continues in are empty.
Cells = list[tuple[str, str]]


def draw(answer: Timeline, screen: Screen) -> Iterator[Row]:
    """Draw a timeline as wide as the screen; UsageError if there are too many events."""
    if not answer.events:
        return
    # There is a blank column on either side; in ASCII an ellipsis takes three.
    found = layout(answer, screen.width - 2, screen, "…" if screen.unicode else "...")
    yield from (indent(Text.assemble(*cells), 0) for cells in _lines(found, screen.width))
    yield BLANK
    happened = {event.kind for event in answer.events if event.status == "happened"}
    entries = [(sign, label(kind, screen.lang)) for kind, sign in _SIGNS.items() if kind in happened]
    if any(map(is_vague, answer.events)):
        entries.append(("├┄┤", VAGUE[screen.lang]))
    if found.today is not None:
        entries.append(("┃", today_words(screen)))
    yield indent(text("   ".join(unbroken(f"{sign} {words}") for sign, words in entries)), 1)


def _lines(found: Layout, columns: int) -> Iterator[Cells]:
    """Draw the axis and, below it, the lanes, each below its name."""
    blank = [(" ", "")] * columns
    today = [] if found.today is None else [found.today]
    years = _written(blank, found.years, HEADING)
    yield years
    if found.months:
        yield _written(blank, found.months, FAINT)
    signs = [*((at, "┴") for at, _ in found.months), *((at, "┬") for at in found.rules)]
    ruler = _written(blank, [*enumerate("─" * (columns - 2)), *signs], FAINT)
    yield _written(ruler, [(at, "▼") for at in today], HEADING)
    rules = _written(blank, [(at, "│") for at in found.rules], FAINT)
    grid = _written(rules, [(at, "┃") for at in today], HEADING)
    for name, lane in found.lanes.items():
        yield _written(grid, [(0, f"{name} ")], HEADING)
        for placed in lane:
            style = PLANNED if placed.event.status == "scheduled" else ""
            label_style = style or (ID if placed.label == placed.event.id else "")
            line = _written(grid, enumerate(_mark(placed), floor(placed.start)), style)
            yield _written(line, [(placed.label_start - 1, f" {placed.label} ")], label_style)
    if sum(map(len, found.lanes.values())) > _TALL:
        yield years


def _written(cells: Cells, texts: Iterable[tuple[float, str]], style: str) -> Cells:
    """Write each text over the cells of a line where it starts, counted from the second column."""
    cells = cells.copy()
    for at, words in texts:
        first = floor(at) + 1
        cells[first : first + width(words)] = [(words, style), *[("", "")] * (width(words) - 1)]
    return cells


def _mark(placed: Placed) -> str:
    """Draw an event as a bar of its sign or, if it is vague, as a span with the sign in the middle."""
    event, columns = placed.event, floor(placed.end) - floor(placed.start)
    sign, vague = MARKS.get(event.status, _SIGNS[event.kind]), is_vague(event)
    first, line, last = ("├", "┄", "┤") if vague else (sign, sign, sign)
    first, last = "←" if placed.open_start else first, "→" if placed.open_end else last
    if columns < 3:  # noqa: PLR2004 - both ends and the sign
        return (sign + last)[:columns]
    return f"{first}{sign:{line}^{columns - 2}}{last}"
