"""Positions: who wanted what, and when."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from ahc_cli.answer import Column, Rows, attributes
from ahc_cli.model.fields import Entry, date_order
from ahc_cli.model.records import Confidence, Event, Position, Stance, Text


class TakenPosition(Struct, frozen=True):
    """A position with the event at which it was taken."""

    event: str
    date: str
    actors: tuple[str, ...]
    stance: Stance
    topic: str | None
    text: Text
    sources: tuple[str, ...]
    confidence: Confidence | None


class Positions(Rows[TakenPosition], frozen=True, kw_only=True):
    """Positions in date order; `events` are the events at which they were taken, by id."""

    events: Mapping[str, Event]


COLUMNS: tuple[Column[TakenPosition], ...] = attributes(*TakenPosition.__struct_fields__)


def positions_of(entries: Iterable[Entry]) -> tuple[list[TakenPosition], dict[str, Event]]:
    """Return the positions of some entries, each once, in date order, and their events by id."""
    taken: dict[int, tuple[Event, Position]] = {}
    for entry in entries:
        if entry.position is not None:
            taken[id(entry.position)] = entry.event, entry.position
    in_order = sorted(taken.values(), key=lambda pair: date_order(pair[0]))
    rows = [
        TakenPosition(e.id, e.date, p.actors, p.stance, p.topic, p.text, p.sources, p.confidence or None)
        for e, p in in_order
    ]
    return rows, {event.id: event for event, _ in in_order}
