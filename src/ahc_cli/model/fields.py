"""The table of fields: what can be queried, shown, sorted and counted.

The query language, `--fields`, `--sort`, `count`, the columns, the help and the completion all read this table. A new
field is one line here, and its name in `words.py`.
"""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from typing import Any, Literal, get_args

from msgspec import Struct

from ahc_cli.messages import spoken
from ahc_cli.model import records
from ahc_cli.model.dates import Precision
from ahc_cli.model.records import Event, Lang, Table, references
from ahc_cli.model.statements import Statement
from ahc_cli.model.text import fold
from ahc_cli.model.words import COMMA, label, labels, lasts

FieldType = Literal["id", "date", "choice", "name", "number", "symbol", "series", "contains", "words"]
When = Literal["past", "ongoing", "upcoming", "overdue"]
Has = Literal["votes", "positions", "documents", "attendance", "caveats", "history", "related", "facts"]


class Field(Struct, frozen=True):
    """A field: how it is read and compared, and which values it allows.

    `read` returns the values of an event, `entry` those of an entry if queries about entries ask the entry itself. A
    field that is not `shown` can be queried but is no column.
    """

    name: str
    type: FieldType
    read: Callable[[Event], Iterable[Any]]
    entry: Callable[[Statement], tuple[Any, ...]] | None = None
    choices: tuple[str, ...] = ()
    table: Table | None = None
    countable: bool = True
    shown: bool = True

    @property
    def about(self) -> str:
        """What it is, in the reader's language."""
        return label(self.name, spoken(), "about")


def _one(value: Any) -> tuple[Any, ...]:
    return () if value is None else (value,)


def _actors(event: Event) -> list[str]:
    of_positions = (actor for position in event.positions for actor in position.actors)
    return [*_one(event.body), *(appearance.actor for appearance in event.actors), *of_positions]


FIELDS: dict[str, Field] = {
    field.name: field
    for field in (
        Field("id", "id", lambda e: (e.id,)),
        Field("date", "date", lambda e: (e.span,)),
        Field("within", "date", lambda e: (e.span,), countable=False, shown=False),
        Field("since", "date", lambda e: (e.span,), countable=False, shown=False),
        Field("until", "date", lambda e: (e.span,), countable=False, shown=False),
        Field("year", "date", lambda e: _one(e.span.start and e.span.start.year)),
        Field("precision", "choice", lambda e: (e.precision if lasts(e) or "/" not in e.date else "range",),
              choices=(*get_args(Precision), "range")),
        Field("kind", "choice", lambda e: (e.kind,), choices=get_args(records.Kind)),
        Field("status", "choice", lambda e: (e.status,), choices=get_args(records.Status)),
        Field("when", "choice", lambda _: (), choices=get_args(When), shown=False),
        Field("series", "series", lambda e: _one(e.series)),
        Field("place", "name", lambda e: _one(e.place), table="place"),
        Field("format", "choice", lambda e: _one(e.format), choices=get_args(records.Format)),
        Field("body", "name", lambda e: _one(e.body), table="actor"),
        Field("actor", "name", _actors, lambda n: n.actors, table="actor"),
        Field("actor.kind", "choice", _actors, lambda n: n.actors, choices=get_args(records.ActorKind), shown=False),
        Field("role", "choice", lambda e: (a.role for a in e.actors), lambda n: (n.role,),
              choices=get_args(records.Role)),
        Field("topic", "name", lambda e: (*e.topics, *(p.topic for p in e.positions if p.topic)),
              lambda n: (n.topic,), table="topic"),
        Field("stance", "choice", lambda e: (p.stance for p in e.positions), lambda n: (n.stance,),
              choices=get_args(records.Stance)),
        Field("doc", "symbol", lambda e: (d.symbol for d in e.documents)),
        Field("source", "name", lambda e: (i for t, i, _ in references(e) if t == "source"),
              lambda n: n.sources, table="source"),
        Field("confidence", "choice", lambda e: (f.confidence or None for f in e.facts), lambda n: (n.confidence,),
              choices=get_args(records.Confidence)),
        Field("vote.yes", "number", lambda e: (v.yes for v in e.votes)),
        Field("vote.no", "number", lambda e: (v.no for v in e.votes)),
        Field("vote.abstain", "number", lambda e: (v.abstain for v in e.votes)),
        Field("states", "number", lambda e: (a.count for a in e.attendance if a.of == "states")),
        Field("title", "contains", lambda e: (text for _, text in e.title.both()), countable=False),
        Field("text", "words", lambda _: (), countable=False, shown=False),
        Field("has", "choice", lambda e: (h for h in get_args(Has) if getattr(e, h)), choices=get_args(Has)),
    )
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
        if field := FIELDS.get(known) or FIELDS.get(_other_names().get(known, "")):
            return field
    return None


@cache
def _other_names() -> dict[str, str]:
    """Chinese names of fields, and other names that people type."""
    chinese = {fold(labels("fields")[name][1]): name for name in reversed(FIELDS) if name in labels("fields")}
    listed = {name: filter(None, ", ".join(words).split(", ")) for name, words in labels("synonyms").items()}
    return chinese | {word: name for name, words in listed.items() for word in words}


def called(name: str) -> str:
    """Name a field in a message, as a query takes it: by its code, in Chinese by its Chinese name."""
    return labels("fields")[name][1] if spoken() == "zh" and name in FIELDS and name in labels("fields") else name


def called_all(names: Iterable[str]) -> str:
    """Name several fields in a message."""
    return (COMMA["zh"] if spoken() == "zh" else " ").join(map(called, names))


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
    """Return the sort key of a field: whether it has no value, then its first value, then the date."""
    field = FIELDS[name]

    def key(event: Event) -> tuple[Any, ...]:
        if field.type == "date":
            return False, date_order(event)
        values = (event.title.lang(lang),) if name == "title" else field.read(event)
        value = next((value for value in values if value is not None), None)
        return value is None, value if field.type == "number" else fold(str(value)), date_order(event)

    return key
