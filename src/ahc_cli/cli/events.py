"""Events: `ahc list` and `filter`, in date order, and `timeline`, on a time axis."""

from collections.abc import Iterable
from functools import partial

from ahc_cli.cli.answers import event_answer
from ahc_cli.cli.options import Options, QueryOptions, QueryWords
from ahc_cli.cli.reply import Reply
from ahc_cli.cli.session import Session
from ahc_cli.errors import UsageError
from ahc_cli.messages import _, ngettext, spoken
from ahc_cli.model.fields import date_order
from ahc_cli.model.labels import date_in_full
from ahc_cli.query.question import Question
from ahc_cli.render import Answer


def list_(session: Session[QueryOptions], query: QueryWords = None) -> Reply:
    """List events that match a query, or all, in date order."""
    return _list(session, session.ask(query))


def filter_(session: Session[QueryOptions], query: QueryWords = None) -> Reply:
    """List events that match a query in date order."""
    question = session.ask(query)
    if question.is_everything:
        message = _("filter needs a query, as in 'ahc filter place:vienna'; see 'ahc help query'")
        raise UsageError(message)
    return _list(session, question)


def _list(session: Session[QueryOptions], question: Question) -> Reply:
    events = sorted(question.events(), key=date_order)
    return Reply(
        session=session,
        answer=event_answer(session, events),
        found=len(events),
        total=ngettext("{n} event", "{n} events", len(events)),
        question=question,
        counts_hidden=True,
    )


def timeline(session: Session[Options], query: QueryWords = None) -> Reply:
    """Draw events on a time axis."""
    from ahc_cli.show.chart import marks, timeline_page

    question = session.ask(query)
    events = tuple(sorted(question.events(), key=date_order))
    total = ngettext("{n} event", "{n} events", len(events))
    answer = Answer(
        records=marks(events),
        page=partial(timeline_page, events),
        title=" · ".join(filter(None, (*_dataset_title(question), total, *_joined(query)))),
        formats=("table", "json", "ndjson", "svg"),
    )
    return Reply(
        session=session,
        answer=answer,
        found=len(events),
        total=total,
        question=question,
        counts_hidden=True,
    )


def _joined(words: Iterable[str] | None) -> list[str]:
    return [" ".join(words or ())]


def _dataset_title(question: Question) -> list[str]:
    """Name a dataset and its edition; an array or NDJSON has none of its own."""
    dataset = question.dataset
    if not dataset.whole:
        return []
    day = date_in_full(dataset.edition.isoformat(), spoken())
    return [dataset.title.lang(spoken()), _("record checked up to {day}", day=day)]
