"""Events on a time axis: `ahc timeline`."""

from ahc_cli.answers.remarks import number_of_events, of_question
from ahc_cli.query.context import Context
from ahc_cli.query.question import asked
from ahc_cli.query.request import Request
from ahc_cli.render import Answer
from ahc_cli.show.chart import mark, timeline_page


def timeline(request: Request, context: Context) -> Answer:
    """Draw events on a time axis."""
    question = asked(request, context)
    events, number = question.in_date_order(question.events())
    return Answer(
        records=list(map(mark, events)),
        page=lambda _answer, screen: timeline_page(events, screen),
        **of_question(question, number, number_of_events(number)),
    )
