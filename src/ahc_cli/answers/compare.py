"""Actors side by side: `ahc compare`."""

from ahc_cli.answers.remarks import of_names
from ahc_cli.messages import _
from ahc_cli.query.context import Context
from ahc_cli.query.request import Request
from ahc_cli.render import Answer
from ahc_cli.report.compare import compare_actors, find_actors
from ahc_cli.report.states import first_vote, roll_calls
from ahc_cli.report.status import report_status
from ahc_cli.show.compare import Comparison, compare_getters
from ahc_cli.show.states import blank_words, memberships


def compare(request: Request, context: Context) -> Answer:
    """Compare two to four states, groups or organizations."""
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
