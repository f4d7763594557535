"""What the record says of a thing, which its card shows."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Any

from msgspec import Struct, to_builtins

from ahc_cli.model.dates import parse
from ahc_cli.model.fields import distinct
from ahc_cli.model.records import Actor, Event, JsonValue, Text, references, to_plain
from ahc_cli.model.statements import Statement, Tag, statements
from ahc_cli.model.vocabulary import Instrument, Vocabulary
from ahc_cli.query.names import Entity
from ahc_cli.report.positions import TakenPosition, positions_of
from ahc_cli.report.sentences import relation
from ahc_cli.report.states import Act, StateRow, StateVote, state_rows
from ahc_cli.report.status import StatusReport

# What the card of a state has as `ahc states` has it, and what else any card knows.
_OF_STATES = ("groups", "signed", "ratified", "approved", "votes")
_KNOWN = ("relation", *_OF_STATES, "members_signed", "positions")


class Card(Entity, JsonValue, frozen=True, kw_only=True):
    """An actor, topic, place, source, article or the instrument, and what the record says of it.

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
    positions: tuple[TakenPosition, ...] = ()
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
        known = {key: shown[key] for key in _KNOWN if key in shown}
        return Card(subject.table, subject.id, subject.record, shown=shown, **known)

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
        if entity.table in ("actor", "topic", "article"):
            rows["positions"] = tuple(positions_of(chain(*tagged.values()))[0])
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
        return self._by_tag.get((entity.table, entity.id), {})

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
