"""The ids alone, one per line."""

from collections.abc import Iterator
from typing import Any

from ahc_cli.answer import Rows, Screen, cell
from ahc_cli.model.text import inert


def write(answer: Rows[Any], screen: Screen) -> Iterator[str]:
    """Yield the id of each record."""
    for record in answer.records:
        yield inert(cell(getattr(record, answer.key), screen.lang)) + "\n"
