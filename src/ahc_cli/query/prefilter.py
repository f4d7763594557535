"""Tests that rule out events of a stream before they are decoded: of short fields, and of JSON."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from msgspec.json import decode, encode

from ahc_cli.data.load import Short, ShortTest, TextTest
from ahc_cli.model.text import fold, simplified
from ahc_cli.query.algebra import And, Query, fields_of
from ahc_cli.query.context import Context
from ahc_cli.query.predicates import predicate

if TYPE_CHECKING:  # a list without words loads no terms
    from ahc_cli.query.terms import Term

# The fields that `Short` has, and those that are read from its date.
_SHORT = {*Short.__struct_fields__, "within", "since", "until", "year"}
# An event need not say these values, which follow from its date.
_COMPUTED = {("status", "happened"), ("status", "scheduled")}
# Where characters fold to others, but for Traditional ones; beyond U+FFFF any may.
_FOLDING = (range(0x80, 0x3400), range(0xA000, 0xAC00), range(0xF900, 0x10000))
_ASCII = bytes(range(128))
_ESCAPED = r'["\\\x00-\x1f]'


def short_test(query: Query, context: Context) -> ShortTest | None:
    """Return a test that every event that matches passes by its short fields alone.

    None if there is nothing to test.
    """
    parts = query.parts if isinstance(query, And) else (query,)
    short = tuple(part for part in parts if _SHORT.issuperset(fields_of(part)))
    return predicate(And(short), context) if short else None


def line_test(terms: Sequence["Term"]) -> TextTest | None:
    """Return a test of the JSON of an event that every event with a match of each term passes.

    None if any event passes.
    """
    tests = [needles for needles in map(_needles, terms) if "" not in needles]
    if not tests:
        return None
    folding = re.compile(f"[{''.join(_folding_to(chain(*tests)))}\U00010000-\U0010ffff]")
    tests_of_bytes = [list(map(str.encode, needles)) for needles in tests]

    def may_match(line: bytes) -> bool:
        if b"\\" in line:
            line = encode(decode(line))  # only what is no part of a needle stays escaped
        folded = line.lower()
        # Characters without ASCII are searched faster.
        if folding.search(line.translate(None, _ASCII).decode()):
            folded = folding.sub(lambda char: fold(char[0]), folded.decode()).encode()
        return all(any(map(folded.__contains__, needles)) for needles in tests_of_bytes)

    return may_match


def _needles(term: "Term") -> set[str]:
    """Return folded texts of which the JSON of every event with a match of a term has one.

    An empty one is in any.
    """
    if term.token.period or not term.codes.isdisjoint(_COMPUTED):
        return {""}
    needles = {*term.needles}
    for id_ in term.token.ids:
        needles.add(id_.removeprefix("article-"))  # events have its number
    for _field, code in term.codes:
        needles.add(code.partition("-")[0])  # the counts of a vote stand apart
    return {max(re.split(_ESCAPED, needle), key=len) for needle in needles}


def _folding_to(texts: Iterable[str]) -> Iterator[str]:
    """Yield the characters that fold to a part of a text, or to nothing within one."""
    letters = {*chain(*texts)}
    for char in map(chr, chain(*_FOLDING, simplified())):
        folded = fold(char)
        is_within = not folded or not letters.isdisjoint(folded)
        if is_within and folded != char:
            yield char
