"""A timeline for a terminal."""

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from ahc_cli.render import Answer, Screen
from ahc_cli.render.console import FAINT, NARROWEST, drawn
from ahc_cli.render.picture import Key, Picture, Row, picture
from ahc_cli.text import width

_BETWEEN_KEYS = "   "


def render(answer: Answer, screen: Screen) -> Iterator[str]:
    if answer.records:
        yield drawn(_lines(picture(answer.records, screen), max(screen.width, NARROWEST)), screen)


def _lines(seen: Picture, columns: int) -> Iterator[RenderableType]:
    # Rich joins the texts it is handed and forgets that they do not wrap; a group it leaves alone.
    yield Group(*(_line(row, seen) for row in seen.rows), "")
    yield from _legend(seen.legend, columns)


def _line(row: Row, seen: Picture) -> Text:
    """A row, the rules seen where it is empty."""
    line = _blank(" ").append(row.name, "" if row.ruled else FAINT)
    taken = {at for mark in row.marks for at in range(mark.column, mark.column + width(mark.text))}
    rules = [rule for rule in seen.rules if row.ruled and rule.column not in taken]
    for mark in sorted((*row.marks, *rules), key=lambda mark: mark.column):
        line.pad_right(max(0, 1 + seen.names + mark.column - line.cell_len))
        line.append(mark.text, mark.style)
    return line


def _legend(keys: Iterable[Key], columns: int) -> Iterator[Text]:
    """The entries side by side, on as many lines as they need."""
    line = _blank("")
    for key in keys:
        entry = Text.assemble((key.sign, key.style), f" {key.meaning}")
        if line.cell_len and line.cell_len + len(_BETWEEN_KEYS) + entry.cell_len > columns:
            yield line
            line = _blank("")
        line.append(_BETWEEN_KEYS if line.cell_len else " ").append_text(entry)
    yield line


def _blank(said: str) -> Text:
    return Text(said, no_wrap=True, overflow="ignore")
