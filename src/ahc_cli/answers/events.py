"""Events in date order: `ahc list` and `ahc filter`."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

from msgspec.structs import replace

from ahc_cli.answers.remarks import number_of_events, of_question
from ahc_cli.errors import UsageError
from ahc_cli.messages import _
from ahc_cli.model.fields import COLUMNS, WITH_DAYS
from ahc_cli.model.labels import label, labels
from ahc_cli.model.records import Event
from ahc_cli.query.algebra import fields_of
from ahc_cli.query.context import Context
from ahc_cli.query.question import Question, asked
from ahc_cli.query.request import Request
from ahc_cli.render import Answer
from ahc_cli.show.events import EVENT_GETTERS, event_legend, event_table, year_of


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
        question, found, number_of_events(found), lambda: [differing] if may_differ else []
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
