"""Actors side by side: `ahc compare`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from operator import attrgetter
from typing import Any, Literal, get_args

from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.answers.parallels import compare_treaty, find_treaty
from ahc_cli.answers.remarks import of_names
from ahc_cli.answers.states import blank_words, memberships
from ahc_cli.errors import NotFoundError, UsageError
from ahc_cli.messages import Lang, _, ngettext
from ahc_cli.model.dates import parse, read_date
from ahc_cli.model.fields import distinct
from ahc_cli.model.labels import date_in_full, heading, label
from ahc_cli.model.records import JsonValue, Text
from ahc_cli.model.statements import BALLOTS
from ahc_cli.model.text import canonical
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.query.context import Context
from ahc_cli.query.lexicon import lexicon
from ahc_cli.query.names import Entity
from ahc_cli.query.question import ask
from ahc_cli.query.request import Request
from ahc_cli.render import Answer, Column, Getters, Span, Spans
from ahc_cli.report.positions import TakenPosition, positions_of
from ahc_cli.report.states import Act, StateRow, first_vote, roll_calls, state_rows
from ahc_cli.report.status import report_status
from ahc_cli.show.phrases import date_words, item_spans, sure_spans

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
    if ids and ids[0] in context.vocabulary.treaties:
        hint = _("one older treaty at a time: 'ahc compare instrument {id}'", id=ids[0])
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


# The columns of every comparison.
COLUMNS = ("row", "event", "topic")
# How many positions of each actor are shown, the newest.
_SHOWN = 2
_MOST_OF_TITLE = 24
# A window has columns if it has this for each of them; and positions in them if it is at least as
# wide as the first, and has the second for each actor.
_LEAST_COLUMN, _WITH_POSITIONS, _LEAST_OF_POSITIONS = 15, 100, 50


def compare_getters(ids: Iterable[str]) -> Getters:
    """Return what the columns of a comparison have, one of them for each actor."""
    getters: dict[str, Any] = {name: attrgetter(name) for name in COLUMNS}
    return getters | {id_: partial(_value, id_) for id_ in ids}


def _value(id_: str, row: ComparedRow) -> Any:
    """Return the value of an actor in brief: a day, a number of members, the texts in one."""
    value = row.values[id_]
    match value:
        case Act():
            return value.date
        case GroupAct():
            own = [value.own.date or ""] if value.own else []
            return " ".join([*own, f"{value.count}/{value.members}"])
        case [TakenPosition(), *_others]:
            english, chinese = ([each.text.lang(lang) for each in value] for lang in get_args(Lang))
            return Text(en=" ".join(english), zh="".join(chinese))
    return value


class Comparison(Struct, frozen=True):
    """What a comparison is drawn from: the actors, and the symbols of roll calls by their events.

    Where there is room, positions stand in the columns of their actors, and below only those that
    several hold together; else all stand below their topic; and where nothing has room, all does.
    """

    ids: Sequence[str]
    symbols: Mapping[str, str]
    vocabulary: Vocabulary
    width: int

    def table(self) -> list[Column]:
        """Return the columns that are drawn: what a row is about, and one for each actor."""
        below = Column("", self._below, below=True)
        if not self._has_columns:
            return [Column(" · ".join(map(self._name, self.ids)), self._title, most=0), below]
        columns = [
            Column(self._name(id_), partial(self._beside, id_), most=0, hang=2) for id_ in self.ids
        ]
        return [Column("", self._title, most=_MOST_OF_TITLE), *columns, below]

    @property
    def _has_columns(self) -> bool:
        return self.width >= _LEAST_COLUMN * (len(self.ids) + 1)

    @property
    def _has_positions(self) -> bool:
        return self.width >= max(_WITH_POSITIONS, _LEAST_OF_POSITIONS * len(self.ids))

    def _name(self, id_: str) -> str:
        return self.vocabulary.label("actor", id_)

    def _title(self, row: ComparedRow) -> Spans:
        """Name what a row is about; a topic has its name below, if it has no column."""
        if row.event:
            return (Span(_("Vote on {symbol}", symbol=self.symbols[row.event])),)
        if row.topic:
            return (Span("\n"), self._topic(row)) if self._has_positions else ()
        blank = "\n" if row.row == "alone" else ""
        return (Span(blank + heading(row.row)),)

    def _topic(self, row: ComparedRow) -> Span:
        return Span(self.vocabulary.label("topic", row.topic or ""), "heading")

    def _beside(self, id_: str, row: ComparedRow) -> Spans:
        """Write what a row says of an actor beside what it is about."""
        if row.row not in ("topic", "alone"):
            return _said(row.values[id_], id_) or (Span("–", "faint"),)
        if row.row == "alone" or not self._has_positions:
            return ()
        positions = [each for each in _newest(id_, row) if not self._is_shared(each)]
        return *self._items(positions, id_), *_rest(id_, row)

    def _below(self, row: ComparedRow) -> Spans:
        """Write what has no column: positions, each once, or else what is said of each actor."""
        spans: Spans = ()
        if row.row == "topic":
            positions = distinct(chain(*(_newest(id_, row) for id_ in self.ids)))
            if self._has_positions:
                return self._items(filter(self._is_shared, positions))[1:]
            spans = self._topic(row), *self._items(positions)
            return *spans, *chain(*(_rest(id_, row) for id_ in self.ids))
        for id_ in self.ids if row.row == "alone" or not self._has_columns else ():
            named = self._name(id_) + _(": ")
            spans += Span("\n"), Span(named), *(_said(row.values[id_], id_) or (Span("–"),))
        return spans[1:]

    def _is_shared(self, position: TakenPosition) -> bool:
        return len({*self.ids}.intersection(position.actors)) > 1

    def _items(self, positions: Iterable[TakenPosition], holder: str = "") -> Spans:
        """Write positions with their days, a line each, for a holder alone without the name."""
        spans: Spans = ()
        for position in positions:
            day = Span(f" · {date_words(date_in_full(position.date))}", "faint")
            actors = () if position.actors == (holder,) else position.actors
            untitled = replace(position, topic=None, actors=actors)
            item = item_spans(untitled, self.vocabulary, day, lead=self.ids)
            spans += Span("\n"), Span("• "), *item
        return spans


def _newest(id_: str, row: ComparedRow) -> Sequence[TakenPosition]:
    """Return the newest positions of an actor in a row about a topic, the last one first."""
    positions: Sequence[TakenPosition] = row.values[id_]
    return positions[: -_SHOWN - 1 : -1]


def _said(value: Any, id_: str) -> Spans:
    """Write what a row that is not about a topic says of an actor."""
    match value:
        case None | ():
            return ()
        case str():
            return (Span(label(value, "sides")),)
        case Act():
            day = Span(date_words(date_in_full(value.date)))
            return day, *sure_spans(value.confidence)
        case GroupAct():
            own = _said(value.own, id_)
            members = _("{n} of {members} members", n=value.count, members=value.members)
            return *own, Span((" · " if own else "") + members)
        case Mapping():
            counts = []
            for side, n in value.items():
                words = label(side, "sides")
                if n:
                    counts.append(
                        ngettext("{n} member: {side}", "{n} members: {side}", n, side=words)
                    )
            return (Span(_(", ").join(counts)),)
        case _:
            return (Span(_more(ngettext("{n} topic", "{n} topics", len(value)), id_)),)


def _rest(id_: str, row: ComparedRow) -> Spans:
    """Say how many more positions an actor has on a topic, and the command for them."""
    more = len(row.values[id_]) - _SHOWN
    if more <= 0:
        return ()
    return Span("\n"), Span(_more(_("and {n} more", n=more), id_, f" topic:{row.topic}"), "faint")


def _more(words: str, id_: str, condition: str = "") -> str:
    """Name the command that shows the positions of an actor."""
    return words + _(": ") + f"ahc positions actor:{id_}{condition}"


def compare(request: Request, context: Context) -> Answer:
    """Compare two to four states, groups or organizations, or the instrument and a treaty."""
    if treaty := find_treaty(context, request.words):
        return compare_treaty(treaty, context)
    dataset, today = context.dataset, context.today
    ids = find_actors(context, request.words)
    rows = compare_actors(context, ids)
    symbols = {vote.event: vote.symbol for vote in roll_calls(dataset, today)}
    notes = list(memberships({*ids}, dataset.vocabulary, first_vote(dataset, today), today))
    if any(row.row == "signed" for row in rows) and report_status(dataset, today):
        notes.insert(0, blank_words())
    return Answer(
        records=rows,
        table=lambda answer, screen: Comparison(
            ids, symbols, answer.vocabulary, screen.width
        ).table(),
        getters=compare_getters(ids),
        **of_names(context, len(rows)),
        note=_("; ").join(notes),
    )
