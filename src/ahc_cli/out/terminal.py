"""Pages and tables at a terminal. Rich is used nowhere else, and loaded only for a drawing.

Lines break as their script does: Rich breaks them only at blanks, so that Chinese after a blank would start a new line,
and so could Chinese marks. Everything passes `text_of`, so nothing that a terminal would act upon leaves.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import Any

from msgspec.structs import replace
from rich.box import SIMPLE_HEAD
from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from ahc_cli.messages import spoken
from ahc_cli.model.text import WORD_BREAK, WORD_JOINER, breaks, inert, pieces
from ahc_cli.model.text import width as width_of
from ahc_cli.model.words import heading
from ahc_cli.out import Cell, Line, Rows, Screen, Span, Spans

# Drawings are made for no narrower window than this, and prose for no wider one than that.
_NARROWEST, _WIDEST = 20, 100
# Tables in a narrower window, with less room for each column or too little for an id, have a line for each cell.
_NARROW, _LEAST, _WIDE = 40, 13, 60
# Fixed colours of the 256, each legible on a light and on a dark ground; a test computes it. None is the only sign.
STYLES = {
    "heading": "bold", "id": "color(133)", "faint": "dim", "weak": "color(130)", "match": "not dim underline",
    "planned": "italic", "note": "dim", "old": "color(166) strike", "new": "color(28) underline",
}  # fmt: skip
_GAP, _LEAST_ROOM = 2, 16
_ASCII = str.maketrans({
    "–": "-", "—": "-", "─": "-", "┄": "-", "│": "|", "▆": "#", "•": "*", "·": "-", "○": "o",
    "↷": ">", "×": "x", "…": "...", "←": "<", "→": ">", "△": "!", "“": '"', "”": '"', "‘": "'", "’": "'",
    # Only timelines have these, and the column of kinds.
    **dict(zip("█▄◆▲■●►▬★✓┬┴┼┃▼├┤", "#=*^@&\"_$%+'+!v[]", strict=True)),
})  # fmt: skip


def write(answer: Any, screen: Screen) -> Iterator[str]:
    """Draw an answer; rows without a record are drawn as nothing, unless there is a page to read."""
    screen = replace(screen, width=max(screen.width, _NARROWEST))
    width = screen.width
    out = StringIO()
    system = "256" if screen.color else None
    console = Console(file=out, width=width, color_system=system, legacy_windows=False, _environ={})  # type: ignore[arg-type]
    if answer.page:
        for line in answer.page(screen):
            for drawn in _wrapped(line, width if line.kind == "chart" else min(width, _WIDEST), screen):
                console.print(drawn, soft_wrap=True)
    elif answer.records:
        console.print(_table(answer, width, links=screen.terminal and screen.color), crop=False)
    # The ids that Rich gives to links are random, and no terminal needs them for links on one line.
    written = re.sub(r"\x1b\]8;id=[^;]*;", "\x1b]8;;", out.getvalue().replace(WORD_JOINER, "").replace(WORD_BREAK, ""))
    drawn_ = "\n".join(line.rstrip() for line in written.split("\n"))
    yield drawn_ if screen.unicode else drawn_.translate(_ASCII)


def text_of(spans: Spans, *, links: bool = False) -> Text:
    """Make an inert text that is never read as markup."""
    text = Text()
    for span in spans:
        style = STYLES.get(span.style, span.style)
        text.append(inert(span.text, lines=True), f"{style} link {span.link}" if span.link and links else style)
    return text


def _wrapped(line: Line, width: int, screen: Screen) -> Iterator[Text]:
    """Yield a line of a page as lines of a window, the mark before the first."""
    mark, right = text_of((line.mark,)), text_of((line.right,))
    room = width - line.indent - line.hang - (right.cell_len + _GAP if right else 0)
    # A name that leaves its text hardly any room has its own line; so have the items below it without one.
    if (mark or line.kind == "item") and room < _LEAST_ROOM:
        yield from [Text(" " * line.indent).append_text(mark)] if mark else []
        aside = (Span(" "), line.right) if right else ()
        line, mark, right = Line((*line.spans, *aside), "item", line.indent, hang=2), Text(), Text()
        room = width - line.indent - line.hang
    said = text_of(line.spans, links=screen.terminal and screen.color)
    # A line that is made for a window is left whole where there is none.
    is_whole = line.kind == "chart" and not screen.terminal
    parts = [said] if is_whole else wrap(said, max(1, room), whole=not screen.terminal)
    for number, part in enumerate(parts or [Text()]):
        drawn = Text(" " * line.indent)
        if not number:
            drawn.append_text(mark)
        # A line without a mark hangs below its first line; an item without one stands below the item before.
        if number or mark or line.kind == "item":
            drawn.pad_right(line.indent + line.hang - drawn.cell_len)
        drawn.append_text(part)
        if right and not number:
            drawn.pad_right(width - drawn.cell_len - right.cell_len)
            drawn.append_text(right)
        drawn.rstrip()
        yield drawn


def wrap(content: Text, width: int, *, whole: bool = False) -> list[Text]:
    """Divide a text into lines of at most `width` cells, without the blanks at their ends; addresses may be `whole`."""
    lines = content.split(allow_blank=True) if "\n" in content.plain else [content]
    kept = [whole and re.fullmatch(r"https?://\S+", line.plain) for line in lines]
    parts = [part for line, keep in zip(lines, kept, strict=True)
             for part in ([line] if keep else line.divide(breaks(line.plain, width)))]  # fmt: skip
    for part in parts:
        part.rstrip()
    return parts


def _table(rows: Rows[Any], width: int, *, links: bool) -> Table:
    """Make a table with a heading row, the records in groups; columns are left out by the width of the window alone."""
    shown = [column for column in rows.table if column.since <= width]
    cells = [[text_of(column.show(record), links=links) for column in shown] for record in rows.records]
    headings = [Text(inert(heading(column.name, spoken())), "bold") for column in shown]
    widths, is_cut = _widths(shown, [headings, *cells], width)
    if is_cut or width < max(_NARROW, _LEAST * len(shown)):
        shown, headings = [Cell("", shown[0].show, most=0)], [Text(" · ").join(filter(None, headings))]
        cells = [[Text("\n").join(filter(None, row))] for row in cells]
        widths, _is_cut = _widths(shown, [headings, *cells], width)
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, _GAP - 1, 0, 0), header_style="")
    for column, head, cells_ in zip(shown, headings, widths, strict=True):
        table.add_column(
            Group(*wrap(head, cells_)), width=cells_, no_wrap=True, overflow="crop" if column.right else "ignore",
            justify="right" if column.right else "left",
        )  # fmt: skip
    before = ""
    for record, row in zip(rows.records, cells, strict=True):
        name = rows.group(record) if rows.group else ""
        if name != before:
            table.add_row(Text(inert(name), "bold"))
            before = name
        # One text of many lines would take Rich the square of their number.
        table.add_row(*(Group(*wrap(text, cells_)) for text, cells_ in zip(row, widths, strict=True)))
    return table


def _widths(shown: Sequence[Cell[Any]], rows: Iterable[Sequence[Text]], width: int) -> tuple[list[int], bool]:
    """Return the width of each column: that of its content up to its most, and an equal part of what is left.

    A column is at least as wide as its widest piece that stays together, unless there is no room for all of them. Say
    whether a column cuts one that has room in the window; in a wide one that of the texts may, which have addresses.
    """
    room = width - 1 - _GAP * (len(shown) - 1)
    columns = [[line for text in column for line in text.plain.split("\n")] for column in zip(*rows, strict=True)]
    longest = [max(map(width_of, lines)) for lines in columns]
    pieces_ = [max(width_of(piece.rstrip()) for line in lines for piece in pieces(line)) for lines in columns]
    widths = [min(long, max(column.most, piece)) if column.most else 0
              for column, long, piece in zip(shown, longest, pieces_, strict=True)]  # fmt: skip
    open_ = [number for number, column in enumerate(shown) if not column.most]
    for before, number in enumerate(open_):
        left = (room - sum(widths)) // (len(open_) - before)
        widths[number] = max(min(pieces_[number], _LEAST), min(longest[number], left))
    while sum(widths) > room:
        widths[max(range(len(widths)), key=lambda at: (widths[at] > pieces_[at], widths[at]))] -= 1
    return widths, any(cells < piece < width and (column.most or width < _WIDE)
                       for column, cells, piece in zip(shown, widths, pieces_, strict=True))  # fmt: skip
