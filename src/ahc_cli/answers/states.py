"""The table of states: `ahc states`, who signed, ratified, and how each voted."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date as Day  # noqa: N812 - `date` is a key of the answer
from functools import partial
from operator import attrgetter
from typing import Any, get_args

from ahc_cli.answers.remarks import number_of_names, of_question
from ahc_cli.messages import _, ngettext
from ahc_cli.model.dates import parse
from ahc_cli.model.labels import date_in_full, label
from ahc_cli.model.records import Event
from ahc_cli.model.text import WORD_JOINER, width
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.query.context import Context
from ahc_cli.query.question import Question, asked
from ahc_cli.query.request import Request
from ahc_cli.render import BLANK, Answer, Column, Getters, Line, Screen, Span, Spans
from ahc_cli.render.layout import GAP
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
from ahc_cli.show.phrases import event_line, sure_words, unbroken, value_words

# From this width on, a window has the ids.
_WITH_IDS = 110
# A column takes so much of a window at least, and the name takes two.
_LEAST_COLUMN = 13
_MOST_OF_NAME, _MOST_OF_DAY = 32, 14
# A window has a column for ratifications if it is wider than its votes by this.
_WITH_RATIFIED = 74


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


def state_table(symbols: Sequence[str], screen: Screen) -> list[Column]:
    """Return the columns that are drawn of states: days of acts, and votes in words.

    Where there is less room a ratification stands below its row, and where there is none, all that
    a state did stands beside its name, each thing with its heading.
    """
    name = Column("name", lambda row: (Span(row.name.lang()),), most=_MOST_OF_NAME, hang=2)
    signed = Column("signed", partial(_act, "signed"), most=_MOST_OF_DAY)
    of_votes = sum(max(_LEAST_COLUMN, width(symbol) + GAP) for symbol in symbols)
    if screen.width < 2 * _LEAST_COLUMN + of_votes:
        return [name, Column("", partial(_summary, symbols))]
    if screen.width < _WITH_RATIFIED + of_votes:
        return [name, signed, *vote_columns(symbols).values(), Column("", _ratified, below=True)]
    ratified = Column("ratified", partial(_act, "ratified"), most=_MOST_OF_DAY)
    of_id = Column("id", lambda row: (Span(row.id, "id"),), since=_WITH_IDS)
    return [name, signed, ratified, *vote_columns(symbols).values(), of_id]


def roll_call_legend(
    votes: Iterable[StateVote], columns: Collection[str], events: Iterable[Event]
) -> Iterator[Line]:
    """Yield the symbol and the event of each of the roll calls that have columns."""
    by_id = {event.id: event for event in events}
    shown = [vote for vote in votes if vote.symbol in columns]
    if shown:
        yield BLANK
    for vote in shown:
        symbol = Span(f"{vote.symbol}  ", "heading")
        yield Line((symbol, *event_line(vote.event, by_id)), hang=2)


def vote_columns(symbols: Sequence[str]) -> dict[str, Column]:
    """Return a column for each roll call, with votes in words, by its symbol."""
    return {symbol: Column(symbol, partial(_vote, index)) for index, symbol in enumerate(symbols)}


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


def _ratified(row: StateRow) -> Spans:
    """Write the day of a ratification with its heading, if there was one."""
    return _with_headings({"ratified": _act("ratified", row)})


def _vote(index: int, row: StateRow) -> Spans:
    side = row.votes[index].side
    return (Span(label(side, "sides")),) if side else ()


def _summary(symbols: Sequence[str], row: StateRow) -> Spans:
    """Write the days of acts and, on the next line, the votes of a state, with their headings."""
    acts = {key: _act(key, row) for key in ("signed", "ratified")}
    votes = {name: column.show(row) for name, column in vote_columns(symbols).items()}
    return *_with_headings(acts), Span("\n" if any(acts.values()) else ""), *_with_headings(votes)


def _with_headings(contents: Mapping[str, Spans]) -> Spans:
    """Write what is not empty in a row, each thing behind its heading."""
    spans: Spans = ()
    for name, content in contents.items():
        if content:
            gap = " " * GAP if spans else ""
            named = unbroken(f"{label(name, 'fields')} ") + WORD_JOINER
            spans += Span(gap), Span(named), *content
    return spans


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
    report = report_status(dataset, context.today)
    note = named_acts(report) if report else _("only the states that these events name")
    return Answer(
        records=rows,
        table=partial(_table, symbols),
        legend=partial(_legend, votes, context),
        getters=state_getters(symbols),
        columns=["id", "name", "signed", "ratified", *symbols],
        chosen=vote_columns(symbols),
        **of_question(question, len(rows), total),
        note=_("; ").join(filter(None, (note, membership_note(question)))),
    )


def _table(symbols: Sequence[str], _answer: Answer, screen: Screen) -> list[Column]:
    return state_table(symbols, screen)


def _legend(
    votes: Sequence[StateVote], context: Context, answer: Answer, _screen: Screen
) -> Iterator[Line]:
    return roll_call_legend(votes, answer.getters, context.dataset.events)


def membership_note(question: Question) -> str:
    """Say who joined or left the groups that are asked about."""
    dataset, today = question.dataset, question.context.today
    ids, since = ids_asked(question.query), first_vote(dataset, today)
    return _("; ").join(memberships(ids, dataset.vocabulary, since, today))
