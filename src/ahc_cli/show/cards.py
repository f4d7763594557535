"""Cards: everything about events, actors, topics, places, sources, articles and the convention."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.ask.find import Entity
from ahc_cli.ask.line import Token
from ahc_cli.ask.names import Names
from ahc_cli.ask.question import positions_of
from ahc_cli.ask.standing import Standing, lines, relation
from ahc_cli.ask.terms import term_of
from ahc_cli.messages import _, spoken
from ahc_cli.model import records, words
from ahc_cli.model.fields import date_order
from ahc_cli.model.records import Event, Role, Text, references
from ahc_cli.model.statements import Statement, of_item, statements
from ahc_cli.model.vocabulary import Article, Instrument, Vocabulary, names
from ahc_cli.out import BLANK, Line, Screen, Span, Spans
from ahc_cli.show.phrases import (
    citation,
    date_span,
    doubt_span,
    event_line,
    position_spans,
    statement_spans,
    sure_span,
    title_spans,
    unbroken,
    value_words,
)

# The lists of an event, in the order in which its card has them.
_LISTS = ("facts", "positions", "votes", "attendance", "documents", "caveats")
# The lists that say what an article contains, where its adoption says it.
_CONTENTS = ("facts", "votes", "caveats")
# The lines of the status that the card of the convention has.
_SUMMED_UP = ("phase", "signatories", "ratifications", "deadline")
_BULLET, _WARNING = Span("•"), Span("△", "weak")

# What is said of an entity, by the id of the event that says it.
Mentions = Mapping[str, Sequence[Statement]]


class Cards(Struct, frozen=True, dict=True):
    """What cards are made from: all events of a record, and where the convention stands if the record has one."""

    events: Sequence[Event]
    vocabulary: Vocabulary
    now: Standing | None = None

    def page(self, shown: Sequence[Event | Entity], screen: Screen, *, of_symbol: bool = False) -> Iterator[Line]:
        """Yield the cards, one below the other."""
        if of_symbol:
            yield Line((Span(_("{n} events have this document symbol", n=len(shown)), "faint"),))
        for number, record in enumerate(shown):
            yield from [BLANK] if number or of_symbol else []
            yield from self._event(record, screen) if isinstance(record, Event) else self._entity(record)

    def json(self, record: Event | Entity) -> Any:
        """Return an event as it is; an entity with its id and table, its positions, and the events with it."""
        if isinstance(record, Event):
            return record
        found = {"id": record.id, "table": record.table, **msgspec.to_builtins(record.record)}
        found.pop("adjectives", None)  # never printed
        mentions = self._mentions(record)
        if record.table == "actor":
            found["relation"] = relation(record.id, self.now) if self.now else None
        if record.table in ("actor", "topic", "article"):
            found["positions"] = positions_of(chain(*mentions.values()))[0]
        if record.table == "article":
            of_event = [each.item for each in mentions.get(self._adopted, ()) if each.key in _CONTENTS]
            found["contents"] = [*found.pop("facts", ()), *of_event]
        keys = ("id", "date", "title", *(("summary",) if record.table == "place" else ()))
        found["events"] = [
            {key: value for key in keys if (value := getattr(self._by_id[id_], key))} | {"roles": _roles(said)}
            for id_, said in mentions.items()
        ]
        return found

    def _mentions(self, entity: Entity) -> Mentions:
        """Return what each event says of an entity, of an article also without a tag; nothing if it cites a source."""
        if isinstance(entity.record, Instrument):
            return {id_: () for id_ in (entity.record.adopted, entity.record.opened) if id_ in self._by_id}
        tag = (entity.table, entity.id)
        if entity.table == "source":
            return {event.id: () for event in self.events if any(each[:2] == tag for each in references(event))}
        token = Token(entity.id, tags=(("article", entity.id),))
        article = term_of(token, Names(self.vocabulary), widened=False) if entity.table == "article" else None
        said: dict[str, list[Statement]] = {}
        for event in self.events:
            for each in statements(event):
                if any(article.find(each)) if article else any(tag == known for known, _path in each.tags):
                    said.setdefault(event.id, []).append(each)
        return said

    @property
    def _adopted(self) -> str:
        """The id of the event that adopted the convention."""
        return self.vocabulary.instrument.adopted if self.vocabulary.instrument else ""

    @cached_property
    def _by_id(self) -> dict[str, Event]:
        return {event.id: event for event in self.events}

    def _event(self, event: Event, screen: Screen) -> Iterator[Line]:
        """Yield the card of an event; its sources are numbered as they are cited."""
        lang, numbers = screen.lang, dict[str, int]()

        def noted(sources: Sequence[str], sure: records.Confidence | None = None) -> Spans:
            note = "".join(f"[{numbers.setdefault(id_, len(numbers) + 1)}]" for id_ in sources)
            return Span(f" {unbroken(note)}" if note else "", "note"), sure_span(sure)

        yield from _head(title_spans(event, "heading"), event.title)
        about = [value_words(key, getattr(event, key), self.vocabulary) for key in ("place", "format", "kind", "body")]
        parts = [Span(f" · {unbroken(part)}") for part in about if part]
        yield Line((date_span(event), *parts, Span(" · "), Span(event.id, "id")))
        if event.summary:
            yield from (BLANK, Line((Span(event.summary.lang(lang)),)))
        for key in _LISTS:
            items = list[Spans]()
            for at, item in enumerate(getattr(event, key)):
                said = of_item(event, key, at, item)
                spans = statement_spans(replace(said, confidence=None), self.vocabulary)
                items.append((*spans, *noted(said.sources, said.confidence)))
            yield from _section(key, items, _WARNING if key == "caveats" else _BULLET)
        groups: dict[tuple[Role, str | None, tuple[str, ...]], list[str]] = {}
        for item in event.actors:
            groups.setdefault((item.role, item.date, item.sources), []).append(item.actor)
        took_part = []
        for (role, day, sources), actors in groups.items():
            when = words.bracketed(words.date_in_full(day, lang), lang) if day else ""
            head = Span(words.label(role, lang) + when + words.COLON[lang], "faint")
            took_part.append((head, Span(words.named(self.vocabulary, "actor", actors, lang)), *noted(sources)))
        yield from _section("actors", took_part)
        yield from _section("topics", _together(self.vocabulary.label("topic", id_, lang) for id_ in event.topics))
        window = not words.lasts(event)
        plans = [
            (Span(words.item_words(plan, self.vocabulary, lang, window=window)), *noted(plan.sources))
            for plan in event.history
        ]
        yield from _section("history", plans)
        series = sorted((e for e in self.events if event.series and e.series == event.series), key=date_order)
        at = series.index(event) if series else 0
        beside = (*(("← ", other) for other in series[:at][-1:]), *(("→ ", other) for other in series[at + 1 :][:1]))
        yield from _section("series", [(Span(arrow), *event_line(other)) for arrow, other in beside])
        known = [event_line(self._by_id[id_]) if id_ in self._by_id else (Span(id_, "id"),) for id_ in event.related]
        yield from _section("related", known)
        if numbers:
            yield from (BLANK, Line((Span(words.section("sources", lang), "heading"),), "heading"))
        for id_, number in numbers.items():
            mark = Span(f"[{number}]", "faint")
            yield Line(self._source(id_, screen), "source", indent=2, mark=mark, hang=len(mark.text) + 1)

    def _source(self, id_: str, screen: Screen) -> Spans:
        """Write a source, and its address where links are not drawn."""
        source, lang = self.vocabulary.sources.get(id_), screen.lang
        if source is None:
            return (Span(id_, "id"),)
        day = words.CLAUSE[lang] + words.date_in_full(source.date, lang) if source.date else ""
        weight = words.bracketed(words.label(source.weight, lang), lang)
        address = f"\n{source.url}" if source.url and not (screen.terminal and screen.color) else ""
        title = Span(f"{source.publisher}{words.COLON[lang]}{source.title}{day}", "", source.url or "")
        said = Span(weight, "weak" if source.weight == "weak" else "faint")
        return title, said, Span(" "), Span(id_, "id"), Span(address, "faint")

    def _entity(self, entity: Entity) -> Iterator[Line]:
        """Yield the card of anything else: what it is, then its sections."""
        record: Any = entity.record
        lang, name, title = spoken(), getattr(record, "name", None), getattr(record, "title", "")
        keys = ("publisher", "date", "weight", "kind", "iso")
        about = [value_words(key, getattr(record, key, None), self.vocabulary) for key in keys]
        if isinstance(record, Article):
            title = words.article_title(record, lang)
            chapters = self.vocabulary.instrument.chapters if self.vocabulary.instrument else ()
            about = [words.article_title(each, lang) for each in chapters if each.number == record.chapter]
        yield from _head((Span(name.lang(lang) if name else title, "heading"),), name)
        yield Line((*(Span(f"{part} · ") for part in about if part), Span(entity.id, "id")))
        if url := getattr(record, "url", None):
            yield Line((Span(url, "faint", url),))
        if self.now and entity.table == "actor" and (stands := relation(entity.id, self.now)):
            said = stands.lang(lang)
            yield Line((Span(said[:1].upper() + said[1:], "heading"),), hang=2)
        if entity.table == "instrument" and self.now:
            yield BLANK
            for each in lines(self.now):
                key = words.section(each.key, lang) + words.COLON[lang] if each.key != "phase" else ""
                if each.key in _SUMMED_UP and each.text:
                    yield Line((Span(key + each.text.lang(lang)), sure_span(each.confidence)))
        if entity.table == "article":
            note = _(
                "The text of the articles is not part of the record, and some titles are translations. "
                "Drafts and other treaties have articles of the same number."
            )
            yield from (BLANK, Line((Span(note),)))
        for key, items in self._sections(entity, record):
            yield from _section(key, items)

    def _sections(self, entity: Entity, record: Any) -> Iterator[tuple[str, Iterable[Spans]]]:
        """Yield the sections that cards of entities can have; those without items are left out."""
        lang, mentions, is_article = spoken(), self._mentions(entity), entity.table == "article"
        told = {id_: [each for each in said if each.key in _CONTENTS] for id_, said in mentions.items() if is_article}
        stated: list[Any] = [*getattr(record, "facts", ()), *(each.item for each in told.pop(self._adopted, ()))]
        yield (
            "contents",
            [(Span(value_words("facts", each, self.vocabulary)), citation(each.sources)) for each in stated],
        )
        positions, appears = list[Spans](), list[Spans]()
        for taken in positions_of(chain(*mentions.values()))[0]:
            event = self._by_id[taken.event]
            spans = (*position_spans(taken, self.vocabulary, of=entity.id), doubt_span(taken.confidence))
            positions.append((*spans, Span(" "), date_span(event), Span(" "), Span(event.id, "id")))
        yield "wanted" if entity.table == "actor" else "said", positions
        for id_, said in mentions.items():
            event = self._by_id[id_]
            roles = words.bracketed(words.COMMA[lang].join(words.label(role, lang) for role in _roles(said)), lang)
            summary = f"\n{event.summary.lang(lang)}" if event.summary and entity.table == "place" else ""
            appears.append((*event_line(event), Span(roles, "faint"), Span(summary)))
            for each in told.get(id_, ()):
                appears[-1] += (Span("\n"), *statement_spans(each, self.vocabulary))
        yield "cites" if entity.table == "source" else "appears", appears
        for key in ("chapters", "articles"):
            parts = [(words.article_title(part, lang), citation(getattr(part, "sources", ())))
                     for part in getattr(record, key, ())]  # fmt: skip
            yield key, [(Span(title), cited) for title, cited in parts]
        table: records.Table = "actor" if entity.table == "actor" else "topic"
        for key in ("members", "related"):
            ids = (getattr(each, "actor", each) for each in getattr(record, key, ()))
            yield key, _together(self.vocabulary.label(table, id_, lang) for id_ in ids)
        others = names(record) if not is_article else ()
        yield "aliases", _together(other for other in others if other not in (record.name.en, record.name.zh))


def _roles(said: Iterable[Statement]) -> list[Role]:
    """Return the roles of an actor at an event, each once."""
    return list(dict.fromkeys(each.role for each in said if each.role))


def _head(title: Spans, name: Text | None) -> Iterator[Line]:
    """Yield a title, and its translation if it has one."""
    yield Line(title, "title", hang=2)
    other = (name.zh if spoken() == "en" else name.en) if name and name.en and name.zh else ""
    if other:
        yield Line((Span(other, "faint"),), hang=2)


def _section(name: str, items: Iterable[Spans], mark: Span = _BULLET) -> Iterator[Line]:
    """Yield a heading and its items; nothing without items."""
    for number, item in enumerate(items):
        if not number:
            yield from (BLANK, Line((Span(words.section(name, spoken()), "heading"),), "heading"))
        yield Line(item, "item", indent=2, mark=mark, hang=2)


def _together(said: Iterable[str]) -> list[Spans]:
    """Make one item of several names, if there are any."""
    joined = words.COMMA[spoken()].join(said)
    return [(Span(joined),)] if joined else []
