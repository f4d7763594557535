"""What the shell offers to complete a word: codes and ids, or Chinese names if Chinese is typed."""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from typing import get_args

from ahc_cli.data import load
from ahc_cli.messages import _, spoken
from ahc_cli.model.fields import FIELDS, Field, field_named
from ahc_cli.model.records import Table
from ahc_cli.model.text import is_han
from ahc_cli.model.vocabulary import names
from ahc_cli.model.words import heading, label

# A word to offer, and what it means.
Offer = tuple[str, str]
# The code of something, its other names, and what it is.
Named = tuple[str, Iterable[str], str]
_FIELD = "_AHC_FIELD"


def _completer(named: Callable[[], Iterable[Named]]) -> Callable[[str], list[Offer]]:
    return lambda incomplete: _starting(named(), incomplete)


def one_of(known: Iterable[str]) -> Callable[[str], list[Offer]]:
    """Return what offers some names as the last of a comma-separated list."""
    return _completer(lambda: ((name, [heading(name, "zh")] if name in FIELDS else [], "") for name in known))


def values_of(name: str) -> Callable[[str], list[Offer]]:
    """Return what offers the values of a field."""
    return _completer(lambda: _values(FIELDS[name]))


def query_words(incomplete: str) -> list[Offer]:
    """Offer fields with their colon, or names in Chinese; after a colon, values of the field."""
    if name := os.environ.get(_FIELD) or "".join(re.split("[:：]", incomplete)[:-1]):
        field = field_named(name)
        return _starting(_values(field) if field else (), incomplete)
    # In English names are no words to offer: there are too many.
    entries = _entries("actor", "place", "topic") if any(map(is_han, incomplete)) else ()
    return _starting((*_fields(FIELDS.values(), ":"), *entries), incomplete)


def join_bash_words() -> None:
    """Undo how bash splits words at a colon, so that it completes only the part after it.

    The field before the colon is taken out of the words and kept for `query_words`.
    """
    words = os.environ.get("COMP_WORDS", "").split("\n")[: int(os.environ.get("COMP_CWORD", "0")) + 1]
    words += [""] if words[-1] == ":" else []
    if words[-2:-1] == [":"]:
        *before, name, _colon, last = words
        os.environ.update({"COMP_WORDS": "\n".join([*before, last]), "COMP_CWORD": str(len(before)), _FIELD: name})


def _starting(named: Iterable[Named], incomplete: str) -> list[Offer]:
    """Return what starts with what is typed after the last separator: codes, or other names if it is Chinese."""
    typed = re.split("[:：,，]", incomplete)[-1]
    before, chinese = incomplete.removesuffix(typed), any(map(is_han, typed))
    offers = (
        (before + name, about)
        for code, others, about in named
        for name in (others if chinese else (code,))
        if name.startswith(typed)
    )
    return list(dict.fromkeys(offers))


def _fields(fields: Iterable[Field], colon: str = "") -> Iterator[Named]:
    return ((field.name + colon, (heading(field.name, "zh") + colon,), _(field.about)) for field in fields)


def _values(field: Field) -> Iterator[Named]:
    yield from ((choice, (label(choice, "zh"),), label(choice, spoken())) for choice in field.choices)
    if field.table:
        yield from _entries(field.table)
    elif field.type == "id":
        yield from _events()
    elif field.type == "series":
        yield from dict.fromkeys((event.series, (), "") for event in load.bundled().events if event.series)


def _events() -> Iterator[Named]:
    return ((e.id, (), e.title.lang(spoken())) for e in load.bundled().events)


def _entries(*tables: Table) -> Iterator[Named]:
    vocabulary = load.bundled().vocabulary
    for table in tables:
        for id_, record in vocabulary.table(table).items():
            yield id_, names(record), vocabulary.label(table, id_, spoken())


# What can be counted; everything that has a card.
countable = _completer(lambda: _fields(field for field in FIELDS.values() if field.countable))
everything = _completer(lambda: (*_events(), *_entries(*get_args(Table))))
