"""A Markdown table. Nothing in a cell acts as Markdown."""

import re
from collections.abc import Iterable, Iterator

from ahc_cli.render import Answer, Screen
from ahc_cli.text import inert

_ACTIVE = re.compile(r"([\\`*_{}\[\]()<>#+!|~&])")


def render(answer: Answer, screen: Screen) -> Iterator[str]:
    yield _row(column.heading(screen.lang) for column in answer.columns)
    yield _row("---" for _ in answer.columns)
    for record in answer.records:
        yield _row(escaped(column.cell(record, screen.lang)) for column in answer.columns)


def escaped(cell: str) -> str:
    r"""A cell as text: marks escaped, line feeds blanks.

    >>> escaped("a|b")
    'a\\|b'
    """
    return _ACTIVE.sub(r"\\\1", inert(cell.replace("\n", " ")).strip())


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |\n"
