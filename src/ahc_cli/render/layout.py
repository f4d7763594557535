"""Lines of spans as they stand in a window: those of a page wrapped, columns of a table measured.

Lines break as their script does. All text that leaves here is inert: a terminal acts on none.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.messages import _
from ahc_cli.model.labels import heading, label
from ahc_cli.model.text import WORD_JOINER, breaks, inert, pieces
from ahc_cli.model.text import width as width_of
from ahc_cli.render import Column, Line, Span, Spans

# All widths are in cells. The gap is between two columns, and before what stands below a row.
GAP = 2
# Prose is no wider than this.
WIDEST = 100
# A window has room for columns if it is at least as wide as this, and as this for each column, or
# a third of what a column of texts wants.
_LEAST_WINDOW, _LEAST_COLUMN = 40, 13
# In a window of this width, a column of texts may cut a long piece of them, such as an address.
_WIDE_WINDOW = 60


def wrap_line(line: Line, width: int, *, whole_addresses: bool = False) -> Iterator[Spans]:
    """Yield a line of a page as lines of at most `width` cells, its mark before the first."""
    margin, mark = Span(" " * line.indent), inert_span(line.mark)
    start: Spans = ()
    # An item without a mark stands below the text of the item before.
    if mark.text or line.kind == "item":
        start = (mark, Span(" " * (line.hang - width_of(mark.text))))
    room = max(1, width - line.indent - line.hang)
    for spans in wrap(line.spans, room, whole_addresses=whole_addresses):
        yield (margin, *start, *spans)
        start = (Span(" " * line.hang),)


def wrap(spans: Spans, width: int, hang: int = 0, *, whole_addresses: bool = False) -> list[Spans]:
    """Divide spans into lines of at most `width` cells, without the blanks at their ends.

    They are divided at line feeds, too; the other lines are indented by `hang` cells. With
    `whole_addresses`, a line that is an address is not divided.
    """
    spans = tuple(map(inert_span, spans))
    parts: list[Spans] = []
    offset = 0
    for line in _text(spans).split("\n"):
        is_whole = whole_addresses and re.fullmatch(r"https?://\S+", line)
        divisions = () if is_whole else breaks(line, width, hang)
        for start, end in pairwise((0, *divisions, len(line))):
            length = len(line[start:end].rstrip())
            margin = (Span(" " * hang),) if start and hang else ()
            parts.append((*margin, *_cut(spans, offset + start, offset + start + length)))
        offset += len(line) + len("\n")
    return parts


class Layout(Struct, frozen=True):
    """A table as a window has it: its columns, their widths in cells, and rows of cells.

    A cell hangs by as many cells as leave room for the widest piece of its column.
    """

    columns: Sequence[Column]
    widths: Sequence[int]
    hangs: Sequence[int]
    headings: Sequence[Spans]
    rows: Sequence[Sequence[Spans]]


def lay_out(columns: Sequence[Column], records: Sequence[Any], window: int) -> Layout:
    """Lay out a table with a column for each cell of a record, or a line if there is no room."""
    names = [heading(column.name) for column in columns]
    headings: list[Spans] = [(Span(WORD_JOINER.join(name), "heading"),) for name in names]
    rows = [_row(columns, record) for record in records]
    sizes = list(map(_measure, columns, zip(headings, *rows, strict=True)))
    widths = _widths(sizes, window)
    wanted = sum(max(_LEAST_COLUMN, (not each.most) * each.wants // 3) for each in columns)
    is_wide_enough = window >= max(_LEAST_WINDOW, wanted)
    if is_wide_enough and not _is_cut(sizes, widths, window):
        hangs = list(map(_Size.hang, sizes, widths))
        return Layout(columns, widths, hangs, headings, rows)
    # Of this column only its width counts; what it shows is in the rows.
    only_column = Column("", columns[0].show, most=0)
    columns = [column for column in columns if column.goes != "away"]
    headings = [_joined(((Span(heading(column.name)),) for column in columns), " · ")]
    rows = [[_below_each_other(columns, record)] for record in records]
    size = _measure(only_column, chain(headings, *rows))
    (width,) = _widths([size], window)
    hang = max(0, min(2 * GAP, width - size.piece))
    return Layout([only_column], [width], [hang], headings, rows)


def gaps(columns: Iterable[Column]) -> list[int]:
    """Return how many cells are between each two columns; a sign, of one cell, has one."""
    return [1 if 1 in (left.most, right.most) else GAP for left, right in pairwise(columns)]


def fitted(columns: Iterable[Column], window: int) -> list[Column]:
    """Return the columns for which a window has room; what the others show stands in these."""
    shown = [*columns]
    while sum(column.room + GAP for column in shown if not column.below) - GAP >= window:
        going = [column for column in shown if column.goes][-1:]
        if not going:
            break
        (last,) = going
        shown.remove(last)
        shown = [_with(last, column) if column.name == last.goes else column for column in shown]
        if last.goes == "below":
            shown.append(replace(last, goes="", below=True))
    return shown


def _with(going: Column, column: Column) -> Column:
    """Return a column with what another shows, behind its text or, in a narrow one, below it."""

    def show(record: Any) -> Spans:
        behind = going.show(record)
        gap = Span("\n" if column.most else "  ") if _text(behind) else Span("")
        return *column.show(record), gap, *behind

    name = column.name
    if column.most:
        name = heading(name) + _(", ") + label(going.name, "fields")
    return replace(column, name=name, show=show)


def _below_each_other(columns: Iterable[Column], record: Any) -> Spans:
    """Write the cells of a row below each other; a sign stands before the cell behind it."""
    spans: Spans = ()
    gap = ""
    for column in columns:
        cell = column.behind_name(record)
        if _text(cell):
            spans += (Span(gap), *cell)
            gap = " " if column.most == 1 else "\n"
    return tuple(replace(span, text=span.text.replace("\n", "\n" + " " * GAP)) for span in spans)


def _row(columns: Sequence[Column], record: Any) -> list[Spans]:
    return [column.show(record) for column in columns]


class _Size(Struct, frozen=True):
    """How wide the widest line of a column is, and its widest piece, which does not break."""

    column: Column
    line: int
    piece: int

    @property
    def least(self) -> int:
        """How wide the column is at least, if there is room for all of them."""
        if not self.column.most:
            return min(self.piece, _LEAST_COLUMN)
        return self.piece

    def hang(self, width: int) -> int:
        """By how much the column hangs in a width; one that is not cut has room for its pieces."""
        if not self.column.most:
            return self.column.hang
        return max(0, min(self.column.hang, width - self.piece))


def _measure(column: Column, cells: Iterable[Spans]) -> _Size:
    """Measure the cells of a column."""
    lines = inert("\n".join(map(_text, cells)), lines=True).split("\n")
    stripped_pieces = (piece.rstrip() for piece in chain.from_iterable(map(pieces, lines)))
    return _Size(column, max(map(width_of, lines)), max(map(width_of, stripped_pieces)))


def _widths(sizes: Sequence[_Size], window: int) -> list[int]:
    """Return the width of each column: that of its widest line, as far as there is room."""
    # The last cell of a window stays empty.
    room = window - 1 - sum(gaps(size.column for size in sizes))
    widths: list[int] = []
    for size in sizes:
        limit = WIDEST if size.column.is_prose else room
        if size.column.most:
            limit = max(size.column.most, size.piece)
        widths.append(min(size.line, limit))

    def rank(number: int) -> tuple[bool, bool, int]:
        """Rank a column higher the sooner it becomes narrower: a text first, at last the widest."""
        size, width = sizes[number], widths[number]
        has_room = width > size.least
        return has_room, has_room and not size.column.most, width

    while sum(widths) > room:
        widths[max(range(len(widths)), key=rank)] -= 1
    return widths


def _is_cut(sizes: Sequence[_Size], widths: Sequence[int], window: int) -> bool:
    """Whether a column cuts a piece that the window has room for; in a wide one, texts may."""
    for size, width in zip(sizes, widths, strict=True):
        may_cut = not size.column.most and window >= _WIDE_WINDOW and width >= size.least
        if width < size.piece < window and not may_cut:
            return True
    return False


def _joined(cells: Iterable[Spans], mark: str) -> Spans:
    """Join the cells that are not empty, with a mark between them."""
    spans: Spans = ()
    for cell in filter(_text, cells):
        spans += (Span(mark), *cell)
    return spans[1:]


def _cut(spans: Spans, start: int, end: int) -> Spans:
    """Return what spans have between two offsets in their text."""
    parts: list[Span] = []
    for span in spans:
        if end <= 0:
            break
        text = span.text[max(0, start) : end]
        if text:
            parts.append(Span(text, span.style, span.link, tile=span.tile))
        start -= len(span.text)
        end -= len(span.text)
    return tuple(parts)


def _text(spans: Spans) -> str:
    return "".join(span.text for span in spans)


def inert_span(span: Span) -> Span:
    return Span(inert(span.text, lines=True), span.style, span.link, tile=span.tile)
