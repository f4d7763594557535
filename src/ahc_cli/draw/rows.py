"""Rows of any columns: a table that wraps, or a block for each row where it would be too narrow."""

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct, to_builtins
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from ahc_cli.answer import Column, Rows, Screen, cell
from ahc_cli.answer.names import Names
from ahc_cli.answer.positions import Positions
from ahc_cli.draw.console import DATE, FAINT, ID, indent, join, text
from ahc_cli.draw.phrases import item_words
from ahc_cli.draw.wrap import extent
from ahc_cli.model import records
from ahc_cli.model.fields import FIELDS
from ahc_cli.model.records import Lang
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.model.words import COMMA, event_date_short, heading, label

# Columns that are never broken, each with its style.
_UNBROKEN = {"id": ID, "event": ID, "date": DATE}
# A column is at least so wide, and wide enough that no cell has more lines than this.
_LEAST_WIDTH = 20
_MOST_LINES = 4
_GAP = 2
_BETWEEN = "   "
_INDENT = 3

Row = tuple[Text, ...]


def draw(answer: Rows[Any], screen: Screen) -> Iterator[RenderableType]:
    names = [column.name for column in answer.columns]
    if isinstance(answer, Names):
        names = ["events" if name == "count" else name for name in names]
    headings = tuple(text(heading(name, screen.lang)) for name in names)
    rows = [tuple(_cell(column, record, answer, screen.lang) for column in answer.columns) for record in answer.records]
    if _least_width(answer.columns, [headings, *rows]) <= screen.width:
        return iter([_table(answer, headings, rows)])
    return _blocks(headings, rows, screen.width)


def _least_width(columns: Sequence[Column[Any]], rows: Sequence[Row]) -> int:
    """Return the width that a table of these rows needs at least."""
    total = 1
    for column, cells in zip(columns, zip(*rows, strict=True), strict=True):
        unbroken = column.name in _UNBROKEN
        total += max(_least_cell_width(content, unbroken=unbroken) for content in cells) + _GAP
    return total - _GAP


def _least_cell_width(content: Text, *, unbroken: bool) -> int:
    word, line = extent(content.plain)
    return line if unbroken or line <= _LEAST_WIDTH else max(_LEAST_WIDTH, -(-line // _MOST_LINES), word)


def _table(answer: Rows[Any], headings: Row, rows: Sequence[Row]) -> RenderableType:
    table = Table(box=None, padding=(0, _GAP, 0, 0), pad_edge=False, header_style=FAINT)
    for column, title in zip(answer.columns, headings, strict=True):
        numbers = all(isinstance(column.value(record), int | float | None) for record in answer.records)
        table.add_column(
            title,
            no_wrap=column.name in _UNBROKEN,
            style=_UNBROKEN.get(column.name, ""),
            justify="right" if numbers else "left",
        )
    for row in rows:
        table.add_row(*row)
    return indent(table, 1)


def _blocks(headings: Row, rows: Sequence[Row], width: int) -> Iterator[RenderableType]:
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
    if column.name == "date":
        event = answer.events[record.event] if isinstance(answer, Positions) else record
        return text(event_date_short(event, lang, in_year=False))
    value = column.value(record)
    values = value if isinstance(value, tuple | list) else (value,)
    if any(isinstance(one, Struct) and not isinstance(one, records.Text) for one in values):
        items = (item_words(to_builtins(one), answer.vocabulary, lang) for one in values)
        return text("\n".join(f"• {item}" for item in items), lines=True)
    return text(COMMA[lang].join(_value_words(column.name, one, answer.vocabulary, lang) for one in values))


def _value_words(name: str, value: Any, vocabulary: Vocabulary, lang: Lang) -> str:
    """Write one value of a cell; a source keeps its id, because a publisher has many."""
    field = FIELDS.get(name) or FIELDS.get(name.removesuffix("s"))
    if field is None or not isinstance(value, str):
        return cell(value, lang)
    if field.table and field.table != "source":
        return vocabulary.label(field.table, value, lang)
    return label(value, lang) if field.choices else value
