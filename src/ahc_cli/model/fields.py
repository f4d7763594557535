"""The table of fields: what can be queried, shown, sorted and counted.

The query language, `--fields`, `--sort`, `count`, the columns, the help and the completion all read this table. A new
field is one line here, and its name in `words.py`.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any, Literal, get_args

from msgspec import Struct

from ahc_cli.messages import spoken
from ahc_cli.model import records
from ahc_cli.model.dates import Precision
from ahc_cli.model.records import Event, Lang, Position, Role, Table, references
from ahc_cli.model.text import fold
from ahc_cli.model.words import COMMA, NAMES, lasts

FieldType = Literal["id", "date", "choice", "name", "number", "symbol", "series", "contains", "words"]
When = Literal["past", "ongoing", "upcoming", "overdue"]
Has = Literal["votes", "positions", "documents", "attendance", "caveats", "history", "related", "facts"]


class Entry(Struct, frozen=True):
    """One actor in one item of an event: in a role or with a position."""

    event: Event
    actor: str
    role: Role | None = None
    position: Position | None = None
    date: str | None = None
    sources: tuple[str, ...] = ()


class Field(Struct, frozen=True):
    """A field: how it is read and compared, and which values it allows.

    `read` returns the values of an event, `entry` those of an entry if queries about entries ask the entry itself. A
    field that is not `shown` can be queried but is no column.
    """

    name: str
    type: FieldType
    read: Callable[[Event], Iterable[Any]]
    about: str
    entry: Callable[[Entry], tuple[Any, ...]] | None = None
    choices: tuple[str, ...] = ()
    table: Table | None = None
    countable: bool = True
    shown: bool = True


def _one(value: Any) -> tuple[Any, ...]:
    return () if value is None else (value,)


def _actors(event: Event) -> list[str]:
    of_positions = (actor for position in event.positions for actor in position.actors)
    return [*_one(event.body), *(appearance.actor for appearance in event.actors), *of_positions]


FIELDS: dict[str, Field] = {
    field.name: field
    for field in (
        Field("id", "id", lambda e: (e.id,), "the whole id"),
        Field("date", "date", lambda e: (e.span,), "overlaps the period, or may overlap it"),
        Field("within", "date", lambda e: (e.span,), "certainly lies inside the period", countable=False, shown=False),
        Field("since", "date", lambda e: (e.span,), "ends in or after the period", countable=False, shown=False),
        Field("until", "date", lambda e: (e.span,), "starts in or before the period", countable=False, shown=False),
        Field("year", "date", lambda e: _one(e.span.start and e.span.start.year), "a year in which it takes place"),
        Field("precision", "choice", lambda e: (e.precision if lasts(e) or "/" not in e.date else "range",),
              "how exactly its date is known; range: one day within a range", choices=(*get_args(Precision), "range")),
        Field("kind", "choice", lambda e: (e.kind,), "what kind of event it is", choices=get_args(records.Kind)),
        Field("status", "choice", lambda e: (e.status,), "whether it took place", choices=get_args(records.Status)),
        Field("when", "choice", lambda _: (), "past, ongoing or upcoming; overdue: scheduled, but its date is past",
              choices=get_args(When), shown=False),
        Field("series", "series", lambda e: _one(e.series), "the series that it belongs to"),
        Field("place", "name", lambda e: _one(e.place), "where it was held", table="place"),
        Field("format", "choice", lambda e: _one(e.format), "how it was held", choices=get_args(records.Format)),
        Field("body", "name", lambda e: _one(e.body), "the body that met, decided or published", table="actor"),
        Field("actor", "name", _actors, "who took part or took a position", lambda n: (n.actor,), table="actor"),
        Field("actor.kind", "choice", _actors, "what kind of actor took part", lambda n: (n.actor,),
              choices=get_args(records.ActorKind), shown=False),
        Field("role", "choice", lambda e: (a.role for a in e.actors), "in which role an actor took part",
              lambda n: (n.role,), choices=get_args(records.Role)),
        Field("topic", "name", lambda e: (*e.topics, *(p.topic for p in e.positions if p.topic)), "what it is about",
              lambda n: (n.position and n.position.topic,), table="topic"),
        Field("stance", "choice", lambda e: (p.stance for p in e.positions),
              "what an actor did: propose, support, oppose, warn or urge",
              lambda n: (n.position and n.position.stance,), choices=get_args(records.Stance)),
        Field("doc", "symbol", lambda e: (d.symbol for d in e.documents),
              "a whole document symbol; A/RES/ is optional"),
        Field("source", "name", lambda e: (i for t, i, _ in references(e) if t == "source"),
              "a source, by id or publisher", lambda n: n.position.sources if n.position else n.sources,
              table="source"),
        Field("confidence", "choice", lambda e: (f.confidence or None for f in e.facts),
              "how certain one of its facts is", lambda n: (n.position and (n.position.confidence or None),),
              choices=get_args(records.Confidence)),
        Field("vote.yes", "number", lambda e: (v.yes for v in e.votes), "votes in favour"),
        Field("vote.no", "number", lambda e: (v.no for v in e.votes), "votes against"),
        Field("vote.abstain", "number", lambda e: (v.abstain for v in e.votes), "abstentions"),
        Field("states", "number", lambda e: (a.count for a in e.attendance if a.of == "states"),
              "how many states attended"),
        Field("title", "contains", lambda e: (text for _, text in e.title.both()), "text in the title",
              countable=False),
        Field("text", "words", lambda _: (), "words in any text of the event", countable=False, shown=False),
        Field("has", "choice", lambda e: (h for h in get_args(Has) if getattr(e, h)), "what it has, such as votes",
              choices=get_args(Has)),
    )
}  # fmt: skip

# Names that people try, and the field they mean.
OTHER_NAMES = {
    "who": "actor", "country": "actor", "state": "actor", "organization": "actor", "by": "actor",
    "where": "place", "city": "place", "venue": "place", "type": "kind", "subject": "topic", "about": "topic",
    "document": "doc", "symbol": "doc", "position": "stance", "after": "since", "from": "since", "before": "until",
    "to": "until", "day": "date", "month": "date", "summary": "text", "fact": "text",
    "国家": "actor", "组织": "actor", "各国": "actor", "类型": "kind", "时间": "date", "城市": "place", "主题": "topic",
    "年": "year", "文件": "doc", "时态": "when", "可靠程度": "confidence", "可靠性": "confidence",
    "reliability": "confidence", "certainty": "confidence",
}  # fmt: skip
# The fields for which `count` counts entries.
OF_ENTRIES = ("actor", "actor.kind", "role", "topic", "stance")
# The columns of events in TSV and CSV.
COLUMNS = ("id", "date", "kind", "status", "place", "title")
# Keys of an event that `--fields` accepts besides the fields.
KEYS = tuple(name for name in Event.__struct_fields__ if name not in FIELDS)


def field_named(name: str) -> Field | None:
    """Return the field with a name, a synonym of it, or its Chinese name."""
    folded = fold(name)
    for known in (folded, folded.removesuffix("s"), folded.removesuffix("ies") + "y"):
        if field := FIELDS.get(known) or FIELDS.get(OTHER_NAMES.get(known) or _chinese_names().get(known, "")):
            return field
    return None


@cache
def _chinese_names() -> dict[str, str]:
    return {fold(NAMES[name][1]): name for name in reversed(FIELDS) if name in NAMES}


def called(name: str) -> str:
    """Name a field in a message, as a query takes it: by its code, in Chinese by its Chinese name."""
    return NAMES[name][1] if spoken() == "zh" and name in FIELDS and name in NAMES else name


def called_all(names: Iterable[str]) -> str:
    """Name several fields in a message."""
    return (COMMA["zh"] if spoken() == "zh" else " ").join(map(called, names))


def entries(event: Event) -> Iterator[Entry]:
    """Yield each actor of each item of an event."""
    for appearance in event.actors:
        yield Entry(event, appearance.actor, appearance.role, None, appearance.date, appearance.sources)
    for position in event.positions:
        for actor in position.actors:
            yield Entry(event, actor, position=position)


def when(event: Event, today: date) -> When:
    """Return where an event lies relative to a day; `overdue` is scheduled but past."""
    span = event.span
    if span.end and span.end < today:
        return "overdue" if event.status == "scheduled" else "past"
    # What is planned to begin on a day that is not yet known is still to come.
    is_day = len(event.date.partition("/")[0]) == len("2022-02-28")
    is_ahead = (span.start or date.min) > today or (event.status == "scheduled" and not is_day)
    return "upcoming" if is_ahead else "ongoing"


def reader(field: Field, today: date) -> Callable[[Event], Iterable[Any]]:
    """Return the function that reads a field of an event; only `when` depends on the day."""
    return (lambda event: (when(event, today),)) if field.name == "when" else field.read


def date_order(event: Event) -> tuple[date, date, str]:
    """Sort key: first day, last day, id; an open start is first and an open end last."""
    return event.start or date.min, event.end or date.max, event.id


def order(name: str, lang: Lang) -> Callable[[Event], tuple[Any, ...]]:
    """Return the sort key of a field: its first value, then the date; events without a value last."""
    field = FIELDS[name]

    def key(event: Event) -> tuple[Any, ...]:
        if field.type == "date":
            return 0, date_order(event)
        values = (event.title.lang(lang),) if name == "title" else field.read(event)
        value = next((value for value in values if value is not None), None)
        if value is None:
            return 1, date_order(event)
        return 0, value if field.type == "number" else fold(str(value)), date_order(event)

    return key


def with_colons(query: str) -> str:
    """Write fields that are followed by an equals sign with a colon: `kind=session`; not numbers and quoted text."""

    def with_colon(found: re.Match[str]) -> str:
        field = field_named(found[1] or "")
        return f"{found[1]}:" if field and field.type != "number" else found[0]

    return re.sub(r'"[^"]*"|([^\W\d][\w.]*)=(?=[^\s=])', with_colon, query)
