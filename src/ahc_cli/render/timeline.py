"""A timeline for a terminal."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from ahc_cli.render import Answer, Screen
from ahc_cli.render.console import FAINT, NARROWEST, drawn
from ahc_cli.render.picture import Key, Mark, Picture, Row, picture

_BETWEEN_KEYS = "   "


def render(answer: Answer, screen: Screen) -> Iterator[str]:
    if answer.records:
        yield drawn(_lines(picture(answer.records, screen), max(screen.width, NARROWEST)), screen)


def _lines(seen: Picture, width: int) -> Iterator[RenderableType]:
    # Rich joins the texts it is handed and forgets that they do not wrap; a group it leaves alone.
    yield Group(*(_line(row, seen) for row in seen.rows), "")
    yield from _legend(seen.legend, width)


def _line(row: Row, seen: Picture) -> Text:
    """A row, the rules seen where it is empty."""
    line = _blank(" ")
    line.append(row.name, "" if row.ruled else FAINT)
    line.pad_right(max(0, 1 + seen.names - line.cell_len))
    at = 0
    for mark in (*row.marks, None):
        until = mark.column if mark else None
        for rule in _between(seen.rules if row.ruled else (), at, until):
            line.append(" " * (rule.column - at)).append(rule.text, rule.style)
            at = rule.column + 1
        if mark:
            line.append(" " * (mark.column - at)).append(mark.text, mark.style)
            at = mark.column + Text(mark.text).cell_len
    return line


def _between(rules: Sequence[Mark], first: int, until: int | None) -> Iterable[Mark]:
    return (rule for rule in rules if rule.column >= first and (until is None or rule.column < until))


def _legend(keys: Iterable[Key], width: int) -> Iterator[Text]:
    """The entries side by side, on as many lines as they need."""
    line = _blank("")
    for key in keys:
        entry = Text.assemble((key.sign, key.style), f" {key.meaning}")
        if line.cell_len and line.cell_len + len(_BETWEEN_KEYS) + entry.cell_len > width:
            yield line
            line = _blank("")
        line.append(_BETWEEN_KEYS if line.cell_len else " ").append_text(entry)
    yield line


def _blank(said: str) -> Text:
    return Text(said, no_wrap=True, overflow="ignore")
