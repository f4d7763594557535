"""CSV (RFC 4180) with a header. A cell that a spreadsheet could take for a formula gets a leading `'`."""

import csv
import re
from collections.abc import Iterator
from io import StringIO
from typing import Any

from ahc_cli.answer import Rows, Screen
from ahc_cli.model.text import inert

# What can start a formula; spreadsheets skip blanks, quotes and characters without width.
_FORMULA = re.compile(r"[\s\"'\u200b\ufeff]*[=+\-@\t\r\n＝＋－＠]")


def write(answer: Rows[Any], screen: Screen) -> Iterator[str]:
    """Yield the header and a line per record."""
    yield _line([column.name for column in answer.columns])
    for record in answer.records:
        yield _line([guard(column.cell(record, screen.lang)) for column in answer.columns])


def guard(cell: str) -> str:
    """Return a cell that no spreadsheet calculates, its controls visible; numbers and dates stay as they are.

    >>> guard("=1+1")
    "'=1+1"
    """
    is_number = cell.isascii() and cell.removeprefix("-").replace(".", "", 1).isdigit()
    prefix = "'" if _FORMULA.match(cell) and not is_number else ""
    return prefix + inert(cell, lines=True)


def _line(cells: list[str]) -> str:
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()
