"""Positions: who wanted what, with the event at which it was said."""

from collections.abc import Iterable

from ahc_cli.model.fields import date_order
from ahc_cli.model.records import Confidence, Event, JsonValue, Position, Stance, Text
from ahc_cli.model.statements import Statement


class TakenPosition(JsonValue, frozen=True):
    """A position with the event at which it was taken.

    >>> from ahc_cli import load
    >>> (position,) = load().positions("topic:safeguards stance:opposes actor:singapore")
    >>> position.event, position.actors
    ('session-4', ('singapore', 'malaysia', 'russia'))
    """

    event: str
    date: str
    actors: tuple[str, ...]
    stance: Stance
    topic: str | None
    text: Text
    sources: tuple[str, ...]
    confidence: Confidence | None
    articles: tuple[int, ...] = ()

    @property
    def id(self) -> str:
        """The id of the event."""
        return self.event


def positions_of(
    statements: Iterable[Statement],
) -> tuple[list[TakenPosition], dict[str, Event]]:
    """Return the positions among some statements in date order, and their events by id."""
    positions: list[TakenPosition] = []
    events: dict[str, Event] = {}
    for statement in statements:
        event, item = statement.event, statement.item
        if event and isinstance(item, Position):
            events[event.id] = event
            position = TakenPosition(
                event.id,
                event.date,
                item.actors,
                item.stance,
                item.topic,
                item.text,
                item.sources,
                item.confidence or None,
                item.articles,
            )
            positions.append(position)
    positions.sort(key=lambda position: date_order(events[position.event]))
    return positions, events
