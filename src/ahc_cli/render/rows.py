"""Rows of any columns for a terminal: a table that wraps, ids never cut."""

from collections.abc import Iterator
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table

from ahc_cli.fields import FIELDS
from ahc_cli.labels import label
from ahc_cli.models import Lang
from ahc_cli.render import Answer, Column, Screen
from ahc_cli.render.columns import cell
from ahc_cli.render.console import FAINT, ID, drawn, text
from ahc_cli.render.wording import date_in_full

_STACKED = 60


def render(answer: Answer, screen: Screen) -> Iterator[str]:
    if answer.records:
        draw = _stacked if screen.width < _STACKED and len(answer.columns) > 2 else _table  # noqa: PLR2004 - two columns fit anywhere
        yield drawn(draw(answer, screen), screen)


def _table(answer: Answer, screen: Screen) -> Iterator[RenderableType]:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style=FAINT)
    for column in answer.columns:
        whole = column.name in ("id", "event", "date")
        table.add_column(text(column.heading(screen.lang)), overflow="fold", no_wrap=whole, style=ID if whole else "")
    for record in answer.records:
        table.add_row(*(text(_cell(column, record, screen.lang)) for column in answer.columns))
    yield Padding(table, (0, 0, 0, 1))


def _stacked(answer: Answer, screen: Screen) -> Iterator[RenderableType]:
    for record in answer.records:
        for number, column in enumerate(answer.columns):
            if said := _cell(column, record, screen.lang):
                yield Padding(text(said, ID if not number else ""), (0, 0, 0, 1 if not number else 3))


def _cell(column: Column, record: Any, lang: Lang) -> str:
    """What a person reads in a cell: dates and the codes of closed sets in words."""
    value = column.value(record)
    if column.name == "date":
        return date_in_full(value, lang)
    field = FIELDS.get(column.name)
    if field is None or not field.choices or value is None:
        return column.cell(record, lang)
    codes = [value] if isinstance(value, str) else value
    return cell([label(code, lang) for code in codes], lang)
