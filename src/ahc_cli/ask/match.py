"""Queries as predicates of events and of entries, and of lines of NDJSON, to decode in full only what may match."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, assert_never

from msgspec.structs import replace

from ahc_cli.ask.passages import find, folded_text, is_implied, passages, prefilter
from ahc_cli.ask.query import EVERYTHING, And, Contains, Is, Not, Or, Query
from ahc_cli.ask.terms import Term
from ahc_cli.data.load import Short
from ahc_cli.model.dates import Date, parse
from ahc_cli.model.fields import FIELDS, Entry, reader
from ahc_cli.model.records import Appearance, Event
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


def event_predicate(query: Query, today: date) -> Callable[[Event], bool]:
    """Return the test whether an event matches a query."""
    return _build(query, lambda part: _event_test(part, today))


def entry_predicate(query: Query, today: date) -> Callable[[Entry], bool]:
    """Return the test whether an entry matches: its actor, role, stance, topic, date and words, otherwise its event."""
    return _build(query, lambda part: _entry_test(part, today))


def short_test(query: Query, today: date) -> Callable[[Any], bool] | None:
    """Return a test of the short fields of an event that every match passes; None if there is nothing to test."""
    short = _only_short(query)
    return None if short == EVERYTHING else event_predicate(short, today)


def line_test(alternatives: Sequence[Sequence[Term]]) -> Callable[[bytes], bool] | None:
    """Return a test of a line of JSON that an event with a match of any term passes; None if any line may match."""
    terms = [term for terms in alternatives for term in terms]
    needles = {needle for term in terms for needle in term.needles}
    if any(map(is_implied, terms)) or not all(needle.isascii() and needle.isalnum() for needle in needles):
        return None
    tagged = {id_ for term in terms for _, id_ in term.tagged}
    wanted = [text.encode() for text in needles | tagged]

    # A plain loop, because it runs for every line of long datasets.
    def test(line: bytes) -> bool:
        lowered = line.lower()
        for needle in wanted:
            if needle in lowered:
                return True
        return b"\\u" in line or line.translate(None, _PLAIN) != b"" or any(found(line) for found in _FOLDING)

    return test


def _build(query: Query, test: Callable[[Is | Contains], Predicate]) -> Predicate:
    match query:
        case Is() | Contains():
            return test(query)
        case Not(part):
            matches = _build(part, test)
            return lambda subject: not matches(subject)
        case And(parts) | Or(parts):
            tests = [_build(part, test) for part in parts]
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


def _event_test(part: Is | Contains, today: date) -> Callable[[Event], bool]:
    if isinstance(part, Contains):
        terms, possible = part.terms, prefilter(part.terms)
        return lambda event: len(possible(event)) == len(terms) and _contains(event, terms)
    field = FIELDS[part.field]
    if field.type == "words":
        return lambda event: any(str(value) in folded_text(event) for value in part.values)
    return _comparison(part, FIELDS["date"].read if field.type == "date" else reader(field, today))


def _entry_test(part: Is | Contains, today: date) -> Callable[[Entry], bool]:
    if isinstance(part, Contains):
        return lambda entry: any(_entry_contains(entry, term) for term in part.terms)
    field = FIELDS[part.field]
    if of_entry := field.entry:
        return _comparison(part, of_entry)
    if field.type == "date":
        return _comparison(part, lambda entry: (parse(entry.date or entry.event.date),))
    of_event = _event_test(part, today)
    return lambda entry: of_event(entry.event)


def _comparison(part: Is, read: Callable[[Any], Iterable[Any]]) -> Predicate:
    """Return the test whether any value read from a subject is one of the values of a condition."""
    field = FIELDS[part.field]
    values: tuple[Any, ...] = part.values
    if compare := _COMPARISONS.get(field.name) or _COMPARISONS.get(field.type):
        return lambda subject: any(compare(found, value) for found in read(subject) for value in values)
    wanted = frozenset[str]().union(*values)
    if field.type == "symbol":
        return lambda subject: not wanted.isdisjoint(map(symbol_key, read(subject)))
    return lambda subject: not wanted.isdisjoint(read(subject))


def _contains(event: Event, terms: Sequence[Term]) -> bool:
    all_passages = list(passages(event))
    return all(any(find(term, passage)[0] for passage in all_passages) for term in terms)


def _entry_contains(entry: Entry, term: Term) -> bool:
    """Whether an entry contains a term: its actor, its event, or another term also in the names of the event."""
    named = {table for table, _id in term.tagged} if term.is_name else set()
    if named in ({"actor"}, {"event"}):
        return not term.tagged.isdisjoint({("actor", entry.actor), ("event", entry.event.id)})
    event, position = entry.event, entry.position
    reduced = Event(
        id=event.id, date=event.date, kind=event.kind, title=event.title, place=event.place, documents=event.documents,
        actors=(Appearance(entry.actor, entry.role),) if entry.role else (),
        positions=(replace(position, actors=(entry.actor,)),) if position else (),
    )  # fmt: skip
    own = named - {"place", "event"}
    searched = (p for p in passages(reduced) if not own or p.path.startswith(("actors", "positions")))
    return any(find(term, passage)[0] for passage in searched)


def _only_short(query: Query) -> Query:
    """Return a query of short fields alone that matches whatever the query does."""
    match query:
        case And(parts):
            return And(tuple(part for part in map(_only_short, parts) if part != EVERYTHING))
        case Or(parts):
            widened = Or(tuple(map(_only_short, parts)))
            return EVERYTHING if EVERYTHING in widened.parts else widened
        case Not(part):
            return query if _only_short(part) == part else EVERYTHING
        case Is(field):
            return query if field in _SHORT else EVERYTHING
        case Contains():
            return EVERYTHING
