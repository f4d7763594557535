"""Draw each kind of answer for a terminal. Rich is used nowhere else, and loaded only for a drawing."""

from collections.abc import Iterator
from importlib import import_module

from msgspec.structs import replace

from ahc_cli.answer import Answer, Rows, Screen
from ahc_cli.answer.events import Hits
from ahc_cli.answer.reports import Faults
from ahc_cli.messages import ngettext
from ahc_cli.model.text import inert

# Drawings are made for no narrower window than this.
NARROWEST = 20
# The module that draws each kind of answer; any other, and one with columns that the reader chose, are rows.
_MODULES = {
    "Events": "events", "Hits": "events", "Cards": "card", "Differences": "difference", "Status": "status",
    "Timeline": "timeline",
}  # fmt: skip


def draw(answer: Answer, screen: Screen) -> Iterator[str]:
    """Draw an answer; one without rows is drawn as nothing."""
    if isinstance(answer, Faults):
        valid = ngettext("{name}: valid, {n} event", "{name}: valid, {n} events", answer.events, name=answer.name)
        for line in [f"{answer.name}:{problem}" for problem in answer.problems] or [valid]:
            yield inert(line) + "\n"
    elif not isinstance(answer, Rows) or answer.records or isinstance(answer, Hits):
        from ahc_cli.draw.console import render

        is_chosen = isinstance(answer, Rows) and answer.chosen
        module = "rows" if is_chosen else _MODULES.get(type(answer).__name__, "rows")
        screen = replace(screen, width=max(screen.width, NARROWEST))
        yield render(import_module(f"ahc_cli.draw.{module}").draw(answer, screen), screen)
