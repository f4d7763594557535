"""Positions: who wanted what, with the event at which it was said."""

from collections.abc import Iterable

from msgspec import Struct

from ahc_cli.model.fields import date_order
from ahc_cli.model.records import Confidence, Event, Position, Stance, Text
from ahc_cli.model.statements import Statement


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


def positions_of(said: Iterable[Statement]) -> tuple[list[TakenPosition], dict[str, Event]]:
    """Return the positions among some statements in date order, and their events by id."""
    taken = [
        (each.event, each.item) for each in said if each.event and isinstance(each.item, Position)
    ]
    rows = [
        TakenPosition(
            e.id, e.date, p.actors, p.stance, p.topic, p.text, p.sources, p.confidence or None
        )
        for e, p in sorted(taken, key=lambda pair: date_order(pair[0]))
    ]
    return rows, {event.id: event for event, _position in taken}
