"""Which lines of NDJSON need not be decoded in full: those whose short fields or bytes rule a match out."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from ahc_cli.ask.match import event_predicate
from ahc_cli.ask.passages import is_implied
from ahc_cli.ask.query import EVERYTHING, And, Contains, Is, Not, Or, Query
from ahc_cli.ask.terms import Term
from ahc_cli.data.load import Short

# The fields that `Short` has, and those that are read from its date.
_SHORT = {*Short.__struct_fields__, "within", "since", "until", "year", "when"}
# Characters that may fold to other letters than they show: escapes, and anything but ASCII, ideographs (three bytes
# from E3 90 to E9), kana, general punctuation (E2 80), the middle dot and full-width punctuation (EF BC).
_FOLDING = re.compile(
    rb"[\\\xc2-\xe3\xea-\xf4](?:(?<=\\)u|(?<=\xc2)[^\xb7]|(?<=\xe2)[^\x80]|(?<=\xe3)[\x86-\x8f]"
    rb"|(?<=\xef)(?:[^\xbc]|\xbc[\x90-\x99\xa1-\xba])|(?<=[\xc3-\xe1\xea-\xee\xf0-\xf4]))"
)


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
    wanted = re.compile("|".join(map(re.escape, sorted(needles | tagged))).encode())

    def test(line: bytes) -> bool:
        return wanted.search(line.lower()) is not None or _FOLDING.search(line) is not None

    return test


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
