"""Cards: everything about events, actors, topics, places and sources."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, ClassVar

import msgspec
from msgspec import Struct

from ahc_cli.answer import Format
from ahc_cli.ask.find import Entity
from ahc_cli.model.records import Event
from ahc_cli.model.vocabulary import Vocabulary


class Cards(Struct, frozen=True):
    """Events and entities, a card each; `events` are all events of the record, dated by its `edition`."""

    piped: ClassVar[Format] = "table"

    records: Sequence[Event | Entity]
    events: Sequence[Event]
    vocabulary: Vocabulary
    edition: date

    @property
    def formats(self) -> tuple[Format, ...]:
        """A calendar has only events."""
        only_events = all(isinstance(record, Event) for record in self.records)
        return ("table", "json", "ndjson", "ics") if only_events else ("table", "json", "ndjson")

    def json(self) -> Iterator[Any]:
        """Events as they are; entities with their id and table."""
        for record in self.records:
            if isinstance(record, Event):
                yield record
            else:
                yield {"id": record.id, "table": record.table, **msgspec.to_builtins(record.record)}
