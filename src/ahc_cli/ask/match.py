"""Queries as predicates of events and of entries, and of lines of NDJSON, to decode in full only what may match."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, assert_never

from ahc_cli.ask.query import And, Contains, Context, Is, Not, Or, Query, leaves
from ahc_cli.ask.terms import Term, term_of
from ahc_cli.data.load import Short
from ahc_cli.model.dates import Date, parse
from ahc_cli.model.fields import FIELDS, reader
from ahc_cli.model.records import Event
from ahc_cli.model.statements import Statement, statements
from ahc_cli.model.text import fold
from ahc_cli.model.vocabulary import symbol_key

Predicate = Callable[[Any], bool]

# How a value that is read compares with one of the query, by field or type; other fields have sets of ids or codes.
_COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "date": Date.overlaps,
    "within": Date.within,
    "since": lambda span, period: not span.is_before(period),
    "until": lambda span, period: not period.is_before(span),
    "number": lambda number, numbers: number in numbers,
    "contains": lambda text, piece: piece in fold(text),
}
# The fields that `Short` has, and those that are read from its date.
_SHORT = {*Short.__struct_fields__, "within", "since", "until", "year", "when"}
# In UTF-8, the bytes that start no character that folds to other letters than it shows, and the characters that do
# among those that share their first byte with the middle dot, general punctuation, kana or full-width punctuation.
# Patterns that start with one byte each are found faster than one pattern of them all.
_PLAIN = bytes({*range(256)} - {*range(0xC3, 0xE2), *range(0xEA, 0xEF), *range(0xF0, 0xF5)})
_FOLDING = [
    re.compile(pattern).search
    for pattern in (rb"\xc2[^\xb7]", rb"\xe2[^\x80]", rb"\xe3[\x86-\x8f]", rb"\xef([^\xbc]|\xbc[\x90-\x99\xa1-\xba])")
]


def event_predicate(query: Query, context: Context) -> Callable[[Event], bool]:
    """Return the test whether an event matches a query."""
    return _build(query, context, of_entries=False)


def entry_predicate(query: Query, context: Context) -> Callable[[Statement], bool]:
    """Return the test whether an entry matches: its actor, role, stance, topic, date and words, otherwise its event."""
    return _build(query, context, of_entries=True)


def short_test(query: Query, context: Context) -> Callable[[Any], bool] | None:
    """Return a test of the short fields of an event that every match passes; None if there is nothing to test."""
    parts = query.parts if isinstance(query, And) else (query,)
    short = tuple(
        part for part in parts if all(isinstance(of, Is) and of.field in _SHORT for of in leaves(part, negated=True))
    )
    return event_predicate(And(short), context) if short else None


def line_test(terms: Sequence[Term]) -> Callable[[bytes], bool] | None:
    """Return a test of a line of JSON that an event with a match of every term passes; None if any line may match."""
    tests: list[list[bytes]] = []
    for term in terms:
        needles = {*term.needles, *(id_ for _table, id_ in term.tags), *(code for _field, code in term.codes)}
        if not term.period and all(needle.isascii() and needle.replace("-", "").isalnum() for needle in needles):
            tests.append([needle.encode() for needle in needles])
    if not tests:
        return None

    # A byte is found faster than the pattern that starts with it.
    dots, dashes, kana, wide = _FOLDING

    # Plain loops and conditions, because it runs for every line of long datasets.
    def all_pass(line: bytes) -> bool:
        lowered = line.lower()
        for needles in tests:
            for needle in needles:
                if needle in lowered:
                    break
            else:
                may_fold = b"\\u" in line or line.translate(None, _PLAIN) or kana(line) or wide(line)
                if not (may_fold or (b"\xc2" in line and dots(line)) or (b"\xe2" in line and dashes(line))):
                    return False
        return True

    return all_pass


def _build(query: Query, context: Context, *, of_entries: bool) -> Predicate:
    match query:
        case Is() | Contains():
            return _test(query, context, of_entries=of_entries)
        case Not(part):
            matches = _build(part, context, of_entries=of_entries)
            return lambda subject: not matches(subject)
        case And(parts) | Or(parts):
            tests = [_build(part, context, of_entries=of_entries) for part in parts]
            # The first result that is deciding is the result of all.
            deciding = isinstance(query, Or)
        case _:
            assert_never(query)

    # A plain loop, because it runs for every event of long datasets.
    def combined(subject: Any) -> bool:
        for part_matches in tests:
            if part_matches(subject) is deciding:
                return deciding
        return not deciding

    return combined


def _test(part: Is | Contains, context: Context, *, of_entries: bool) -> Predicate:
    """Return the test of a condition: whether any value read from an event, or an entry, is one of its values."""
    if isinstance(part, Contains):
        terms = [term_of(token, context.names, widened=False) for token in part.tokens]
        if of_entries:
            return lambda entry: any(_entry_contains(entry, term) for term in terms)
        return lambda event: contains(event, terms)
    field = FIELDS[part.field]
    values: tuple[Any, ...] = part.values
    if of_entries and not field.entry and field.type != "date":
        of_event = _test(part, context, of_entries=False)
        return lambda entry: entry.event is not None and of_event(entry.event)
    read: Callable[[Any], Iterable[Any]] = (of_entries and field.entry) or reader(field, context.today)
    if field.type == "date":
        read = (lambda entry: (parse(entry.date),)) if of_entries else FIELDS["date"].read
    if field.type == "words":
        return lambda event: any(
            value in fold(text) for each in statements(event) for _path, text in each.texts for value in values
        )
    if compare := _COMPARISONS.get(field.name) or _COMPARISONS.get(field.type):
        return lambda subject: any(compare(found, value) for found in read(subject) for value in values)
    wanted = frozenset[str]().union(*values)
    if field.type == "symbol":
        return lambda subject: not wanted.isdisjoint(map(symbol_key, read(subject)))
    return lambda subject: not wanted.isdisjoint(read(subject))


def contains(event: Event, terms: Iterable[Term]) -> bool:
    """Whether the statements of an event have a match of every term."""
    said = list(statements(event))
    return all(any(any(term.find(each)) for each in said) for term in terms)


def _entry_contains(entry: Statement, term: Term) -> bool:
    """Whether an entry contains a term: its actor or event is it, or else it or the title of its event has it."""
    if term.token.sort == "actor":
        return not term.tags.isdisjoint(("actor", actor) for actor in entry.actors)
    if term.token.sort == "event":
        return entry.event is not None and ("event", entry.event.id) in term.tags
    title = next(statements(entry.event)) if entry.event else entry
    return any(term.find(entry)) or (term.token.sort != "topic" and any(term.find(title)))
