"""Actors side by side: how each stands to the instrument, how it voted, and what it wanted.

Events and datasets are compared in `diff`.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, get_args

from msgspec import Struct

from ahc_cli.errors import NotFoundError, UsageError
from ahc_cli.messages import _
from ahc_cli.model.dates import parse, read_date
from ahc_cli.model.records import JsonValue
from ahc_cli.model.statements import BALLOTS
from ahc_cli.model.text import canonical
from ahc_cli.query.context import Context
from ahc_cli.query.lexicon import lexicon
from ahc_cli.query.names import Entity
from ahc_cli.query.question import ask
from ahc_cli.report.positions import TakenPosition, positions_of
from ahc_cli.report.states import Act, StateRow, state_rows

_MOST = 4
_ActKey = Literal["signed", "ratified"]


class GroupAct(JsonValue, frozen=True):
    """How many members of a group signed or ratified, and what the group itself did.

    >>> from ahc_cli import load
    >>> signed, *_others = load(as_of="2025").compare("eu", "china")
    >>> members = signed.values["european-union"]
    >>> members.own.date, members.count, members.members
    ('2025-10-25', 13, 27)
    """

    own: Act | None
    count: int
    members: int


class ComparedRow(JsonValue, frozen=True, kw_only=True):
    """A row of a comparison, with a value for each actor by its id.

    What an actor signed and ratified, its vote and its positions on a topic are as in the answers
    about states and positions. A group has a number of members. The last row has the topics on
    which one actor `alone` has a position. None is what no source names.

    >>> from ahc_cli import load
    >>> for row in load().compare("russia", "us"):
    ...     if row.row == "vote":
    ...         print(row.event, row.values)
    ga-2018 {'russia': 'yes', 'united-states': 'no'}
    ga-74-247 {'russia': 'yes', 'united-states': 'no'}
    """

    row: _ActKey | Literal["vote", "topic", "alone"]
    event: str | None = None
    topic: str | None = None
    values: Mapping[str, Any]


class _Compared(Struct, frozen=True):
    """An actor as a row of the table of states, and the rows of its members."""

    row: StateRow
    members: Sequence[StateRow]

    def act(self, key: _ActKey) -> Act | GroupAct | None:
        """Return what the actor did; of a group also how many members did."""
        own: Act | None = getattr(self.row, key)
        if not self.members:
            return own
        count = sum(getattr(member, key) is not None for member in self.members)
        return GroupAct(own, count, len(self.members))

    def vote(self, index: int) -> str | dict[str, int] | None:
        """Return the side of the actor in a roll call; of a group how many are on each side."""
        if not self.members:
            return self.row.votes[index].side
        sides = [member.votes[index].side for member in self.members]
        return {side: sides.count(side) for side in BALLOTS.values()}


def find_actors(context: Context, names: Sequence[str]) -> list[str]:
    """Return the ids of two to four actors by their names, between which stop words may stand, or
    by one name that they share.

    NotFoundError if a name means nothing; UsageError if it is not an actor, or if they are too few
    or too many.
    """
    ids: dict[str, None] = {}
    if len(names) == 1:
        ids = dict.fromkeys(context.index.candidates(names[0]))
        if 1 < len(ids) <= _MOST and ids.keys() <= context.vocabulary.actors.keys():
            return list(ids)
    for name in names:
        if context.index.candidates(name) or canonical(name) not in lexicon().stop:
            ids[_actor(name, context, list(ids))] = None
    if not 1 < len(ids) <= _MOST:
        raise UsageError(_("compare two to four, as in 'ahc compare russia china'"))
    return list(ids)


def _actor(name: str, context: Context, others: Sequence[str]) -> str:
    """Return the id of the actor that a name means, which stands behind others."""
    ids = context.index.candidates(name)
    match [context.index.records[id_] for id_ in ids]:
        case [Entity("actor", id_)]:
            return id_
    hint = _("to compare events, days or datasets: 'ahc diff LEFT RIGHT'")
    if others[1:]:
        hint = _("for one topic: 'ahc positions actor:{ids} TOPIC'", ids=",".join(others))
    if len(ids) == 1 or read_date(name, context.today):
        raise UsageError(_("'{text}' is not a state, group or organization", text=name), hint)
    raise NotFoundError(context.index.refusal(name), hint)


def compare_actors(context: Context, ids: Sequence[str]) -> list[ComparedRow]:
    """Compare actors, on the day of a context."""
    rows = list(_topic_rows(context, ids))
    actors = map(context.vocabulary.actors.__getitem__, ids)
    if any(actor.kind == "state" or actor.members for actor in actors):
        rows = [*_act_rows(context, ids), *rows]
    return rows


def _act_rows(context: Context, ids: Sequence[str]) -> Iterator[ComparedRow]:
    """Yield what each signed and ratified, and how it voted."""
    vocabulary, today = context.vocabulary, context.today
    row_of = state_rows(context.dataset.events, vocabulary, today)
    compared: dict[str, _Compared] = {}
    for id_ in ids:
        members = vocabulary.actors[id_].members_in(parse(str(today)))
        compared[id_] = _Compared(row_of(id_), [*map(row_of, members)])
    for key in get_args(_ActKey) if vocabulary.instrument else ():
        yield ComparedRow(row=key, values={id_: each.act(key) for id_, each in compared.items()})
    for index, vote in enumerate(compared[ids[0]].row.votes):
        votes = {id_: each.vote(index) for id_, each in compared.items()}
        yield ComparedRow(row="vote", event=vote.event, values=votes)


def _topic_rows(context: Context, ids: Sequence[str]) -> Iterator[ComparedRow]:
    """Yield each topic on which several have positions, then the topics that each has alone."""
    topics: dict[str, dict[str, tuple[TakenPosition, ...]]] = {}
    taken, _events = positions_of(ask(context, "").positions())
    for position in taken:
        for id_ in ids:
            if position.topic and id_ in position.actors:
                positions = topics.setdefault(position.topic, {})
                positions[id_] = (*positions.get(id_, ()), position)
    alone: dict[str, tuple[str, ...]] = dict.fromkeys(ids, ())
    for topic, positions in sorted(topics.items()):
        if len(positions) > 1:
            values = dict.fromkeys(ids, ()) | positions
            yield ComparedRow(row="topic", topic=topic, values=values)
        else:
            alone[next(iter(positions))] += (topic,)
    if any(alone.values()):
        yield ComparedRow(row="alone", values=alone)
