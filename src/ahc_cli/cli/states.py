"""States: `ahc states`, the table of them, and `compare`, two to four actors side by side."""

from typing import Annotated

from msgspec.structs import replace
from typer import Argument

from ahc_cli.cli.completion import values_of, words_of
from ahc_cli.cli.events import row_answer
from ahc_cli.cli.options import TableOptions
from ahc_cli.cli.reply import Reply, number_of_names
from ahc_cli.cli.session import Session
from ahc_cli.errors import NotFoundError
from ahc_cli.messages import _, ngettext
from ahc_cli.query.question import Question
from ahc_cli.report.compare import compare_actors, find_actors
from ahc_cli.report.states import STATES, first_vote, ids_asked, roll_calls, states_asked
from ahc_cli.report.status import report_status
from ahc_cli.show.compare import Comparison, compare_getters
from ahc_cli.show.states import (
    blank_words,
    memberships,
    named_acts,
    roll_call_legend,
    state_getters,
    state_table,
    with_votes,
)

_Words = Annotated[
    list[str],
    Argument(default_factory=list, autocompletion=words_of(STATES.fields, "id", "group")),
]


def states(session: Session[TableOptions], query: _Words) -> Reply:
    """Show which state signed, ratified, and how it voted."""
    dataset = session.dataset
    if dataset.vocabulary.instrument is None:
        message = _("this dataset has no 'instrument', so it has no table of states")
        raise NotFoundError(message)
    question = session.ask(query, subject=STATES)
    rows = states_asked(question)
    votes = roll_calls(dataset, session.today)
    symbols = [vote.symbol for vote in votes]
    columns = ["id", "name", "signed", "ratified", *symbols]
    table = state_table(symbols, session.screen)
    answer = row_answer(session, rows, state_getters(symbols), table, columns)
    answer = replace(
        answer,
        table=with_votes(answer.table, symbols),
        legend=lambda _screen: roll_call_legend(votes, answer.getters, dataset.events),
    )
    number = sum(dataset.vocabulary.kind_of(row.id) == "state" for row in rows)
    total = number_of_names(number, "state")
    others = len(rows) - number
    if others:
        total += ngettext(" and {n} other signatory", " and {n} other signatories", others)
    return Reply(session, answer, len(rows), total, question, note=_note(question, session))


def _note(question: Question, session: Session[TableOptions]) -> str:
    """Say what a blank means, how many acts are named, and who joined or left the groups asked."""
    dataset, today = session.dataset, session.today
    report = report_status(dataset, today)
    note = named_acts(report) if report else _("only the states that these events name")
    ids, since = ids_asked(question.query), first_vote(dataset, today)
    return _("; ").join((note, *memberships(ids, dataset.vocabulary, since, today)))


def compare(
    session: Session[TableOptions],
    names: Annotated[list[str], Argument(autocompletion=values_of("actor"))],
) -> Reply:
    """Compare two to four states, groups or organizations."""
    dataset = session.dataset
    ids = find_actors(session.context, names)
    rows = compare_actors(session.context, ids)
    symbols = {vote.event: vote.symbol for vote in roll_calls(dataset, session.today)}
    drawing = Comparison(ids, symbols, dataset.vocabulary, session.screen.width)
    answer = row_answer(session, rows, compare_getters(ids), drawing.table())
    report = report_status(dataset, session.today)
    has_acts = any(row.row == "signed" for row in rows)
    since = first_vote(dataset, session.today)
    notes = list(memberships({*ids}, dataset.vocabulary, since, session.today))
    if report and has_acts:
        notes.insert(0, blank_words())
    return Reply(session, answer, len(rows), note=_("; ").join(notes))
