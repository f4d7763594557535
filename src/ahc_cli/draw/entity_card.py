"""The card of an actor, topic, place or source: what it is, the positions, and the events with it."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from ahc_cli.answer import Screen
from ahc_cli.answer.card import Cards
from ahc_cli.ask.find import Entity
from ahc_cli.draw.console import HEADING, ID, indent, join, text
from ahc_cli.draw.phrases import aside, event_date, event_line, link, section, stance_text, translation
from ahc_cli.model.records import Actor, Event, Lang, Source, references, tags
from ahc_cli.model.vocabulary import names
from ahc_cli.model.words import COLON, COMMA, date_in_full, label, named


def entity_card(entity: Entity, answer: Cards, screen: Screen) -> Iterator[RenderableType]:
    record, lang = entity.record, screen.lang
    key = (entity.table, entity.id)
    if isinstance(record, Source):
        yield indent(text(record.title, HEADING), 1)
        date = date_in_full(record.date, lang) if record.date else ""
        yield indent(_line(entity, record.publisher, date, label(record.weight, lang)), 1)
        if record.url:
            yield link(record.url, screen, 1)
        citing = [event for event in answer.events if key in (tag[:2] for tag in references(event))]
        yield from section("cites", (event_line(event, lang) for event in citing), lang)
        return
    yield indent(text(record.name.lang(lang), HEADING), 1)
    yield from translation(record.name, lang)
    yield indent(_line(entity, *((label(record.kind, lang), record.iso or "") if isinstance(record, Actor) else ())), 1)
    aliases = [name for name in names(record) if name not in (record.name.en, record.name.zh)]
    yield from section("aliases", [text(COMMA[lang].join(aliases))] if aliases else [], lang)
    yield from section("wanted" if entity.table == "actor" else "said", _positions(entity, answer, lang), lang)
    events = [event for event in answer.events if key in (tag[:2] for tag in tags(event))]
    yield from section("appears", (_appearance(entity, event, lang) for event in events), lang)


def _line(entity: Entity, *words: str) -> Text:
    return join(text("".join(f"{word} · " for word in words if word)), text(entity.id, ID))


def _positions(entity: Entity, answer: Cards, lang: Lang) -> Iterator[Text]:
    """Yield an actor's positions with their topics, or the positions on a topic with their actors."""
    of_actor, vocabulary = entity.table == "actor", answer.vocabulary
    for event in answer.events:
        for position in event.positions:
            if entity.id not in (position.actors if of_actor else (position.topic,)):
                continue
            topic = vocabulary.label("topic", position.topic, lang) if position.topic else ""
            about = topic if of_actor else named(vocabulary, "actor", position.actors, lang)
            content = text(f"{COLON[lang]}{position.text.lang(lang)} ", lines=True)
            head = stance_text(position.stance, lang, after=about)
            yield join(head, content, event_date(event, lang), " ", text(event.id, ID))


def _appearance(entity: Entity, event: Event, lang: Lang) -> Text:
    """Name an event, with the roles of an actor in it."""
    roles = dict.fromkeys(label(a.role, lang) for a in event.actors if entity.table == "actor" and a.actor == entity.id)
    line = event_line(event, lang)
    return join(line, aside(COMMA[lang].join(roles), lang)) if roles else line
