"""The table of states: `ahc states`, who signed, ratified, and how each voted."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date as Day  # noqa: N812 - `date` is a key of the answer
from functools import partial
from operator import attrgetter
from typing import Any, get_args

from ahc_cli.answers.remarks import number_of_names, of_question
from ahc_cli.messages import _, ngettext
from ahc_cli.model.dates import parse
from ahc_cli.model.labels import date_in_full, label
from ahc_cli.model.records import Event
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.query.context import Context
from ahc_cli.query.question import Question, asked
from ahc_cli.query.request import Request
from ahc_cli.render import Answer, Column, Getters, Line, Screen, Span, Spans
from ahc_cli.report.states import (
    STATES,
    Act,
    Key,
    StateRow,
    StateVote,
    first_vote,
    ids_asked,
    roll_calls,
    states_asked,
)
from ahc_cli.report.status import Figure, StatusReport, report_status
from ahc_cli.show.columns import MOST_ID
from ahc_cli.show.phrases import event_line, sure_words, unbroken, value_words

# The cells that a name, and a day or a vote, take at most.
_MOST_OF_NAME, _MOST_OF_DAY, _MOST_OF_VOTE = 30, 14, 12


def state_getters(symbols: Sequence[str]) -> Getters:
    """Return what the columns of states have, also one for each roll call, by its symbol."""
    getters: dict[str, Callable[[StateRow], Any]] = {}
    names = "id iso iso3 name name.en name.zh groups positions"
    getters |= {name: attrgetter(name) for name in names.split()}
    for key in get_args(Key):
        getters[key] = partial(_date, key)
        for end in ("start", "end"):
            getters[f"{key}.{end}"] = partial(_day, key, end)
    return getters | {symbol: partial(_side, index) for index, symbol in enumerate(symbols)}


def state_table(votes: Mapping[str, Column], _answer: Answer, _screen: Screen) -> list[Column]:
    """Return the columns that are drawn of states: days of acts, and votes in words."""
    return [
        Column("name", lambda row: (Span(row.name.lang()),), most=_MOST_OF_NAME, hang=2),
        Column("signed", partial(_act, "signed"), most=_MOST_OF_DAY, named=True),
        *votes.values(),
        Column("ratified", partial(_act, "ratified"), most=_MOST_OF_DAY, goes="below", named=True),
        Column("id", lambda row: (Span(row.id, "id"),), most=MOST_ID, goes="away"),
    ]


def vote_columns(votes: Iterable[StateVote], events: Mapping[str, Event]) -> dict[str, Column]:
    """Return a column for each roll call, with votes in words, by its symbol."""
    columns = {}
    for index, vote in enumerate(votes):
        title = roll_call_title(vote, events)
        show = partial(_vote, index)
        columns[vote.symbol] = Column(title, show, most=_MOST_OF_VOTE, named=True)
    return columns


def roll_call_title(vote: StateVote, events: Mapping[str, Event]) -> str:
    """Name a roll call by its year and symbol, as in `2019: 74/247`."""
    return f"{str(events[vote.event].start)[:4]}{_(': ')}{vote.symbol}"


def roll_call_lines(votes: Iterable[StateVote], events: Mapping[str, Event]) -> Iterator[Line]:
    """Yield the title and the event of each roll call."""
    for vote in votes:
        title = Span(unbroken(roll_call_title(vote, events)), "heading")
        yield Line((title, Span("  "), *event_line(vote.event, events)), indent=0, hang=2)


def blank_words() -> str:
    """Say what it means that there is no act or vote."""
    return _("a blank or – means that no source names it, not that it did not happen")


def named_acts(report: StatusReport) -> str:
    """Say how many acts are named and reported, and how sure that is; a blank is no denial."""
    signatories, parties = report.status.signatories, report.status.parties
    if not (signatories and parties):
        return ""
    named, reported = signatories["named"], signatories["reported"]
    parts = [blank_words()]
    number = ngettext("{n} signatory named", "{n} signatories named", named.count or 0)
    parts.append(number + _sure(named))
    if reported:
        day = date_in_full(str(reported.as_of))
        parts.append(_("{n} reported on {day}", n=reported.count, day=day) + _sure(reported))
    deposits = parties["sourced"]
    parts.append(ngettext("{n} deposit", "{n} deposits", deposits.count) + _sure(deposits))
    return _("; ").join(parts)


def memberships(ids: set[str], vocabulary: Vocabulary, since: Day, today: Day) -> Iterator[str]:
    """Say who joined or left groups after a day, and of which day a list of members is."""

    def named(days: Mapping[str, Day]) -> str:
        lately = {id_: day for id_, day in days.items() if since < day <= today}
        return value_words("members", lately, vocabulary)

    for id_ in sorted(ids & vocabulary.actors.keys()):
        group, name = vocabulary.actors[id_], vocabulary.label("actor", id_)
        joined, left = named(group.joined), named(group.left)
        if joined:
            yield _("joined {group}: {members}", group=name, members=joined)
        if left:
            yield _("left {group}: {members}", group=name, members=left)
        if group.members_as_of:
            day = date_in_full(group.members_as_of.isoformat())
            yield _("members of {group} as of {day}", group=name, day=day)


def _sure(figure: Figure | None) -> str:
    """Say how sure a figure is."""
    return sure_words(figure.confidence) if figure else ""


def _date(key: str, row: StateRow) -> str | None:
    act = getattr(row, key)
    return act.date if act else None


def _day(key: Key, end: str, row: StateRow) -> Day | None:
    act: Act | None = getattr(row, key)
    day: Day | None = getattr(parse(act.date), end) if act else None
    return day


def _side(index: int, row: StateRow) -> str | None:
    return row.votes[index].side


def _act(key: Key, row: StateRow) -> Spans:
    """Write the day of an act, on one line if it is known, and whether its source is weak."""
    act: Act | None = getattr(row, key)
    if act is None:
        return ()
    day = date_in_full(act.date)
    if ".." not in act.date:
        day = unbroken(day)
    if act.confidence == "weak":
        return Span(day), Span(f" · {label('weak')}", "weak")
    return (Span(day),)


def _vote(index: int, row: StateRow) -> Spans:
    side = row.votes[index].side
    return (Span(label(side, "sides")),) if side else ()


def states(request: Request, context: Context) -> Answer:
    """Show which state signed, ratified, and how it voted."""
    return state_answer(asked(request, context, STATES))


def state_answer(question: Question) -> Answer:
    """Answer a question about states."""
    dataset, context = question.dataset, question.context
    rows = states_asked(question)
    votes = roll_calls(dataset, context.today)
    symbols = [vote.symbol for vote in votes]
    number = sum(dataset.vocabulary.kind_of(row.id) == "state" for row in rows)
    total, others = number_of_names(number, "state"), len(rows) - number
    if others:
        total += ngettext(" and {n} other signatory", " and {n} other signatories", others)
    events = {event.id: event for event in dataset.events}
    columns = vote_columns(votes, events)
    report = report_status(dataset, context.today)
    acts = named_acts(report) if report else ""
    note = membership_note(question) if report else _("only the states that these events name")
    return Answer(
        records=rows,
        table=partial(state_table, columns),
        legend=lambda answer, _screen: roll_call_lines(
            (vote for vote in votes if vote.symbol in answer.getters), events
        ),
        getters=state_getters(symbols),
        columns=["id", "name", "signed", "ratified", *symbols],
        chosen=columns,
        **of_question(question, len(rows), total, lambda _shown: [acts]),
        note=note,
    )


def membership_note(question: Question) -> str:
    """Say who joined or left the groups that are asked about."""
    dataset, today = question.dataset, question.context.today
    ids, since = ids_asked(question.query), first_vote(dataset, today)
    return _("; ").join(memberships(ids, dataset.vocabulary, since, today))
