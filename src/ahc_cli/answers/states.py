"""The table of states: `ahc states`, who signed, ratified, and how each voted."""

from collections.abc import Iterator, Sequence
from functools import partial

from ahc_cli.answers.remarks import number_of_names, of_question
from ahc_cli.messages import _, ngettext
from ahc_cli.query.context import Context
from ahc_cli.query.question import Question, asked
from ahc_cli.query.request import Request
from ahc_cli.render import Answer, Column, Line, Screen
from ahc_cli.report.states import (
    STATES,
    StateVote,
    first_vote,
    ids_asked,
    roll_calls,
    states_asked,
)
from ahc_cli.report.status import report_status
from ahc_cli.show.states import (
    memberships,
    named_acts,
    roll_call_legend,
    state_getters,
    state_table,
    vote_columns,
)


def states(request: Request, context: Context) -> Answer:
    """Show which state signed, ratified, and how it voted."""
    dataset = context.dataset
    question = asked(request, context, STATES)
    rows = states_asked(question)
    votes = roll_calls(dataset, context.today)
    symbols = [vote.symbol for vote in votes]
    number = sum(dataset.vocabulary.kind_of(row.id) == "state" for row in rows)
    total, others = number_of_names(number, "state"), len(rows) - number
    if others:
        total += ngettext(" and {n} other signatory", " and {n} other signatories", others)
    return Answer(
        records=rows,
        table=partial(_table, symbols),
        legend=partial(_legend, votes, context),
        getters=state_getters(symbols),
        columns=["id", "name", "signed", "ratified", *symbols],
        chosen=vote_columns(symbols),
        **of_question(question, len(rows), total),
        note=_note(question),
    )


def _table(symbols: Sequence[str], _answer: Answer, screen: Screen) -> list[Column]:
    return state_table(symbols, screen)


def _legend(
    votes: Sequence[StateVote], context: Context, answer: Answer, _screen: Screen
) -> Iterator[Line]:
    return roll_call_legend(votes, answer.getters, context.dataset.events)


def _note(question: Question) -> str:
    """Say what a blank means, how many acts are named, and who joined or left the groups asked."""
    dataset, today = question.dataset, question.context.today
    report = report_status(dataset, today)
    note = named_acts(report) if report else _("only the states that these events name")
    ids, since = ids_asked(question.query), first_vote(dataset, today)
    return _("; ").join((note, *memberships(ids, dataset.vocabulary, since, today)))
