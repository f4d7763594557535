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


def positions_of(
    statements: Iterable[Statement],
) -> tuple[list[TakenPosition], dict[str, Event]]:
    """Return the positions among some statements in date order, and their events by id."""
    taken: list[tuple[Event, Position]] = []
    for statement in statements:
        if statement.event and isinstance(statement.item, Position):
            taken.append((statement.event, statement.item))
    positions = [
        TakenPosition(
            event=event.id,
            date=event.date,
            actors=position.actors,
            stance=position.stance,
            topic=position.topic,
            text=position.text,
            sources=position.sources,
            confidence=position.confidence or None,
        )
        for event, position in sorted(taken, key=lambda pair: date_order(pair[0]))
    ]
    return positions, {event.id: event for event, _position in taken}
