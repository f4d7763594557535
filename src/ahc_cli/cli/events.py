"""Events: `ahc list` and `filter`, in date order, and `timeline`, on a time axis.

All commands that answer with rows make them here, arranged and shown as the options say.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from heapq import nsmallest
from itertools import chain, count
from typing import Any

from msgspec.structs import replace

from ahc_cli.cli.options import Options, QueryOptions, QueryWords, RowOptions
from ahc_cli.cli.reply import Reply, number_of_events
from ahc_cli.cli.session import Session
from ahc_cli.errors import UsageError
from ahc_cli.messages import _
from ahc_cli.model.fields import COLUMNS, WITH_DAYS, date_order
from ahc_cli.model.labels import label, labels
from ahc_cli.model.records import Event
from ahc_cli.query.algebra import fields_of
from ahc_cli.query.question import Question
from ahc_cli.render import ROW_FORMATS, Answer, Column, Getters, Line
from ahc_cli.show.columns import chosen_table, sort_key, split_names
from ahc_cli.show.events import EVENT_FORMATS, EVENT_GETTERS, event_legend, event_table, year_of

# What is drawn of rows: the columns of a table, or a page of the records.
Drawn = Sequence[Column] | Callable[[Sequence[Any]], Iterable[Line]]


def list_(session: Session[QueryOptions], query: QueryWords) -> Reply:
    """List events that match a query, or all, in date order."""
    return _list(session, session.ask(query))


def filter_(session: Session[QueryOptions], query: QueryWords) -> Reply:
    """List events that match a query in date order."""
    question = session.ask(query)
    if question.is_everything:
        message = _("filter needs a query, as in 'ahc filter kind:session'; see 'ahc help query'")
        raise UsageError(message)
    return _list(session, question)


def _list(session: Session[QueryOptions], question: Question) -> Reply:
    events, found = _shown(question, session.options)
    total = number_of_events(found)
    remarks, note = [], ""
    fields = fields_of(question.query)
    if "role" in fields and not fields.isdisjoint(("actor", "actor.kind", "group")):
        remarks.append(_("actor and role may be about different entries; see 'ahc help query'"))
    else:
        note = signatories_note(question)
    answer = event_answer(session, events)
    return Reply(session, answer, found, total, question, remarks, note=note)


def _shown(question: Question, options: RowOptions) -> tuple[list[Event], int]:
    """Return the events in date order, of a limited list only those shown, and how many match."""
    if options.limit is None or options.sort or options.reverse:
        events = sorted(map(question.dataset.keeper(), question.events()), key=date_order)
        return events, len(events)
    numbers = count()
    # Each event that is taken takes a number.
    counted = (event for event, _number in zip(question.events(), numbers, strict=False))
    return nsmallest(max(1, options.limit), counted, key=date_order), next(numbers)


def signatories_note(question: Question) -> str:
    """Say where those that signed or ratified are, if a question about events asks for them."""
    concepts = {*chain.from_iterable(token.concepts for token in question.tokens)}
    for concept in labels("elsewhere"):
        if concept in concepts:
            return label(concept, "elsewhere")
    return ""


def timeline(session: Session[Options], query: QueryWords) -> Reply:
    """Draw events on a time axis."""
    from ahc_cli.show.chart import mark, timeline_page

    question = session.ask(query)
    events = tuple(sorted(map(question.dataset.keeper(), question.events()), key=date_order))
    total = number_of_events(len(events))
    answer = Answer(
        records=list(map(mark, events)),
        page=partial(timeline_page, events),
        formats=("table", "json", "ndjson", "html", "svg"),
    )
    return Reply(session, answer, len(events), total, question)


def row_answer(
    session: Session[RowOptions],
    records: Sequence[Any],
    getters: Getters,
    drawn: Drawn,
    columns: Iterable[str] = (),
) -> Answer:
    """Return an answer of rows: records, what each column has of one, and what is `drawn` of them.

    Without --fields the rows have the `columns` named, or else all.
    """
    fields, vocabulary = session.options.fields, session.dataset.vocabulary
    if fields is not None and session.options.format == "csl":
        raise UsageError(_("the format csl has no fields to choose"))
    names = list(columns or getters) if fields is None else split_names(fields, getters)
    chosen = {name: getters[name] for name in names}
    answer = Answer(
        records=_arranged(records, getters, session.options),
        getters=chosen,
        formats=ROW_FORMATS,
        vocabulary=vocabulary,
        edition=session.dataset.edition,
        name=session.dataset.title,
    )
    if fields is not None:
        return replace(
            answer,
            table=chosen_table(chosen, vocabulary),
            json=lambda record: {name: value(record) for name, value in chosen.items()},
        )
    if callable(drawn):
        return replace(answer, page=lambda _screen: drawn(answer.records))
    return replace(answer, table=drawn)


def event_answer(
    session: Session[RowOptions], events: Sequence[Event], page: Drawn | None = None
) -> Answer:
    """Return an answer of events, in a table grouped by year or on a page."""
    columns = WITH_DAYS if session.options.format == "csv" else COLUMNS
    answer = row_answer(session, events, EVENT_GETTERS, page or (), columns)
    group = None if session.options.fields else year_of
    answer = replace(answer, formats=EVENT_FORMATS, group=group)
    is_table = session.format_for(EVENT_FORMATS) in ("table", "md", "html")
    if page or session.options.fields or not is_table:
        return answer
    table = event_table(session.dataset.vocabulary, session.screen)
    return replace(answer, table=table, legend=partial(event_legend, answer.records))


def _arranged(records: Sequence[Any], getters: Getters, options: RowOptions) -> list[Any]:
    """Sort records, reverse and limit them; missing values come last in both directions."""
    sorting = () if options.sort is None else split_names(options.sort, getters)
    keys = [sort_key(name, getters[name]) for name in sorting]
    arranged = sorted(records, key=lambda record: [key(record) for key in keys])
    if options.reverse:
        present = len(arranged)
        if keys:
            present = sum(not is_missing for is_missing, *_rest in map(keys[0], arranged))
        arranged = [*reversed(arranged[:present]), *arranged[present:]]
    return arranged[: options.limit]
