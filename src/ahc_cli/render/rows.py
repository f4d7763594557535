"""Rows of any columns for a terminal: a table that wraps, or a block a row where it would be too narrow."""

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct, to_builtins
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ahc_cli.fields import FIELDS, Field
from ahc_cli.labels import label
from ahc_cli.models import Event, Lang
from ahc_cli.models import Text as Translated
from ahc_cli.render import Answer, Column, Screen
from ahc_cli.render.columns import cell
from ahc_cli.render.console import DATE, FAINT, ID, drawn, joined, text
from ahc_cli.render.prose import extent
from ahc_cli.render.spelling import Spelling
from ahc_cli.render.wording import COMMA, date_in_full, of_event_short

# Columns that are never broken, each with its style.
_WHOLE = {"id": ID, "event": ID, "date": DATE}
# A column of words narrower than this, or so narrow that a cell has more lines, is no pleasure to read.
_LEAST = 20
_MOST_LINES = 4
_GAP = 2
_BETWEEN = "   "
_INDENT = 3

Row = tuple[Text, ...]


def render(answer: Answer, screen: Screen) -> Iterator[str]:
    if answer.records:
        rows = [tuple(_cell(c, r, answer, screen.lang) for c in answer.columns) for r in answer.records]
        headings = tuple(text(column.heading(screen.lang)) for column in answer.columns)
        fits = _room(answer.columns, [headings, *rows]) <= screen.width
        yield drawn(_table(answer, headings, rows) if fits else _blocks(headings, rows, screen.width), screen)


def _room(columns: Sequence[Column], rows: Sequence[Row]) -> int:
    """The cells that a table of these rows cannot do without."""
    least = sum(
        max(_least(said, whole=column.name in _WHOLE) for said in cells)
        for column, cells in zip(columns, zip(*rows, strict=True), strict=True)
    )
    return least + _GAP * (len(columns) - 1) + 1


def _least(said: Text, *, whole: bool) -> int:
    """The width that a text cannot do without: all of it if it is not to be broken, else at least a word's."""
    lines = [extent(line) for line in said.plain.split("\n")]
    width = max(length for _, length in lines)
    return width if whole or width <= _LEAST else max(_LEAST, -(-width // _MOST_LINES), *(word for word, _ in lines))


def _table(answer: Answer, headings: Row, rows: Sequence[Row]) -> Iterator[RenderableType]:
    table = Table(box=None, padding=(0, _GAP, 0, 0), pad_edge=False, header_style=FAINT)
    for column, heading in zip(answer.columns, headings, strict=True):
        numbers = all(isinstance(column.value(record), int | float | None) for record in answer.records)
        table.add_column(
            heading,
            overflow="fold",
            no_wrap=column.name in _WHOLE,
            style=_WHOLE.get(column.name, ""),
            justify="right" if numbers else "left",
        )
    for row in rows:
        table.add_row(*row)
    yield Padding(table, (0, 0, 0, 1))


def _blocks(headings: Row, rows: Sequence[Row], width: int) -> Iterator[RenderableType]:
    """Each row below its first cell, the others with their headings, several on a line as far as they fit."""
    for first, *rest in rows:
        yield Padding(text(first.plain, ID), (0, 0, 0, 1))
        line = joined()
        for heading, said in zip(headings[1:], rest, strict=True):
            if not said:
                continue
            entry = joined(text(heading.plain, FAINT), "\n" if "\n" in said.plain else "  ", said)
            if line and _INDENT + line.cell_len + len(_BETWEEN) + entry.cell_len > width:
                yield Padding(line, (0, 0, 0, _INDENT))
                line = joined()
            line = joined(line, _BETWEEN if line else "", entry)
        yield Padding(line, (0, 0, 0, _INDENT))


def _cell(column: Column, record: Any, answer: Answer, lang: Lang) -> Text:
    """What a person reads in a cell: dates, names, and the codes of closed sets in words, items a line each."""
    value = column.value(record)
    if column.name == "date":
        return text(_date(record, answer, lang))
    values = value if isinstance(value, tuple | list) else (value,)
    if any(isinstance(one, Struct) and not isinstance(one, Translated) for one in values):
        spelling = Spelling(answer.vocabulary, lang)
        return text("\n".join(f"• {spelling.item(to_builtins(one))}" for one in values), lines=True)
    field = FIELDS.get(column.name) or FIELDS.get(column.name.removesuffix("s"))
    return text(COMMA[lang].join(_word(one, field, answer, lang) for one in values))


def _date(record: Any, answer: Answer, lang: Lang) -> str:
    """The date of an event, or of the event that a record is of."""
    event = record if isinstance(record, Event) else (answer.detail or {}).get(record.event)
    return of_event_short(event, lang, in_year=False) if event else date_in_full(record.date, lang)


def _word(value: Any, field: Field | None, answer: Answer, lang: Lang) -> str:
    """One value in a cell; a source goes by its id, because a publisher has many."""
    if field is None or not isinstance(value, str):
        return cell(value, lang)
    if field.table and field.table != "source":
        return answer.vocabulary.label(field.table, value, lang)
    return label(value, lang) if field.choices else value
