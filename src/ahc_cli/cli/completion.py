"""What the shell offers when a word is completed."""

import os
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from typing import get_args

import typer

from ahc_cli import fields
from ahc_cli.models import Table

Offer = tuple[str, str]
_FIELD = "_AHC_FIELD"


def formats(incomplete: str) -> list[str]:
    from ahc_cli.render import FORMATS

    return [name for name in FORMATS if name.startswith(incomplete)]


_OF_EVENTS = ("list", "filter", "search")


def columns(ctx: typer.Context, incomplete: str) -> list[str]:
    """Names of the columns of events, the last of a comma-separated list; other rows have their own few."""
    from ahc_cli.render.columns import NAMES

    return _listed(incomplete, NAMES) if ctx.info_name in _OF_EVENTS else []


def sortable(ctx: typer.Context, incomplete: str) -> list[str]:
    """Names of the fields that events can be sorted by."""
    from ahc_cli.render.columns import SORTABLE

    return [name for name in SORTABLE if name.startswith(incomplete)] if ctx.info_name in _OF_EVENTS else []


def compared(incomplete: str) -> list[str]:
    """Names of the fields that may differ."""
    from ahc_cli.diff import COMPARED

    return _listed(incomplete, COMPARED)


def _listed(incomplete: str, names: Iterable[str]) -> list[str]:
    before, comma, last = incomplete.rpartition(",")
    return [f"{before}{comma}{name}" for name in names if name.startswith(last)]


def ids(incomplete: str) -> list[Offer]:
    """Ids of events with their titles."""
    from ahc_cli.dataset import bundled

    return [(e.id, e.title.lang("en")) for e in bundled().events if e.id.startswith(incomplete)]


def things(incomplete: str) -> list[Offer]:
    """Ids of everything that has a card."""
    from ahc_cli.dataset import bundled

    vocabulary = bundled().vocabulary
    named = ((table, id_) for table in get_args(Table) for id_ in vocabulary.table(table))
    offers = [(id_, vocabulary.label(table, id_, "en")) for table, id_ in named if id_.startswith(incomplete)]
    return [*ids(incomplete), *offers]


def mend(environ: MutableMapping[str, str]) -> None:
    """Put right what bash takes apart: to it a colon is a word, and it completes only the word behind it.

    The field before the colon is taken out of the words, and kept for `query`.
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


def query(incomplete: str) -> list[Offer]:
    """Fields with their colon; behind one, what it allows."""
    name, colon, last = incomplete.partition(":")
    if apart := os.environ.get(_FIELD):
        return _offers(apart, "", incomplete)
    if colon:
        return _offers(name, f"{name}:", last)
    return [(f"{field.name}:", field.about) for field in fields.FIELDS.values() if field.name.startswith(name)]


def _offers(name: str, prefix: str, incomplete: str) -> list[Offer]:
    field = fields.FIELDS.get(name)
    offers = _values(field) if field else ()
    return [(prefix + value, about) for value, about in offers if value.startswith(incomplete)]


def countable(incomplete: str) -> list[Offer]:
    return [(f.name, f.about) for f in fields.FIELDS.values() if f.countable and f.name.startswith(incomplete)]


def values(name: str) -> Callable[[str], list[Offer]]:
    """What the option of a field offers."""
    return lambda incomplete: _offers(name, "", incomplete)


def _values(field: fields.Field) -> Iterator[Offer]:
    yield from ((choice, "") for choice in field.choices)
    if field.table or field.type in ("series", "id"):
        from ahc_cli.dataset import bundled

        dataset = bundled()
        if field.table:
            for id_ in dataset.vocabulary.table(field.table):
                yield id_, dataset.vocabulary.label(field.table, id_, "en")
        elif field.type == "id":
            yield from ids("")
        else:
            yield from dict.fromkeys((event.series, "") for event in dataset.events if event.series)
