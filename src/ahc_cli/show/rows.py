"""Answers made of rows: events, hits, positions, counts and names; how columns are chosen and
sorted.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from operator import attrgetter, methodcaller
from typing import TYPE_CHECKING, Any

from msgspec import UNSET, Struct
from msgspec.structs import asdict, replace

from ahc_cli.errors import UsageError
from ahc_cli.messages import _, spoken
from ahc_cli.model.dates import parse
from ahc_cli.model.fields import FIELDS, KEYS, OF_ENTRIES, Days, Field, Number, called, field_named
from ahc_cli.model.labels import COLON, COMMA, bracketed, date_in_full, heading, label, labels
from ahc_cli.model.records import Event, Lang, Source, Table, Text, references
from ahc_cli.model.text import fold
from ahc_cli.model.vocabulary import Vocabulary, did_you_mean, names
from ahc_cli.query.question import Question
from ahc_cli.render import (
    BLANK,
    ROW_FORMATS,
    Column,
    Getters,
    Line,
    Screen,
    Span,
    Spans,
    Style,
    cell,
)
from ahc_cli.report.positions import TakenPosition
from ahc_cli.show import phrases
from ahc_cli.show.chart import KINDS

if TYPE_CHECKING:
    from ahc_cli.search.ranking import Result

FORMATS = (*ROW_FORMATS, "ics")
LANGUAGES = ("title.en", "title.zh", "summary.en", "summary.zh")
NAMES = (*(name for name, field in FIELDS.items() if field.shown), *KEYS, *LANGUAGES)
# From this width on a table has a column for the kind and one for the id, which is else below the
# title.
_WITH_IDS = 60
_MOST_DATE, _MOST_ID = 15, 24
_STYLES: dict[str, Style] = {"id": "id", "event": "id", "url": "faint"}
Values = tuple[str | int | None, ...]
_MOST_BAR, _LEAST_BAR, _NAME = 60, 8, 40
POSITION_GETTERS = {name: attrgetter(name) for name in TakenPosition.__struct_fields__}
# An entry of a vocabulary as JSON has it: its id, the keys of its record, and the number of events
# with it.
Entry = dict[str, Any]
# The keys of an entry in their order; those behind `count` are there only if they have a value.
_KEYS_OF_SOURCES = (
    "id",
    "publisher",
    "title",
    "weight",
    "origin",
    "count",
    "date",
    "url",
    "aliases",
)
_KEYS_OF_NAMES = ("id", "name", "aliases", "count", "kind", "iso", "short", "related", "members")
_COLUMNS: dict[Table, str] = {
    "actor": "id name short kind count aliases",
    "topic": "id name count aliases",
    "place": "id name count aliases",
    "source": "id publisher title date weight url count",
}
# From these widths on a list of sources has a column for the number of events, for the date and for
# the weight.
_WITH_COUNT, _WITH_DATE, _WITH_WEIGHT = 100, 80, 60


def event_table(vocabulary: Vocabulary, screen: Screen) -> list[Column]:
    """Return the columns of a list of events; at one width all lists have the same."""

    def title(event: Event) -> Spans:
        below = (Span("\n"), Span(event.id, "id")) if screen.width < _WITH_IDS else ()
        return (
            *phrases.title_spans(event),
            phrases.counts_span(event),
            phrases.place_span(event, vocabulary),
            *below,
        )

    return [
        Column("date", lambda event: (phrases.date_span(event, in_year=True),), most=_MOST_DATE),
        Column("", lambda event: (Span(*KINDS[event.kind]),), most=1, since=_WITH_IDS),
        Column("title", title, most=0),
        Column("id", lambda event: (Span(event.id, "id"),), most=_MOST_ID, since=_WITH_IDS),
    ]


def year_of(event: Event) -> str:
    """Name the group of a table that an event is in."""
    return date_in_full(str(event.start.year), spoken()) if event.start else "…"


def hits_page(
    events: Sequence[Event], found: "Result", remarks: Sequence[str], vocabulary: Vocabulary
) -> Iterator[Line]:
    """Yield what a search found: what the record lacks, what is computed, and the best statements
    of each event.
    """
    yield from (Line((Span(remark),)) for remark in remarks)
    for each in found.computed:
        said = Span(each.text.lang(spoken()) if each.text else "", "heading")
        yield Line(
            (
                said,
                phrases.citation(each.sources, in_short=True),
                phrases.sure_span(each.confidence),
            ),
            hang=2,
        )
    for number, event in enumerate(events):
        if number or remarks or found.computed:
            yield BLANK
        place = phrases.place_span(event, vocabulary)
        yield Line((phrases.date_span(event), place, Span("  "), Span(event.id, "id")))
        yield Line((*phrases.title_spans(event, "heading"), phrases.counts_span(event)), indent=3)
        for statement in found.shown[event.id]:
            spans = phrases.statement_spans(
                replace(statement, event=event), vocabulary
            )  # the event has the matches
            yield Line(spans, "item", indent=3, hang=2, mark=Span("•"))


def chosen_table(getters: Getters, vocabulary: Vocabulary) -> list[Column]:
    """Return the table of the columns that a reader chose: dates, names and codes in words, items a
    line each.
    """

    def show(name: str, record: Any) -> Spans:
        said = phrases.value_words(name, getters[name](record), vocabulary, record)
        return (Span(phrases.date_words(said) if name == "date" else said, _STYLES.get(name, "")),)

    most = {"id": _MOST_ID, "event": _MOST_ID, "date": 25}
    return [Column(name, partial(show, name), most=most.get(name, 0)) for name in getters]


def split_names(names: str, known: Collection[str]) -> list[str]:
    """Split a comma-separated option into names, each once; UsageError for an unknown one."""
    return list(
        dict.fromkeys(known_name(typed.strip(), known) for typed in re.split("[,，、]", names))
    )


def known_name(typed: str, known: Collection[str]) -> str:
    """Return the name of a column or field that is typed, also by a synonym or in Chinese;
    UsageError for another.
    """
    field = field_named(typed)
    meant = (
        field.name
        if field
        else {heading(name, "zh"): name for name in reversed([*known])}.get(typed, "")
    )
    # Some synonyms are those of a condition: events have a date, not a day.
    only_asked = labels("synonyms").get(meant, ("", ""))[1].split(", ")
    name = typed if typed in known else meant
    if name in known and fold(typed).removesuffix("s") not in only_asked:
        return name
    near = _("; did you mean {near}?", near=called(meant)) if meant in known else ""
    near = near or did_you_mean(typed, (*known, *map(called, known)))
    unknown = _("unknown field '{name}'{near}", name=typed, near=near)
    raise UsageError(unknown, _("fields: {names}", names=called(*known)))


def sort_key(
    name: str, value_of: Callable[[Any], Any], lang: Lang
) -> Callable[[Any], tuple[Any, ...]]:
    """Return the sort key of a column, by the first of several values: days, numbers, text; missing
    ones last.
    """

    def key(record: Any) -> tuple[Any, ...]:
        value = value_of(record)
        if isinstance(value, list | tuple):
            value = next(iter(value), None)
        text = fold(cell(value, lang))
        if name == "date" and text:
            span = parse(text)
            return False, span.start or date.min, span.end or date.max
        number = re.fullmatch(r"(\d+(\.\d+)?)(\.\.)?", text, re.ASCII)
        return text == "", not number, float(number[1]) if number else text

    return key


def _event_value(name: str, event: Event) -> Any:
    """Return the value of a key of an event, or a list of the values of another field."""
    if name in LANGUAGES:
        key, _dot, lang = name.partition(".")
        return getattr(getattr(event, key), lang, None)
    field = FIELDS.get(name)
    if field is None or name in Event.__struct_fields__:
        return None if (value := getattr(event, name)) is UNSET else value
    if name == "states":
        # A least number is written as the range that finds it: 160.. is at least 160.
        return [
            f"{each.count}.." if each.at_least else each.count
            for each in event.attendance
            if each.of == name
        ]
    values = list(dict.fromkeys(value for value in field.read(event) if value is not None))
    return next(iter(values), None) if name == "year" else values


EVENT_GETTERS = {name: partial(_event_value, name) for name in NAMES}


def positions_page(
    taken: Sequence[TakenPosition], events: Mapping[str, Event], vocabulary: Vocabulary
) -> Iterator[Line]:
    """Yield below each event who took what stance on what topic, who says so, how sure it is."""
    event = ""
    for each in taken:
        if each.event != event:
            yield from [BLANK] if event else []
            event = each.event
            yield Line(phrases.event_line(event, events, "heading"), "heading", hang=2)
        spans = phrases.item_spans(each, vocabulary, phrases.citation(each.sources))
        yield Line(spans, "item", indent=3, hang=2, mark=Span("•"))


class Tally(Struct, frozen=True):
    """How many events or entries have a value; the value None counts those without one."""

    value: str | int | None
    label: Text
    count: int


COUNT_GETTERS = {name: attrgetter(name) for name in Tally.__struct_fields__}


def count_table(tallies: Sequence[Tally], name: str, screen: Screen) -> list[Column]:
    """Return the columns of a count: the names of the values, how many, and bars."""
    most = max((tally.count for tally in tallies), default=1)
    room = max(_LEAST_BAR, min(_MOST_BAR, screen.width - _NAME - 12))
    columns = [
        Column(name, lambda tally: (Span(tally.label.lang(spoken())),), most=_NAME),
        Column("count", lambda tally: (Span(str(tally.count), "heading"),), right=True),
        Column(
            "",
            lambda tally: (Span("▆" * max(1, round(room * tally.count / most))),),
            most=room,
            since=_NAME + 10,
        ),
    ]
    return columns if most > 1 and len(tallies) > 1 else columns[:2]


def names_page(tallies: Sequence[Tally]) -> Iterator[Line]:
    """Yield the names of values that are all counted once, one behind the other."""
    said = COMMA[spoken()].join(phrases.unbroken(tally.label.lang(spoken())) for tally in tallies)
    yield Line((Span(said),))


def values_of(field: Field | None, question: Question) -> Iterator[Values]:
    """Yield the values of a field for each event or entry of a question, (None,) if it has none."""
    if field and field.entry and field.name in OF_ENTRIES:
        yield from map(
            tuple, map(field.reader(question.context, of_entries=True), question.entries())
        )
        return
    read = (
        field.reader(question.context)
        if field and field.look
        else field.read
        if field
        else lambda _event: ()
    )
    for event in question.events():
        yield tuple(dict.fromkeys(value for value in read(event) if value is not None)) or (None,)


def tally(field: Field | None, values: Iterable[Values], vocabulary: Vocabulary) -> list[Tally]:
    """Count values: dates, numbers and ids in order, others by frequency, missing ones last."""
    counts = Counter(value for several in values for value in several)

    def named(value: str | int | None, lang: Lang) -> str:
        if field is None or value is None:
            return label("none" if field else "events", lang, "values", "fields")
        publisher = (
            vocabulary.label("source", str(value), lang) if field.table == "source" else ""
        )  # which has many
        return (
            f"{publisher} ({value})"
            if publisher
            else phrases.value_words(field.name, value, vocabulary, lang=lang)
        )

    tallies = [
        Tally(value, Text(en=named(value, "en"), zh=named(value, "zh")), n)
        for value, n in counts.items()
    ]
    in_order = isinstance(field, Days | Number)
    return sorted(
        tallies, key=lambda row: (row.value is None, 0 if in_order else -row.count, row.value)
    )


def entry_getters(table: Table) -> Getters:
    """Return the columns of the entries of a table."""
    return {key: methodcaller("get", key) for key in _COLUMNS[table].split()}


def entries_with(text: str, table: Table, question: Question) -> Iterator[Entry]:
    """Yield the entries of a table that have a text in their names; of sources those that the
    events cite.

    The text is a kind of actor, or the beginning of each of some words.
    """
    vocabulary, counts = question.dataset.vocabulary, Counter[str]()
    # What was planned, and how states voted, is not what an event is about.
    aside = frozenset(() if table == "source" else ("history", "roll"))
    for event in question.events():
        counts.update(
            {id_ for of, id_, path in references(event) if of == table and aside.isdisjoint(path)}
        )
    named = question.context.query_names.ids(table, text) if text else ()
    starting = [re.compile(f"(?<![a-z0-9]){re.escape(word)}") for word in fold(text).split()]
    kinds = (
        FIELDS["actor.kind"].parse(text, question.context) if table == "actor" and text else None
    )
    for id_, record in vocabulary.table(table).items():
        spellings = (
            (record.publisher, record.title) if isinstance(record, Source) else names(record)
        )
        folded = "\n".join(map(fold, (id_, *spellings)))
        is_named = id_ in named or all(word.search(folded) for word in starting)
        if isinstance(kinds, frozenset):
            is_named = getattr(record, "kind", "") in kinds
        if is_named and (counts[id_] or question.is_everything):
            entry = {"id": id_, "count": counts[id_], **asdict(record)}
            order = _KEYS_OF_SOURCES if table == "source" else _KEYS_OF_NAMES
            always = order[: order.index("count") + 1]
            yield {key: entry[key] for key in order if key in always or entry.get(key)}


def entry_table(table: Table, screen: Screen) -> list[Column]:
    """Return the columns that are drawn of entries; the title of a source is a link or has its
    address below.
    """
    columns = {column.name: column for column in chosen_table(entry_getters(table), Vocabulary())}
    count = replace(columns["count"], name="events", right=True)
    if table != "source":
        return [columns["id"], columns["name"], count]

    def title(source: Entry) -> Spans:
        weight = (
            bracketed(label(source["weight"], spoken()), spoken())
            if screen.width < _WITH_WEIGHT
            else ""
        )
        name = Span(source["title"], "", source.get("url", ""))
        return Span(source["publisher"] + COLON[spoken()]), name, Span(weight)

    date, weight = (
        replace(columns["date"], most=11, since=_WITH_DATE),
        replace(columns["weight"], since=_WITH_WEIGHT),
    )
    shown = [
        columns["id"],
        Column("title", title, most=0),
        date,
        weight,
        replace(count, since=_WITH_COUNT),
    ]
    is_linked = screen.terminal and screen.color
    return shown if is_linked else [*shown, replace(columns["url"], below=True)]
