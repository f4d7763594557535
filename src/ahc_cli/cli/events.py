"""Events: `ahc list` and `filter`, in date order, and `timeline`, on a time axis."""

from functools import partial

from ahc_cli.cli.answers import event_answer
from ahc_cli.cli.options import Options, QueryOptions, QueryWords
from ahc_cli.cli.reply import Reply, number_of_events
from ahc_cli.cli.session import Session
from ahc_cli.errors import UsageError
from ahc_cli.messages import _, spoken
from ahc_cli.model.fields import date_order
from ahc_cli.model.labels import date_in_full
from ahc_cli.query.question import Question
from ahc_cli.render import Answer


def list_(session: Session[QueryOptions], query: QueryWords) -> Reply:
    """List events that match a query, or all, in date order."""
    return _list(session, session.ask(query))


def filter_(session: Session[QueryOptions], query: QueryWords) -> Reply:
    """List events that match a query in date order."""
    question = session.ask(query)
    if question.is_everything:
        message = _("filter needs a query, as in 'ahc filter place:vienna'; see 'ahc help query'")
        raise UsageError(message)
    return _list(session, question)


def _list(session: Session[QueryOptions], question: Question) -> Reply:
    events = sorted(question.events(), key=date_order)
    total = number_of_events(len(events))
    return Reply(session, event_answer(session, events), len(events), total, question)


def timeline(session: Session[Options], query: QueryWords) -> Reply:
    """Draw events on a time axis."""
    from ahc_cli.show.chart import marks, timeline_page

    question = session.ask(query)
    events = tuple(sorted(question.events(), key=date_order))
    total = number_of_events(len(events))
    title = (*_dataset_title(question), total, question.text)
    answer = Answer(
        records=marks(events),
        page=partial(timeline_page, events),
        title=" · ".join(filter(None, title)),
        formats=("table", "json", "ndjson", "svg"),
    )
    return Reply(session, answer, len(events), total, question)


def _dataset_title(question: Question) -> list[str]:
    """Name a dataset and its edition; an array or NDJSON has none of its own."""
    dataset = question.dataset
    if not dataset.whole:
        return []
    day = date_in_full(dataset.edition.isoformat(), spoken())
    return [dataset.title.lang(spoken()), _("record checked up to {day}", day=day)]
