"""Draw each kind of answer for a terminal. Rich is used nowhere else, and loaded only for a drawing."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from ahc_cli.answer import Rows, Screen
from ahc_cli.answer.events import Events, Hits
from ahc_cli.answer.verdict import Differences, Faults
from ahc_cli.messages import ngettext
from ahc_cli.model.text import inert

if TYPE_CHECKING:
    from ahc_cli.answer import Answer
    from ahc_cli.answer.card import Cards

    if isinstance(answer, Cards):
        from ahc_cli.draw import card

        return card.draw(answer, screen)

    from ahc_cli.answer.status import Status
    from ahc_cli.draw import status, timeline

    return status.draw(answer, screen) if isinstance(answer, Status) else timeline.draw(answer, screen)
