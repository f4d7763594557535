"""Positions for a terminal: who, in what stance, about what, and in which event."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding

from ahc_cli.labels import label
from ahc_cli.render import Answer, Screen
from ahc_cli.render.console import DATE, FAINT, HEADING, ID, drawn, joined, text
from ahc_cli.render.wording import date_in_full, named


def render(answer: Answer, screen: Screen) -> Iterator[str]:
    if answer.records:
        yield drawn(_entries(answer, screen), screen)


def _entries(answer: Answer, screen: Screen) -> Iterator[RenderableType]:
    event = None
    for wanted in answer.records:
        if wanted.event != event:
            event = wanted.event
            when = text(date_in_full(wanted.date, screen.lang), DATE)
            yield Padding(joined(when, "  ", text(event, ID)), (0, 0, 0, 1))
        who = named(answer.vocabulary, "actor", wanted.actors, screen.lang)
        about = answer.vocabulary.label("topic", wanted.topic, screen.lang) if wanted.topic else ""
        head = joined(
            text(f"{who} · "),
            text(label(wanted.stance, screen.lang), HEADING),
            text(f" · {about}" if about else "", FAINT),
        )
        yield Padding(head, (0, 0, 0, 3))
        yield Padding(text(wanted.text.lang(screen.lang)), (0, 0, 0, 5))
