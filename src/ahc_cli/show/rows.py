"""What is shown of positions, of counts, and of the vocabularies: actors, topics, places and sources."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import methodcaller
from typing import Any, get_args

from msgspec import Struct
from msgspec.structs import asdict

from ahc_cli.ask.find import Names
from ahc_cli.ask.question import Question, TakenPosition
from ahc_cli.messages import spoken
from ahc_cli.model.fields import FIELDS, OF_ENTRIES, Days, Field, Number
from ahc_cli.model.records import Actor, ActorKind, Event, Lang, Source, Table, Text, references
from ahc_cli.model.text import canonical, fold
from ahc_cli.model.vocabulary import Vocabulary, names
from ahc_cli.model.words import COLON, COMMA, bracketed, date_in_full, find_choice, label
from ahc_cli.out import BLANK, Cell, Column, Line, Screen, Span, Spans, attributes
from ahc_cli.show.events import known_name
from ahc_cli.show.phrases import citation, date_words, event_line, item_spans, sure_span, unbroken, value_words

Values = tuple[str | int | None, ...]
_MOST_BAR, _LEAST_BAR, _NAME = 60, 8, 40
POSITION_COLUMNS = attributes(*TakenPosition.__struct_fields__)
# An entry of a vocabulary as JSON has it: its id, the keys of its record, and the number of events with it.
Entry = dict[str, Any]
# The keys of an entry in their order; those behind `count` are there only if they have a value.
_KEYS_OF_SOURCES = ("id", "publisher", "title", "weight", "origin", "count", "date", "url", "aliases")
_KEYS_OF_NAMES = ("id", "name", "aliases", "count", "kind", "iso", "short", "related", "members")
_COLUMNS: dict[Table, str] = {
    "actor": "id name short kind count aliases", "topic": "id name count aliases", "place": "id name count aliases",
    "source": "id publisher title date weight url count",
}  # fmt: skip
# From these widths on a list of sources has a column for the number of events, for the date and for the weight.
_WITH_COUNT, _WITH_DATE, _WITH_WEIGHT = 100, 80, 60
_MOST_ID = 30


def positions_page(
    taken: Sequence[TakenPosition], events: Mapping[str, Event], vocabulary: Vocabulary
) -> Iterator[Line]:
    """Yield below each event who took what stance on what topic, who says so, and how sure it is."""
    event = ""
    for each in taken:
        if each.event != event:
            yield from [BLANK] if event else []
            event = each.event
            yield Line(event_line(events[event]), "heading", hang=2)
        spans = (*item_spans(each, vocabulary), citation(each.sources), sure_span(each.confidence))
        yield Line(spans, "item", indent=3, hang=2, mark=Span("•"))


class Tally(Struct, frozen=True):
    """How many events or entries have a value; the value None counts those without one."""

    value: str | int | None
    label: Text
    count: int


COUNT_COLUMNS = attributes(*Tally.__struct_fields__)


def count_table(tallies: Sequence[Tally], name: str, screen: Screen) -> list[Cell[Tally]]:
    """Return the columns of a count: the names of the values, how many, and bars."""
    most = max((tally.count for tally in tallies), default=1)
    room = max(_LEAST_BAR, min(_MOST_BAR, screen.width - _NAME - 12))
    columns = [
        Cell[Tally](name, lambda tally: (Span(tally.label.lang(spoken())),), most=_NAME),
        Cell[Tally]("count", lambda tally: (Span(str(tally.count), "heading"),), right=True),
        Cell[Tally](
            "", lambda tally: (Span("▆" * max(1, round(room * tally.count / most))),), most=room, since=_NAME + 10
        ),
    ]
    return columns if most > 1 and len(tallies) > 1 else columns[:2]


def names_page(tallies: Sequence[Tally]) -> Iterator[Line]:
    """Yield the names of values that are all counted once, one behind the other."""
    said = COMMA[spoken()].join(unbroken(tally.label.lang(spoken())) for tally in tallies)
    yield Line((Span(said),))


def countable_field(name: str) -> Field:
    """Return a field that can be counted; UsageError for another name."""
    return FIELDS[known_name(name, [known for known, field in FIELDS.items() if field.countable])]


def values_of(field: Field, question: Question) -> Iterator[Values]:
    """Yield the values of a field for each event or entry of a question, (None,) if it has none."""
    if field.entry and field.name in OF_ENTRIES:
        yield from map(tuple, map(field.reader(question.context, of_entries=True), question.entries()))
        return
    read = field.reader(question.context) if field.look else field.read
    for event in question.events():
        yield tuple(dict.fromkeys(value for value in read(event) if value is not None)) or (None,)


def tally(field: Field, values: Iterable[Values], vocabulary: Vocabulary) -> list[Tally]:
    """Count values: dates, numbers and ids in their order, others by frequency, missing ones last."""
    counts = Counter(value for several in values for value in several)

    def named(value: str | int | None, lang: Lang) -> str:
        if field.table == "source" and value is not None:  # a publisher has many
            return f"{vocabulary.label('source', str(value), lang)} ({value})"
        return label("none", lang) if value is None else value_words(field.name, value, vocabulary, lang=lang)

    tallies = [Tally(value, Text(en=named(value, "en"), zh=named(value, "zh")), n) for value, n in counts.items()]
    in_order = isinstance(field, Days | Number)
    return sorted(tallies, key=lambda row: (row.value is None, 0 if in_order else -row.count, row.value))


def columns(table: Table) -> tuple[Column[Entry], ...]:
    """Return the columns of the entries of a table."""
    return tuple(Column(key, methodcaller("get", key)) for key in _COLUMNS[table].split())


def entries_with(text: str, table: Table, question: Question) -> Iterator[Entry]:
    """Yield the entries of a table that have a text in their names; of sources those that the events cite.

    The text is a kind of actor, or the beginning of each of some words.
    """
    vocabulary, counts = question.dataset.vocabulary, Counter[str]()
    # What was planned, and how states voted, is not what an event is about.
    aside = frozenset(() if table == "source" else ("history", "roll"))
    for event in question.events():
        counts.update({id_ for of, id_, path in references(event) if of == table and aside.isdisjoint(path)})
    named = Names(vocabulary).ids(table, text) if text else ()
    starting = [re.compile(f"(?<![a-z0-9]){re.escape(word)}") for word in fold(text).split()]
    kind = find_choice(canonical(text), get_args(ActorKind)) if table == "actor" else None
    for id_, record in vocabulary.table(table).items():
        spellings = (record.publisher, record.title) if isinstance(record, Source) else names(record)
        folded = "\n".join(map(fold, (id_, *spellings)))
        is_named = id_ in named or all(word.search(folded) for word in starting)
        is_kind = isinstance(record, Actor) and record.kind == kind
        if (is_kind if kind else is_named) and (counts[id_] or question.is_everything):
            entry = {"id": id_, "count": counts[id_], **asdict(record)}
            order = _KEYS_OF_SOURCES if table == "source" else _KEYS_OF_NAMES
            always = order[: order.index("count") + 1]
            yield {key: entry[key] for key in order if key in always or entry.get(key)}


def entry_table(table: Table, screen: Screen) -> list[Cell[Entry]]:
    """Return the columns that are drawn of entries; the title of a source is a link or has its address below."""
    id_ = Cell[Entry]("id", lambda entry: (Span(entry["id"], "id"),), most=_MOST_ID)
    since = _WITH_COUNT if table == "source" else 0
    count = Cell[Entry]("events", lambda entry: (Span(str(entry["count"])),), since=since, right=True)
    if table != "source":
        return [id_, Cell("name", lambda entry: (Span(entry["name"].lang(spoken())),), most=0), count]

    def title(source: Entry) -> Spans:
        weight = bracketed(label(source["weight"], spoken()), spoken()) if screen.width < _WITH_WEIGHT else ""
        name = Span(source["title"], "", source.get("url", ""))
        return Span(source["publisher"] + COLON[spoken()]), name, Span(weight)

    def date(source: Entry) -> Spans:
        return (Span(date_words(date_in_full(source["date"], spoken())) if "date" in source else ""),)

    cells = [
        id_,
        Cell("title", title, most=0),
        Cell("date", date, most=11, since=_WITH_DATE),
        Cell("weight", lambda each: (Span(label(each["weight"], spoken())),), since=_WITH_WEIGHT),
        count,
    ]
    if not (screen.terminal and screen.color):
        cells.append(Cell("url", lambda each: (Span(each.get("url", ""), "faint"),), below=True))
    return cells
