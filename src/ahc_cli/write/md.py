"""A Markdown table. Nothing in a cell acts as Markdown."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from ahc_cli.answer import Rows, Screen
from ahc_cli.model.text import inert
from ahc_cli.model.words import heading

_ACTIVE = re.compile(r"([\\`*_{}\[\]()<>#+!|~&$@^])")
# At the start of a line, or after a number there, these would begin a list, a heading or a table.
_STARTING = re.compile(r"^(\d*)([-=:](?<!\d.)|\.(?=\s|$))")
# A bare address would become a link.
_ADDRESS = re.compile(r"(?i)(https?|ftp|www)([:.])")


def write(answer: Rows[Any], screen: Screen) -> Iterator[str]:
    """Yield the header and a line per record."""
    yield _line(heading(column.name, screen.lang) for column in answer.columns)
    yield _line("---" for _ in answer.columns)
    for record in answer.records:
        yield _line(escape(column.cell(record, screen.lang)) for column in answer.columns)


def escape(cell: str) -> str:
    r"""Escape a cell so that it reads as text; line feeds become blanks.

    >>> escape("a|b")
    'a\\|b'
    """
    text = _ACTIVE.sub(r"\\\1", inert(cell.replace("\n", " ")).strip())
    return _ADDRESS.sub(r"\1\\\2", _STARTING.sub(r"\1\\\2", text))


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |\n"
