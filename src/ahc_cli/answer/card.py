"""Cards: everything about events, actors, topics, places and sources."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, ClassVar

import msgspec
from msgspec import Struct

from ahc_cli.answer import Format
from ahc_cli.answer.positions import positions_of
from ahc_cli.ask.find import Entity
from ahc_cli.ask.standing import Standing, relation
from ahc_cli.model.fields import Entry, entries
from ahc_cli.model.records import Event, Role, Text, references, tags
from ahc_cli.model.vocabulary import Vocabulary


class Cards(Struct, frozen=True):
    """Events and entities, a card each; `events` are all events of the record, dated by its `edition`.

    `now` is where the convention stands, if the record has one; then the card of a state says how it stands to it.
    """

    piped: ClassVar[Format] = "table"

    records: Sequence[Event | Entity]
    events: Sequence[Event]
    vocabulary: Vocabulary
    edition: date
    now: Standing | None = None

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
        if entity.table in ("instrument", "article"):
            return found
        if entity.table == "actor":
            found["relation"] = self.relation(entity)
        if entity.table in ("actor", "topic"):
            found["positions"] = positions_of(self.entries(entity))[0]
        events = self.events_with(entity)
        found["events"] = [{"id": e.id, "date": e.date, "roles": self.roles(e, entity)} for e in events]
        return found

    def relation(self, entity: Entity) -> Text | None:
        """How an actor stands to the convention."""
        return relation(entity.id, self.now) if self.now and self.now.adopted and entity.table == "actor" else None

    def entries(self, entity: Entity) -> list[Entry]:
        """The positions of an actor or on a topic, as entries."""
        return [
            entry
            for event in self.events
            for entry in entries(event)
            if entry.position and entity.id == (entry.actor if entity.table == "actor" else entry.position.topic)
        ]

    def events_with(self, entity: Entity) -> list[Event]:
        """The events with an entity, those of a source being the events that cite it."""
        ids = references if entity.table == "source" else tags
        key = (entity.table, entity.id)
        return [event for event in self.events if any(found[:2] == key for found in ids(event))]

    def roles(self, event: Event, entity: Entity) -> list[Role]:
        """The roles of an actor at an event, each once."""
        of_actor = (item.role for item in event.actors if entity.table == "actor" and item.actor == entity.id)
        return list(dict.fromkeys(of_actor))
