"""Where the instrument stands: `ahc status`, and the front page."""

from functools import partial

from ahc_cli.data.load import Dataset
from ahc_cli.errors import DatasetError, NotFoundError, UsageError
from ahc_cli.messages import _
from ahc_cli.query.context import Context
from ahc_cli.query.request import Request
from ahc_cli.render import Answer
from ahc_cli.report.status import StatusReport, report_status
from ahc_cli.show.status import front_page, status_page


def status(request: Request, context: Context) -> Answer:
    """Show where the instrument stands, today or as of a day."""
    if request.words and request.words[-1].endswith((".json", ".ndjson")):
        message = _("to read a dataset, type 'ahc status --data {file}'", file=request.words[-1])
        raise UsageError(message)
    if request.words:
        context = context.on(_day_in(request.text, context))
    report = report_status(context.dataset, context.today)
    if report is None:
        reason = NotFoundError(_("this dataset has no 'instrument', so it has no status"))
        return Answer(records=[], found=0, exit_code=1, error=reason)
    page = partial(status_page, report)
    return Answer(records=[report.status], page=lambda _answer, screen: page(screen))


def _day_in(text: str, context: Context) -> str:
    """Return the day that a question about the status names, or else the text."""
    from ahc_cli.query.grammar import split
    from ahc_cli.search.views import views_of

    tokens, _conditions = split(text, context)
    for view in views_of(tokens):
        if view.command == "status" and view.words:
            return view.text
    return text


def front(_request: Request, context: Context) -> Answer:
    """Show in a few lines where the instrument stands, and what to try."""
    dataset: Dataset | None = None
    report: StatusReport | None = None
    refusal = None
    try:
        dataset = context.dataset
        report = report_status(dataset, context.today)
    except DatasetError as error:
        refusal = error
    page = partial(front_page, dataset, report)
    return Answer(records=(), page=lambda _answer, screen: page(screen), error=refusal)
