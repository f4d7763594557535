"""Rows of any columns: a table that wraps, or a block for each row where it would be too narrow."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import to_builtins
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from ahc_cli.answer import Column, Rows, Screen
from ahc_cli.answer.names import Names
from ahc_cli.answer.positions import Positions
from ahc_cli.draw.console import DATE, FAINT, ID, indent, join, text
from ahc_cli.draw.phrases import folded, value_words
from ahc_cli.draw.wrap import extent
from ahc_cli.model.records import Event, Lang
from ahc_cli.model.words import LASTING, event_date, heading

# Columns that are never broken, each with its style.
_UNBROKEN = {"id": ID, "event": ID, "date": DATE}
# Any other column is at least this wide, and so wide that no cell has more lines than this.
_LEAST_WIDTH = 20
_MOST_LINES = 4
# A wider date is folded to two lines: this is the range of days in two years.
_MOST_DATE = len("11 Nov 2022 – 11 Apr 2023")
_GAP = 2
_BETWEEN = "   "
_INDENT = 3


def draw(answer: Rows[Any], screen: Screen) -> Iterable[RenderableType]:
    table = Table(box=None, padding=(0, _GAP, 0, 0), pad_edge=False, header_style=FAINT)
    headings: list[Text] = []
    columns: list[list[Text]] = []
    least_width = 1 - _GAP
    for column in answer.columns:
        name = "events" if isinstance(answer, Names) and column.name == "count" else column.name
        headings.append(text(heading(name, screen.lang)))
        columns.append([_cell(column, record, answer, screen.lang) for record in answer.records])
        unbroken = name in _UNBROKEN
        least_width += max(_least_width(content, unbroken=unbroken) for content in (headings[-1], *columns[-1])) + _GAP
        numbers = all(isinstance(column.value(record), int | float | None) for record in answer.records)
        table.add_column(
            headings[-1],
            no_wrap=unbroken or numbers,
            style=_UNBROKEN.get(name, ""),
            justify="right" if numbers else "left",
        )
    rows = list(zip(*columns, strict=True))
    if least_width > screen.width:
        return _blocks(headings, rows, screen.width)
    for row in rows:
        table.add_row(*row)
    return [indent(table, 1)]


def _least_width(content: Text, *, unbroken: bool) -> int:
    word, line = extent(content.plain)
    return line if unbroken or line <= _LEAST_WIDTH else max(_LEAST_WIDTH, -(-line // _MOST_LINES), word)


def _blocks(headings: Sequence[Text], rows: Iterable[Sequence[Text]], width: int) -> Iterator[RenderableType]:
    """Yield each row as its first cell, and below it the others with their headings, as many on a line as fit."""
    for first, *rest in rows:
        yield indent(text(first.plain, ID), 1)
        line = join()
        for title, content in zip(headings[1:], rest, strict=True):
            if not content:
                continue
            entry = join(text(title.plain, FAINT), "\n" if "\n" in content.plain else "  ", content)
            if line and _INDENT + line.cell_len + len(_BETWEEN) + entry.cell_len > width:
                yield indent(line, _INDENT)
                line = join()
            line = join(line, _BETWEEN if line else "", entry)
        yield indent(line, _INDENT)


def _cell(column: Column[Any], record: Any, answer: Rows[Any], lang: Lang) -> Text:
    """Make the text of a cell: dates, names and codes in words, the items of a list on a line each."""
    event = answer.events[record.event] if isinstance(answer, Positions) else record
    if column.name == "date" and isinstance(event, Event):
        return text(folded(event_date(event, lang), _MOST_DATE), lines=True)
    window = isinstance(record, Event) and record.kind not in LASTING
    value = to_builtins(column.value(record))
    if not isinstance(value, list | tuple) or not any(isinstance(item, dict) for item in value):
        return text(value_words(column.name, value, answer.vocabulary, lang))
    items = (value_words(column.name, item, answer.vocabulary, lang, window=window) for item in value)
    return text("\n".join(f"• {item}" for item in items), lines=True)
