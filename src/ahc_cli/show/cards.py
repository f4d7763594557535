"""Cards: everything about an event, actor, topic, place, source, article or the instrument."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import groupby
from operator import attrgetter
from typing import Any, Literal, get_args

from msgspec.structs import asdict, replace

from ahc_cli.messages import _, spoken
from ahc_cli.model.fields import date_order
from ahc_cli.model.labels import (
    COLON,
    COMMA,
    article_title,
    bracketed,
    date_in_full,
    label,
    section,
)
from ahc_cli.model.records import (
    Actor,
    Event,
    Listed,
    Record,
    Source,
    Stance,
    Table,
    Text,
    Topic,
)
from ahc_cli.model.statements import BALLOTS
from ahc_cli.model.vocabulary import Article, Chapter, Instrument, names
from ahc_cli.query.names import Entity
from ahc_cli.render import BLANK, Line, Screen, Span, Spans
from ahc_cli.report.cards import Cards
from ahc_cli.report.positions import TakenPosition
from ahc_cli.report.sentences import CLAUSES
from ahc_cli.report.states import StateVote
from ahc_cli.show.phrases import (
    citation,
    date_span,
    event_line,
    item_spans,
    names_in_full,
    source_spans,
    spoken_text,
    sure_spans,
    text_line,
    title_spans,
    unbroken,
    value_words,
    with_sure_words,
)
from ahc_cli.show.status import status_page

# The sections of a card in their order, and the keys that have none because they are above the
# sections, on the page of the status, or not shown. Any other key has a section at the end.
_SECTIONS = (
    "voted members_signed members facts positions votes attendance documents caveats actors topics "
    "history series events chapters articles related aliases"
)
_NO_SECTIONS = (
    "id date start end precision kind status body place format title summary score matches "
    "name short relation publisher weight iso iso3 region subregion url number chapter sources "
    "origin adjectives joined left members_as_of about adopted opened signature_until "
    "ratifications_needed days_to_force article_count reported groups signed ratified approved"
)

# The sections of which the heading has the number of items, or of names in one item.
_COUNTED = {"positions", "events", *get_args(Stance)}
_OF_NAMES = {"members_signed", "members"}
# Where a wide window has what is wanted of a topic. What is urged is neither for nor against it.
_SIDES: Mapping[Stance, Literal["left", "right"]] = {
    "proposes": "left",
    "supports": "left",
    "opposes": "right",
    "warns": "right",
}

_BULLET = Span("•")

# Writes the sources of an item: by number on the card of an event, else by id.
Cite = Callable[[Sequence[str]], Span]


class CardPages(Cards, frozen=True, dict=True):
    """Cards as pages."""

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
        yield from _section(
            "sources", [source_spans(id_, self.vocabulary, screen) for id_ in numbers]
        )

    def _event(self, event: Event, cite: Cite) -> Iterator[Line]:
        """Yield the card of an event."""
        yield from _head(title_spans(event, "heading"), event.title)
        about = self._words(event, "place", "format", "kind", "body")
        words = " · ".join(("", *map(unbroken, about), ""))
        yield Line((date_span(event), Span(words), Span(event.id, "id")))
        if event.summary:
            yield BLANK
            yield text_line(spoken_text(event.summary))
        for key, value in _in_order(asdict(event)):
            yield from _section(key, self._event_items(event, key, value, cite))

    def _event_items(self, event: Event, key: str, value: Any, cite: Cite) -> list[Spans]:
        """Write the items of a section of the card of an event."""
        match key:
            case "votes":
                return [*self._items(key, value, cite), *self._rolls(event)]
            case "actors":
                return self._participants(event, cite)
            case "series" if event.series:
                marked = self._neighbours[event.id]
                return [(Span(mark), *event_line(id_, self.by_id)) for mark, id_ in marked]
            case "related":
                return [event_line(id_, self.by_id) for id_ in self._outside_series(event)]
            case _:
                return self._items(key, value, cite)

    def _outside_series(self, event: Event) -> Iterator[str]:
        """Yield the related events but those of the same series, of which a card names two."""
        for id_ in event.related:
            other = self.by_id.get(id_)
            if not (event.series and other and other.series == event.series):
                yield id_

    def _rolls(self, event: Event) -> list[Spans]:
        """Name the states on each side of each roll call of an event."""
        items = []
        for vote in event.votes:
            for ballot, side in BALLOTS.items():
                ids = getattr(vote.roll, side, ())
                items += self._named("actor", ids, label(ballot, spoken()))
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

    @cached_property
    def _neighbours(self) -> dict[str, list[tuple[str, str]]]:
        """The ids of the events before and after each event in its series, with their marks."""
        neighbours: dict[str, list[tuple[str, str]]] = {id_: [] for id_ in self.by_id}
        last: dict[str | None, str] = {}
        for event in sorted(self.events, key=date_order):
            before = last.get(event.series)
            if before:
                neighbours[before].append(("→ ", event.id))
                neighbours[event.id].append(("← ", before))
            last[event.series] = event.id
        return neighbours

    def _entity(self, entity: Entity, screen: Screen) -> Iterator[Line]:
        """Yield the card of anything else: what it is, then its sections."""
        record = entity.record
        if isinstance(record, Instrument) and self.report:
            yield from status_page(self.report, screen)
        else:
            yield from self._entity_head(entity)
        rows = self.rows(entity)
        rows["voted"] = [self._vote(vote) for vote in rows.pop("votes", ()) if vote.side]
        if isinstance(record, Actor):
            rows["members"] = self.members(record)
        yield from _acts(rows.get("relation"))
        yield from self._what_it_is(record)
        if entity.table == "article":
            yield BLANK
            yield text_line(_("The text of the articles is not part of the record."))
        if entity.table == "topic":
            yield from self._by_stance(rows.pop("positions"))
        for key, value in _in_order(asdict(record) | rows):
            if key == "positions" and value:
                yield from self._by_event(entity, value)
                continue
            heading = "contents" if key == "facts" else key
            number = len(value) if key in _OF_NAMES else 0
            yield from _section(heading, self._entity_items(entity, key, value), number)

    def _by_stance(self, positions: Sequence[TakenPosition]) -> Iterator[Line]:
        """Yield a section for each stance of the positions on a topic, for and against apart."""
        for stance in get_args(Stance):
            of_stance = [position for position in positions if position.stance == stance]
            for line in _section(stance, list(map(self._of_stance, of_stance))):
                yield replace(line, side=_SIDES.get(stance, ""))

    def _by_event(self, entity: Entity, positions: Sequence[TakenPosition]) -> Iterator[Line]:
        """Yield positions below their events; whose card it is, is named first.

        The topics of an article are not named.
        """
        yield from _heading("positions", len(positions))
        for event, of_event in groupby(positions, attrgetter("event")):
            yield Line(event_line(event, self.by_id), indent=2, hang=2)
            for position in of_event:
                cited = citation(position.sources)
                if position.topic in getattr(entity.record, "topics", ()):
                    spans = item_spans(replace(position, topic=None), self.vocabulary, cited)
                else:
                    spans = item_spans(position, self.vocabulary, cited, lead=(entity.id,))
                yield _item(spans, indent=4)

    def _entity_head(self, entity: Entity) -> Iterator[Line]:
        """Yield what an entity is called and what it is, with its id."""
        record, lang = entity.record, spoken()
        about = self._words(record, "publisher", "date", "weight", "kind", "iso")
        match record:
            case Article():
                title = article_title(record, lang)
                for chapter in getattr(self.vocabulary.instrument, "chapters", ()):
                    if chapter.number == record.chapter:
                        about.append(article_title(chapter, lang))
            case Source():
                title = record.title
            case _:
                title = record.name.lang(lang)
                about = about or [label(entity.table, lang, "fields")]
        yield from _head((Span(title, "heading"),), getattr(record, "name", None))
        yield Line((Span(" · ".join((*about, ""))), Span(entity.id, "id")))

    def _what_it_is(self, record: Record) -> Iterator[Line]:
        """Yield what the record says that an actor or a topic is, and the address of a source."""
        about = getattr(record, "about", None)
        if about:
            sure = self.vocabulary.confidence(about.sources)
            yield BLANK
            text = Span(spoken_text(about.text))
            yield Line((text, *sure_spans(sure, citation(about.sources))))
        url = getattr(record, "url", None)
        if url:
            yield Line((Span(url, "faint", url),))

    def _words(self, record: Record, *keys: str) -> list[str]:
        """Write the values of those of some keys that a record has."""
        values = (value_words(key, getattr(record, key, None), self.vocabulary) for key in keys)
        return list(filter(None, values))

    def _entity_items(self, entity: Entity, key: str, value: Any) -> list[Spans]:
        """Write the items of a section of the card of an entity."""
        match key:
            case "voted":
                return list(value)
            case "members_signed" | "related":
                return self._named("topic" if entity.table == "topic" else "actor", value)
            case "members" if isinstance(entity.record, Actor):
                return self._named("actor", value, "", _as_of(entity.record))
            case "events":
                return list(map(self._appearance, value))
            case "chapters" | "articles":
                return list(map(_part, value))
            case "aliases":
                return self._items(key, _aliases(entity))
            case _:
                return self._items(key, value)

    def _appearance(self, row: Mapping[str, Any]) -> Spans:
        """Write an event in which an entity appears, and what it says of an article."""
        lang = spoken()
        roles = bracketed(COMMA[lang].join(label(role, lang) for role in row["roles"]), lang)
        spans = [*event_line(row["id"], self.by_id), Span(roles, "faint")]
        if "summary" in row:
            spans.append(Span(f"\n{spoken_text(row['summary'])}"))
        for item in row.get("said", ()):
            spans += Span("\n– "), *item_spans(item, self.vocabulary)
        return tuple(spans)

    def _vote(self, vote: StateVote) -> Spans:
        """Write how a state voted, and in which event."""
        date, _gap, *rest = event_line(vote.event, self.by_id)
        side = label(f"voted.{vote.side}", spoken(), "fields")
        dot = Span(" · ")
        return (Span(side, "heading"), dot, date, dot, *rest)

    def _of_stance(self, position: TakenPosition) -> Spans:
        """Write a position below the heading of its stance, and where it was taken."""
        where = Span(" · "), date_span(self.by_id[position.event]), Span("  ")
        behind = *where, Span(position.event, "id")
        untitled = replace(position, topic=None)
        return item_spans(untitled, self.vocabulary, *behind, under_stance=True)

    def _items(self, key: str, value: Any, cite: Cite = citation) -> list[Spans]:
        """Write each item of a list, with its sources; any other value in words, if there are."""
        if value and isinstance(value, tuple) and isinstance(value[0], Listed):
            return [item_spans(item, self.vocabulary, cite(item.sources)) for item in value]
        words = value_words(key, value, self.vocabulary)
        return [(Span(words),)] if words else []

    def _named(
        self, table: Table, ids: Sequence[str], head: str = "", *behind: Span
    ) -> list[Spans]:
        """Make one item of the names of several ids, if there are any, behind a head."""
        if not ids:
            return []
        if head:
            head += COLON[spoken()]
        text = Span(names_in_full(self.vocabulary, table, ids))
        return [(Span(head, "faint"), text, *behind)]


def _in_order(values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield values by key in the order of the sections; those that have none are left out."""
    for key in dict.fromkeys((*_SECTIONS.split(), *values)):
        if key in values and key not in _NO_SECTIONS.split():
            yield key, values[key]


def _as_of(group: Actor) -> Span:
    """Say of which day the list of the members of a group is, if it is known for one day alone."""
    lang = spoken()
    if group.members_as_of is None:
        return Span("")
    day = date_in_full(group.members_as_of.isoformat(), lang)
    return Span(bracketed(_("as of {day}", day=day), lang), "faint")


def _note(numbers: dict[str, int], sources: Sequence[str]) -> Span:
    """Cite sources by their numbers; one that is cited for the first time gets the next."""
    cited = sorted(numbers.setdefault(id_, len(numbers) + 1) for id_ in sources)
    marks = "".join(f"[{number}]" for number in cited)
    return Span(f" {marks}" if marks else "", "note", cites=sources)


def _head(title: Spans, name: Text | None = None) -> Iterator[Line]:
    """Yield a title, and its translation if it has one."""
    yield Line(title, "title", hang=2)
    if name and name.en and name.zh:
        yield text_line(name.zh if spoken() == "en" else name.en, "faint", hang=2)


def _acts(relation: Text | None) -> Iterator[Line]:
    """Yield how an actor stands to the instrument, a line for each act."""
    for words in with_sure_words(spoken_text(relation)).split(CLAUSES[spoken()]):
        if words:
            yield text_line(words[:1].upper() + words[1:], "heading", hang=2)


def _section(name: str, items: Sequence[Spans], number: int = 0) -> Iterator[Line]:
    """Yield the heading and the items of a section that has any; sources are numbered."""
    if name in _COUNTED:
        number = len(items)
    if items:
        yield from _heading(name, number)
    for note, item in enumerate(items, 1):
        marks = {"caveats": Span("△", "weak"), "sources": Span(f"[{note}]", "faint")}
        line = _item(item, marks.get(name, _BULLET))
        yield replace(line, kind="source") if name == "sources" else line


def _heading(name: str, count: int = 0) -> Iterator[Line]:
    """Yield the heading of a section, with the number of its items if one is given."""
    number = Span(bracketed(str(count or ""), spoken()), "faint")
    yield BLANK
    yield Line((Span(section(name, spoken()), "heading"), number), "heading")


def _item(spans: Spans, mark: Span = _BULLET, indent: int = 2) -> Line:
    return Line(spans, "item", indent=indent, mark=mark, hang=len(mark.text) + 1)


def _part(part: Article | Chapter) -> Spans:
    """Write a chapter or an article, with its sources if it has any."""
    return Span(article_title(part, spoken())), citation(getattr(part, "sources", ()))


def _aliases(entity: Entity) -> list[str]:
    """Return the other names of an entity; those of a topic are words to search for it."""
    record = entity.record
    if isinstance(record, Article | Source | Topic):
        return []
    title = record.name
    if isinstance(record, Instrument):
        title = record.short or title
    return [name for name in names(record) if name not in (title.en, title.zh)]
