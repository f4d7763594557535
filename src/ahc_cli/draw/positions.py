"""Positions below their events: who, in what stance, on what topic, who says so, and how sure it is."""

from collections.abc import Iterator

from rich.console import RenderableType

from ahc_cli.answer import Screen
from ahc_cli.answer.positions import Positions
from ahc_cli.draw.console import FAINT, indent, join, text, unbroken
from ahc_cli.draw.phrases import citation, event_line, stance_text
from ahc_cli.model.words import label, named


def draw(answer: Positions, screen: Screen) -> Iterator[RenderableType]:
    lang, vocabulary, event = screen.lang, answer.vocabulary, ""
    for taken in answer.records:
        if taken.event != event:
            event = taken.event
            yield indent(event_line(answer.events[event], lang), 1)
        topic = vocabulary.label("topic", taken.topic, lang) if taken.topic else ""
        yield indent(stance_text(taken.stance, lang, named(vocabulary, "actor", taken.actors, lang), topic), 3)
        confidence = vocabulary.confidence(taken.sources)
        sure = unbroken(f" {label(confidence, lang)}") if confidence else ""
        yield indent(join(text(taken.text.lang(lang), lines=True), text(citation(taken.sources) + sure, FAINT)), 5)
