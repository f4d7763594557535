"""Events in date order: `ahc list` and `ahc filter`."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from ahc_cli.answers.remarks import number_of_events, of_question
from ahc_cli.errors import UsageError
from ahc_cli.messages import _
from ahc_cli.model.fields import COLUMNS, FIELDS, KEYS, WITH_DAYS, distinct
from ahc_cli.model.labels import label, labels
from ahc_cli.model.records import Event
from ahc_cli.query.algebra import fields_of
from ahc_cli.query.context import Context
from ahc_cli.query.question import Question, asked
from ahc_cli.query.request import Request
from ahc_cli.render import Answer, Column, Line, Screen, Span, Spans

LANGUAGES = ("title.en", "title.zh", "summary.en", "summary.zh")
COLUMN_NAMES = (*(name for name, field in FIELDS.items() if field.shown), *KEYS, *LANGUAGES)


def event_table(answer: Answer, _screen: Screen) -> list[Column]:
    """Return the columns of a list of events; at one width all lists have the same."""
    # What is not drawn is written without these.
    from ahc_cli.answers.timeline import KINDS
    from ahc_cli.show.phrases import counts_span, date_span, title_spans, unbroken

    def place(event: Event) -> Spans:
        return (Span(unbroken(answer.vocabulary.label("place", event.place or "")), "faint"),)

    return [
        Column("date", lambda event: (date_span(event),), most=20),
        Column("", lambda event: (Span(*KINDS[event.kind]),), most=1),
        Column("title", lambda event: (*title_spans(event), counts_span(event)), most=0, wants=70),
        Column("id", lambda event: (Span(event.id, "id"),), most=22, goes="title"),
        Column("place", place, most=12, goes="title"),
    ]


def event_legend(answer: Answer, _screen: Screen) -> Iterator[Line]:
    """Yield the signs that a table has in place of the kinds of its events."""
    from ahc_cli.answers.timeline import legend

    if "title" in answer.getters:
        yield legend({word for event in answer.records for word in (event.kind, event.status)})


def _value(name: str, event: Event) -> Any:
    """Return the value of a key of an event, or a list of the values of another field."""
    if name in Event.__struct_fields__:
        value = getattr(event, name)
        return None if value is UNSET else value
    if name in LANGUAGES:
        key, lang = name.split(".")
        return getattr(getattr(event, key), lang, None)
    if name == "states":
        return _states(event)
    if FIELDS[name].single:
        return next(iter(FIELDS[name].read(event)), None)
    if name.startswith("vote."):
        return list(FIELDS[name].read(event))  # one for each vote, so that columns stay parallel
    return distinct(FIELDS[name].read(event))


def _states(event: Event) -> list[str | int]:
    """Return the numbers of states, a least number as the range that finds it: `160..`."""
    counts = [item for item in event.attendance if item.of == "states"]
    return [f"{item.count}.." if item.at_least else item.count for item in counts]


EVENT_GETTERS = {name: partial(_value, name) for name in COLUMN_NAMES}


def list_(request: Request, context: Context) -> Answer:
    """List events that match a query, or all."""
    return _list(request, asked(request, context))


def filter_(request: Request, context: Context) -> Answer:
    """List events that match a query; UsageError without one."""
    question = asked(request, context)
    if question.is_everything:
        message = _("filter needs a query, as in 'ahc filter kind:session'; see 'ahc help query'")
        raise UsageError(message)
    return _list(request, question)


def _list(request: Request, question: Question) -> Answer:
    events, found = question.in_date_order(question.events(), request.most)
    fields = fields_of(question.query)
    may_differ = "role" in fields and not fields.isdisjoint(("actor", "actor.kind", "group"))
    differing = _("actor and role may be about different entries; see 'ahc help query'")
    said = of_question(
        question, found, number_of_events(found), lambda _shown: [differing] if may_differ else []
    )
    note = "" if may_differ else signatories_note(question)
    return event_answer(request, events, **said, note=note)


def signatories_note(question: Question) -> str:
    """Say where those that signed or ratified are, if a question about events asks for them."""
    concepts = {*chain.from_iterable(token.concepts for token in question.tokens)}
    for concept in labels("elsewhere"):
        if concept in concepts:
            return label(concept, "elsewhere")
    return ""


def event_answer(request: Request, events: Sequence[Event], **others: Any) -> Answer:
    """Return an answer of events in a table, or with a page of its own."""
    columns = WITH_DAYS if request.format == "csv" else COLUMNS
    made = Answer(records=events, getters=EVENT_GETTERS, columns=columns, **others)
    if "page" in others:
        return made
    return replace(made, table=event_table, legend=event_legend)
