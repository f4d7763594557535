"""Actors side by side: `ahc compare`."""

from typing import Annotated

from typer import Argument

from ahc_cli.cli.completion import values_of
from ahc_cli.cli.events import row_answer
from ahc_cli.cli.options import TableOptions
from ahc_cli.cli.reply import Reply
from ahc_cli.cli.session import Session
from ahc_cli.messages import ngettext
from ahc_cli.report.compare import compare_actors, find_actors
from ahc_cli.report.states import roll_calls
from ahc_cli.report.status import report_status
from ahc_cli.show.compare import Comparison, compare_getters
from ahc_cli.show.states import named_acts


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
