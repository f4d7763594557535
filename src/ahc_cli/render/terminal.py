"""Pages and tables at a terminal. Rich is used nowhere else, and loaded only for a drawing.

Lines break as their script does: Rich breaks them only at blanks, so that Chinese after a blank
would start a new line, and so could Chinese marks. Everything passes `text_of`, so nothing that a
terminal would act upon leaves.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import chain

from msgspec.structs import replace
from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, JustifyMethod
from rich.table import Table
from rich.text import Text

from ahc_cli.messages import spoken
from ahc_cli.model.labels import heading
from ahc_cli.model.text import WORD_BREAK, WORD_JOINER, breaks, inert, pieces
from ahc_cli.model.text import width as width_of
from ahc_cli.render import Answer, Column, Line, Screen, Spans

# Drawings are made for no narrower window than this, and prose for no wider one than that.
_NARROWEST, _WIDEST = 20, 100
# Tables in a narrower window, with less room for each column or too little for an id, have a line
# for each cell.
_NARROW, _LEAST, _WIDE = 40, 13, 60
# Fixed colours of the 256, each legible on a light and on a dark ground; a test computes it. None
# is the only sign.
STYLES = {
    "heading": "bold",
    "id": "color(133)",
    "faint": "dim",
    "weak": "color(130)",
    "match": "not dim underline",
    "planned": "italic",
    "note": "dim",
    "old": "color(166) strike",
    "new": "color(28) underline",
    "meetings": "color(31)",
    "decisions": "color(133)",
    "documents": "color(28)",
    "statements": "color(130)",
    "signatures": "color(166)",
}
_GAP = 2
_ASCII = str.maketrans(
    {
        "–": "-",
        "—": "-",
        "─": "-",
        "┄": "-",
        "│": "|",
        "▆": "#",
        "•": "*",
        "·": "-",
        "○": "o",
        "↷": ">",
        "×": "x",
        "…": "...",
        "←": "<",
        "→": ">",
        "△": "!",
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        # Only timelines have these, and the column of kinds.
        **dict(zip("█▄◆▲■●►▬★✓┬┴┃├┤", "#=*^@&\"_$%+'![]", strict=True)),
    }
)


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
    page = chain.from_iterable(_wrapped(line, screen) for line in answer.page(screen))
    for part in chain(page, _table(answer, screen) if answer.records and answer.table else ()):
        console.print(part, crop=False, soft_wrap=isinstance(part, Text))
    # The ids that Rich gives to links are random, and no terminal needs them for links on one line.
    written = re.sub(
        r"\x1b\]8;id=[^;]*;",
        "\x1b]8;;",
        out.getvalue().replace(WORD_JOINER, "").replace(WORD_BREAK, ""),
    )
    drawn = "\n".join(line.rstrip() for line in written.split("\n"))
    yield drawn if screen.unicode else drawn.translate(_ASCII)


def text_of(spans: Spans, *, links: bool = False) -> Text:
    """Make an inert text that is never read as markup."""
    text = Text()
    for span in spans:
        style = STYLES.get(span.style, span.style)
        text.append(
            inert(span.text, lines=True),
            f"{style} link {span.link}" if span.link and links else style,
        )
    return text


def _wrapped(line: Line, screen: Screen) -> Iterator[Text]:
    """Yield a line of a page as lines of a window, the mark before the first."""
    width = screen.width if line.kind == "chart" else min(screen.width, _WIDEST)
    mark, said = text_of((line.mark,)), text_of(line.spans, links=screen.terminal and screen.color)
    # A line that is made for a window is left whole where there is none.
    is_whole = line.kind == "chart" and not screen.terminal
    parts = (
        [said]
        if is_whole
        else wrap(said, max(1, width - line.indent - line.hang), whole=not screen.terminal)
    )
    for number, part in enumerate(parts or [Text()]):
        drawn = Text(" " * line.indent) if number else Text(" " * line.indent).append_text(mark)
        # A line without a mark hangs below its first line; an item without one stands below the
        # item before.
        if number or mark or line.kind == "item":
            drawn.pad_right(line.indent + line.hang - drawn.cell_len)
        yield drawn.append_text(part)


def wrap(content: Text, width: int, *, whole: bool = False) -> list[Text]:
    """Divide a text into lines of at most `width` cells, without the blanks at their ends;
    addresses may be `whole`.
    """
    lines = content.split(allow_blank=True) if "\n" in content.plain else [content]
    kept = [whole and re.fullmatch(r"https?://\S+", line.plain) for line in lines]
    parts = [
        part
        for line, keep in zip(lines, kept, strict=True)
        for part in ([line] if keep else line.divide(breaks(line.plain, width)))
    ]
    for part in parts:
        part.rstrip()
    return parts


def _table(rows: Answer, screen: Screen) -> Iterator[Table | Text]:
    """Yield a table in parts, between them the names of groups and what stands below a row."""
    width, links = screen.width, screen.terminal and screen.color
    shown = [column for column in rows.table if column.since <= width and not column.below]
    below = [column for column in rows.table if column.below]
    cells = [
        [text_of(column.show(record), links=links) for column in shown] for record in rows.records
    ]
    headings = [Text(inert(heading(column.name, spoken())), "bold") for column in shown]
    widths, is_cut = _widths(shown, [headings, *cells], width)
    if is_cut or width < max(_NARROW, _LEAST * len(shown)):
        shown, headings = (
            [Column("", shown[0].show, most=0)],
            [Text(" · ").join(filter(None, headings))],
        )
        cells = [[Text("\n").join(filter(None, row))] for row in cells]
        widths, _is_cut = _widths(shown, [headings, *cells], width)

    def part(*, is_first: bool = False) -> Table:
        table = Table(
            box=SIMPLE_HEAD,
            show_edge=False,
            pad_edge=False,
            padding=(0, _GAP - 1, 0, 0),
            header_style="",
            show_header=is_first,
        )
        for column, head, cells_ in zip(shown, headings, widths, strict=True):
            side: JustifyMethod = "right" if column.right else "left"
            table.add_column(Group(*wrap(head, cells_)), width=cells_, no_wrap=True, justify=side)
        return table

    table, before = part(is_first=True), ""
    for record, row in zip(rows.records, cells, strict=True):
        name = rows.group(record) if rows.group else ""
        if name != before:
            yield table
            yield Text(inert(name), "bold")
            table, before = part(), name
        # One text of many lines would take Rich the square of their number.
        table.add_row(
            *(Group(*wrap(text, cells_)) for text, cells_ in zip(row, widths, strict=True))
        )
        texts_below = filter(None, (text_of(column.show(record)) for column in below))
        for line in (
            line
            for text in texts_below
            for line in wrap(text, width - _GAP, whole=not screen.terminal)
        ):
            yield table
            yield Text(" " * _GAP).append_text(line)
            table = part()
    yield table


def _widths(
    shown: Sequence[Column], rows: Iterable[Sequence[Text]], width: int
) -> tuple[list[int], bool]:
    """Return the width of each column: that of its content up to its most, and an equal part of
    what is left.

    A column is at least as wide as its widest piece that stays together, unless there is no room
    for all of them. Say whether a column cuts one that has room in the window; in a wide one that
    of the texts may, which have addresses.
    """
    room = width - 1 - _GAP * (len(shown) - 1)
    columns = [
        [line for text in column for line in text.plain.split("\n")]
        for column in zip(*rows, strict=True)
    ]
    whole = [
        max(width_of(piece.rstrip()) for line in lines for piece in pieces(line))
        for lines in columns
    ]
    most = [
        max(column.most, piece) if column.most else room
        for column, piece in zip(shown, whole, strict=True)
    ]
    least = [
        piece if column.most else min(piece, _LEAST)
        for column, piece in zip(shown, whole, strict=True)
    ]
    widths = [
        min(limit, max(map(width_of, lines))) for limit, lines in zip(most, columns, strict=True)
    ]
    while sum(widths) > room:
        widths[
            max(
                range(len(widths)),
                key=lambda at: (widths[at] > least[at], not shown[at].most, widths[at]),
            )
        ] -= 1
    return widths, any(
        cells < piece < width and (column.most or width < _WIDE)
        for column, cells, piece in zip(shown, widths, whole, strict=True)
    )
