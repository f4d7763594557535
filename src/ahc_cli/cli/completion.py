"""What the shell offers to complete a word: codes and ids, or Chinese names if Chinese is typed."""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from typing import get_args

from ahc_cli.data import load
from ahc_cli.messages import spoken
from ahc_cli.model.fields import FIELDS, Field, field_named
from ahc_cli.model.records import Table
from ahc_cli.model.text import is_han
from ahc_cli.model.vocabulary import names
from ahc_cli.model.words import heading, label

# A word to offer, and what it means.
Offer = tuple[str, str]
# The code of something, its Chinese names, and what it is.
Named = tuple[str, Iterable[str], str]
_FIELD = "_AHC_FIELD"


def one_of(known: Iterable[str]) -> Callable[[str], list[Offer]]:
    """Return what offers some names as the last of a comma-separated list."""
    return lambda incomplete: _starting(
        ((name, [heading(name, "zh")] if name in FIELDS else [], "") for name in known), incomplete
    )


def values_of(name: str) -> Callable[[str], list[Offer]]:
    """Return what offers the values of a field."""
    return lambda incomplete: _starting(_values(FIELDS[name]), incomplete)


def everything(incomplete: str) -> list[Offer]:
    """Offer all that has a card."""
    return _starting((*_values(FIELDS["id"]), *_entries(*get_args(Table))), incomplete)


def query_words(incomplete: str) -> list[Offer]:
    """Offer fields with their colon, or names in Chinese; after a colon, values of the field."""
    if name := os.environ.get(_FIELD) or "".join(re.split("[:：]", incomplete)[:-1]):
        field = field_named(name)
        return _starting(_values(field) if field else (), incomplete)
    # In English names are no words to offer: there are too many.
    entries = _entries("actor", "place", "topic") if any(map(is_han, incomplete)) else ()
    return _starting((*_fields(FIELDS.values(), ":"), *entries), incomplete)


def countable(incomplete: str) -> list[Offer]:
    """Offer fields that can be counted; after a colon, values of the field."""
    if _FIELD in os.environ or re.search("[:：]", incomplete):
        return query_words(incomplete)
    return _starting(_fields(field for field in FIELDS.values() if field.countable), incomplete)


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
    """Return what starts with what is typed after the last separator: codes, or Chinese names if it is Chinese."""
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
    return ((field.name + colon, (heading(field.name, "zh") + colon,), field.about) for field in fields)


def _values(field: Field) -> Iterable[Named]:
    if field.table:
        return _entries(field.table)
    if field.type == "id":
        return ((event.id, (), event.title.lang(spoken())) for event in load.bundled().events)
    if field.type == "series":
        return ((event.series, (), "") for event in load.bundled().events if event.series)
    return ((choice, (label(choice, "zh"),), label(choice, spoken())) for choice in field.choices)


def _entries(*tables: Table) -> Iterator[Named]:
    vocabulary = load.bundled().vocabulary
    for table in tables:
        for id_, record in vocabulary.table(table).items():
            yield id_, names(record), vocabulary.label(table, id_, spoken())
