"""What the shell offers to complete a word."""

import os
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from typing import get_args

from ahc_cli.model.fields import FIELDS, Field
from ahc_cli.model.records import Table

Offer = tuple[str, str]
_FIELD = "_AHC_FIELD"


def one_of(known: Iterable[str]) -> Callable[[str], list[str]]:
    """Return what offers some names as the last of a comma-separated list."""

    def offer(incomplete: str) -> list[str]:
        before, comma, last = incomplete.rpartition(",")
        return [f"{before}{comma}{name}" for name in known if name.startswith(last)]

    return offer


def countable(incomplete: str) -> list[Offer]:
    """Offer fields that can be counted."""
    return [(f.name, f.about) for f in FIELDS.values() if f.countable and f.name.startswith(incomplete)]


def ids(incomplete: str) -> list[Offer]:
    """Offer ids of events, with their titles."""
    from ahc_cli.data.load import bundled

    return [(e.id, e.title.lang("en")) for e in bundled().events if e.id.startswith(incomplete)]


def everything(incomplete: str) -> list[Offer]:
    """Offer ids of everything that has a card."""
    from ahc_cli.data.load import bundled

    vocabulary = bundled().vocabulary
    named = ((table, id_) for table in get_args(Table) for id_ in vocabulary.table(table))
    offers = [(id_, vocabulary.label(table, id_, "en")) for table, id_ in named if id_.startswith(incomplete)]
    return [*ids(incomplete), *offers]


def query_words(incomplete: str) -> list[Offer]:
    """Offer fields with their colon; after a colon, values of the field."""
    name, colon, last = incomplete.partition(":")
    if field := os.environ.get(_FIELD):
        return _starting(field, "", incomplete)
    if colon:
        return _starting(name, f"{name}:", last)
    return [(f"{field.name}:", field.about) for field in FIELDS.values() if field.name.startswith(name)]


def values_of(name: str) -> Callable[[str], list[Offer]]:
    """Return what offers the values of a field."""
    return lambda incomplete: _starting(name, "", incomplete)


def join_bash_words(environ: MutableMapping[str, str]) -> None:
    """Undo how bash splits words at a colon, so that it completes only the part after it.

    The field before the colon is taken out of the words and kept for `query_words`.
    """
    number = environ.get("COMP_CWORD", "")
    words = environ.get("COMP_WORDS", "").split("\n")
    if not number.isdecimal() or ":" not in words:
        return
    typed = words[: int(number) + 1]
    *before, name, colon, last = ["", "", *typed, *([""] if typed[-1] == ":" else [])]
    if colon == ":":
        typed = [*before[2:], last]
        environ.update({"COMP_WORDS": "\n".join(typed), "COMP_CWORD": str(len(typed) - 1), _FIELD: name})


def _starting(name: str, prefix: str, incomplete: str) -> list[Offer]:
    field = FIELDS.get(name)
    offers = _values(field) if field else ()
    return [(prefix + value, about) for value, about in offers if value.startswith(incomplete)]


def _values(field: Field) -> Iterator[Offer]:
    yield from ((choice, "") for choice in field.choices)
    if field.table or field.type in ("series", "id"):
        from ahc_cli.data.load import bundled

        dataset = bundled()
        if field.table:
            for id_ in dataset.vocabulary.table(field.table):
                yield id_, dataset.vocabulary.label(field.table, id_, "en")
        elif field.type == "id":
            yield from ids("")
        else:
            yield from dict.fromkeys((event.series, "") for event in dataset.events if event.series)
