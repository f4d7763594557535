"""Rows of any columns for a terminal: a table that wraps, ids never cut."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table

from ahc_cli.render import Answer, Screen
from ahc_cli.render.console import FAINT, ID, drawn, text

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
        table.add_row(*(text(column.cell(record, screen.lang)) for column in answer.columns))
    yield Padding(table, (0, 0, 0, 1))


def _stacked(answer: Answer, screen: Screen) -> Iterator[RenderableType]:
    for record in answer.records:
        for number, column in enumerate(answer.columns):
            if cell := column.cell(record, screen.lang):
                yield Padding(text(cell, ID if not number else ""), (0, 0, 0, 1 if not number else 3))
