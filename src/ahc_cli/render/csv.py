"""CSV by RFC 4180, with a header. A cell that a spreadsheet would take for a formula gets a leading `'`."""

import csv
import re
from collections.abc import Iterator
from io import StringIO

from ahc_cli.render import Answer, Screen
from ahc_cli.text import inert

# What may start a formula: a spreadsheet may pass over blanks, quotes and characters without width.
_FORMULA = re.compile(r"[\s\"'\u200b\ufeff]*[=+\-@\t\r\n＝＋－＠]")


def render(answer: Answer, screen: Screen) -> Iterator[str]:
    yield _row([column.name for column in answer.columns])
    for record in answer.records:
        yield _row([guarded(column.cell(record, screen.lang)) for column in answer.columns])


def guarded(cell: str) -> str:
    """A cell that no spreadsheet calculates, its controls visible; numbers and dates as they are.

    >>> guarded("=1+1")
    "'=1+1"
    """
    risky = _FORMULA.match(cell) and not _is_number(cell)
    return f"'{inert(cell, lines=True)}" if risky else inert(cell, lines=True)


def _is_number(cell: str) -> bool:
    return cell.isascii() and cell.removeprefix("-").replace(".", "", 1).isdigit()


def _row(cells: list[str]) -> str:
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()
