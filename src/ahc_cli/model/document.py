"""A whole dataset, and the instrument in it: its names, its structure, and what it takes to enter into force."""

from collections.abc import Iterator
from datetime import date as Day  # noqa: N812 - `date` is a key of the data
from typing import Annotated, Literal

from msgspec import Meta

from ahc_cli.model.records import Actor, Count, Event, Filled, Id, Ids, Path, Place, Record, Source, Text, Topic

Sources = Annotated[Ids, Meta(min_length=1)]


class Reported(Record, frozen=True):
    """A total of signatories or parties as sources give it on a day."""

    of: Literal["signatories", "parties"]
    count: Count
    as_of: Day
    sources: Sources


class Chapter(Record, frozen=True):
    """A chapter of the adopted text."""

    number: Count
    title: Text


class Article(Record, frozen=True):
    """An article of the adopted text that a source names."""

    number: Count
    title: Text
    sources: Sources
    chapter: Count | None = None


class Instrument(Record, frozen=True):
    """What was negotiated; `adopted` and `opened` are ids of events, `days_to_force` count from the last instrument."""

    name: Text
    adopted: str
    opened: str
    signature_until: Day
    ratifications_needed: Count
    days_to_force: Count
    sources: Sources
    short: Text | None = None
    aliases: tuple[Filled, ...] = ()
    reported: tuple[Reported, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    articles: tuple[Article, ...] = ()


def instrument_references(instrument: Instrument) -> Iterator[tuple[str, str, Path]]:
    """Yield the events and sources that an instrument names, as (kind, id, path)."""
    yield "event", instrument.adopted, ("adopted",)
    yield "event", instrument.opened, ("opened",)
    for i, id_ in enumerate(instrument.sources):
        yield "source", id_, ("sources", i)
    for i, total in enumerate(instrument.reported):
        yield from (("source", id_, ("reported", i, "sources", j)) for j, id_ in enumerate(total.sources))
    for i, article in enumerate(instrument.articles):
        yield from (("source", id_, ("articles", i, "sources", j)) for j, id_ in enumerate(article.sources))


class Collection(Record, frozen=True):
    """A whole dataset: the events, and the vocabularies that their ids refer to."""

    schema_version: Literal[1]
    edition: Day
    title: Text
    events: tuple[Event, ...]
    sources: dict[Id, Source] = {}
    places: dict[Id, Place] = {}
    actors: dict[Id, Actor] = {}
    topics: dict[Id, Topic] = {}
    instrument: Instrument | None = None
