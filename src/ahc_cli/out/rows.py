"""TSV, CSV and ids: codes, EDTF dates and ids, only texts in the reader's language, and nothing cut."""

import re
from collections.abc import Iterator
from typing import Any

from ahc_cli.model.text import inert
from ahc_cli.out import Rows, Screen, cell

# What can start a formula; spreadsheets skip blanks, quotes and characters without width.
_FORMULA = re.compile(r"[\s\"'\u200b\ufeff]*[=+\-@\t\r\n＝＋－＠]")


def cells_of(rows: Rows[Any], screen: Screen) -> Iterator[list[str]]:
    """Yield the cells of each record, as codes and text."""
    return ([cell(column.value(record), screen.lang) for column in rows.columns] for record in rows.records)


def write_ids(rows: Rows[Any], screen: Screen) -> Iterator[str]:
    """Yield the first key of each record, which is its id, on a line."""
    for record in rows.records:
        yield inert(cell(getattr(record, record.__struct_fields__[0]), screen.lang)) + "\n"


def write_tsv(rows: Rows[Any], screen: Screen) -> Iterator[str]:
    """Yield a line of cells for each record, without a header."""
    for cells in cells_of(rows, screen):
        yield "\t".join(map(inert, cells)) + "\n"


def write_csv(rows: Rows[Any], screen: Screen) -> Iterator[str]:
    """Yield a header and a line for each record; what a program could take for a separator is quoted."""
    for cells in ([column.name for column in rows.columns], *cells_of(rows, screen)):
        quoted = (
            '"{}"'.format(each.replace('"', '""')) if re.search('[,;"\n]', each) else each for each in map(guard, cells)
        )
        yield (",".join(quoted) or '""') + "\r\n"


def guard(cell: str) -> str:
    """Return a cell that no spreadsheet calculates, its controls visible; numbers and dates stay as they are."""
    is_number = cell.isascii() and cell.removeprefix("-").replace(".", "", 1).isdigit()
    prefix = "'" if _FORMULA.match(cell) and not is_number else ""
    return prefix + inert(cell, lines=True)
