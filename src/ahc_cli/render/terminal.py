"""Pages and tables at a terminal, drawn with Rich. JSON never loads it."""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import groupby, zip_longest
from operator import attrgetter

from msgspec.structs import replace
from rich.console import Console, Group
from rich.segment import Segment, Segments
from rich.style import Style
from rich.table import Table
from rich.text import Text

from ahc_cli.model.text import width as width_of
from ahc_cli.render import Answer, Column, Line, Screen, Span, Spans
from ahc_cli.render.layout import GAP, WIDEST, Layout, fitted, gaps, lay_out, wrap, wrap_line

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
    "weak": "bold color(130)",
    "match": "not dim underline",
    "planned": "italic",
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
        color_system="256" if screen.color or screen.styled else None,
        no_color=not screen.color,
        legacy_windows=False,
        _environ={},
    )
    for part in _parts(answer, screen):
        console.print(
            part,
            crop=False,
            soft_wrap=isinstance(part, Text),
            end="" if isinstance(part, Segments) else "\n",
        )
    # The ids that Rich gives to links are random, and no terminal needs them for links on one line.
    written = re.sub(r"\x1b\]8;id=[^;]*;", "\x1b]8;;", out.getvalue())
    drawn = "\n".join(line.rstrip() for line in written.split("\n"))
    yield drawn if screen.unicode else drawn.translate(_ASCII)


def _parts(answer: Answer, screen: Screen) -> Iterator[Text | Table | Segments]:
    """Yield the lines of the page, then the parts of the table; in a pipe, addresses stay whole."""
    yield from _page(answer.page(answer, screen), screen)
    columns = answer.table(answer, screen) if answer.records else ()
    if columns:
        yield from _page(answer.legend(answer, screen), screen)
        yield from _tables(answer, columns, screen)


def _page(lines: Iterable[Line], screen: Screen) -> Iterator[Text | Table | Segments]:
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


def _lines(lines: Iterable[Line], screen: Screen) -> Iterator[Text | Segments]:
    """Yield lines below each other."""
    in_pipe = not screen.terminal
    for line in lines:
        if line.columns:
            yield from _tables(Answer(records=line.rows), line.columns, screen)
            continue
        width = min(screen.width, WIDEST)
        if line.kind == "chart":
            # It was made for the width of the window; where there is no window, it stays whole.
            width = sys.maxsize if in_pipe else screen.width
        for spans in wrap_line(line, width, whole_addresses=in_pipe):
            yield _text(spans, screen)


def _tables(answer: Answer, columns: Sequence[Column], screen: Screen) -> Iterator[Text | Segments]:
    """Yield a table in parts, between them what stands below a row."""
    columns = fitted(columns, screen.width)
    beside = [column for column in columns if not column.below]
    below = [column for column in columns if column.below]
    layout = lay_out(beside, answer.records, screen.width)
    rule = "─" * (sum(layout.widths) + sum(gaps(layout.columns)))
    rows = [*_row(layout.headings, layout, screen), Segment(f"{rule}\n")]
    for record, cells in zip(answer.records, layout.rows, strict=True):
        rows += _row(cells, layout, screen)
        lines_below = list(_lines_below(record, below, screen))
        if lines_below:
            yield Segments(rows)
            yield from lines_below
            rows = []
    yield Segments(rows)


def _row(row: Sequence[Spans], layout: Layout, screen: Screen) -> Iterator[Segment]:
    """Yield the lines of a row, each cell wrapped to the width of its column.

    Rich would wrap them again, and take several times as long.
    """
    cells = map(wrap, row, layout.widths, layout.hangs)
    behind = *gaps(layout.columns), 0
    for line in zip_longest(*cells, fillvalue=()):
        of_line = zip(layout.columns, line, layout.widths, behind, strict=True)
        for column, content, width, gap in of_line:
            cell = [Segment(span.plain, Style.parse(_style(span, screen))) for span in content]
            blanks = width - sum(width_of(segment.text) for segment in cell)
            if column.right:
                yield Segment(" " * blanks)
                blanks = 0
            yield from cell
            yield Segment(" " * (blanks + gap))
        yield Segment.line()


def _lines_below(
    record: object, columns: Sequence[Column], screen: Screen
) -> Iterator[Text | Segments]:
    """Yield the lines of what stands below the row of a record."""
    for column in columns:
        content = column.behind_name(record)
        if any(span.text for span in content):
            parts = wrap(content, sys.maxsize)
            yield from _lines((Line(part, indent=GAP, hang=GAP) for part in parts), screen)


def _text(spans: Spans, screen: Screen) -> Text:
    """Make a text that is never read as markup, with links where a terminal draws them."""
    text = Text()
    for span in spans:
        text.append(span.plain, _style(span, screen))
    return text


def _style(span: Span, screen: Screen) -> str:
    style = STYLES.get(span.style, "")
    if span.link and screen.terminal and screen.color:
        style += f" underline link {span.link}"
    return style
