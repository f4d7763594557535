"""The table of states: when each signed and ratified, and how it voted in each roll call."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date as Day  # noqa: N812 - `date` is a key of the answer
from functools import partial
from operator import attrgetter
from typing import Any, Literal, get_args

from msgspec.structs import replace

from ahc_cli.data.load import Dataset
from ahc_cli.errors import UsageError
from ahc_cli.messages import _
from ahc_cli.model.dates import parse as parse_date
from ahc_cli.model.fields import (
    FIELDS,
    REGIONS,
    Choice,
    Contains,
    Days,
    Name,
    OneOf,
    Read,
    Value,
    in_record,
)
from ahc_cli.model.records import Actor, Confidence, Event, JsonValue, Text
from ahc_cli.model.statements import BALLOTS
from ahc_cli.model.text import canonical, fold
from ahc_cli.model.vocabulary import Vocabulary, names
from ahc_cli.query.algebra import EVERYTHING, Is, Query, Token, condition, leaves
from ahc_cli.query.context import Context
from ahc_cli.query.grammar import Subject, parse
from ahc_cli.query.predicates import predicate
from ahc_cli.query.question import Question
from ahc_cli.report.sentences import one_day
from ahc_cli.report.status import acts_until, past_events

Key = Literal["signed", "ratified", "approved"]
_KEYS: Mapping[str, Key] = {"signatory": "signed", "ratifier": "ratified", "approver": "approved"}


class Act(JsonValue, frozen=True):
    """A signature, an approval or a deposit: its date in EDTF, and the event that has it.

    >>> from ahc_cli import load
    >>> signed = load().states("china")[0].signed
    >>> signed.date, signed.event
    ('2025-10-25', 'signing-hanoi')
    """

    date: str
    event: str
    sources: tuple[str, ...]
    confidence: Confidence | None


class StateVote(JsonValue, frozen=True):
    """How a state voted in a roll call; `side` is None where it was not a member.

    >>> from ahc_cli import load
    >>> [(vote.symbol, vote.side) for vote in load().states("japan")[0].votes]
    [('73/187', 'no'), ('74/247', 'no')]
    """

    event: str
    symbol: str
    motion: Text
    side: str | None = None


class StateRow(JsonValue, frozen=True, kw_only=True):
    """A state, or another signatory: its groups on a day, what it did, and how it voted.

    None is what is not among the acts that the record names, which is not to say it never was.

    >>> from ahc_cli import load
    >>> record = load()
    >>> [state.id for state in record.states("has:ratified")]
    ['qatar']
    >>> rows = [state.to_dict() for state in record.states()]  # pandas.DataFrame(rows) is a table
    """

    id: str
    iso: str | None
    iso3: str | None
    name: Text
    groups: tuple[str, ...]
    signed: Act | None
    ratified: Act | None
    approved: Act | None
    votes: tuple[StateVote, ...]
    positions: int


def states_asked(question: Question) -> list[StateRow]:
    """Return the states that match, by id, and behind them the other signatories."""
    matches = predicate(question.query, question.context, fields=STATES.fields)
    return list(filter(matches, states_of(question.dataset, question.context.today)))


def states_of(dataset: Dataset, today: Day) -> list[StateRow]:
    """Return every state, and each other signatory, as of a day.

    Of an array or NDJSON, which may be a part of a record, only those that its events name.
    """
    row_of = state_rows(dataset.events, dataset.vocabulary, today)
    states: list[StateRow] = []
    others: list[StateRow] = []
    for id_, actor in sorted(dataset.vocabulary.actors.items()):
        row = row_of(id_)
        if actor.kind != "state":
            others += [row] if row.signed else []
        elif dataset.whole or _is_named(row):
            states.append(row)
    return states + others


def ids_asked(query: Query) -> set[str]:
    """Return the ids that a query names."""
    ids: set[str] = set()
    for leaf in leaves(query):
        for value in leaf.values:
            if isinstance(value, frozenset):
                ids |= value
    return ids


def roll_calls(dataset: Dataset, today: Day) -> list[StateVote]:
    """Return the roll calls that the rows as of a day have a vote for, without a side."""
    return [vote for vote, _sides in _roll_calls(past_events(dataset.events, today))]


def first_vote(dataset: Dataset, today: Day) -> Day:
    """Return the day of the first of these roll calls; without any, the day that they are as of."""
    voted = {vote.event for vote in roll_calls(dataset, today)}
    days = (event.start for event in dataset.events if event.id in voted)
    return min(filter(None, days), default=today)


def state_rows(
    events: Iterable[Event], vocabulary: Vocabulary, today: Day
) -> Callable[[str], StateRow]:
    """Return what makes the row, as of a day, of an actor by its id."""
    events = past_events(events, today)
    acts: dict[tuple[str, Key], Act] = {}
    for entry in acts_until(events, today):
        sure = vocabulary.confidence(entry.sources)
        event = entry.event.id if entry.event else ""
        # An entry has one actor.
        act = Act(one_day(str(entry.date)), event, entry.sources, sure)
        acts[entry.actors[0], _KEYS[str(entry.role)]] = act
    positions = Counter(_actors_of_positions(events))
    day, calls = parse_date(str(today)), list(_roll_calls(events))

    def row(id_: str) -> StateRow:
        actor = vocabulary.actors[id_]
        votes = (replace(vote, side=sides.get(id_)) for vote, sides in calls)
        return StateRow(
            id=id_,
            iso=actor.iso,
            iso3=actor.iso3,
            name=actor.short or actor.name,
            groups=tuple(vocabulary.groups_of(id_, day)),
            votes=tuple(votes),
            positions=positions[id_],
            **{key: acts.get((id_, key)) for key in get_args(Key)},
        )

    return row


def _actors_of_positions(events: Iterable[Event]) -> Iterator[str]:
    """Yield the actors of each position."""
    for event in events:
        for position in event.positions:
            yield from position.actors


def _roll_calls(events: Iterable[Event]) -> Iterator[tuple[StateVote, Mapping[str, str]]]:
    """Yield each roll call, and the side of each actor on it."""
    for event in events:
        for vote in event.votes:
            if vote.roll:
                sides: dict[str, str] = {}
                for side in BALLOTS.values():
                    sides |= dict.fromkeys(getattr(vote.roll, side), side)
                yield StateVote(event.id, symbol_of(event), vote.motion), sides


def symbol_of(event: Event) -> str:
    """Return the short symbol of the resolution that an event adopts, or else its id."""
    for document in event.documents:
        symbol = document.symbol
        short = symbol[-len(canonical(symbol)) :]
        return short if fold(short) == canonical(symbol) else symbol
    return event.id


def _is_named(row: StateRow) -> bool:
    """Whether an event names the state of a row."""
    has_voted = any(vote.side for vote in row.votes)
    return has_voted or bool(row.positions) or any(_has(row))


def _has(row: StateRow) -> Iterator[str]:
    """Yield what a row has."""
    return (key for key in (*get_args(Key), "positions") if getattr(row, key))


class _Actors(Name, frozen=True, kw_only=True):
    """A field with actors of a sort, of which only these are offered."""

    is_offered: Callable[[Actor], bool]

    def offers(self, context: Any) -> tuple[Iterable[str], str]:
        _all_actors, valid = super().offers(context)
        spellings: list[str] = []
        for id_, actor in context.vocabulary.actors.items():
            if self.is_offered(actor):
                spellings += (id_, *names(actor))
        return spellings, valid


class _Code(OneOf, frozen=True):
    """A field with the ISO code of three letters, typed in any case."""

    def parse(self, text: str, context: Any) -> Value | None:
        codes, _valid = self.offers(context)
        return frozenset({text.upper()}).intersection(codes) or None

    def offers(self, context: Any) -> tuple[Iterable[str], str]:
        actors = context.vocabulary.actors.values()
        return [actor.iso3 for actor in actors if actor.iso3], ""


class _ActDays(Days, frozen=True, kw_only=True):
    """A field with the day of an act."""

    def reader(self, context: Any, *, of_entries: bool = False) -> Read:
        acts = super(Days, self).reader(context, of_entries=of_entries)
        return lambda row: (parse_date(act.date) for act in acts(row) if act)


class _RollCall(OneOf, frozen=True):
    """A field with roll calls, typed as a symbol, a name or an id of their events."""

    def parse(self, text: str, context: Any) -> Value | None:
        named = context.index.candidates(text)
        return frozenset(named).intersection(_symbols(context) if named else ()) or None

    def offers(self, context: Any) -> tuple[Iterable[str], str]:
        symbols = _symbols(context).values()
        return symbols, _(", ").join(symbols)


def _symbols(context: Context) -> dict[str, str]:
    """Return the symbols of the events that have a roll call, by their ids."""
    votes = (vote for vote, _sides in _roll_calls(context.dataset.events))
    return {vote.event: vote.symbol for vote in votes}


def _events_of(side: str, row: StateRow) -> Iterator[str]:
    """Yield the events in whose roll calls a state was on a side."""
    return (vote.event for vote in row.votes if vote.side == side)


def _act_of(key: Key, row: StateRow) -> tuple[Act | None]:
    return (getattr(row, key),)


_FIELDS = (
    _Actors("id", lambda row: (row.id,), is_offered=lambda actor: actor.kind == "state"),
    Contains("name", lambda row: (text for _lang, text in row.name.both())),
    _Code("iso3", lambda row: (row.id,), look=partial(in_record, "iso3")),
    *(replace(FIELDS[key], read=lambda row: (row.id,)) for key in REGIONS),
    _Actors("group", attrgetter("groups"), is_offered=lambda actor: bool(actor.members)),
    *(_ActDays(key, partial(_act_of, key)) for key in get_args(Key)),
    *(_RollCall(f"voted.{side}", partial(_events_of, side)) for side in BALLOTS.values()),
    Choice("has", _has, choices=(*get_args(Key), "positions")),
)
# What concepts of words.txt ask of states.
_CONDITIONS = {
    "actor.kind:state": "",
    "role:signatory": "has:signed",
    "kind:signature": "has:signed",
    "role:ratifier": "has:ratified",
    "kind:ratification": "has:ratified",
    "role:approver": "has:approved",
}


def _condition(token: Token, context: Context) -> Query:
    """Return what a bare word asks of states; UsageError if that is nothing."""
    if not token.telling or token.sort == "instrument":
        return EVERYTHING
    if token.period:
        return Is("signed", (token.period,))
    actors = frozenset(id_ for table, id_ in token.tags if table == "actor")
    if actors:
        return _among(actors, context)
    if token.sort in REGIONS:
        return condition(token)
    for concept in token.concepts:
        if concept in _CONDITIONS:
            return parse(_CONDITIONS[concept], context, STATES)[0]
    message = _(
        "'{word}' means nothing in a query about states; try 'ahc search {word}'", word=token.text
    )
    raise UsageError(message)


def _among(actors: frozenset[str], context: Context) -> Query:
    """Return what asks for actors by their ids, and for those that are members of one today."""
    today = parse_date(str(context.today))
    ids = set(actors)
    for id_ in actors:
        ids.update(context.vocabulary.actors[id_].members_in(today))
    return Is("id", (frozenset(ids),))


STATES = Subject({field.name: field for field in _FIELDS}, _condition, frozenset({"not"}))
