"""Positions for a terminal: who, in what stance, about what, in which event, who says so, and how sure it is."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding

from ahc_cli.labels import label
from ahc_cli.render import Answer, Screen
from ahc_cli.render.console import FAINT, ID, date_style, dated, drawn, joined, text, unbroken
from ahc_cli.render.headings import stance, titled
from ahc_cli.render.wording import named, of_event_short


def render(answer: Answer, screen: Screen) -> Iterator[str]:
    if answer.records:
        yield drawn(_entries(answer, screen), screen)


def _entries(answer: Answer, screen: Screen) -> Iterator[RenderableType]:
    """The positions below their events, which `detail` has by id."""
    lang, last = screen.lang, None
    for wanted in answer.records:
        if wanted.event != last:
            last = wanted.event
            event = answer.detail[last]
            when = dated(of_event_short(event, lang, in_year=False), date_style(event))
            yield Padding(joined(when, "  ", titled(event, lang), "  ", text(last, ID)), (0, 0, 0, 1))
        who = named(answer.vocabulary, "actor", wanted.actors, lang)
        about = answer.vocabulary.label("topic", wanted.topic, lang) if wanted.topic else ""
        head = (text(f"{who} · "), stance(wanted.stance, lang), text(f" · {about}" if about else ""))
        yield Padding(joined(*head), (0, 0, 0, 3))
        cited = f" [{', '.join(wanted.sources)}]" if wanted.sources else ""
        confidence = answer.vocabulary.confidence(wanted.sources)
        sure = unbroken(f" {label(confidence, lang)}") if confidence else ""
        yield Padding(joined(text(wanted.text.lang(lang), lines=True), text(cited + sure, FAINT)), (0, 0, 0, 5))
