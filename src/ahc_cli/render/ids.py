"""The ids alone, a line each."""

from collections.abc import Iterator

from ahc_cli.render import Answer, Screen
from ahc_cli.render.columns import cell
from ahc_cli.text import inert


def render(answer: Answer, screen: Screen) -> Iterator[str]:
    for record in answer.records:
        yield inert(cell(_id(record), screen.lang)) + "\n"


def _id(record: object) -> object:
    """The id of a record; of a position its event, of a count its value (None for want of one)."""
    for name in ("id", "event", "value"):
        if hasattr(record, name):
            return getattr(record, name)
    raise TypeError(record)
