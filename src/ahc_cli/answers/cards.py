"""Cards: `ahc show`, everything about one thing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, partial
from itertools import chain, groupby
from operator import attrgetter
from typing import Any, Literal, get_args

from msgspec import Struct, to_builtins
from msgspec.structs import asdict, replace

from ahc_cli.answers.parallels import (
    Counterpart,
    beside,
    of_provision,
    older_treaties,
)
from ahc_cli.answers.remarks import of_names
from ahc_cli.answers.status import status_page
from ahc_cli.messages import _, spoken
from ahc_cli.model.dates import parse
from ahc_cli.model.fields import date_order, distinct
from ahc_cli.model.labels import (
    article_title,
    bracketed,
    date_in_full,
    label,
    section,
    treaty_words,
)
from ahc_cli.model.records import (
    Actor,
    Event,
    JsonValue,
    Listed,
    Record,
    Source,
    Stance,
    Table,
    Text,
    Topic,
    Treaty,
    references,
    to_plain,
)
from ahc_cli.model.statements import BALLOTS, Statement, Tag, statements
from ahc_cli.model.vocabulary import Article, Chapter, Instrument, Provision, Vocabulary, names
from ahc_cli.query.context import Context
from ahc_cli.query.names import Entity
from ahc_cli.query.request import Request
from ahc_cli.render import BLANK, Answer, Line, Screen, Span, Spans
from ahc_cli.report.items import Item, positions_of
from ahc_cli.report.sentences import relation
from ahc_cli.report.states import Act, StateRow, StateVote, state_rows
from ahc_cli.report.status import StatusReport, report_status
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

# What the card of a state has as `ahc states` has it.
_OF_STATES = ("groups", "signed", "ratified", "approved", "votes")


class Card(Entity, JsonValue, frozen=True, kw_only=True):
    """An entity, and what the record says of it. The `counterparts` of an article of a treaty are
    those of the instrument.

    Only an actor has groups, acts and votes, which are None and empty if no source names any; a
    state has a vote for each roll call. `members_signed` are the members of a group that signed.

    >>> from ahc_cli import load
    >>> (card,) = load().find("china")
    >>> card.signed.date, card.ratified, [vote.side for vote in card.votes]
    ('2025-10-25', None, ['yes', 'yes'])
    """

    relation: Text | None = None
    groups: tuple[str, ...] = ()
    signed: Act | None = None
    ratified: Act | None = None
    approved: Act | None = None
    votes: tuple[StateVote, ...] = ()
    members_signed: tuple[str, ...] = ()
    positions: tuple[Item, ...] = ()
    counterparts: tuple[Counterpart, ...] = ()
    shown: Mapping[str, Any] = {}

    def __repr__(self) -> str:
        return f"<{self.table} {self.id}>"

    def to_dict(self) -> dict[str, Any]:
        """Return what `ahc show --json` prints of it."""
        return to_plain(self.shown)


class Cards(Struct, frozen=True, dict=True):
    """What cards are made from: all events of a record, and the status if the record has one."""

    events: Sequence[Event]
    vocabulary: Vocabulary
    report: StatusReport | None = None

    def json(self, subject: Event | Entity) -> Any:
        """Return an event as it is; an entity with its id and table, and what the record says."""
        if isinstance(subject, Event):
            return subject
        record = to_builtins(subject.record)
        record.pop("adjectives", None)  # never printed
        return {"id": subject.id, "table": subject.table, **record, **self.rows(subject)}

    def card(self, subject: Event | Entity) -> Event | Card:
        """Return an event as it is; an entity with what its card knows."""
        if isinstance(subject, Event):
            return subject
        shown = self.json(subject)
        known = {key: value for key, value in shown.items() if key in Card.__struct_fields__}
        return Card(record=subject.record, shown=shown, **known)

    @cached_property
    def by_id(self) -> dict[str, Event]:
        """The events by id."""
        return {event.id: event for event in self.events}

    @cached_property
    def _row_of(self) -> Callable[[str], StateRow]:
        """What makes the row of an actor, which without a status is of any day."""
        day = self.report.status.as_of if self.report else date.max
        return state_rows(self.events, self.vocabulary, day)

    def rows(self, entity: Entity) -> dict[str, Any]:
        """Return what the record says of an entity, as JSON has it."""
        rows: dict[str, Any] = {}
        tagged = self._statements(entity)
        if isinstance(entity.record, Actor):
            rows = self._acts(entity.id, entity.record)
        if isinstance(entity.record, Provision):
            rows["counterparts"] = of_provision(entity.record, self.vocabulary)
        if entity.table in ("actor", "topic", "article", "treaty"):
            rows["positions"] = tuple(positions_of(chain(*tagged.values())))
        rows["events"] = [self._event_row(entity, *pair) for pair in tagged.items()]
        return rows

    def _acts(self, id_: str, actor: Actor) -> dict[str, Any]:
        """Return how an actor stands to the instrument, what it did, and which members signed.

        Of a state all keys are there, of any other actor those that have a value; without a status
        only the votes are known.
        """
        row = self._row_of(id_)
        votes = tuple(vote for vote in row.votes if vote.side)
        if self.report is None:
            return {"relation": None} | ({"votes": votes} if votes else {})
        acts = {key: getattr(row, key) for key in _OF_STATES}
        if actor.kind != "state":
            acts |= {"votes": votes, "members_signed": self._members_signed(actor, self.report)}
            acts = {key: value for key, value in acts.items() if value}
        return {"relation": relation(id_, self.report), **acts}

    def _members_signed(self, group: Actor, report: StatusReport) -> tuple[str, ...]:
        """Return the members of a group that signed the convention."""
        signatories = {act.actors[0] for act in report.acts_as("signatory")}
        return tuple(member for member in self.members(group) if member in signatories)

    def _statements(self, entity: Entity) -> dict[str, list[Statement]]:
        """Return the statements that are tagged with an entity, by event.

        There are none of an event that only cites a source, or with which the instrument was
        adopted or opened for signature.
        """
        record = entity.record
        if isinstance(record, Instrument):
            ids = filter(None, (record.adopted, record.opened))
            return {id_: [] for id_ in ids if id_ in self.by_id}
        if entity.table == "source":
            return {event.id: [] for event in self.events if _cites(event, entity.id)}
        if isinstance(record, Treaty):
            return self._by_tag.get(("topic", record.topic or ""), {})
        return self._by_tag.get((entity.table, entity.id.replace(":", "-")), {})

    @cached_property
    def _by_tag(self) -> dict[Tag, dict[str, list[Statement]]]:
        """The statements with each tag, by event."""
        by_tag: dict[Tag, dict[str, list[Statement]]] = {}
        for event in self.events:
            for statement in statements(event):
                for tag in dict.fromkeys(statement.tags):
                    by_tag.setdefault(tag, {}).setdefault(event.id, []).append(statement)
        return by_tag

    def members(self, actor: Actor) -> list[str]:
        """Return the members of a group on the day of the status, else at any time."""
        period = self.report.status.as_of.isoformat() if self.report else "0001/.."
        return actor.members_in(parse(period))

    def _event_row(self, entity: Entity, id_: str, tagged: Sequence[Statement]) -> dict[str, Any]:
        """Return what JSON has of an event in which an entity appears."""
        event = self.by_id[id_]
        row: dict[str, Any] = {"id": id_, "date": event.date, "title": event.title}
        if entity.table == "place" and event.summary:
            row["summary"] = event.summary
        row["roles"] = distinct(statement.role for statement in tagged)
        if entity.table == "article":
            row["said"] = [statement.item for statement in tagged if not statement.stance]
        return row


def _cites(event: Event, source: str) -> bool:
    return any(reference[:2] == ("source", source) for reference in references(event))


# The sections of a card in their order, and the keys that have none because they are above the
# sections, on the page of the status, or not shown. Any other key has a section at the end.
_SECTIONS = (
    "voted members_signed members parallels counterparts facts positions votes attendance "
    "documents caveats actors topics history series events chapters articles related aliases"
)
_NO_SECTIONS = (
    "id date start end precision kind status body place format title summary score matches "
    "name short relation publisher weight iso iso3 region subregion tile url number chapter "
    "sources origin adjectives joined left members_as_of about adopted opened signature_until "
    "ratifications_needed days_to_force article_count unread reported without "
    "differs year treaty topic groups signed ratified approved"
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
                items += self._named("actor", ids, label(ballot))
        return items

    def _participants(self, event: Event, cite: Cite) -> list[Spans]:
        """Name the actors in each role together, unless their dates or sources differ."""
        groups: dict[tuple[str, tuple[str, ...]], list[str]] = {}
        for appearance in event.actors:
            role, date = label(appearance.role), appearance.date
            if date:
                role += bracketed(date_in_full(date))
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
        if isinstance(record, Treaty):
            command = f"ahc compare instrument {entity.id}"
            yield text_line(
                _("Its articles beside those here: {command}", command=command), "faint"
            )
        if entity.table in ("topic", "treaty"):
            yield from self._by_stance(rows.pop("positions"))
        for key, value in _in_order(asdict(record) | rows):
            if key == "positions" and value:
                yield from self._by_event(entity, value)
                continue
            heading = "contents" if key == "facts" else key
            number = len(value) if key in _OF_NAMES else 0
            yield from _section(heading, self._entity_items(entity, key, value), number)

    def _by_stance(self, positions: Sequence[Item]) -> Iterator[Line]:
        """Yield a section for each stance of the positions on a topic, for and against apart."""
        for stance in get_args(Stance):
            of_stance = [position for position in positions if position.stance == stance]
            for line in _section(stance, list(map(self._of_stance, of_stance))):
                yield replace(line, side=_SIDES.get(stance, ""))

    def _by_event(self, entity: Entity, positions: Sequence[Item]) -> Iterator[Line]:
        """Yield positions below their events; whose card it is, is named first.

        The topics of an article are not named.
        """
        yield from _heading("positions", len(positions))
        for event, of_event in groupby(positions, attrgetter("id")):
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
        record = entity.record
        about = self._words(record, "publisher", "date", "weight", "kind", "iso", "body", "year")
        match record:
            case Article():
                title = article_title(record)
                for chapter in getattr(self.vocabulary.instrument, "chapters", ()):
                    if chapter.number == record.chapter:
                        about.append(article_title(chapter))
            case Source():
                title = record.title
            case Provision(treaty, number):
                title = treaty_words((treaty,), (number,), self.vocabulary)
            case _:
                title = record.name.lang()
                about = about or [label(entity.table, "fields")]
        yield from _head((Span(title, "heading"),), getattr(record, "name", None))
        yield Line((Span(" · ".join((*about, ""))), Span(entity.id, "id")))

    def _what_it_is(self, record: Record) -> Iterator[Line]:
        """Yield what the record says that an actor or a topic is, and the address of a source."""
        topic = self.vocabulary.topics.get(getattr(record, "topic", None) or "")
        about = getattr(topic or record, "about", None)
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
            case "parallels" if isinstance(entity.record, Article):
                return older_treaties(entity.record, self.vocabulary)
            case "counterparts":
                return beside(value, self.vocabulary)
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
        roles = bracketed(_(", ").join(label(role) for role in row["roles"]))
        spans = [*event_line(row["id"], self.by_id), Span(roles, "faint")]
        if "summary" in row:
            spans.append(Span(f"\n{spoken_text(row['summary'])}"))
        for item in row.get("said", ()):
            spans += Span("\n– "), *item_spans(item, self.vocabulary)
        return tuple(spans)

    def _vote(self, vote: StateVote) -> Spans:
        """Write how a state voted, and in which event."""
        date, _gap, *rest = event_line(vote.event, self.by_id)
        side = label(f"voted.{vote.side}", "fields")
        dot = Span(" · ")
        return (Span(side, "heading"), dot, date, dot, *rest)

    def _of_stance(self, position: Item) -> Spans:
        """Write a position below the heading of its stance, and where it was taken."""
        where = Span(" · "), date_span(self.by_id[position.id]), Span("  ")
        behind = *where, Span(position.id, "id")
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
            head += _(": ")
        text = Span(names_in_full(self.vocabulary, table, ids))
        return [(Span(head, "faint"), text, *behind)]


def _in_order(values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield values by key in the order of the sections; those that have none are left out."""
    for key in dict.fromkeys((*_SECTIONS.split(), *values)):
        if key in values and key not in _NO_SECTIONS.split():
            yield key, values[key]


def _as_of(group: Actor) -> Span:
    """Say of which day the list of the members of a group is, if it is known for one day alone."""
    if group.members_as_of is None:
        return Span("")
    day = date_in_full(group.members_as_of.isoformat())
    return Span(bracketed(_("as of {day}", day=day)), "faint")


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
    for words in with_sure_words(spoken_text(relation)).split(_("; ")):
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
    number = Span(bracketed(str(count or "")), "faint")
    yield BLANK
    yield Line((Span(section(name), "heading"), number), "heading")


def _item(spans: Spans, mark: Span = _BULLET, indent: int = 2) -> Line:
    return Line(spans, "item", indent=indent, mark=mark, hang=len(mark.text) + 1)


def _part(part: Article | Chapter) -> Spans:
    """Write a chapter or an article, with its sources if it has any."""
    return Span(article_title(part)), citation(getattr(part, "sources", ()))


def _aliases(entity: Entity) -> list[str]:
    """Return the other names of an entity; those of a topic are words to search for it."""
    record = entity.record
    if isinstance(record, Article | Provision | Source | Topic):
        return []
    title = record.name
    if isinstance(record, Instrument):
        title = record.short or title
    return [name for name in names(record) if name not in (title.en, title.zh)]


def show(request: Request, context: Context) -> Answer:
    """Show everything about an event, actor, topic, place or document."""
    dataset, things = context.dataset, context.index.find_all(request.words)
    report = report_status(dataset, context.today)
    cards = CardPages(tuple(dataset.events), dataset.vocabulary, report)
    return Answer(
        records=things,
        page=lambda _answer, screen: cards.page(things, screen),
        json=cards.json,
        row=cards.card,
        **of_names(context, len(things)),
    )
