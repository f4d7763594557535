"""Cards: everything about events, actors, topics, places and sources, in the words that both painters write."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

import msgspec
from msgspec import Struct

from ahc_cli.answer import Format
from ahc_cli.answer.entries import TakenPosition, in_short, positions_of
from ahc_cli.ask.find import Entity
from ahc_cli.ask.passages import find, item_at, on_topics, passages, stated
from ahc_cli.ask.standing import Standing, relation, summary
from ahc_cli.ask.terms import Term, article_term, topic_term
from ahc_cli.messages import _
from ahc_cli.model import records, words
from ahc_cli.model.fields import Entry, date_order, entries
from ahc_cli.model.records import Confidence, Event, Lang, Listed, Role, Stance, Table, Text, references, tags
from ahc_cli.model.text import fold
from ahc_cli.model.vocabulary import Article, Chapter, Instrument, Vocabulary, fold_names, names


class Statement(Struct, frozen=True):
    """Words with their sources and how sure they are, behind a `label`; of a position its stance, and the event."""

    words: str
    sources: Sequence[str] = ()
    confidence: Confidence | None = None
    label: str = ""
    stance: Stance | None = None
    event: Event | None = None


class Mention(Struct, frozen=True):
    """An event behind a `mark`, with the `roles` of an actor in it, or with what is `told` of it."""

    event: Event
    mark: str = ""
    roles: str = ""
    told: Sequence[Statement] = ()


Item = Statement | Mention


class Card(Struct, frozen=True, dict=True):
    """What a card says in a language: titles, the parts of a line, a summary, and the items of each section."""

    record: Event | Entity
    title: str
    line: Sequence[str | None] = ()
    translation: str = ""
    summary: str = ""
    address: str | None = None
    sections: Mapping[str, Sequence[Item]] = {}
    sources: Sequence[str] = ()

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The numbers of the sources in the order in which they are cited."""
        items = (item for section in self.sections.values() for item in section if not isinstance(item, Mention))
        cited = dict.fromkeys((*self.sources, *(source for item in items for source in item.sources)))
        return {id_: number for number, id_ in enumerate(cited, 1)}


class Cards(Struct, frozen=True):
    """Events and entities, a card each; `events` are all events of the record, dated by its `edition`.

    `now` is where the convention stands, if the record has one; then the card of a state says how it stands to it.
    The records may be the events `of_symbol`, a document symbol that several of them have.
    """

    records: Sequence[Event | Entity]
    events: Sequence[Event]
    vocabulary: Vocabulary
    edition: date
    now: Standing | None = None
    of_symbol: bool = False

    @property
    def formats(self) -> tuple[Format, ...]:
        """A calendar has only events."""
        only_events = all(isinstance(record, Event) for record in self.records)
        return ("table", "json", "ndjson", "md", *(("ics",) if only_events else ()))

    def json(self) -> Iterator[Any]:
        """Events as they are; entities with their id and table, their positions, and the events with them."""
        for record in self.records:
            yield record if isinstance(record, Event) else self._entity(record)

    def _entity(self, entity: Entity) -> dict[str, Any]:
        found = {"id": entity.id, "table": entity.table, **msgspec.to_builtins(entity.record)}
        if entity.table == "actor":
            found["relation"] = relation(entity.id, self.now) if self.now else None
        if entity.table in ("actor", "topic", "article"):
            found["positions"] = self.positions(entity)
        if isinstance(entity.record, Article):
            found["contents"] = self.contents(entity.record)
        keys = ("id", "date", "title", *(("summary",) if entity.table == "place" else ()))
        found["events"] = [
            {key: value for key in keys if (value := getattr(event, key))} | {"roles": self.roles(event, entity)}
            for event in self.events_with(entity)
        ]
        return found

    def positions(self, entity: Entity) -> list[TakenPosition]:
        """The positions of an actor, on a topic, or that mention an article."""
        article = article_term(entity.record.number, self.vocabulary) if isinstance(entity.record, Article) else None

        def is_on(entry: Entry) -> bool:
            if not (taken := entry.position):
                return False
            spans = (article.spans(said, fold(said)) for _, said in taken.text.both()) if article else ()
            return any(map(any, spans)) if article else entity.id in (entry.actor, taken.topic)

        return positions_of(filter(is_on, (entry for event in self.events for entry in entries(event))))[0]

    def contents(self, article: Article) -> list[Listed]:
        """The facts and caveats that say, where the text was adopted, what an article of it contains."""
        instrument, term = self.vocabulary.instrument, article_term(article.number, self.vocabulary)
        adopted = (event for event in self.events if instrument and event.id == instrument.adopted)
        return [item for event in adopted for item in stated(event, term)]

    def told(self, event: Event, term: Term | None) -> Sequence[Listed]:
        """What an event, but not the adoption, says of an article, or best of a topic; nothing without a term."""
        if term and term.is_article:
            return [] if self.now and self.now.adopted == event else stated(event, term)
        best = on_topics(event, [term]) if term else None
        return [item_at(event, best.path)] if best else []

    def events_with(self, entity: Entity) -> list[Event]:
        """The events with an entity; those that cite a source, mention an article, adopted or opened the convention."""
        match entity.record:
            case Instrument(adopted=adopted, opened=opened):
                return [event for event in self.events if event.id in (adopted, opened)]
            case Article() as article:
                term = article_term(article.number, self.vocabulary)
                return [event for event in self.events if any(find(term, each)[0] for each in passages(event))]
        ids = references if entity.table == "source" else tags
        key = (entity.table, entity.id)
        return [event for event in self.events if any(found[:2] == key for found in ids(event))]

    def roles(self, event: Event, entity: Entity) -> list[Role]:
        """The roles of an actor at an event, each once."""
        of_actor = (item.role for item in event.actors if entity.table == "actor" and item.actor == entity.id)
        return list(dict.fromkeys(of_actor))

    def card(self, record: Event | Entity, lang: Lang) -> Card:
        """Put a card into the words of a language."""
        return _event_card(record, self, lang) if isinstance(record, Event) else _entity_card(record, self, lang)


def _event_card(event: Event, answer: Cards, lang: Lang) -> Card:
    vocabulary, by_id = answer.vocabulary, {each.id: each for each in answer.events}
    return Card(
        event,
        words.title(event, lang),
        line=(
            event.place and vocabulary.label("place", event.place, lang),
            event.format and words.label(event.format, lang),
            words.label(event.kind, lang),
            event.body and vocabulary.label("actor", event.body, lang),
        ),
        translation=_translation(event.title, lang),
        summary=event.summary.lang(lang) if event.summary else "",
        sections={
            "facts": _listed(event.facts, vocabulary, lang),
            "positions": [_position(position, vocabulary, lang) for position in event.positions],
            "votes": _listed(event.votes, vocabulary, lang),
            "attendance": _listed(event.attendance, vocabulary, lang),
            "documents": _listed(event.documents, vocabulary, lang),
            "caveats": _listed(event.caveats, vocabulary, lang),
            "actors": list(_roles(event, vocabulary, lang)),
            "topics": _together([vocabulary.label("topic", id_, lang) for id_ in event.topics], lang),
            "history": _listed(event.history, vocabulary, lang, event),
            "series": list(_neighbours(event, answer.events)),
            "related": [Mention(by_id[id_]) if id_ in by_id else Statement(id_) for id_ in event.related],
        },
    )


def _listed(items: Sequence[Listed], vocabulary: Vocabulary, lang: Lang, of: Event | None = None) -> list[Statement]:
    """Put items of a list into words; those of a plan need to know the event that they are `of`."""
    window = of is not None and not words.lasts(of)
    said = ((words.item_words(item, vocabulary, lang, window=window), item) for item in items)
    return [Statement(told, item.sources, getattr(item, "confidence", None) or None) for told, item in said]


def _position(
    taken: records.Position | TakenPosition, vocabulary: Vocabulary, lang: Lang, at: Event | None = None, on: str = ""
) -> Statement:
    who = words.stance_words(taken.actors, taken.stance, taken.topic if taken.topic != on else None, vocabulary, lang)
    return Statement(taken.text.lang(lang), taken.sources, taken.confidence or None, who, taken.stance, at)


def _roles(event: Event, vocabulary: Vocabulary, lang: Lang) -> Iterator[Statement]:
    """Yield the actors by role; those with the same role, date and sources together."""
    groups: dict[tuple[Role, str | None, tuple[str, ...]], list[str]] = {}
    for appearance in event.actors:
        groups.setdefault((appearance.role, appearance.date, appearance.sources), []).append(appearance.actor)
    for (role, day, sources), actors in groups.items():
        when = words.bracketed(words.date_in_full(day, lang), lang) if day else ""
        yield Statement(words.named(vocabulary, "actor", actors, lang), sources, label=words.label(role, lang) + when)


def _neighbours(event: Event, events: Sequence[Event]) -> Iterator[Mention]:
    """Yield the previous and the next event of the series."""
    here = date_order(event)
    others = sorted((e for e in events if event.series and e.series == event.series), key=date_order)
    yield from [Mention(other, "← ") for other in others if date_order(other) < here][-1:]
    yield from [Mention(other, "→ ") for other in others if date_order(other) > here][:1]


def _entity_card(entity: Entity, answer: Cards, lang: Lang) -> Card:
    record, sections = entity.record, _sections(entity, answer, lang)
    said = stands.lang(lang) if answer.now and (stands := relation(entity.id, answer.now)) else ""
    match record:
        case records.Source():
            day = words.date_in_full(record.date, lang) if record.date else ""
            line = (record.publisher, day, words.label(record.weight, lang))
            return Card(entity, record.title, line, address=record.url, sections=sections, sources=[entity.id])
        case Article():
            chapters = answer.vocabulary.instrument.chapters if answer.vocabulary.instrument else ()
            of_it = [_part_title(chapter, lang) for chapter in chapters if chapter.number == record.chapter]
            title, cited = _part_title(record, lang), f"[{', '.join(record.sources)}]"
            about = _(
                "The text of the articles is not part of the record, and some titles are translations. "
                "Drafts and other treaties have articles of the same number."
            )
            return Card(entity, title, (*of_it, cited), summary=about, sections=sections, sources=record.sources)
        case Instrument() if answer.now and answer.now.adopted:
            said = summary(answer.now)
    return Card(
        entity,
        record.name.lang(lang),
        line=(words.label(record.kind, lang), record.iso) if isinstance(record, records.Actor) else (),
        translation=_translation(record.name, lang),
        summary=said,
        sections=sections,
    )


def _sections(entity: Entity, answer: Cards, lang: Lang) -> dict[str, Sequence[Item]]:
    record, vocabulary, by_id = entity.record, answer.vocabulary, {event.id: event for event in answer.events}
    term = topic_term(entity.id, vocabulary) if entity.table == "topic" else None
    if isinstance(record, Article):
        term = article_term(record.number, vocabulary)
    events: list[Mention] = []
    for event in answer.events_with(entity):
        roles = words.COMMA[lang].join(words.label(role, lang) for role in answer.roles(event, entity))
        of_place = [Statement(event.summary.lang(lang))] if event.summary and entity.table == "place" else []
        told = of_place or _listed(answer.told(event, term), vocabulary, lang)
        events.append(Mention(event, roles=roles, told=told))
    taken = answer.positions(entity)
    positions = [_position(each, vocabulary, lang, by_id[each.event], entity.id) for each in taken]
    match record:
        case records.Source():
            return {"cites": events}
        case Article():
            titled = f" {fold(record.title.lang('en'))} "
            of_topic = {id_: fold_names(names(topic)) for id_, topic in vocabulary.topics.items()}
            named = [id_ for id_, spelled in of_topic.items() if any(f" {name} " in titled for name in spelled)]
            topics = [Statement(vocabulary.label("topic", id_, lang)) for id_ in named]
            contents = _listed(answer.contents(record), vocabulary, lang)
            return {"contents": contents, "said": positions, "appears": events, "related": topics}
        case Instrument():
            return {
                "appears": events,
                "chapters": [Statement(f"{part.number}  {part.title.lang(lang)}") for part in record.chapters],
                "articles": [Statement(_part_title(part, lang), part.sources) for part in record.articles],
                "aliases": _together(record.aliases, lang),
            }
    table: Table = "actor" if isinstance(record, records.Actor) else "topic"
    return {
        "short": list(map(Statement, in_short(entity.table, taken, vocabulary, lang))),
        "aliases": _together([name for name in names(record) if name not in (record.name.en, record.name.zh)], lang),
        "wanted" if entity.table == "actor" else "said": positions,
        "appears": events,
        "members": _together([vocabulary.label(table, id_, lang) for id_ in getattr(record, "members", ())], lang),
        "related": [Statement(vocabulary.label(table, id_, lang)) for id_ in getattr(record, "related", ())],
    }


def _part_title(part: Article | Chapter, lang: Lang) -> str:
    english, chinese = ("Article", "条") if isinstance(part, Article) else ("Chapter", "章")
    number = f"{english} {part.number}" if lang == "en" else f"第{part.number}{chinese}"
    return number + words.COLON[lang] + part.title.lang(lang)


def _together(said: Sequence[str], lang: Lang) -> list[Statement]:
    """Make one statement of several names, if there are any."""
    return [Statement(words.COMMA[lang].join(said))] if said else []


def _translation(text: Text, lang: Lang) -> str:
    """Return a text in the other language, if it is in both."""
    return (text.zh if lang == "en" else text.en) if text.en and text.zh else ""
