"""The entries of the tables: `ahc actors`, `topics`, `places` and `sources`."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from operator import methodcaller
from typing import Any, get_args

from msgspec.structs import asdict, replace

from ahc_cli.answers.remarks import number_of_names, of_names
from ahc_cli.messages import Lang, _
from ahc_cli.model.fields import FIELDS
from ahc_cli.model.labels import label
from ahc_cli.model.records import Source, Table, references
from ahc_cli.model.text import check_length, fold, width
from ahc_cli.model.vocabulary import Named, Vocabulary, names
from ahc_cli.query.context import Context
from ahc_cli.query.question import Question, asked
from ahc_cli.query.request import Request
from ahc_cli.render import Answer, Column, Getters, Screen, Span, Spans
from ahc_cli.show.columns import chosen_table
from ahc_cli.show.phrases import spoken_text

# An entry as JSON has it: its id, the keys of its record, and the number of events with it.
Entry = dict[str, Any]
# The keys of an entry in their order.
ENTRY_KEYS: dict[Table, str] = {
    "actor": "id name aliases count kind iso iso3 short related members joined left members_as_of",
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
# The cells that a name wants, beyond which it is written in short.
_MOST_NAME = 44


def entries_with(text: str, table: Table, question: Question) -> Iterator[Entry]:
    """Yield the entries of a table that have a text in their names.

    The text is ids, a kind of actor, or the beginning of each of some words. If something is asked
    of events, there are only the entries that they have.
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
    ids = set(text.split())
    if ids <= context.dataset.vocabulary.table(table).keys():
        return lambda id_, _record: not ids or id_ in ids
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
    getters: dict[str, Callable[[Entry], Any]] = {}
    for key in ENTRY_KEYS[table].split():
        getters[key] = methodcaller("get", key)
        if key == "name":
            for lang in get_args(Lang):
                getters[f"name.{lang}"] = partial(_name_in, lang)
    return getters


def _name_in(lang: Lang, entry: Entry) -> str | None:
    return getattr(entry["name"], lang, None)


def entry_table(table: Table, screen: Screen) -> list[Column]:
    """Return the columns that are drawn of entries; states and long names are named in short."""
    getters = {key: get for key, get in entry_getters(table).items() if key in _COLUMNS[table]}
    columns = {column.name: column for column in chosen_table(getters, Vocabulary())}
    columns["count"] = Column("events", columns["count"].show, most=6, right=True)
    if table == "source":
        return _source_table(columns, screen)

    def name(entry: Entry) -> Spans:
        called = spoken_text(entry["name"])
        if entry.get("kind") == "state" or width(called) > _MOST_NAME:
            called = spoken_text(entry.get("short")) or called
        return (Span(called),)

    kind = [replace(columns["kind"], most=22, goes="away")] if table == "actor" else []
    name_column = Column("name", name, most=0, wants=_MOST_NAME, hang=2)
    return [name_column, columns["count"], replace(columns["id"], goes="name"), *kind]


def _source_table(columns: Mapping[str, Column], screen: Screen) -> list[Column]:
    """Return the columns that are drawn of sources, each linked or with its address below."""

    def title(source: Entry) -> Spans:
        return (
            Span(source["publisher"], "heading"),
            Span(_(": ")),
            Span(source["title"], "", source["url"] or ""),
            Span("  "),
            Span(source["id"], "id"),
        )

    drawn = [
        Column("title", title, most=0, wants=53, is_prose=False, hang=2),
        Column("weight", _weight, most=11, goes="title"),
        replace(columns["date"], most=11, goes="title"),
        replace(columns["count"], goes="away"),
    ]
    is_linked = screen.terminal and screen.color
    if not is_linked:
        drawn.append(replace(columns["url"], below=True))
    return drawn


def _weight(source: Entry) -> Spans:
    """Write the weight of a source; one that is weak has a style of its own."""
    words = label(source["weight"])
    return (Span(words, "weak" if source["weight"] == "weak" else ""),)


def _names(table: Table, request: Request, context: Context) -> Answer:
    """List the entries of a table: those of most events first, and sources in their order."""
    text = request.text
    check_length(text)
    question = asked(replace(request, words=()), context)
    entries = list(entries_with(text, table, question))
    if table != "source":
        entries.sort(key=lambda entry: (-entry["count"], entry["id"]))
    hint = _("for those of an event: ahc {table}s -w {text}", table=table, text=text)
    said = of_names(
        context,
        len(entries),
        number_of_names(len(entries), table),
        lambda _shown: [hint] if text and not entries else [],
    )
    return Answer(
        records=entries,
        table=lambda _answer, screen: entry_table(table, screen),
        getters=entry_getters(table),
        columns=_COLUMNS[table].split(),
        **said,
    )


actors = partial(_names, "actor")
topics = partial(_names, "topic")
places = partial(_names, "place")
sources = partial(_names, "source")
