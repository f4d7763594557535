"""The vocabularies as lists: actors, topics and places with their other names, and sources."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, get_args

from msgspec import Struct
from msgspec.structs import asdict

from ahc_cli.ask.names import Names
from ahc_cli.ask.question import Question
from ahc_cli.data.load import Dataset
from ahc_cli.messages import spoken
from ahc_cli.model.records import Actor, ActorKind, Event, Ids, Member, Source, Table, Text, Weight, references, tags
from ahc_cli.model.text import canonical, fold
from ahc_cli.model.vocabulary import Vocabulary, names
from ahc_cli.model.words import COLON, date_in_full, find_choice, label
from ahc_cli.out import Cell, Screen, Span, Spans, attributes
from ahc_cli.show.phrases import date_words

# From these widths on a list of sources has a column for the number of events, for the date and for the weight.
_WITH_COUNT, _WITH_DATE, _WITH_WEIGHT = 100, 80, 60
_MOST_ID = 30


class Name(Struct, frozen=True, omit_defaults=True):
    """An entry of a vocabulary, and the number of events with it."""

    id: str
    name: Text
    aliases: tuple[str, ...]
    count: int
    kind: ActorKind | None = None
    iso: str | None = None
    short: Text | None = None
    related: Ids = ()
    members: tuple[str | Member, ...] = ()


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
    aliases: tuple[str, ...] = ()


NAME_COLUMNS = attributes("id", "name", "short", "kind", "count", "aliases")
SOURCE_COLUMNS = attributes("id", "publisher", "title", "date", "weight", "url", "count")


def name_table() -> list[Cell[Name]]:
    """Return the columns of a list of names: id, name, and the number of events."""
    return [
        Cell("id", lambda name: (Span(name.id, "id"),), most=_MOST_ID),
        Cell("name", lambda name: (Span(name.name.lang(spoken())),), most=0),
        Cell("events", lambda name: (Span(str(name.count)),), right=True),
    ]


def source_table(screen: Screen) -> list[Cell[CitedSource]]:
    """Return the columns of a list of sources; the title is a link or, where there are none, has its address below."""
    has_links = screen.terminal and screen.color

    def title(source: CitedSource) -> Spans:
        weight = f" ({label(source.weight, spoken())})" if screen.width < _WITH_WEIGHT else ""
        link = source.url or ""
        below = Span(f"\n{link}" if link and not has_links else "", "faint")
        return Span(source.publisher + COLON[spoken()]), Span(source.title, "", link), Span(weight), below

    def date(source: CitedSource) -> Spans:
        return (Span(date_words(date_in_full(source.date, spoken())) if source.date else ""),)

    return [
        Cell("id", lambda source: (Span(source.id, "id"),), most=_MOST_ID),
        Cell("title", title, most=0),
        Cell("date", date, most=11, since=_WITH_DATE),
        Cell("weight", lambda each: (Span(label(each.weight, spoken())),), since=_WITH_WEIGHT),
        Cell("events", lambda each: (Span(str(each.count)),), since=_WITH_COUNT, right=True),
    ]


def names_with(text: str, table: Table, dataset: Dataset) -> list[Name]:
    """Return the entries of a vocabulary whose id or one of whose names contains a text."""
    return [Name(**row) for row in _matching(text, table, dataset.events, dataset.vocabulary)]


def sources_with(text: str, question: Question) -> list[CitedSource]:
    """Return the sources that the events of a question cite and whose id, publisher or title contains a text."""
    rows = _matching(text, "source", question.events(), question.dataset.vocabulary)
    return [CitedSource(**row) for row in rows if row["count"] or question.is_everything]


def _matching(text: str, table: Table, events: Iterable[Event], vocabulary: Vocabulary) -> Iterator[dict[str, Any]]:
    """Yield the keys of the records of a table that have a text in their names, with their id and number of events.

    The text is a kind of actor, or the beginning of each of some words.
    """
    refer = references if table == "source" else tags
    counts = Counter[str]()
    for event in events:
        counts.update({id_ for of, id_, _path in refer(event) if of == table})
    named = Names(vocabulary).ids(table, text) if text else ()
    starting = [re.compile(f"(?<![a-z0-9]){re.escape(word)}") for word in fold(text).split()]
    kind = find_choice(canonical(text), get_args(ActorKind)) if table == "actor" else None
    for id_, record in vocabulary.table(table).items():
        spellings = (record.publisher, record.title) if isinstance(record, Source) else names(record)
        folded = "\n".join(map(fold, (id_, *spellings)))
        is_named = id_ in named or all(word.search(folded) for word in starting)
        if (isinstance(record, Actor) and record.kind == kind) if kind else is_named:
            keys = asdict(record)
            keys.pop("adjectives", None)  # never printed
            yield {"id": id_, "count": counts[id_], **keys}
