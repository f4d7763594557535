"""What a shell offers for the word that is being typed, which Typer calls `incomplete`."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from ahc_cli.data import load
from ahc_cli.model.fields import FIELDS, field_named
from ahc_cli.model.labels import heading, label
from ahc_cli.model.vocabulary import names


def one_of(names: Iterable[str]) -> Callable[[str], list[str]]:
    """Return what offers some names, also in Chinese, as the last of a comma-separated list."""
    return lambda incomplete: _starting(
        (*names, *(heading(name, "zh") for name in names)), incomplete
    )


def values_of(*fields: str) -> Callable[[str], list[str]]:
    """Return what offers the values of some fields."""
    return lambda incomplete: _starting(_values(*fields), incomplete)


def query_words(incomplete: str) -> list[str]:
    """Offer fields with their colon and names; after a colon, values of the field."""
    name = "".join(re.split("[:：]", incomplete)[:-1])
    if name:
        field = field_named(name)
        return _starting(_values(field.name) if field else (), incomplete)
    chinese = (heading(name, "zh") for name in FIELDS)
    fields = (f"{name}:" for name in (*FIELDS, *chinese))
    named = _values("actor", "place", "topic") if incomplete else ()
    return _starting(chain(fields, named), incomplete)


def countable(incomplete: str) -> list[str]:
    """Offer fields to count, and what a query consists of."""
    return [word.removesuffix(":") for word in query_words(incomplete)]


def _starting(words: Iterable[str], typed: str) -> list[str]:
    """Return the codes, or the names if it is Chinese, that start with the last part typed."""
    part = re.split("[:：,，]", typed)[-1]
    pattern = re.compile(re.escape(part) + ("[a-z0-9.:-]*" if part.isascii() else ".*"))
    before = typed.removesuffix(part)
    return [before + word for word in dict.fromkeys(words) if pattern.fullmatch(word)]


def _values(*fields: str) -> Iterator[str]:
    """Yield the codes or ids of some fields, as the bundled dataset has them, and their names."""
    dataset = load.bundled()
    for field in map(FIELDS.__getitem__, fields):
        yield from field.choices
        yield from (label(choice, "zh") for choice in field.choices)
        if field.table:
            for id_, record in dataset.vocabulary.table(field.table).items():
                yield from (id_, *names(record))
        elif field.name in ("id", "series"):
            for event in dataset.events:
                yield from field.read(event)
