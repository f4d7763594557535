"""Pages and tables at a terminal, drawn with Rich. JSON never loads it."""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import groupby
from operator import attrgetter

from msgspec.structs import replace
from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, JustifyMethod
from rich.table import Table
from rich.text import Text

from ahc_cli.model.text import WORD_BREAK, WORD_JOINER
from ahc_cli.render import Answer, Column, Line, Screen, Span, Spans
from ahc_cli.render.layout import GAP, WIDEST, Layout, inert_span, lay_out, wrap, wrap_line

# A narrower window is drawn as one of this width.
_NARROWEST = 20
# A window as wide as this has two sides beside each other, if the longer one has at most three
# times the lines of the other.
_WITH_SIDES, _MOST_TIMES = 100, 3
# Fixed colours of the 256, legible on a light and on a dark ground, as a test computes. Nothing is
# said by a colour alone.
STYLES = {
    "heading": "bold",
    "id": "color(133)",
    "faint": "dim",
    "weak": "color(130)",
    "match": "not dim underline",
    "planned": "italic",
    "note": "dim",
    "old": "bold color(166)",
    "new": "bold color(28)",
    "meetings": "color(31)",
    "decisions": "color(133)",
    "documents": "color(28)",
    "statements": "color(130)",
    "signatures": "color(166)",
}
# Signs, and what stands for each where the output has only ASCII.
_ASCII = str.maketrans(
    "–—─┄│·•○×▆△←→↷‘’“”█▄◆▲■●►▬★✓┬┴┃├┤",
    "----|-*ox#!<>>''\"\"#=*^@&\"_$%+'![]",
) | {ord("…"): "..."}


def write(answer: Answer, screen: Screen) -> Iterator[str]:
    """Draw an answer; a table without a record is drawn as nothing."""
    screen = replace(screen, width=max(screen.width, _NARROWEST))
    out = StringIO()
    console = Console(
        file=out,
        width=screen.width,
        color_system="256" if screen.color else None,
        legacy_windows=False,
        _environ={},
    )
    for part in _parts(answer, screen):
        console.print(part, crop=False, soft_wrap=isinstance(part, Text))
    written = out.getvalue().replace(WORD_JOINER, "").replace(WORD_BREAK, "")
    # The ids that Rich gives to links are random, and no terminal needs them for links on one line.
    written = re.sub(r"\x1b\]8;id=[^;]*;", "\x1b]8;;", written)
    drawn = "\n".join(line.rstrip() for line in written.split("\n"))
    yield drawn if screen.unicode else drawn.translate(_ASCII)


def _parts(answer: Answer, screen: Screen) -> Iterator[Text | Table]:
    """Yield the lines of the page, then the parts of the table; in a pipe, addresses stay whole."""
    yield from _page(answer.page(answer, screen), screen)
    columns = answer.table(answer, screen) if answer.records else ()
    if columns:
        yield from _tables(answer, columns, screen)
        yield from _page(answer.legend(answer, screen), screen)


def _page(lines: Iterable[Line], screen: Screen) -> Iterator[Text | Table]:
    """Yield the lines of a page, in a wide window those of a left and a right side in columns."""
    has_columns = screen.terminal and screen.width >= _WITH_SIDES
    for has_sides, part in groupby(lines, lambda line: has_columns and line.side != ""):
        shown = [*part]
        counts = Counter(line.side for line in shown)
        if has_sides and max(counts.values()) <= _MOST_TIMES * min(counts.values()):
            yield _side_by_side(shown, screen)
        else:
            yield from _lines(shown, screen)


def _side_by_side(lines: Iterable[Line], screen: Screen) -> Table:
    """Make a table without lines of a left and a right side; without one, the other is as wide."""
    columns = [[*of_side] for _side, of_side in groupby(lines, attrgetter("side"))]
    room = (screen.width - GAP * (len(columns) - 1)) // len(columns)
    table = Table.grid(padding=(0, GAP, 0, 0))
    for _column in columns:
        table.add_column(width=min(room, WIDEST), no_wrap=True)
    screen = replace(screen, width=room)
    table.add_row(*(Group(*_lines(column, screen)) for column in columns))
    return table


def _lines(lines: Iterable[Line], screen: Screen) -> Iterator[Text]:
    """Yield lines below each other."""
    in_pipe = not screen.terminal
    for line in lines:
        width = min(screen.width, WIDEST)
        if line.kind == "chart":
            # It was made for the width of the window; where there is no window, it stays whole.
            width = sys.maxsize if in_pipe else screen.width
        for spans in wrap_line(line, width, whole_addresses=in_pipe):
            yield _text(spans, screen)


def _tables(answer: Answer, columns: Sequence[Column], screen: Screen) -> Iterator[Text | Table]:
    """Yield a table in parts, between them the names of groups and what stands below a row."""
    beside = [column for column in columns if not column.below]
    below = [column for column in columns if column.below]
    layout = lay_out(beside, answer.records, screen.width)
    table = _empty_table(layout, screen, has_headings=True)
    current_group = ""
    for record, cells in zip(answer.records, layout.rows, strict=True):
        group = answer.group(record) if answer.group else ""
        if group != current_group:
            yield table
            yield _text((inert_span(Span(group, "heading")),), screen)
            table = _empty_table(layout, screen)
            current_group = group
        table.add_row(*_cells(cells, layout, screen))
        lines_below = list(_lines_below(record, below, screen))
        if lines_below:
            yield table
            yield from lines_below
            table = _empty_table(layout, screen)
    yield table


def _empty_table(layout: Layout, screen: Screen, *, has_headings: bool = False) -> Table:
    """Make a table without rows, which has its headings unless it continues another."""
    table = Table(
        box=SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=(0, GAP - 1, 0, 0),
        header_style="",
        show_header=has_headings,
    )
    headings = _cells(layout.headings, layout, screen)
    for column, head, width in zip(layout.columns, headings, layout.widths, strict=True):
        side: JustifyMethod = "right" if column.right else "left"
        table.add_column(head, width=width, no_wrap=True, justify=side)
    return table


def _cells(row: Sequence[Spans], layout: Layout, screen: Screen) -> Iterator[Group]:
    """Yield the cells of a row, each wrapped to the width of its column.

    A cell is a text for each of its lines; one of many lines would take the square of their number.
    """
    for content, width, hang in zip(row, layout.widths, layout.hangs, strict=True):
        yield Group(*(_text(spans, screen) for spans in wrap(content, width, hang)))


def _lines_below(record: object, columns: Sequence[Column], screen: Screen) -> Iterator[Text]:
    """Yield the lines of what stands below the row of a record."""
    for column in columns:
        content = column.show(record)
        if any(span.text for span in content):
            parts = wrap(content, sys.maxsize)
            yield from _lines((Line(part, indent=GAP, hang=GAP) for part in parts), screen)


def _text(spans: Spans, screen: Screen) -> Text:
    """Make a text that is never read as markup, with links where a terminal draws them."""
    text = Text()
    for span in spans:
        style = STYLES.get(span.style, "")
        if span.link and screen.terminal and screen.color:
            style += f" underline link {span.link}"
        text.append(span.text, style)
    return text
