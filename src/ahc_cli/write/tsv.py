"""TSV: one line per record, no header, nothing cut; codes, EDTF dates and ids, only texts in the reader's language."""

from collections.abc import Iterator
from typing import Any

from ahc_cli.answer import Rows, Screen
from ahc_cli.model.text import inert


def write(answer: Rows[Any], screen: Screen) -> Iterator[str]:
    """Yield a line per record."""
    for record in answer.records:
        yield "\t".join(inert(column.cell(record, screen.lang)) for column in answer.columns) + "\n"
