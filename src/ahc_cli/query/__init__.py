"""Questions: the query language, the algebra it is read into, and the predicates that become of it."""

from ahc_cli.query.algebra import EVERYTHING, And, Holds, Is, Not, Or, Query, Value
from ahc_cli.query.grammar import parse
from ahc_cli.query.predicates import of_entries, of_events
from ahc_cli.query.values import Context

__all__ = [
    "EVERYTHING",
    "And",
    "Context",
    "Holds",
    "Is",
    "Not",
    "Or",
    "Query",
    "Value",
    "of_entries",
    "of_events",
    "parse",
]
