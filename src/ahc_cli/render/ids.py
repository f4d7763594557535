"""The ids alone, a line each."""

from collections.abc import Iterator

from ahc_cli.render import Answer, Screen
from ahc_cli.text import inert


def render(answer: Answer, _screen: Screen) -> Iterator[str]:
    for record in answer.records:
        yield inert(str(_id(record))) + "\n"


def _id(record: object) -> object:
    """The id of a record; of a position its event, of a count its value."""
    for name in ("id", "event", "value"):
        if hasattr(record, name):
            return getattr(record, name)
    raise TypeError(record)
