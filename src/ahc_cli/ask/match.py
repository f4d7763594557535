"""Queries as predicates of events and of entries."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar, assert_never

from msgspec.structs import replace

from ahc_cli.ask.passages import find, folded_text, may_match, passages
from ahc_cli.ask.query import And, Contains, Is, Not, Or, Query, Range, Value
from ahc_cli.ask.terms import Entity, Term
from ahc_cli.model.dates import Date, parse
from ahc_cli.model.fields import FIELDS, Entry, Field, reader
from ahc_cli.model.records import Appearance, Event
from ahc_cli.model.text import fold
from ahc_cli.model.vocabulary import symbol_key

T = TypeVar("T")
Predicate = Callable[[Any], bool]


def event_predicate(query: Query, today: date) -> Callable[[Event], bool]:
    """Return the test whether an event matches a query."""
    return _build(query, lambda part: _event_test(part, today))


def entry_predicate(query: Query, today: date) -> Callable[[Entry], bool]:
    """Return the test whether an entry matches: its actor, role, stance, topic, date and words, otherwise its event."""
    return _build(query, lambda part: _entry_test(part, today))


def _build(query: Query, test: Callable[[Is | Contains], Predicate]) -> Predicate:
    match query:
        case And(parts):
            return _all(tuple(_build(part, test) for part in parts))
        case Or(parts):
            none = _all(tuple(_build(Not(part), test) for part in parts))
            return lambda subject: not none(subject)
        case Not(part):
            matches = _build(part, test)
            return lambda subject: not matches(subject)
        case Is() | Contains():
            return test(query)
        case _:
            assert_never(query)


def _all(tests: tuple[Predicate, ...]) -> Predicate:
    """Combine tests; a plain loop, because it runs for every event of long datasets."""

    def every(subject: Any) -> bool:
        for test in tests:  # noqa: SIM110 - a generator would take as long as the tests
            if not test(subject):
                return False
        return True

    return every


def _event_test(part: Is | Contains, today: date) -> Callable[[Event], bool]:
    if isinstance(part, Contains):
        return lambda event: _contains(event, part.terms)
    field = FIELDS[part.field]
    if field.type == "words":
        return lambda event: any(str(value) in folded_text(event) for value in part.values)
    if field.type == "date":
        return _comparison(field, part.values, lambda event: (event.span,))
    return _comparison(field, part.values, reader(field, today))


def _entry_test(part: Is | Contains, today: date) -> Callable[[Entry], bool]:
    if isinstance(part, Contains):
        return lambda entry: all(_entry_contains(entry, term) for term in part.terms)
    field = FIELDS[part.field]
    if of_entry := field.entry:
        return _comparison(field, part.values, of_entry)
    if field.type == "date":
        return _comparison(field, part.values, lambda entry: (parse(entry.date or entry.event.date),))
    of_event = _event_test(part, today)
    return lambda entry: of_event(entry.event)


def _comparison(field: Field, values: Iterable[Value], read: Callable[[T], Iterable[Any]]) -> Callable[[T], bool]:
    """Return the test whether any value read from a subject equals one of the values of a field."""
    if field.type == "date":
        test = _DATE_TESTS[field.name]
        periods = [value for value in values if isinstance(value, Date)]
        return lambda subject: any(test(span, period) for span in read(subject) for period in periods)
    if field.type == "number":
        ranges = [value for value in values if isinstance(value, Range)]
        return lambda subject: any(_in(number, span) for number in read(subject) for span in ranges)
    if field.type == "contains":
        pieces = [value for value in values if isinstance(value, str)]
        return lambda subject: any(piece in fold(text) for text in read(subject) for piece in pieces)
    wanted = frozenset[str]().union(*(value for value in values if isinstance(value, frozenset)))
    if field.type == "symbol":
        return lambda subject: not wanted.isdisjoint(map(symbol_key, read(subject)))
    return lambda subject: not wanted.isdisjoint(read(subject))


def _in(number: int | None, span: Range) -> bool:
    if number is None:
        return False
    return (span.low is None or number >= span.low) and (span.high is None or number <= span.high)


_DATE_TESTS: Mapping[str, Callable[[Date, Date], bool]] = {
    "date": Date.overlaps,
    "year": Date.overlaps,
    "within": Date.within,
    "since": lambda span, period: not (span.end and period.start and span.end < period.start),
    "until": lambda span, period: not (span.start and period.end and span.start > period.end),
}


def _contains(event: Event, terms: Sequence[Term]) -> bool:
    """Whether the passages of an event contain every term."""
    folded = folded_text(event)
    if not all(may_match(event, folded, term) for term in terms):
        return False
    all_passages = list(passages(event))
    return all(any(find(term, passage)[0] for passage in all_passages) for term in terms)


def _entry_contains(entry: Entry, term: Term) -> bool:
    """Whether an entry contains a term; one that is not an actor or topic may also be in the names of its event."""
    event, position = entry.event, entry.position
    reduced = Event(
        id=event.id, date=event.date, kind=event.kind, title=event.title, place=event.place, documents=event.documents,
        actors=(Appearance(entry.actor, entry.role),) if entry.role else (),
        positions=(replace(position, actors=(entry.actor,)),) if position else (),
    )  # fmt: skip
    own = isinstance(term, Entity) and any(table != "place" for table, _ in term.tagged)
    searched = (p for p in passages(reduced) if not own or p.path.startswith(("actors", "positions")))
    return any(find(term, passage)[0] for passage in searched)
