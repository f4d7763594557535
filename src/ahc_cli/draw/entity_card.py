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
    record, lang, of_actor = entity.record, screen.lang, entity.table == "actor"
    ids = references if isinstance(record, Source) else tags
    events = [event for event in answer.events if (entity.table, entity.id) in (found[:2] for found in ids(event))]
    if isinstance(record, Source):
        date = date_in_full(record.date, lang) if record.date else ""
        yield indent(text(record.title, HEADING), 1)
        yield indent(_line(entity, record.publisher, date, label(record.weight, lang)), 1)
        if record.url:
            yield link(record.url, screen, 1)
        yield from section("cites", (event_line(event, lang) for event in events), lang)
        return
    aliases = [name for name in names(record) if name not in (record.name.en, record.name.zh)]
    yield indent(text(record.name.lang(lang), HEADING), 1)
    yield from translation(record.name, lang)
    yield indent(_line(entity, *((label(record.kind, lang), record.iso) if isinstance(record, Actor) else ())), 1)
    yield from section("aliases", [text(COMMA[lang].join(aliases))] if aliases else [], lang)
    yield from section("wanted" if of_actor else "said", _positions(entity, answer, lang), lang)
    yield from section("appears", (_appearance(event, entity, lang) for event in events), lang)


def _line(entity: Entity, *words: str | None) -> Text:
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
            stance = stance_text(position.stance, lang, after=about)
            content = text(f"{COLON[lang]}{position.text.lang(lang)} ", lines=True)
            yield join(stance, content, event_date(event, lang), " ", text(event.id, ID))


def _appearance(event: Event, entity: Entity, lang: Lang) -> Text:
    """Name an event, with the roles of an actor in it."""
    roles = dict.fromkeys(label(a.role, lang) for a in event.actors if entity.table == "actor" and a.actor == entity.id)
    return join(event_line(event, lang), aside(COMMA[lang].join(roles), lang) if roles else "")
