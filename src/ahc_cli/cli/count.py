"""`ahc count`: how many events, or entries, have each value of a field."""

from typing import Annotated

import typer

from ahc_cli.answer.counts import COLUMNS, Counts, countable_field, tally, values_of
from ahc_cli.answer.events import pick
from ahc_cli.ask.language import parse
from ahc_cli.ask.question import ask, context_of
from ahc_cli.cli import completion
from ahc_cli.cli.options import Conditions, Options, QueryWords, RowOptions, with_options
from ahc_cli.cli.output import check_format, reply_to
from ahc_cli.model.fields import OF_ENTRIES
from ahc_cli.model.text import plural

_STATES = ("country", "countries", "state", "states", "国家", "各国")

_Field = Annotated[
    str,
    typer.Argument(metavar="FIELD", help="kind, year, place, actor, topic, ...", autocompletion=completion.countable),
]


@with_options(conditions=Conditions, rows=RowOptions, options=Options)
def count(conditions: Conditions, rows: RowOptions, options: Options, field: _Field, query: QueryWords = None) -> int:
    """Count events for each value of a field.

    With actor, country (only states), actor.kind, role, stance or topic it counts entries: an actor in a role or with
    a position. The query then refers to the same entry.

    \b
    Examples:
      ahc count kind
      ahc count year kind:session
      ahc count actor stance:proposes
    """
    check_format(options.format_name, Counts.formats)
    counted = countable_field("actor" if field.lower() in _STATES else field)
    context = context_of(options.dataset, options.today)
    states = [parse("actor.kind:state", context)] if field.lower() in _STATES else []
    question = ask(options.dataset, " ".join(query or ()), options.today, [*states, *options.queries(conditions)])
    vocabulary = question.dataset.vocabulary
    values = list(values_of(counted, question))
    tallies = tally(counted, values, vocabulary)
    answer = Counts(
        records=rows.arrange(tallies, COLUMNS, options.language),
        columns=pick(COLUMNS, rows.fields),
        vocabulary=vocabulary,
        chosen=rows.fields is not None,
    )
    remark = plural(len(values), "entry" if counted.name in OF_ENTRIES else "event")
    if sum(map(len, values)) > len(values):
        remark += "; one event can be in several rows"
    return reply_to(question, options, answer, remark, found=bool(values))
