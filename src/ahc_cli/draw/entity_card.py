"""The cards of actors, topics, places and sources, and of the convention and its articles."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from ahc_cli.answer import Screen
from ahc_cli.answer.card import Cards
from ahc_cli.ask.find import Entity
from ahc_cli.ask.lead import summary
from ahc_cli.draw.console import HEADING, ID, indent, join, text
from ahc_cli.draw.phrases import aside, citation, event_date, event_line, link, section, stance_text, translation
from ahc_cli.model.records import Actor, Lang, Place, Source
from ahc_cli.model.vocabulary import Article, Instrument, names
from ahc_cli.model.words import COLON, COMMA, date_in_full, label, named


def entity_card(entity: Entity, answer: Cards, screen: Screen) -> Iterator[RenderableType]:
    record, lang = entity.record, screen.lang
    match record:
        case Source():
            yield from _source(entity, record, answer, screen)
        case Instrument():
            yield from _instrument(entity, record, answer, lang)
        case Article():
            yield indent(text(_article_words(record, lang), HEADING), 1)
            yield indent(_line(entity, citation(record.sources).strip()), 1)
        case _:
            aliases = [name for name in names(record) if name not in (record.name.en, record.name.zh)]
            yield indent(text(record.name.lang(lang), HEADING), 1)
            yield from translation(record.name, lang)
            yield indent(
                _line(entity, *((label(record.kind, lang), record.iso) if isinstance(record, Actor) else ())), 1
            )
            if relation := answer.relation(entity):
                yield indent(text(relation.lang(lang)[:1].upper() + relation.lang(lang)[1:], HEADING), 1)
            yield from section("aliases", [text(COMMA[lang].join(aliases))] if aliases else [], lang)
            heading = "wanted" if entity.table == "actor" else "said"
            yield from section(heading, _positions(entity, answer, lang), lang)
            yield from section("appears", _appearances(entity, answer, lang), lang)


def _source(entity: Entity, record: Source, answer: Cards, screen: Screen) -> Iterator[RenderableType]:
    lang = screen.lang
    date = date_in_full(record.date, lang) if record.date else ""
    yield indent(text(record.title, HEADING), 1)
    yield indent(_line(entity, record.publisher, date, label(record.weight, lang)), 1)
    if record.url:
        yield link(record.url, screen, 1)
    yield from section("cites", (event_line(event, lang) for event in answer.events_with(entity)), lang)


def _instrument(entity: Entity, record: Instrument, answer: Cards, lang: Lang) -> Iterator[RenderableType]:
    yield indent(text(record.name.lang(lang), HEADING), 1)
    yield from translation(record.name, lang)
    yield indent(_line(entity), 1)
    if answer.now and answer.now.adopted:
        yield Text()
        yield indent(text(summary(answer.now).lang(lang)), 1)
    events = [event for event in answer.events if event.id in (record.adopted, record.opened)]
    yield from section("appears", (event_line(event, lang) for event in events), lang)
    chapters = (text(f"{chapter.number}  {chapter.title.lang(lang)}") for chapter in record.chapters)
    yield from section("chapters", chapters, lang)
    yield from section("articles", (text(_article_words(article, lang)) for article in record.articles), lang)
    yield from section("aliases", [text(COMMA[lang].join(record.aliases))] if record.aliases else [], lang)


def _article_words(article: Article, lang: Lang) -> str:
    title = article.title.lang(lang)
    return f"Article {article.number}: {title}" if lang == "en" else f"第{article.number}条：{title}"


def _line(entity: Entity, *words: str | None) -> Text:
    return join(text("".join(f"{word} · " for word in words if word)), text(entity.id, ID))


def _positions(entity: Entity, answer: Cards, lang: Lang) -> Iterator[Text]:
    """Yield an actor's positions with their topics, or the positions on a topic with their actors."""
    vocabulary = answer.vocabulary
    taken = {id(entry.position): (entry.event, entry.position) for entry in answer.entries(entity) if entry.position}
    for event, position in taken.values():
        topic = vocabulary.label("topic", position.topic, lang) if position.topic else ""
        about = topic if entity.table == "actor" else named(vocabulary, "actor", position.actors, lang)
        stance = stance_text(position.stance, lang, after=about)
        content = text(f"{COLON[lang]}{position.text.lang(lang)} ", lines=True)
        yield join(stance, content, event_date(event, lang), " ", text(event.id, ID))


def _appearances(entity: Entity, answer: Cards, lang: Lang) -> Iterator[Text]:
    """Name the events, with the roles of an actor in them, or with their summaries at a place."""
    for event in answer.events_with(entity):
        roles = COMMA[lang].join(label(role, lang) for role in answer.roles(event, entity))
        line = join(event_line(event, lang), aside(roles, lang) if roles else "")
        told = event.summary.lang(lang) if event.summary and isinstance(entity.record, Place) else ""
        yield join(line, text(f"\n{told}", lines=True)) if told else line
