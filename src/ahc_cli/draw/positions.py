"""Positions below their events: who, in what stance, on what topic, who says so, and how sure it is."""

from collections.abc import Iterator

from rich.console import RenderableType

from ahc_cli.answer import Screen
from ahc_cli.answer.positions import Positions
from ahc_cli.draw.console import FAINT, ID, date_text, indent, join, text, unbroken
from ahc_cli.draw.phrases import citation, date_style, stance_text, title_text
from ahc_cli.model.words import event_date_short, label, named


def draw(answer: Positions, screen: Screen) -> Iterator[RenderableType]:
    lang, vocabulary, event = screen.lang, answer.vocabulary, None
    for taken in answer.records:
        if event is None or taken.event != event.id:
            event = answer.events[taken.event]
            when = date_text(event_date_short(event, lang, in_year=False), date_style(event))
            yield indent(join(when, "  ", title_text(event, lang), "  ", text(event.id, ID)), 1)
        actors = named(vocabulary, "actor", taken.actors, lang)
        topic = vocabulary.label("topic", taken.topic, lang) if taken.topic else ""
        yield indent(stance_text(taken.stance, lang, actors, topic), 3)
        confidence = vocabulary.confidence(taken.sources)
        sure = unbroken(f" {label(confidence, lang)}") if confidence else ""
        note = text(citation(taken.sources) + sure, FAINT)
        yield indent(join(text(taken.text.lang(lang), lines=True), note), 5)
