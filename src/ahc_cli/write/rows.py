"""TSV, CSV, Markdown and ids: a line for each record of an answer that is made of rows."""

import re
from collections.abc import Callable, Iterator
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


def tsv(answer: Rows[Any], screen: Screen) -> Iterator[str]:
    """Write codes, EDTF dates and ids, only texts in the reader's language; no header, nothing cut."""
    return ("\t".join(map(inert, cells)) + "\n" for cells in _rows(answer, screen))


def ids(answer: Rows[Any], screen: Screen) -> Iterator[str]:
    """Write the ids alone, one per line: the first key of each record."""
    found = (cell(getattr(record, record.__struct_fields__[0]), screen.lang) for record in answer.records)
    return (inert(id_) + "\n" for id_ in found)


def csv(answer: Rows[Any], screen: Screen) -> Iterator[str]:
    """Write CSV (RFC 4180) with a header; no cell is taken for a formula by a spreadsheet."""
    from csv import writer

    for cells in chain([[column.name for column in answer.columns]], _rows(answer, screen)):
        out = StringIO()
        writer(out, lineterminator="\r\n").writerow(map(guard, cells))
        yield out.getvalue()


def md(answer: Rows[Any], screen: Screen) -> Iterator[str]:
    """Write a Markdown table. Nothing in a cell acts as Markdown."""
    headings = [heading(column.name, screen.lang) for column in answer.columns]
    rows = (map(escape, cells) for cells in _rows(answer, screen))
    return (f"| {' | '.join(cells)} |\n" for cells in chain([headings, ["---"] * len(headings)], rows))


WRITERS: dict[Format, Callable[[Rows[Any], Screen], Iterator[str]]] = {"tsv": tsv, "ids": ids, "csv": csv, "md": md}


def _rows(answer: Rows[Any], screen: Screen) -> Iterator[list[str]]:
    return ([column.cell(record, screen.lang) for column in answer.columns] for record in answer.records)


def guard(cell: str) -> str:
    """Return a cell that no spreadsheet calculates, its controls visible; numbers and dates stay as they are.

    >>> guard("=1+1")
    "'=1+1"
    """
    is_number = cell.isascii() and cell.removeprefix("-").replace(".", "", 1).isdigit()
    prefix = "'" if _FORMULA.match(cell) and not is_number else ""
    return prefix + inert(cell, lines=True)


def escape(cell: str) -> str:
    r"""Escape a cell so that it reads as Markdown text; line feeds become blanks.

    >>> escape("a|b")
    'a\\|b'
    """
    text = _ACTIVE.sub(r"\\\1", inert(cell.replace("\n", " ")).strip())
    return _ADDRESS.sub(r"\1\\\2", _STARTING.sub(r"\1\\\2", text))
