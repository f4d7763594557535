"""Queries as tests of events and of entries."""

from collections.abc import Callable, Mapping
from itertools import repeat
from operator import call
from typing import Any, assert_never

from ahc_cli.model.fields import FIELDS, Field
from ahc_cli.query.algebra import And, Contains, Is, Not, Or, Query
from ahc_cli.query.context import Context

Predicate = Callable[[Any], bool]


def predicate(
    query: Query,
    context: Context,
    *,
    of_entries: bool = False,
    fields: Mapping[str, Field] = FIELDS,
) -> Predicate:
    """Return the test whether an event matches a query, or whether an entry does.

    Of an entry its actor, role, stance, topic, date and words are tested, otherwise its event. What
    queries of another subject are about has fields of its own.
    """
    match query:
        case And(parts) | Or(parts):
            tests = [
                predicate(part, context, of_entries=of_entries, fields=fields) for part in parts
            ]
            combine = any if isinstance(query, Or) else all
            # Faster than a generator, because it runs for every event of long datasets.
            return lambda subject: combine(map(call, tests, repeat(subject)))
        case Not(part):
            test = predicate(part, context, of_entries=of_entries, fields=fields)
            return lambda subject: not test(subject)
        case Is(name, values):
            field = fields[name]
            read, fits = field.reader(context, of_entries=of_entries), field.test(values)
            return lambda subject: fits(read(subject))
        case Contains(tokens):
            from ahc_cli.query.terms import contains, entry_contains, term_of

            terms = [term_of(token, context.query_names, widened=False) for token in tokens]
            if of_entries:
                return lambda entry: any(entry_contains(entry, term) for term in terms)
            return lambda event: contains(event, terms)
    assert_never(query)
