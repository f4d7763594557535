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
    """Return a test of the short fields of an event that every match passes.

    None if there is nothing to test.
    """
    parts = query.parts if isinstance(query, And) else (query,)
    short = tuple(filter(_is_short, parts))
    return predicate(And(short), context) if short else None


def _is_short(query: Query) -> bool:
    return all(isinstance(leaf, Is) and leaf.field in _SHORT for leaf in leaves(query))


def line_test(terms: Sequence[Term]) -> Callable[[bytes], bool] | None:
    """Return a test of a line of JSON that an event with a match of every term passes.

    None if any line may be of such an event.
    """
    tests = list(filter(None, map(_needles, terms)))
    if not tests:
        return None

    def may_match(line: bytes) -> bool:
        lowered = line.lower()
        if all(_has_any(lowered, needles) for needles in tests):
            return True
        # Characters without ASCII are searched faster.
        return b"\\u" in line or bool(_FOLDING.search(line.translate(None, _ASCII)))

    return may_match


def _needles(term: Term) -> list[bytes]:
    """Return what every line that may match a term has one of, in lower case; empty if unknown."""
    codes = (code for _field, code in term.codes)
    needles = {*term.needles, *term.token.ids, *codes}
    # JSON writes letters, digits and hyphens as they are.
    characters = "".join(needles).replace("-", "")
    if term.token.period or not (characters.isascii() and characters.isalnum()):
        return []
    return [needle.encode() for needle in needles]


def _has_any(line: bytes, needles: Sequence[bytes]) -> bool:
    return any(needle in line for needle in needles)
