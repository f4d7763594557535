"""Draw each kind of answer for a terminal. Rich is used nowhere else, and each drawing is imported when it is used."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ahc_cli.answer import Rows, Screen
from ahc_cli.answer.card import Cards
from ahc_cli.answer.counts import Counts
from ahc_cli.answer.difference import Differences
from ahc_cli.answer.events import Events, Hits
from ahc_cli.answer.faults import Faults
from ahc_cli.answer.names import Names, Sources
from ahc_cli.answer.positions import Positions
from ahc_cli.answer.status import Status
from ahc_cli.model.text import inert, plural

if TYPE_CHECKING:
    from ahc_cli.answer import Answer


def draw(answer: "Answer", screen: Screen) -> Iterator[str]:
    """Draw an answer; one without rows is drawn as nothing."""
    if isinstance(answer, Faults):
        valid = f"{answer.name}: valid, {plural(answer.events, 'event')}"
        for line in [f"{answer.name}:{problem}" for problem in answer.problems] or [valid]:
            yield inert(line) + "\n"
        return
    from ahc_cli.draw.console import render

    match answer:
        case Rows(records=[]) if not isinstance(answer, Hits):
            return
        case Names() | Sources() | Rows(chosen=True):
            from ahc_cli.draw import rows

            yield render(rows.draw(answer, screen), screen)
        case Events():
            from ahc_cli.draw import events

            yield render(events.draw(answer, screen), screen)
        case Positions():
            from ahc_cli.draw import positions

            yield render(positions.draw(answer, screen), screen)
        case Counts():
            from ahc_cli.draw import counts

            yield render(counts.draw(answer, screen), screen)
        case Cards():
            from ahc_cli.draw import card

            yield render(card.draw(answer, screen), screen)
        case Differences():
            from ahc_cli.draw import difference

            yield render(difference.draw(answer, screen), screen)
        case Status():
            from ahc_cli.draw import status

            yield render(status.draw(answer, screen), screen)
        case _:  # a timeline: mypy checks that no other kind is left
            from ahc_cli.draw import timeline

            yield render(timeline.draw(answer, screen), screen)
