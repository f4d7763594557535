"""Tests that rule events of a stream out before they are decoded in full."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from ahc_cli.data.load import Short
from ahc_cli.query.algebra import And, Is, Query, leaves
from ahc_cli.query.context import Context
from ahc_cli.query.predicates import predicate
from ahc_cli.query.terms import Term

# The fields that `Short` has, and those that are read from its date.
_SHORT = {*Short.__struct_fields__, "within", "since", "until", "year"}


# In UTF-8, what folds to letters other than it shows; the middle dot, dashes, quotes, kana and
# full-width marks do not.
_FOLDING = re.compile(
    rb"[\xc3-\xe1\xea-\xee\xf0-\xf4]|\xc2[^\xb7]|\xe2[^\x80]|\xe3[\x86-\x8f]"
    rb"|\xef(?:[^\xbc]|\xbc[\x90-\x99\xa1-\xba])"
)


_ASCII = bytes(range(128))


def short_test(query: Query, context: Context) -> Callable[[Any], bool] | None:
    """Return a test of the short fields of an event that every match passes; None if there is
    nothing to test.
    """
    parts = query.parts if isinstance(query, And) else (query,)
    short = tuple(
        part
        for part in parts
        if all(isinstance(of, Is) and of.field in _SHORT for of in leaves(part))
    )
    return predicate(And(short), context) if short else None


def line_test(terms: Sequence[Term]) -> Callable[[bytes], bool] | None:
    """Return a test of a line of JSON that an event with a match of every term passes; None if any
    line may match.
    """
    tests: list[list[bytes]] = []
    for term in terms:
        needles = {
            *term.needles,
            *(id_ for _table, id_ in term.token.tags),
            *(code for _field, code in term.codes),
        }
        if not term.token.period and all(
            needle.isascii() and needle.replace("-", "").isalnum() for needle in needles
        ):
            tests.append([needle.encode() for needle in needles])
    if not tests:
        return None

    def may_match(line: bytes) -> bool:
        lowered = line.lower()
        has_all = all(any(needle in lowered for needle in needles) for needles in tests)
        # Characters without ASCII are searched faster.
        return has_all or b"\\u" in line or bool(_FOLDING.search(line.translate(None, _ASCII)))

    return may_match
