"""Counts for a terminal: a bar each."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table

from ahc_cli.render import Answer, Screen
from ahc_cli.render.console import FAINT, HEADING, NARROWEST, drawn, text

_LEAST_BAR = 8
_MOST_BAR = 60


def render(answer: Answer, screen: Screen) -> Iterator[str]:
    if answer.records:
        yield drawn([_bars(answer, screen)], screen)


def _bars(answer: Answer, screen: Screen) -> RenderableType:
    most = max(tally.count for tally in answer.records)
    digits = len(str(most))
    longest = max(text(tally.label.lang(screen.lang)).cell_len for tally in answer.records)
    width = max(screen.width, NARROWEST)
    names = min(longest, width // 2)
    room = max(_LEAST_BAR, min(_MOST_BAR, width - names - digits - 6))
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(overflow="fold", max_width=names)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True, overflow="ignore")
    for tally in answer.records:
        length = max(1, round(room * tally.count / most))
        style = FAINT if tally.value is None else ""
        table.add_row(
            text(tally.label.lang(screen.lang), style),
            text(str(tally.count), HEADING),
            text("▆" * length, style),
        )
    return Padding(table, (0, 0, 0, 1))
