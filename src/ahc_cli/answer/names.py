"""The vocabularies as lists: actors and topics with their other names."""

from collections import Counter

from msgspec import Struct

from ahc_cli.answer import Column, Rows, attributes
from ahc_cli.data.load import Dataset
from ahc_cli.model.records import Actor, ActorKind, Place, Source, Table, Text, tags
from ahc_cli.model.text import fold
from ahc_cli.model.vocabulary import names


class Name(Struct, frozen=True, omit_defaults=True):
    """An entry of a vocabulary, and the number of events with it."""

    id: str
    name: Text
    aliases: tuple[str, ...]
    count: int
    kind: ActorKind | None = None
    iso: str | None = None
    short: Text | None = None


class Names(Rows[Name], frozen=True):
    """Entries of a vocabulary."""


# Only actors have a short name and a kind.
ACTOR_COLUMNS: tuple[Column[Name], ...] = attributes("id", "name", "short", "kind", "count", "aliases")
COLUMNS: tuple[Column[Name], ...] = attributes("id", "name", "count", "aliases")


def names_with(text: str, table: Table, dataset: Dataset) -> list[Name]:
    """Return the entries of a vocabulary whose id or one of whose names contains a text."""
    counts = Counter(id_ for event in dataset.events for id_ in {id_ for of, id_, _ in tags(event) if of == table})
    wanted = fold(text)
    found: list[Name] = []
    for id_, record in dataset.vocabulary.table(table).items():
        if isinstance(record, Source | Place) or not any(wanted in fold(name) for name in (id_, *names(record))):
            continue
        of_actor = (record.kind, record.iso, record.short) if isinstance(record, Actor) else ()
        found.append(Name(id_, record.name, record.aliases, counts[id_], *of_actor))
    return found
