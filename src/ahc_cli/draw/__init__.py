"""Draw each kind of answer for a terminal. Rich is used nowhere else, and each drawing is imported when it is used."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from ahc_cli.answer import Rows, Screen
from ahc_cli.answer.card import Cards
from ahc_cli.answer.events import Events, Hits
from ahc_cli.answer.status import Status
from ahc_cli.answer.verdict import Differences, Faults
from ahc_cli.messages import ngettext
from ahc_cli.model.text import inert

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ahc_cli.answer import Answer
    from ahc_cli.answer.timeline import Timeline

# Drawings are made for no narrower window than this.
NARROWEST = 20


def draw(answer: "Answer", screen: Screen) -> Iterator[str]:
    """Draw an answer; one without rows is drawn as nothing."""
    if isinstance(answer, Faults):
        valid = ngettext("{name}: valid, {n} event", "{name}: valid, {n} events", answer.events, name=answer.name)
        for line in [f"{answer.name}:{problem}" for problem in answer.problems] or [valid]:
            yield inert(line) + "\n"
    elif not isinstance(answer, Rows) or answer.records or isinstance(answer, Hits):
        from ahc_cli.draw.console import render

        screen = replace(screen, width=max(screen.width, NARROWEST))
        yield render(_parts(answer, screen), screen)


def _parts(answer: "Rows[Any] | Cards | Timeline | Differences | Status", screen: Screen) -> "Iterable[RenderableType]":
    match answer:
        case Events(chosen=False):
            from ahc_cli.draw import events

            return events.draw(answer, screen)
        case Rows():
            from ahc_cli.draw import rows

            return rows.draw(answer, screen)
        case Cards():
            from ahc_cli.draw import card

            return card.draw(answer, screen)
        case Differences():
            from ahc_cli.draw import difference

            return difference.draw(answer, screen)
        case Status():
            from ahc_cli.draw import status

            return status.draw(answer, screen)
        case _:  # a timeline: mypy checks that no other kind is left
            from ahc_cli.draw import timeline

            return timeline.draw(answer, screen)
