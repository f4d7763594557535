"""Draw each kind of answer for a terminal; the only package that uses Rich."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, assert_never

from rich.console import RenderableType

from ahc_cli.answer import Rows, Screen
from ahc_cli.answer.card import Cards
from ahc_cli.answer.counts import Counts
from ahc_cli.answer.difference import Differences
from ahc_cli.answer.events import Events
from ahc_cli.answer.faults import Faults
from ahc_cli.answer.names import Names
from ahc_cli.answer.positions import Positions
from ahc_cli.answer.timeline import Timeline
from ahc_cli.draw import card, counts, difference, events, positions, rows, timeline
from ahc_cli.draw.console import render
from ahc_cli.model.text import inert, plural

if TYPE_CHECKING:
    from ahc_cli.answer import Answer


def draw(answer: "Answer", screen: Screen) -> Iterator[str]:
    """Draw an answer; one without rows is drawn as nothing."""
    if isinstance(answer, Faults):
        yield from _faults(answer)
    elif not isinstance(answer, Rows) or answer.records:
        yield render(_parts(answer, screen), screen)


def _parts(answer: "Answer", screen: Screen) -> Iterable[RenderableType]:
    match answer:
        case Names() | Rows(chosen=True):
            yield from rows.draw(answer, screen)
        case Events():
            yield from events.draw(answer, screen)
        case Positions():
            yield from positions.draw(answer, screen)
        case Counts():
            yield from counts.draw(answer, screen)
        case Cards():
            yield from card.draw(answer, screen)
        case Differences():
            yield from difference.draw(answer, screen)
        case Timeline():
            yield from timeline.draw(answer, screen)
        case Faults():
            ...
        case _:
            assert_never(answer)


def _faults(answer: Faults) -> Iterator[str]:
    for problem in answer.problems:
        yield inert(f"{answer.name}:{problem}") + "\n"
    if not answer.problems:
        yield inert(f"{answer.name}: valid, {plural(answer.events, 'event')}") + "\n"
