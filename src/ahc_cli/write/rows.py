"""TSV, CSV, Markdown and ids: codes, EDTF dates and ids, only texts in the reader's language, and nothing cut."""

import re
from collections.abc import Iterator
from io import StringIO
from itertools import chain
from typing import Any

from ahc_cli.answer import Format, Rows, Screen, cell
from ahc_cli.model.text import inert
from ahc_cli.model.words import heading

# What can start a formula; spreadsheets skip blanks, quotes and characters without width.
_FORMULA = re.compile(r"[\s\"'\u200b\ufeff]*[=+\-@\t\r\n＝＋－＠]")

_ACTIVE = re.compile(r"([\\`*_{}\[\]()<>#+!|~&$@^])")
# At the start of a line, or after a number there, these would begin a list, a heading or a table.
_STARTING = re.compile(r"^(\d*)([-=:](?<!\d.)|\.(?=\s|$))")
# A bare address would become a link.
_ADDRESS = re.compile(r"(?i)(https?|ftp|www)([:.])")


def write(answer: Rows[Any], name: Format, screen: Screen) -> Iterator[str]:
    """Write a line for each record, in CSV and Markdown below a header."""
    rows = ([column.cell(record, screen.lang) for column in answer.columns] for record in answer.records)
    names = [column.name for column in answer.columns]
    match name:
        case "ids":
            # The first key of a record is its id.
            for record in answer.records:
                yield inert(cell(getattr(record, record.__struct_fields__[0]), screen.lang)) + "\n"
        case "tsv":
            for cells in rows:
                yield "\t".join(map(inert, cells)) + "\n"
        case "csv":
            from csv import writer

            for cells in chain([names], rows):
                out = StringIO()
                writer(out).writerow(map(guard, cells))
                yield out.getvalue()
        case "md":
            yield f"| {' | '.join(heading(name, screen.lang) for name in names)} |\n"
            yield f"|{' --- |' * len(names)}\n"
            for cells in rows:
                yield f"| {' | '.join(map(escape, cells))} |\n"


def guard(cell: str) -> str:
    """Return a cell that no spreadsheet calculates, its controls visible; numbers and dates stay as they are."""
    is_number = cell.isascii() and cell.removeprefix("-").replace(".", "", 1).isdigit()
    prefix = "'" if _FORMULA.match(cell) and not is_number else ""
    return prefix + inert(cell, lines=True)


def escape(cell: str) -> str:
    """Escape a cell so that it reads as Markdown text; line feeds become blanks."""
    text = _ACTIVE.sub(r"\\\1", inert(cell.replace("\n", " ")).strip())
    return _ADDRESS.sub(r"\1\\\2", _STARTING.sub(r"\1\\\2", text))
