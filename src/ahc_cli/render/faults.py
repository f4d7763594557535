"""The faults of a dataset as compilers and editors write them, a line each; of a sound one that it is."""

from collections.abc import Iterator

from msgspec import Struct

from ahc_cli.render import Answer, Screen
from ahc_cli.text import count_of, inert


class Checked(Struct, frozen=True):
    """What was checked: its name, and how many events there were."""

    name: str
    events: int


def render(answer: Answer, screen: Screen) -> Iterator[str]:  # noqa: ARG001 - what every format is given
    checked: Checked = answer.detail
    for problem in answer.records:
        yield inert(f"{checked.name}:{problem}") + "\n"
    if not answer.records:
        yield inert(f"{checked.name}: valid, {count_of(checked.events, 'event')}") + "\n"
