"""Cards: everything about an event, actor, topic, place, source, article or the convention."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import chain
from typing import Any, Literal

import msgspec
from msgspec import Struct
from msgspec.structs import asdict, replace

from ahc_cli.messages import _, spoken
from ahc_cli.model import records
from ahc_cli.model.dates import parse
from ahc_cli.model.fields import date_order
from ahc_cli.model.labels import (
    CLAUSE,
    COLON,
    COMMA,
    article_title,
    bracketed,
    date_in_full,
    label,
    name_list,
    section,
)
from ahc_cli.model.records import Actor, Event, Source, Text, references
from ahc_cli.model.statements import BALLOTS, Statement, ballots, statements
from ahc_cli.model.text import WORD_JOINER
from ahc_cli.model.vocabulary import Article, Chapter, Instrument, Vocabulary, names
from ahc_cli.query.names import Entity
from ahc_cli.render import BLANK, Line, Screen, Span, Spans
from ahc_cli.report.positions import TakenPosition, positions_of
from ahc_cli.report.sentences import relation
from ahc_cli.report.status import StatusReport
from ahc_cli.show.phrases import (
    citation,
    date_span,
    event_line,
    item_spans,
    title_spans,
    value_words,
)
from ahc_cli.show.status import status_page

# What is on the line below the title, of an event and of anything else.
_EVENT_LINE = ("place", "format", "kind", "body")
_ENTITY_LINE = ("publisher", "date", "weight", "kind", "iso")
# The sections of a card in their order, and the keys that have none because they are above the
# sections, on the page of the status, or not shown. Any other key has a section at the end.
_EVENT_SECTIONS = (
    "facts positions votes attendance documents caveats actors topics history series related"
)
_NO_EVENT_SECTIONS = (
    "id date start end precision kind status body place format title summary score matches"
)
_ENTITY_SECTIONS = "voted signed members facts positions events chapters articles related aliases"
_NO_ENTITY_SECTIONS = (
    "name short title publisher date weight kind iso url number chapter sources origin adjectives "
    "joined left members_as_of about adopted opened signature_until ratifications_needed "
    "days_to_force reported"
)

# Writes the sources of an item: by number on the card of an event, else by id.
Cite = Callable[[Sequence[str]], Span]


class Cards(Struct, frozen=True, dict=True):
    """What cards are made from: all events of a record, and the status if the record has one."""

    events: Sequence[Event]
    vocabulary: Vocabulary
    report: StatusReport | None = None

    def page(self, subjects: Sequence[Event | Entity], screen: Screen) -> Iterator[Line]:
        """Yield the cards, one below the other, then the sources, numbered as events cite them."""
        numbers = dict[str, int]()
        for index, subject in enumerate(subjects):
            if index:
                yield BLANK
            if isinstance(subject, Event):
                yield from self._event(subject, partial(_note, numbers))
            else:
                yield from self._entity(subject, screen)
        yield from _section("sources", [self._source(id_, screen) for id_ in numbers])

    def json(self, subject: Event | Entity) -> Any:
        """Return an event as it is; an entity with its id and table, and what the record says."""
        if isinstance(subject, Event):
            return subject
        record = msgspec.to_builtins(subject.record)
        record.pop("adjectives", None)  # never printed
        answer = {"id": subject.id, "table": subject.table, **record}
        if subject.table == "actor":
            answer["relation"] = self._relation(subject)
        return answer | self._rows(subject)

    @cached_property
    def _by_id(self) -> dict[str, Event]:
        return {event.id: event for event in self.events}

    def _event(self, event: Event, cite: Cite) -> Iterator[Line]:
        """Yield the card of an event."""
        yield from _head(title_spans(event, "heading"), event.title)
        about = [Span(f" · {WORD_JOINER.join(part)}") for part in self._words(event, _EVENT_LINE)]
        yield Line((date_span(event), *about, Span(" · "), Span(event.id, "id")))
        if event.summary:
            yield BLANK
            yield Line((Span(event.summary.lang(spoken())),))
        for key, value in _in_order(asdict(event), _EVENT_SECTIONS, _NO_EVENT_SECTIONS):
            yield from _section(key, self._event_items(event, key, value, cite))

    def _event_items(self, event: Event, key: str, value: Any, cite: Cite) -> list[Spans]:
        """Write the items of a section of the card of an event."""
        match key:
            case "votes":
                return [*self._items(key, value, cite), *self._rolls(event)]
            case "actors":
                return self._participants(event, cite)
            case "series":
                return self._neighbours(event)
            case "related":
                return [event_line(id_, self._by_id) for id_ in event.related]
            case _:
                return self._items(key, value, cite)

    def _rolls(self, event: Event) -> list[Spans]:
        """Name the states on each side of each roll call of an event."""
        items = []
        for roll in (vote.roll for vote in event.votes if vote.roll):
            for ballot, side in BALLOTS.items():
                items += self._named("actor", getattr(roll, side), label(ballot, spoken()))
        return items

    def _participants(self, event: Event, cite: Cite) -> list[Spans]:
        """Name the actors in each role together, unless their dates or sources differ."""
        lang = spoken()
        groups: dict[tuple[str, tuple[str, ...]], list[str]] = {}
        for appearance in event.actors:
            role, date = label(appearance.role, lang), appearance.date
            if date:
                role += bracketed(date_in_full(date, lang), lang)
            groups.setdefault((role, appearance.sources), []).append(appearance.actor)
        items = []
        for (role, sources), actors in groups.items():
            items += self._named("actor", actors, role, cite(sources))
        return items

    def _neighbours(self, event: Event) -> list[Spans]:
        """Name the events before and after an event in its series."""
        if event.series is None:
            return []
        in_series = (other for other in self.events if other.series == event.series)
        series = sorted(in_series, key=date_order)
        index = series.index(event)
        before = [(Span("← "), other) for other in series[:index][-1:]]
        after = [(Span("→ "), other) for other in series[index + 1 :][:1]]
        return [(arrow, *event_line(other.id, self._by_id)) for arrow, other in before + after]

    def _source(self, id_: str, screen: Screen) -> Spans:
        """Write a source, and its address where links are not drawn."""
        source, lang = self.vocabulary.sources.get(id_), screen.lang
        if source is None:
            return (Span(id_, "id"),)
        day = CLAUSE[lang] + date_in_full(source.date, lang) if source.date else ""
        title = f"{source.publisher}{COLON[lang]}{source.title}{day}"
        weight = bracketed(label(source.weight, lang), lang)
        is_linked = screen.terminal and screen.color
        address = f"\n{source.url}" if source.url and not is_linked else ""
        return (
            Span(title, "", source.url or ""),
            Span(weight, "weak" if source.weight == "weak" else "faint"),
            Span(" "),
            Span(id_, "id"),
            Span(address, "faint"),
        )

    def _entity(self, entity: Entity, screen: Screen) -> Iterator[Line]:
        """Yield the card of anything else: what it is, then its sections."""
        record = entity.record
        if isinstance(record, Instrument) and self.report:
            yield from status_page(self.report, screen)
        else:
            yield from self._entity_head(entity)
        url = getattr(record, "url", None)
        if url:
            yield Line((Span(url, "faint", url),))
        stands = self._relation(entity)
        if stands:
            words = stands.lang(spoken())
            yield Line((Span(words[:1].upper() + words[1:], "heading"),), hang=2)
        if entity.table == "article":
            yield BLANK
            yield Line((Span(_("The text of the articles is not part of the record.")),))
        values = asdict(record) | self._rows(entity)
        for key, value in _in_order(values, _ENTITY_SECTIONS, _NO_ENTITY_SECTIONS):
            heading = "contents" if key == "facts" else key
            yield from _section(heading, self._entity_items(entity, key, value))

    def _entity_head(self, entity: Entity) -> Iterator[Line]:
        """Yield what an entity is called and what it is, with its id."""
        record, lang = entity.record, spoken()
        about = self._words(record, _ENTITY_LINE)
        match record:
            case Article():
                title = article_title(record, lang)
                chapters = self.vocabulary.instrument.chapters if self.vocabulary.instrument else ()
                own = [chapter for chapter in chapters if chapter.number == record.chapter]
                about = [article_title(chapter, lang) for chapter in own]
            case Source():
                title = record.title
            case _:
                title = record.name.lang(lang)
        yield from _head((Span(title, "heading"),), getattr(record, "name", None))
        yield Line((*(Span(f"{part} · ") for part in about), Span(entity.id, "id")))

    def _words(self, record: records.Record, keys: Sequence[str]) -> list[str]:
        """Write the values of those of some keys that a record has."""
        values = [value_words(key, getattr(record, key, None), self.vocabulary) for key in keys]
        return list(filter(None, values))

    def _entity_items(self, entity: Entity, key: str, value: Any) -> list[Spans]:
        """Write the items of a section of the card of an entity."""
        match key:
            case "voted":
                votes = [{"id": row["event"], "roles": [row["role"]]} for row in value]
                return [self._appearance(row) for row in votes]
            case "signed":
                return self._named("actor", value)
            case "members" if isinstance(entity.record, Actor):
                return self._named("actor", self._members(entity.record))
            case "positions":
                return [self._position(position, entity.id) for position in value]
            case "events":
                return [self._appearance(row) for row in value]
            case "chapters" | "articles":
                return [_part(part) for part in value]
            case "related":
                return self._named("actor" if entity.table == "actor" else "topic", value)
            case "aliases":
                return _aliases(entity)
            case _:
                return self._items(key, value, citation)

    def _relation(self, entity: Entity) -> Text | None:
        """Say how an actor stands to the convention, if that is known."""
        if self.report is None or entity.table != "actor":
            return None
        return relation(entity.id, self.report)

    def _rows(self, entity: Entity) -> dict[str, Sequence[Any]]:
        """Return what the record says of an entity, as JSON has it."""
        rows: dict[str, Sequence[Any]] = {}
        tagged = self._statements(entity)
        if isinstance(entity.record, Actor):
            rows["voted"] = self._votes(entity.id)
            acts = self.report.acts if self.report else ()
            signatories = {act.actors[0] for act in acts if act.role == "signatory"}
            rows["signed"] = [id_ for id_ in self._members(entity.record) if id_ in signatories]
            # JSON has these only of those that voted, and of groups.
            rows = {key: row for key, row in rows.items() if row}
        if entity.table in ("actor", "topic", "article"):
            rows["positions"] = positions_of(chain(*tagged.values()))[0]
        rows["events"] = [self._event_row(entity, *pair) for pair in tagged.items()]
        return rows

    def _votes(self, actor: str) -> list[dict[str, Any]]:
        """Return how an actor voted, in each roll call."""
        votes = []
        for event in self.events:
            votes += [{"event": event.id, "role": vote.role} for vote in ballots(event, actor)]
        return votes

    def _statements(self, entity: Entity) -> dict[str, list[Statement]]:
        """Return the statements that are tagged with an entity, by event.

        There are none of an event that only cites a source, or with which the convention was
        adopted or opened for signature.
        """
        if isinstance(entity.record, Instrument):
            ids = filter(None, (entity.record.adopted, entity.record.opened))
            return {id_: [] for id_ in ids if id_ in self._by_id}
        tag = (entity.table, entity.id)
        if entity.table == "source":
            return {event.id: [] for event in self.events if _cites(event, entity.id)}
        by_event = {}
        for event in self.events:
            tagged = [statement for statement in statements(event) if tag in statement.tags]
            if tagged:
                by_event[event.id] = tagged
        return by_event

    def _members(self, actor: Actor) -> list[str]:
        """Return the members of a group on the day of the status, else at any time."""
        period = self.report.status.as_of.isoformat() if self.report else "0001/.."
        return actor.members_in(parse(period))

    def _event_row(self, entity: Entity, id_: str, tagged: Sequence[Statement]) -> dict[str, Any]:
        """Return what JSON has of an event in which an entity appears."""
        event = self._by_id[id_]
        row: dict[str, Any] = {"id": id_, "date": event.date, "title": event.title}
        if entity.table == "place" and event.summary:
            row["summary"] = event.summary
        roles = (statement.role for statement in tagged)
        row["roles"] = list(dict.fromkeys(filter(None, roles)))
        if entity.table == "article":
            row["said"] = [statement.item for statement in tagged if not statement.stance]
        return row

    def _appearance(self, row: Mapping[str, Any]) -> Spans:
        """Write an event in which an entity appears, and what it says of an article."""
        lang = spoken()
        roles = bracketed(COMMA[lang].join(label(role, lang) for role in row["roles"]), lang)
        spans = [*event_line(row["id"], self._by_id), Span(roles, "faint")]
        if "summary" in row:
            spans.append(Span(f"\n{row['summary'].lang(lang)}"))
        for item in row.get("said", ()):
            spans += [Span("\n"), *item_spans(item, self.vocabulary)]
        return tuple(spans)

    def _position(self, position: TakenPosition, entity: str) -> Spans:
        """Write a position and where it was taken; the card of a topic need not name it."""
        shown = replace(position, topic=None) if position.topic == entity else position
        where = Span(" "), date_span(self._by_id[position.event]), Span(" ")
        return item_spans(shown, self.vocabulary, *where, Span(position.event, "id"))

    def _items(self, key: str, value: Any, cite: Cite) -> list[Spans]:
        """Write each item of a list, with its sources; any other value in words, if there are."""
        items = value if isinstance(value, tuple) else ()
        if any(isinstance(item, records.Listed) for item in items):
            return [item_spans(item, self.vocabulary, cite(item.sources)) for item in items]
        words = value_words(key, value, self.vocabulary)
        return [(Span(words),)] if words else []

    def _named(
        self, table: records.Table, ids: Sequence[str], head: str = "", *behind: Span
    ) -> list[Spans]:
        """Make one item of the names of several ids, if there are any, behind a head."""
        if not ids:
            return []
        lang = spoken()
        text = Span(name_list(self.vocabulary, table, ids, lang))
        return [(Span(head + COLON[lang] if head else "", "faint"), text, *behind)]


def _in_order(
    values: Mapping[str, Any], sections: str, no_sections: str
) -> Iterator[tuple[str, Any]]:
    """Yield values by key in the order of the sections; those that have none are left out."""
    for key in dict.fromkeys((*sections.split(), *values)):
        if key in values and key not in no_sections.split():
            yield key, values[key]


def _cites(event: Event, source: str) -> bool:
    return any(reference[:2] == ("source", source) for reference in references(event))


def _note(numbers: dict[str, int], sources: Sequence[str]) -> Span:
    """Cite sources by their numbers; one that is cited for the first time gets the next."""
    marks = [f"[{numbers.setdefault(id_, len(numbers) + 1)}]" for id_ in sources]
    return Span(" " + "".join(marks) if marks else "", "note")


def _head(title: Spans, name: Text | None = None) -> Iterator[Line]:
    """Yield a title, and its translation if it has one."""
    yield Line(title, "title", hang=2)
    if name and name.en and name.zh:
        yield Line((Span(name.zh if spoken() == "en" else name.en, "faint"),), hang=2)


def _section(name: str, items: Sequence[Spans]) -> Iterator[Line]:
    """Yield the heading and the items of a section that has any; sources are numbered."""
    if items:
        yield BLANK
        yield Line((Span(section(name, spoken()), "heading"),), "heading")
    kind: Literal["item", "source"] = "source" if name == "sources" else "item"
    for number, item in enumerate(items, 1):
        marks = {"caveats": Span("△", "weak"), "sources": Span(f"[{number}]", "faint")}
        mark = marks.get(name, Span("•"))
        yield Line(item, kind, indent=2, mark=mark, hang=len(mark.text) + 1)


def _part(part: Article | Chapter) -> Spans:
    """Write a chapter or an article, with its sources if it has any."""
    return Span(article_title(part, spoken())), citation(getattr(part, "sources", ()))


def _aliases(entity: Entity) -> list[Spans]:
    """Write the other names of an entity in one item; a source has only those of its publisher."""
    record = entity.record
    if isinstance(record, Article | Source):
        return []
    title = record.name
    if isinstance(record, Instrument):
        title = record.short or title
    others = [name for name in names(record) if name not in (title.en, title.zh)]
    return [(Span(COMMA[spoken()].join(others)),)] if others else []
