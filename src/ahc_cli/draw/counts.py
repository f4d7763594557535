"""Counts: a bar each."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table

from ahc_cli.answer import Screen
from ahc_cli.answer.counts import Counts
from ahc_cli.draw.console import FAINT, HEADING, NARROWEST, indent, text

_LEAST_BAR = 8
_MOST_BAR = 60


def draw(answer: Counts, screen: Screen) -> Iterator[RenderableType]:
    most = max(tally.count for tally in answer.records)
    width = max(screen.width, NARROWEST)
    longest = max(text(tally.label.lang(screen.lang)).cell_len for tally in answer.records)
    names = min(longest, width // 2)
    room = max(_LEAST_BAR, min(_MOST_BAR, width - names - len(str(most)) - 6))
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(max_width=names)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True, overflow="ignore")
    for tally in answer.records:
        style = FAINT if tally.value is None else ""
        bar = "▆" * max(1, round(room * tally.count / most))
        table.add_row(text(tally.label.lang(screen.lang), style), text(str(tally.count), HEADING), text(bar, style))
    yield indent(table, 1)
