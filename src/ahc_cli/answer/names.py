"""The vocabularies as lists: actors, topics and places with their other names, and sources."""

from collections import Counter
from typing import ClassVar

from msgspec import Struct

from ahc_cli.answer import ROW_FORMATS, Column, Format, Rows, attributes
from ahc_cli.ask.question import Question
from ahc_cli.data.load import Dataset
from ahc_cli.model.records import Actor, ActorKind, Source, Table, Text, Weight, references, tags
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


class CitedSource(Struct, frozen=True, omit_defaults=True):
    """A source, and the number of events that cite it."""

    id: str
    publisher: str
    title: str
    weight: Weight
    origin: str
    count: int
    date: str | None = None
    url: str | None = None


class Sources(Rows[CitedSource], frozen=True):
    """Sources that events cite."""

    formats: ClassVar[tuple[Format, ...]] = (*ROW_FORMATS, "csl")


# Only actors have a short name and a kind.
ACTOR_COLUMNS: tuple[Column[Name], ...] = attributes("id", "name", "short", "kind", "count", "aliases")
COLUMNS: tuple[Column[Name], ...] = attributes("id", "name", "count", "aliases")

SOURCE_COLUMNS: tuple[Column[CitedSource], ...] = attributes(
    "id", "publisher", "title", "date", "weight", "url", "count"
)


def sources_with(text: str, question: Question) -> list[CitedSource]:
    """Return the sources that the events of a question cite and whose id, publisher or title contains a text."""
    counts = Counter(
        id_ for event in question.events() for id_ in {id_ for table, id_, _ in references(event) if table == "source"}
    )
    wanted = fold(text)
    return [
        CitedSource(id_, s.publisher, s.title, s.weight, s.origin, counts[id_], s.date, s.url)
        for id_, s in question.dataset.vocabulary.sources.items()
        if any(wanted in fold(name) for name in (id_, s.publisher, s.title)) and (counts[id_] or question.is_everything)
    ]


def names_with(text: str, table: Table, dataset: Dataset) -> list[Name]:
    """Return the entries of a vocabulary whose id or one of whose names contains a text."""
    counts = Counter(id_ for event in dataset.events for id_ in {id_ for of, id_, _ in tags(event) if of == table})
    wanted = fold(text)
    found: list[Name] = []
    for id_, record in dataset.vocabulary.table(table).items():
        if isinstance(record, Source) or not any(wanted in fold(name) for name in (id_, *names(record))):
            continue
        of_actor = (record.kind, record.iso, record.short) if isinstance(record, Actor) else ()
        found.append(Name(id_, record.name, record.aliases, counts[id_], *of_actor))
    return found
