"""Actors side by side: `ahc compare`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from operator import attrgetter
from typing import Any, Literal, get_args

from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.answers.parallels import compare_treaty, find_treaty
from ahc_cli.answers.remarks import of_names
from ahc_cli.answers.states import blank_words, memberships, roll_call_lines, roll_call_title
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
from ahc_cli.render import BLANK, Answer, Getters, Line, Span, Spans
from ahc_cli.report.items import Item, positions_of
from ahc_cli.report.states import Act, StateRow, StateVote, first_vote, roll_calls, state_rows
from ahc_cli.report.status import report_status
from ahc_cli.show.columns import side_table
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
    topics: dict[str, dict[str, tuple[Item, ...]]] = {}
    for position in positions_of(ask(context, "").positions()):
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
        case [Item(), *_others]:
            english, chinese = ([each.text.lang(lang) for each in value] for lang in get_args(Lang))
            return Text(en=" ".join(english), zh="".join(chinese))
    return value


def compare_page(
    ids: Sequence[str], votes: Sequence[StateVote], context: Context, rows: Sequence[ComparedRow]
) -> Iterator[Line]:
    """Yield what each actor did in a table, below the key of its roll calls, then the newest
    positions of each on the topics that they share.
    """
    label_of = context.vocabulary.label
    events = {event.id: event for event in context.dataset.events}
    titles: dict[str | None, str] = {vote.event: roll_call_title(vote, events) for vote in votes}
    asked_events = {row.event for row in rows}
    keys = [*roll_call_lines((vote for vote in votes if vote.event in asked_events), events)]
    compared: list[tuple[str, Sequence[Spans]]] = []
    for row in rows:
        if row.row != "topic":
            title = titles.get(row.event) or heading(row.row)
            compared.append((title, [_said(row.values[id_], id_) for id_ in ids]))
    if keys:
        yield from (*keys, BLANK)
    yield from side_table([label_of("actor", id_) for id_ in ids], compared)
    for row in rows:
        if row.topic:
            yield BLANK
            yield Line((Span(label_of("topic", row.topic), "heading"),), indent=0, hang=2)
            yield from _position_lines(row, ids, context.vocabulary)


def _position_lines(row: ComparedRow, ids: Sequence[str], vocabulary: Vocabulary) -> Iterator[Line]:
    """Yield the newest positions of each actor on a topic, those of two beside each other, then
    those that several hold together.
    """
    own: list[tuple[Item, Literal["", "left", "right"]]] = []
    together: list[Item] = []
    more: list[Line] = []
    for id_ in ids:
        side: Literal["left", "right"] = "left" if id_ == ids[0] else "right"
        positions: Sequence[Item] = row.values[id_]
        for position in positions[: -_SHOWN - 1 : -1]:
            if len({*ids}.intersection(position.actors)) > 1:
                together.append(position)
            else:
                own.append((position, "" if ids[2:] else side))
        hidden = len(positions) - _SHOWN
        if hidden > 0:
            words = _more(_("and {n} more", n=hidden), id_, f" topic:{row.topic}")
            more.append(Line((Span(words, "faint"),), indent=0, hang=2))
    for position, side_of_own in (*own, *((each, "") for each in distinct(together))):
        day = Span(f"{date_words(date_in_full(str(position.date)))}  ")
        item = item_spans(replace(position, topic=None), vocabulary, lead=ids)
        spans = day, Span(position.id, "id"), Span("  "), *item
        yield Line(spans, "item", indent=0, mark=Span("•"), hang=2, side=side_of_own)
    yield from more


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
    votes = roll_calls(dataset, today)
    has_acts = any(row.row == "signed" for row in rows) and report_status(dataset, today)
    blank = blank_words() if has_acts else ""
    reason = NotFoundError(_("they have nothing to compare: no vote, and no position on a topic"))
    return Answer(
        records=rows,
        page=lambda answer, _screen: compare_page(ids, votes, context, answer.records),
        getters=compare_getters(ids),
        **of_names(context, len(rows), "", lambda _shown: [blank]),
        note=_("; ").join(
            memberships({*ids}, dataset.vocabulary, first_vote(dataset, today), today)
        ),
        error=None if rows else reason,
    )
