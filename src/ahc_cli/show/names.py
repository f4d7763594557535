"""The entries of the vocabularies: those that a text finds, as JSON has them, and their tables."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from operator import methodcaller
from typing import Any

from msgspec.structs import asdict, replace

from ahc_cli.messages import spoken
from ahc_cli.model.fields import FIELDS
from ahc_cli.model.labels import COLON, bracketed, label
from ahc_cli.model.records import Source, Table, references
from ahc_cli.model.text import fold
from ahc_cli.model.vocabulary import Named, Vocabulary, names
from ahc_cli.query.context import Context
from ahc_cli.query.question import Question
from ahc_cli.render import Column, Getters, Screen, Span, Spans
from ahc_cli.show.columns import chosen_table

# An entry as JSON has it: its id, the keys of its record, and the number of events with it.
Entry = dict[str, Any]
# The keys of an entry in their order.
ENTRY_KEYS: dict[Table, str] = {
    "actor": "id name aliases count kind iso short related members joined left members_as_of",
    "topic": "id name aliases count related",
    "place": "id name aliases count",
    "source": "id publisher title weight origin count date url aliases",
}
_COLUMNS: dict[Table, str] = {
    "actor": "id name short kind count aliases",
    "topic": "id name count aliases",
    "place": "id name count aliases",
    "source": "id publisher title date weight url count",
}
# What is in these keys is not what an event is about: what was planned, and how states voted.
_ASIDE = {"history", "roll"}
# From these widths on a list of sources has columns for the ids, the number of events, the date,
# the weight, and others have one for the ids, which are else behind the names.
_WITH_SOURCE_ID, _WITH_COUNT, _WITH_DATE, _WITH_WEIGHT = 180, 100, 80, 60
_WITH_ID, _MOST_NAME = 60, 44


def entries_with(text: str, table: Table, question: Question) -> Iterator[Entry]:
    """Yield the entries of a table that have a text in their names.

    The text is a kind of actor, or the beginning of each of some words. If something is asked of
    events, there are only the entries that they have.
    """
    counts = _event_counts(table, question)
    is_named = _name_test(text, table, question.context)
    for id_, record in question.dataset.vocabulary.table(table).items():
        if (counts[id_] or question.is_everything) and is_named(id_, record):
            values = {"id": id_, "count": counts[id_], **asdict(record)}
            yield {key: values[key] for key in ENTRY_KEYS[table].split()}


def _event_counts(table: Table, question: Question) -> Counter[str]:
    """Count the events that refer to each entry of a table.

    What was planned, and how states voted, is not what an event is about; but it has sources.
    """
    counts = Counter[str]()
    for event in question.events():
        ids = set()
        for of, id_, path in references(event):
            if of == table and (table == "source" or _ASIDE.isdisjoint(path)):
                ids.add(id_)
        counts.update(ids)
    return counts


def _name_test(text: str, table: Table, context: Context) -> Callable[[str, Named], bool]:
    """Return the test whether an entry is of the kind, or has the words, of a text."""
    if not text:
        return lambda _id, _record: True
    if table == "actor":
        kinds = FIELDS["actor.kind"].parse(text, context)
        if isinstance(kinds, frozenset):
            return lambda _id, record: getattr(record, "kind", "") in kinds
    named_ids = context.query_names.ids(table, text)
    words = [re.compile(f"(?<![a-z0-9]){re.escape(word)}") for word in fold(text).split()]

    def is_named(id_: str, record: Named) -> bool:
        spellings = [id_, *names(record)]
        if isinstance(record, Source):
            spellings += [record.publisher, record.title]
        folded = fold("\n".join(spellings))
        return id_ in named_ids or all(word.search(folded) for word in words)

    return is_named


def entry_getters(table: Table) -> Getters:
    """Return the columns of the entries of a table."""
    return {key: methodcaller("get", key) for key in _COLUMNS[table].split()}


def entry_table(table: Table, screen: Screen) -> list[Column]:
    """Return the columns that are drawn of entries; a source is linked or has its address below."""
    columns = {column.name: column for column in chosen_table(entry_getters(table), Vocabulary())}
    columns["count"] = Column("events", columns["count"].show, right=True)
    with_id = _WITH_SOURCE_ID if table == "source" else _WITH_ID

    def id_behind(entry: Entry) -> Spans:
        return (Span("  "), Span(entry["id"], "id")) if screen.width < with_id else ()

    def name(entry: Entry) -> Spans:
        return *columns["name"].show(entry), *id_behind(entry)

    of_id = replace(columns["id"], since=with_id)
    if table != "source":
        most = _MOST_NAME if screen.width >= with_id else 0
        return [of_id, Column("name", name, most=most), columns["count"]]

    def title(source: Entry) -> Spans:
        lang = spoken()
        weight = bracketed(label(source["weight"], lang), lang)
        return (
            Span(source["publisher"] + COLON[lang]),
            Span(source["title"], "", source["url"] or ""),
            Span(weight if screen.width < _WITH_WEIGHT else ""),
            *id_behind(source),
        )

    of_source = [
        of_id,
        Column("title", title, most=0, is_prose=False),
        replace(columns["date"], most=11, since=_WITH_DATE),
        replace(columns["weight"], since=_WITH_WEIGHT),
        replace(columns["count"], since=_WITH_COUNT),
    ]
    is_linked = screen.terminal and screen.color
    if not is_linked:
        of_source.append(replace(columns["url"], below=True))
    return of_source
