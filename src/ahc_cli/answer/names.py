"""The vocabularies as lists: actors, topics and places with their other names, and sources."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar, get_args

from msgspec import Struct
from msgspec.structs import asdict

from ahc_cli.answer import ROW_FORMATS, Format, Rows, attributes
from ahc_cli.ask.question import Question
from ahc_cli.ask.terms import name_pattern
from ahc_cli.data.load import Dataset
from ahc_cli.model.records import Actor, ActorKind, Event, Ids, Source, Table, Text, Weight, cited, references, tags
from ahc_cli.model.text import fold
from ahc_cli.model.vocabulary import Vocabulary, names
from ahc_cli.model.words import find_choice


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
    members: Ids = ()


class Names(Rows[Name], frozen=True):
    """Entries of a vocabulary; only actors have a short name and a kind."""

    all_columns = attributes("id", "name", "short", "kind", "count", "aliases")


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


class Sources(Rows[CitedSource], frozen=True):
    """Sources that events cite."""

    formats: ClassVar[tuple[Format, ...]] = (*ROW_FORMATS, "csl")
    all_columns = attributes("id", "publisher", "title", "date", "weight", "url", "count")


def names_with(text: str, table: Table, dataset: Dataset) -> list[Name]:
    """Return the entries of a vocabulary whose id or one of whose names contains a text."""
    return [Name(**row) for row in _matching(text, table, dataset.events, dataset.vocabulary)]


def sources_with(text: str, question: Question, items: Sequence[str] = ()) -> list[CitedSource]:
    """Return the sources that the events of a question cite and whose id, publisher or title contains a text.

    With `items`, such as votes, only what these cite counts.
    """
    rows = _matching(text, "source", question.events(), question.dataset.vocabulary, items)
    return [CitedSource(**row) for row in rows if row["count"] or question.is_everything]


def sources_named_in(text: str, question: Question) -> list[CitedSource]:
    """Return the sources whose publisher is named within a text."""
    folded = fold(text)

    def is_named(name: str) -> bool:
        return re.search(name_pattern(fold(name)), folded) is not None

    return [each for each in sources_with("", question) if any(map(is_named, (each.publisher, *each.aliases)))]


def _matching(
    text: str, table: Table, events: Iterable[Event], vocabulary: Vocabulary, items: Sequence[str] = ()
) -> Iterator[dict[str, Any]]:
    """Yield the keys of the records of a table that have a text in their names, with their id and number of events.

    The text is a kind of actor, the beginning of each of some words, or else any part of them.
    """
    refer = references if table == "source" else tags
    counts = Counter[str]()
    for event in events:
        counts.update({id_ for of, id_, _ in (cited(event, *items) if items else refer(event)) if of == table})
    wanted, named = fold(text), vocabulary.ids(table, text)
    starting = [re.compile(f"(?<![a-z0-9]){re.escape(word)}") for word in wanted.split() or [wanted]]
    forms = (wanted, wanted.removesuffix("s"), wanted.removesuffix("ies") + "y")
    kinds = {find_choice(form, get_args(ActorKind)) for form in forms} - {None} if table == "actor" else set()
    within: list[str] = []
    found: list[str] = []
    for id_, record in vocabulary.table(table).items():
        spellings = (record.publisher, record.title) if isinstance(record, Source) else names(record)
        folded = "\n".join(map(fold, (id_, *spellings)))
        if kinds and isinstance(record, Actor):
            found += [id_] if record.kind in kinds else []
        elif all(word.search(folded) for word in starting) or id_ in named:
            found.append(id_)
        elif wanted in folded:
            within.append(id_)
    # "ngo" is a kind of actor and not looked for in Angola.
    for id_ in found or within:
        yield {"id": id_, "count": counts[id_], **asdict(vocabulary.table(table)[id_])}
