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
from ahc_cli.model.labels import date_in_full, label, labels
from ahc_cli.model.records import Event
from ahc_cli.query.algebra import fields_of
from ahc_cli.query.context import Context
from ahc_cli.query.question import Question, asked
from ahc_cli.query.request import Request
from ahc_cli.render import BLANK, Answer, Column, Line, Screen, Span, Spans
from ahc_cli.show.columns import MOST_ID

LANGUAGES = ("title.en", "title.zh", "summary.en", "summary.zh")
COLUMN_NAMES = (*(name for name, field in FIELDS.items() if field.shown), *KEYS, *LANGUAGES)
# From these widths on a table has a column for the sign of the kind, for the id, which is else
# below the title, and for the kind and the place in words, which leave the titles room for a line.
_WITH_SIGNS, _WITH_IDS, _WITH_WORDS = 60, 120, 140
_MOST_DATE = 15


def event_table(answer: Answer, screen: Screen) -> list[Column]:
    """Return the columns of a list of events; at one width all lists have the same."""
    # What is not drawn is written without these.
    from ahc_cli.answers.timeline import KINDS
    from ahc_cli.show.phrases import counts_span, date_span, place_span, title_spans, value_words

    vocabulary = answer.vocabulary

    def title(event: Event) -> Spans:
        spans = *title_spans(event), counts_span(event)
        if screen.width < _WITH_WORDS:
            spans += (place_span(event, vocabulary),)
        if screen.width < _WITH_IDS:
            spans += Span("  "), Span(event.id, "id")
        return spans

    def kind(event: Event) -> Spans:
        return (Span(label(event.kind), KINDS[event.kind].lane),)

    def place(event: Event) -> Spans:
        return (Span(value_words("place", event.place or "", vocabulary)),)

    columns = [
        Column("date", lambda event: (date_span(event, in_year=True),), most=_MOST_DATE),
        Column("title", title, most=0),
        Column("id", lambda event: (Span(event.id, "id"),), most=MOST_ID, since=_WITH_IDS),
    ]
    if screen.width >= _WITH_WORDS:
        return [
            columns[0],
            Column("kind", kind),
            columns[1],
            Column("place", place, since=_WITH_WORDS),
            columns[2],
        ]
    sign = Column("", lambda event: (Span(*KINDS[event.kind]),), most=1, since=_WITH_SIGNS)
    return [columns[0], sign, *columns[1:]]


def event_legend(answer: Answer, screen: Screen) -> Iterator[Line]:
    """Yield the signs that a table has in place of the kinds of its events."""
    from ahc_cli.answers.timeline import legend

    if answer.group and _WITH_SIGNS <= screen.width < _WITH_WORDS:
        yield from (BLANK, legend({event.kind for event in answer.records}))


def year_of(event: Event) -> str:
    """Name the group of a table that an event is in."""
    return date_in_full(str(event.start.year)) if event.start else "…"


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
    """Return an answer of events in a table grouped by year, or with a page of its own."""
    columns = WITH_DAYS if request.format == "csv" else COLUMNS
    made = Answer(records=events, getters=EVENT_GETTERS, columns=columns, **others)
    if "page" in others:
        return made
    return replace(made, table=event_table, legend=event_legend, group=year_of)
