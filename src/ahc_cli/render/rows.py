"""Rows of any columns for a terminal: a table that wraps, or a block a row where it would be too narrow."""

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ahc_cli.fields import FIELDS, Field
from ahc_cli.labels import label
from ahc_cli.models import Event, Lang
from ahc_cli.render import Answer, Column, Screen
from ahc_cli.render.columns import cell
from ahc_cli.render.console import FAINT, ID, drawn, joined, text
from ahc_cli.render.wording import COMMA, date_in_full, of_event_short

_WHOLE = ("id", "event", "date")
# A column of words narrower than this is no pleasure to read.
_LEAST = 14
_GAP = 2

Row = tuple[Text, ...]


def render(answer: Answer, screen: Screen) -> Iterator[str]:
    if answer.records:
        rows = [tuple(text(_cell(c, r, answer, screen.lang)) for c in answer.columns) for r in answer.records]
        headings = tuple(text(column.heading(screen.lang)) for column in answer.columns)
        fits = _room(answer.columns, [headings, *rows]) <= screen.width
        yield drawn(_table(answer.columns, headings, rows) if fits else _stacked(headings, rows), screen)


def _room(columns: Sequence[Column], rows: Sequence[Row]) -> int:
    """The cells that a table of these rows cannot do without."""
    widths: list[int] = [max(cell.cell_len for cell in cells) for cells in zip(*rows, strict=True)]
    least = (w if c.name in _WHOLE else min(w, _LEAST) for c, w in zip(columns, widths, strict=True))
    return sum(least) + _GAP * (len(columns) - 1) + 1


def _table(columns: Sequence[Column], headings: Row, rows: Sequence[Row]) -> Iterator[RenderableType]:
    table = Table(box=None, padding=(0, _GAP, 0, 0), pad_edge=False, header_style=FAINT)
    for column, heading in zip(columns, headings, strict=True):
        whole = column.name in _WHOLE
        table.add_column(heading, overflow="fold", no_wrap=whole, style=ID if whole else "")
    for row in rows:
        table.add_row(*row)
    yield Padding(table, (0, 0, 0, 1))


def _stacked(headings: Row, rows: Sequence[Row]) -> Iterator[RenderableType]:
    for first, *rest in rows:
        yield Padding(joined(text(first.plain, ID)), (0, 0, 0, 1))
        for heading, said in zip(headings[1:], rest, strict=True):
            if said:
                yield Padding(joined(text(f"{heading.plain}  ", FAINT), said), (0, 0, 0, 3))


def _cell(column: Column, record: Any, answer: Answer, lang: Lang) -> str:
    """What a person reads in a cell: dates, names, and the codes of closed sets in words."""
    value = column.value(record)
    if column.name == "date":
        return of_event_short(record, lang, in_year=False) if isinstance(record, Event) else date_in_full(value, lang)
    field = FIELDS.get(column.name) or FIELDS.get(column.name.removesuffix("s"))
    values = value if isinstance(value, tuple | list) else (value,)
    return COMMA[lang].join(_word(one, field, answer, lang) for one in values)


def _word(value: Any, field: Field | None, answer: Answer, lang: Lang) -> str:
    """One value in a cell; a source goes by its id, because a publisher has many."""
    if field is None or not isinstance(value, str):
        return cell(value, lang)
    if field.table and field.table != "source":
        return answer.vocabulary.label(field.table, value, lang)
    return label(value, lang) if field.choices else value
