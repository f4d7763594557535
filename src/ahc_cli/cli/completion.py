"""What a shell offers for the word that is being typed, which Typer calls `incomplete`."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

from ahc_cli.data import load
from ahc_cli.model.fields import FIELDS, Field, field_named
from ahc_cli.model.labels import heading, label
from ahc_cli.model.text import inert
from ahc_cli.query.context import Context

Offer = Callable[[str], list[str]]


def one_of(names: Iterable[str]) -> Offer:
    """Return what offers some names, also in Chinese, as the last of a comma-separated list."""
    return lambda incomplete: _starting(
        (*names, *(heading(name, "zh") for name in names)), incomplete
    )


def values_of(*fields: str) -> Offer:
    """Return what offers the values of some fields of events."""
    return lambda incomplete: _starting(_values(FIELDS, *fields), incomplete)


def words_of(fields: Mapping[str, Field], *named: str) -> Offer:
    """Return what offers the words of a query about a subject, which has these fields.

    They are its fields with their colon, and the values of the fields that are `named`; after a
    colon, the values of the field before it.
    """

    def offer(incomplete: str) -> list[str]:
        name = "".join(re.split("[:：]", incomplete)[:-1])
        if name:
            field = field_named(name, fields)
            return _starting(_values(fields, field.name) if field else (), incomplete)
        chinese = (heading(name, "zh") for name in fields)
        names = (f"{name}:" for name in (*fields, *chinese))
        values = _values(fields, *named) if incomplete else ()
        return _starting(chain(names, values), incomplete)

    return offer


query_words = words_of(FIELDS, "actor", "place", "topic")


def countable(incomplete: str) -> list[str]:
    """Offer fields to count, and what a query consists of."""
    return [word.removesuffix(":") for word in query_words(incomplete)]


def _starting(words: Iterable[str], typed: str) -> list[str]:
    """Return the codes, or the names if it is Chinese, that start with the last part typed."""
    part = re.split("[:：,，]", typed)[-1]
    pattern = re.compile(re.escape(part) + ("[a-z0-9.:/-]*" if part.isascii() else ".*"))
    before = inert(typed.removesuffix(part))
    return [before + word for word in dict.fromkeys(words) if pattern.fullmatch(word)]


def _values(fields: Mapping[str, Field], *names: str) -> Iterator[str]:
    """Yield the codes or ids of some fields, as the bundled dataset has them, and their names."""
    dataset = load.bundled()
    context = Context(dataset, dataset.edition)
    for field in map(fields.__getitem__, names):
        spellings, _valid = field.offers(context)
        yield from spellings
        yield from (label(choice, "zh") for choice in field.choices)
