"""States: `ahc states`, the table of them, and `compare`, two to four actors side by side."""

from typing import Annotated

from typer import Argument

from ahc_cli.cli.completion import values_of, words_of
from ahc_cli.cli.events import row_answer
from ahc_cli.cli.options import TableOptions
from ahc_cli.cli.reply import Reply
from ahc_cli.cli.session import Session
from ahc_cli.errors import NotFoundError
from ahc_cli.messages import _, ngettext, spoken
from ahc_cli.model.labels import label
from ahc_cli.report.compare import compare_actors, find_actors
from ahc_cli.report.states import STATES, ask_states, roll_calls
from ahc_cli.report.status import report_status
from ahc_cli.show.compare import Comparison, compare_getters
from ahc_cli.show.states import named_acts, state_getters, state_table

_Words = Annotated[
    list[str],
    Argument(default_factory=list, autocompletion=words_of(STATES.fields, "id", "group")),
]


def states(session: Session[TableOptions], query: _Words) -> Reply:
    """Show which state signed, ratified, and how it voted."""
    dataset = session.dataset
    if dataset.vocabulary.instrument is None:
        message = _("this dataset does not describe the convention, so it has no table of states")
        raise NotFoundError(message)
    rows = ask_states(session.context, " ".join(query))
    report = report_status(dataset, session.today)
    note = named_acts(report) if report else _("only the states that these events name")
    symbols = [vote.symbol for vote in roll_calls(dataset, session.today)]
    columns = ["id", "name", "signed", "ratified", *symbols]
    table = state_table(symbols, session.screen)
    answer = row_answer(session, rows, state_getters(symbols), table, columns)
    number = sum(dataset.vocabulary.kind_of(row.id) == "state" for row in rows)
    total = ngettext("{n} {thing}", "{n} {thing}s", number, thing=label("state", spoken()))
    others = len(rows) - number
    if others:
        total += ngettext(" and {n} other signatory", " and {n} other signatories", others)
    return Reply(session, answer, len(rows), total, note=note)


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
    total = ngettext("{n} row", "{n} rows", len(rows))
    report = report_status(dataset, session.today)
    has_acts = any(row.row == "signed" for row in rows)
    note = named_acts(report) if report and has_acts else ""
    return Reply(session, answer, len(rows), total, note=note)
