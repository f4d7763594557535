"""Cards: `ahc show`, everything about one thing; `status`; and the front page."""

from functools import partial
from typing import Annotated, get_args

from msgspec.structs import replace
from typer import Argument

from ahc_cli.cli.completion import values_of
from ahc_cli.cli.options import Options, Words
from ahc_cli.cli.reply import Reply
from ahc_cli.cli.session import Session
from ahc_cli.errors import DatasetError, NotFoundError, UsageError
from ahc_cli.messages import _
from ahc_cli.model.dates import last_day
from ahc_cli.model.records import Table
from ahc_cli.render import Answer
from ahc_cli.report.status import report_status
from ahc_cli.show.cards import CardPages
from ahc_cli.show.status import front_page, status_page


def show(
    session: Session[Options],
    ids: Annotated[list[str], Argument(autocompletion=values_of("id", *get_args(Table)))],
) -> Reply:
    """Show everything about an event, actor, topic, place or document."""
    dataset, things = session.dataset, session.context.index.find_all(ids)
    report = report_status(dataset, session.today)
    cards = CardPages(tuple(dataset.events), dataset.vocabulary, report)
    answer = Answer(records=things, json=cards.json, page=partial(cards.page, things))
    return Reply(session, answer, len(things))


def front(session: Session[Options]) -> Reply:
    """Show in a few lines where the instrument stands, and what to try."""
    dataset = report = refusal = None
    try:
        dataset = session.dataset
        report = report_status(dataset, session.today)
    except DatasetError as error:
        refusal = error
    page = partial(front_page, dataset, report)
    return Reply(session, Answer(records=(), page=page), error=refusal)


def status(session: Session[Options], day: Words) -> Reply:
    """Show where the instrument stands, today or as of a day."""
    if day and day[-1].endswith((".json", ".ndjson")):
        raise UsageError(_("to read a dataset, type 'ahc status --data {file}'", file=day[-1]))
    if day:
        last = last_day(_day_of(" ".join(day), session), session.today, session.day)
        session = Session(replace(session.options, as_of=str(last)), session)
    report = report_status(session.dataset, session.today)
    if report is None:
        message = _("this dataset has no 'instrument', so it has no status")
        raise NotFoundError(message)
    answer = Answer(records=[report.status], page=partial(status_page, report))
    return Reply(session, answer)


def _day_of(text: str, session: Session[Options]) -> str:
    """Return the day that a question about the status names, or else the text."""
    from ahc_cli.query.grammar import split
    from ahc_cli.search.views import views_of

    tokens, _conditions = split(text, session.context)
    for view in views_of(tokens):
        if view.command == "status" and view.words:
            return " ".join(view.words)
    return text
