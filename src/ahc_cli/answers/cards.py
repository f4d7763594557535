"""Cards: `ahc show`, everything about one thing."""

from ahc_cli.answers.remarks import of_names
from ahc_cli.query.context import Context
from ahc_cli.query.request import Request
from ahc_cli.render import Answer
from ahc_cli.report.status import report_status
from ahc_cli.show.cards import CardPages


def show(request: Request, context: Context) -> Answer:
    """Show everything about an event, actor, topic, place or document."""
    dataset, things = context.dataset, context.index.find_all(request.words)
    report = report_status(dataset, context.today)
    cards = CardPages(tuple(dataset.events), dataset.vocabulary, report)
    return Answer(
        records=things,
        page=lambda _answer, screen: cards.page(things, screen),
        json=cards.json,
        row=cards.card,
        **of_names(context, len(things)),
    )
