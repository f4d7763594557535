"""Queries as tests of events and of entries."""

from collections.abc import Callable, Iterable, Mapping
from itertools import repeat
from operator import call
from typing import Any, assert_never

from ahc_cli.model.fields import FIELDS, Field
from ahc_cli.model.records import Event
from ahc_cli.model.statements import Statement, statements
from ahc_cli.query.algebra import And, Contains, Is, Not, Or, Query
from ahc_cli.query.context import Context
from ahc_cli.query.terms import Term, term_of

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
            terms = [term_of(token, context.query_names, widened=False) for token in tokens]
            if of_entries:
                return lambda entry: any(_entry_contains(entry, term) for term in terms)
            return lambda event: contains(event, terms)
    assert_never(query)


def contains(event: Event, terms: Iterable[Term]) -> bool:
    """Whether the statements of an event have a match of every term."""
    of_event = list(statements(event))
    return all(any(map(any, map(term.find, of_event))) for term in terms)


def _entry_contains(entry: Statement, term: Term) -> bool:
    """Whether an entry contains a term.

    Its actor or its event is what the term names, or else it, or the title of its event, has it.
    """
    title = next(statements(entry.event)) if entry.event else entry
    sort = term.token.sort
    if sort in ("actor", "event"):
        return not {*entry.tags, *title.about}.isdisjoint(term.token.tags)
    return any(term.find(entry)) or (sort != "topic" and any(term.find(title)))
