"""Draw each kind of answer for a terminal. Rich is used nowhere else, and loaded only for a drawing."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from ahc_cli.answer import Rows, Screen
from ahc_cli.answer.events import Events, Hits
from ahc_cli.answer.reports import Differences, Faults, Status
from ahc_cli.messages import ngettext
from ahc_cli.model.text import inert

if TYPE_CHECKING:
    from ahc_cli.answer import Answer
    from ahc_cli.answer.card import Cards
    from ahc_cli.answer.timeline import Timeline
    from ahc_cli.draw.console import Row

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
        yield render(_rows(answer, screen), screen)


def _rows(answer: "Rows[Any] | Cards | Timeline | Differences | Status", screen: Screen) -> "Iterable[Row]":
    if isinstance(answer, Events) and not answer.chosen:
        from ahc_cli.draw import events

        return events.draw(answer, screen)
    if isinstance(answer, Rows):
        from ahc_cli.draw import rows

        return rows.draw(answer, screen)
    if isinstance(answer, Differences):
        from ahc_cli.draw import difference

        return difference.draw(answer, screen)

    from ahc_cli.answer.card import Cards

    if isinstance(answer, Cards):
        from ahc_cli.draw import card

        return card.draw(answer, screen)

    from ahc_cli.draw import status, timeline

    return status.draw(answer, screen) if isinstance(answer, Status) else timeline.draw(answer, screen)
