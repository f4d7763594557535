"""The table of fields: what can be asked, shown, sorted and counted, each defined once.

The query language, `--fields`, `--sort`, `count`, the columns, the help and the completion all read this
table. A new field is one line.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, Literal, get_args

from msgspec import Struct

from ahc_cli.models import (
    ActorKind,
    Confidence,
    Event,
    Format,
    Kind,
    Position,
    Role,
    Stance,
    Status,
    Table,
    references,
)  # fmt: skip
from ahc_cli.text import fold, respelled
from ahc_cli.vocabulary import symbol_key

FieldType = Literal["id", "date", "choice", "name", "number", "symbol", "series", "contains", "words"]
When = Literal["past", "ongoing", "upcoming", "overdue"]
Has = Literal["votes", "positions", "documents", "attendance", "caveats", "history", "related", "facts"]


class Entry(Struct, frozen=True):
    """One actor in one item of an event: in a role, or with a position."""

    event: Event
    actor: str
    role: Role | None = None
    position: Position | None = None
    date: str | None = None


class Field(Struct, frozen=True):
    """A field: how queries compare it, how it is read, its headings, and what it allows.

    `read` gives the values of an event; `entry` the value of an entry, for the fields that speak of one.
    """

    name: str
    type: FieldType
    read: Callable[[Event], Iterable[Any]]
    en: str
    zh: str
    about: str
    entry: Callable[[Entry], Any] | None = None
    choices: tuple[str, ...] = ()
    table: Table | None = None
    countable: bool = True
    shown: bool = True


def _one(value: Any) -> tuple[Any, ...]:
    return () if value is None else (value,)


def _actors(event: Event) -> list[str]:
    found = [appearance.actor for appearance in event.actors]
    for position in event.positions:
        found.extend(position.actors)
    return found if event.body is None else [event.body, *found]


def _topics(event: Event) -> Iterator[str]:
    yield from event.topics
    yield from (position.topic for position in event.positions if position.topic)


def _titles(event: Event) -> Iterator[str]:
    return (text for _, text in event.title.both())


def _stance(entry: Entry) -> Stance | None:
    return entry.position.stance if entry.position else None


def _topic(entry: Entry) -> str | None:
    return entry.position.topic if entry.position else None


def _span(event: Event) -> tuple[Any]:
    return (event.span,)


FIELDS: dict[str, Field] = {
    field.name: field
    for field in (
        Field("id", "id", lambda e: (e.id,), "Id", "编号", "the id, whole"),
        Field("date", "date", _span, "Date", "日期", "may overlap the period"),
        Field("within", "date", _span, "Within", "在……之内", "lies certainly inside the period", countable=False,
              shown=False),
        Field("since", "date", _span, "Since", "自", "its last day is not before the period", countable=False,
              shown=False),
        Field("until", "date", _span, "Until", "至", "its first day is not after the period", countable=False,
              shown=False),
        Field("year", "date", lambda e: _one(e.start and e.start.year), "Year", "年份", "touches the year"),
        Field("kind", "choice", lambda e: (e.kind,), "Kind", "类别", "what it is", choices=get_args(Kind)),
        Field("status", "choice", lambda e: (e.status,), "Status", "状态", "whether it took place",
              choices=get_args(Status)),
        Field("when", "choice", lambda _: (), "When", "时态", "where it lies from today; overdue: scheduled but past",
              choices=get_args(When), shown=False),
        Field("series", "series", lambda e: _one(e.series), "Series", "系列", "the series it is one of"),
        Field("place", "name", lambda e: _one(e.place), "Place", "地点", "where", table="place"),
        Field("format", "choice", lambda e: _one(e.format), "Format", "形式", "how it was held",
              choices=get_args(Format)),
        Field("body", "name", lambda e: _one(e.body), "Body", "机构", "who met, decided or published", table="actor"),
        Field("actor", "name", _actors, "Actor", "行为体", "who took part, or wanted something", lambda n: n.actor,
              table="actor"),
        Field("actor.kind", "choice", _actors, "Kind of actor", "行为体类别", "what kind of actor took part",
              lambda n: n.actor, choices=get_args(ActorKind), shown=False),
        Field("role", "choice", lambda e: (a.role for a in e.actors), "Role", "角色", "in which role",
              lambda n: n.role, choices=get_args(Role)),
        Field("topic", "name", _topics, "Topic", "议题", "about what", _topic, table="topic"),
        Field("stance", "choice", lambda e: (p.stance for p in e.positions), "Stance", "立场",
              "who proposed, supported, opposed, warned, urged", _stance, choices=get_args(Stance)),
        Field("doc", "symbol", lambda e: (d.symbol for d in e.documents), "Document", "文件",
              "a document symbol, whole; A/RES/ optional"),
        Field("source", "name", lambda e: (i for t, i, _ in references(e) if t == "source"), "Source", "来源",
              "a source by id or publisher", table="source"),
        Field("confidence", "choice", lambda e: (f.confidence or None for f in e.facts), "Confidence", "可信度",
              "how sure one of its facts is", choices=get_args(Confidence)),
        Field("vote.yes", "number", lambda e: (v.yes for v in e.votes), "In favour", "赞成", "votes in favour"),
        Field("vote.no", "number", lambda e: (v.no for v in e.votes), "Against", "反对", "votes against"),
        Field("vote.abstain", "number", lambda e: (v.abstain for v in e.votes), "Abstaining", "弃权", "abstentions"),
        Field("states", "number", lambda e: (a.count for a in e.attendance if a.of == "states"), "States", "国家数",
              "how many states attended"),
        Field("title", "contains", _titles, "Title", "标题", "the title holds the text", countable=False),
        Field("text", "words", lambda _: (), "Text", "全文", "any text of it holds the text", countable=False,
              shown=False),
        Field("has", "choice", lambda e: (h for h in get_args(Has) if getattr(e, h)), "Has", "含有",
              "there is at least one", choices=get_args(Has)),
    )
}  # fmt: skip

# Names that are tried for a field, and the field that is meant.
OTHER_NAMES = {
    "who": "actor", "country": "actor", "state": "actor", "organization": "actor", "by": "actor",
    "where": "place", "city": "place", "venue": "place", "type": "kind", "subject": "topic", "about": "topic",
    "document": "doc", "symbol": "doc", "position": "stance", "after": "since", "from": "since", "before": "until",
    "to": "until", "day": "date", "month": "date", "summary": "text", "fact": "text",
}  # fmt: skip
# The fields that make a question one about entries.
OF_ENTRIES = tuple(name for name, field in FIELDS.items() if field.entry)
# The columns of events in TSV and CSV.
COLUMNS = ("id", "date", "kind", "status", "place", "title")
# What `--fields` takes beside the table: the keys of an event as they stand in the data.
KEYS = tuple(name for name in Event.__struct_fields__ if name not in FIELDS)


def entries(event: Event) -> Iterator[Entry]:
    """Each actor of each item of an event."""
    for appearance in event.actors:
        yield Entry(event, appearance.actor, role=appearance.role, date=appearance.date)
    for position in event.positions:
        for actor in position.actors:
            yield Entry(event, actor, position=position)


def with_symbol(events: Iterable[Event], symbol: str) -> list[Event]:
    """The events that a document of this symbol belongs to."""
    wanted = symbol_key(symbol)
    return [event for event in events if any(symbol_key(document.symbol) == wanted for document in event.documents)]


def called(events: Iterable[Event], name: str) -> list[Event]:
    """The events with this title in either language, or with this id, be it in capitals or with blanks for hyphens."""
    wanted = fold(name)
    ids, titles = (wanted, wanted.replace(" ", "-")), (wanted, respelled(wanted))
    return [e for e in events if e.id in ids or any(fold(title) in titles for _, title in e.title.both())]


def when(event: Event, today: date) -> When:
    """Where an event lies from a day; `overdue` is what is still scheduled although its days are past."""
    if isinstance(event.end, date) and event.end < today:
        return "overdue" if event.status == "scheduled" else "past"
    if isinstance(event.start, date) and event.start > today:
        return "upcoming"
    return "ongoing"


def reader(field: Field, today: date) -> Callable[[Event], Iterable[Any]]:
    """How the values of a field are read of an event; only `when` depends on the day."""
    return (lambda event: (when(event, today),)) if field.name == "when" else field.read


def date_order(event: Event) -> tuple[date, date, str]:
    """The order of time: by first day, then last, then id; an open end is first or last of all."""
    start, end = event.start, event.end
    return (
        start if isinstance(start, date) else date.min,
        end if isinstance(end, date) else date.max,
        event.id,
    )


def order(name: str) -> Callable[[Event], tuple[Any, ...]]:
    """The order of a field: by its first value, events without one last, then by time."""
    field = FIELDS[name]
    if field.type == "date":
        return date_order

    def key(event: Event) -> tuple[Any, ...]:
        values = [value for value in field.read(event) if value is not None]
        if not values:
            return (1, date_order(event))
        return (0, values[0] if field.type == "number" else fold(str(values[0])), date_order(event))

    return key
