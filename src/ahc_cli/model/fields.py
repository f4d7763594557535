"""The table of fields: what can be queried, shown, sorted and counted, and how each type of field
is compared.

The query language, `--fields`, `--sort`, `count`, the columns, the help and the completion all read
this table. A new field is one line of it, and its names in `labels.txt`; a new type of field is a
class.
"""

import re
from collections.abc import Callable, Collection, Iterable
from datetime import date
from functools import cache, partial
from math import inf
from typing import Any, Literal, Protocol, get_args

from msgspec import Struct

from ahc_cli.errors import UsageError
from ahc_cli.messages import _, spoken
from ahc_cli.model.dates import Date, Precision, parse, parse_typed, read_date
from ahc_cli.model.labels import label, labels, lasts
from ahc_cli.model.records import (
    ActorKind,
    Confidence,
    Event,
    Format,
    Kind,
    Role,
    Stance,
    Status,
    Table,
    references,
)
from ahc_cli.model.statements import BALLOTS, Statement, statements
from ahc_cli.model.text import canonical, fold
from ahc_cli.model.vocabulary import Vocabulary, did_you_mean, names

When = Literal["past", "ongoing", "upcoming", "overdue"]
Has = Literal[
    "votes", "positions", "documents", "attendance", "caveats", "history", "related", "facts"
]
# What a field is compared with: a period, a range of numbers, a set of ids or codes, or a folded
# text.
Value = Date | tuple[float, float] | frozenset[str] | str
Read = Callable[[Any], Iterable[Any]]


class Known(Protocol):
    """What values are read against: the day that `today` means, and the names and values of a
    record.
    """

    @property
    def today(self) -> date: ...
    @property
    def vocabulary(self) -> Vocabulary: ...
    def ids(self, table: Table, text: str) -> frozenset[str]: ...
    def codes(self, field: str, text: str) -> frozenset[str]: ...
    def values(self, read: Read) -> Collection[str] | None: ...


class Field(Struct, frozen=True):
    """A field: what it reads from an event or an entry, and how its values are typed and compared.

    `read` returns the values of an event, and `entry` those of an entry if queries about entries
    ask the entry itself; `look` looks up what one means. A field that is not `shown` can be queried
    but is no column.
    """

    name: str
    read: Read
    entry: Callable[[Statement], Iterable[Any]] | None = None
    choices: tuple[str, ...] = ()
    table: Table | None = None
    look: Callable[[Any, Any, Known], Iterable[Any]] | None = None
    countable: bool = True
    shown: bool = True

    def parse(self, text: str, known: Known) -> Value | None:
        """Read a value as it was typed; None if it is none."""
        return None

    def offers(self, known: Known) -> tuple[Iterable[str], str]:
        """Return all values that may be typed, to name the nearest, and say what they are."""
        return (), ""

    def value(self, text: str, known: Known) -> Value:
        """Read a value as it was typed; UsageError with the nearest spelling and what is valid if
        it is none.
        """
        if (value := self.parse(text, known)) is not None:
            return value
        name, (spellings, valid) = called(self.name), self.offers(known)
        problem = _(
            "unknown {field} '{text}'{near}",
            field=name,
            text=text,
            near=did_you_mean(text, spellings),
        )
        raise UsageError(
            problem, *([_("{field}: {known}", field=name, known=valid)] if valid else [])
        )

    def reader(self, known: Known, *, of_entries: bool = False) -> Read:
        """Return what reads the values to compare from an event or an entry."""
        read = (self.entry or (lambda entry: self.read(entry.event))) if of_entries else self.read
        look = self.look
        if look is None:
            return read
        return lambda subject: (
            meant for each in read(subject) for meant in look(each, subject, known)
        )

    def test(self, values: Iterable[Any]) -> Callable[[Iterable[Any]], bool]:
        """Return the test whether one of the values read is, or fits, one that was typed."""
        if not all(isinstance(value, frozenset) for value in values):
            return lambda found: any(self.fits(each, value) for each in found for value in values)
        wanted = frozenset[str]().union(*values)
        return lambda found: not wanted.isdisjoint(found)

    def fits(self, found: Any, wanted: Any) -> bool:
        """Whether a value that is read fits one that was typed, if those are no sets."""
        raise NotImplementedError


class Choice(Field, frozen=True):
    """A field with a closed set of codes, typed as such, by name or by a word for several."""

    def parse(self, text: str, known: Known) -> Value | None:
        wanted, names = fold(text), labels("values")
        codes = frozenset(
            code for code in self.choices if wanted in map(fold, (code, *names.get(code, ())))
        )
        return codes or known.codes(self.name, text) or None

    def offers(self, known: Known) -> tuple[Iterable[str], str]:
        return self.choices, called(*self.choices, part="values")


class Name(Field, frozen=True):
    """A field with ids of a table, typed as any of their names."""

    table: Table = "actor"

    def parse(self, text: str, known: Known) -> Value | None:
        return known.ids(self.table, text) or None

    def offers(self, known: Known) -> tuple[Iterable[str], str]:
        rows = known.vocabulary.table(self.table).items()
        spellings = (name for id_, record in rows for name in (id_, *names(record)))
        return spellings, _("'{command}' lists them", command=f"ahc {self.table}s")


class Id(Field, frozen=True, kw_only=True):
    """A field with what only events have, such as their ids; `key` makes one of its spellings."""

    key: Callable[[str], str] = str

    def parse(self, text: str, known: Known) -> Value | None:
        values, key = known.values(self.read), self.key(text)
        is_known = " " not in text if values is None else key in map(self.key, values)
        return frozenset((key,)) if is_known else None

    def offers(self, known: Known) -> tuple[Iterable[str], str]:
        return known.values(self.read) or (), ""

    def reader(self, known: Known, *, of_entries: bool = False) -> Read:
        read = super().reader(known, of_entries=of_entries)
        return lambda subject: map(self.key, read(subject))


class Days(Field, frozen=True, kw_only=True):
    """A field that compares the days of an event, or an entry, with a period, in any form."""

    compare: Callable[[Date, Date], bool] = Date.overlaps

    def parse(self, text: str, known: Known) -> Value | None:
        return read_date(text, known.today)

    def value(self, text: str, known: Known) -> Value:
        return parse_typed(text, known.today)  # which says what is wrong with it

    def reader(self, known: Known, *, of_entries: bool = False) -> Read:
        return (
            (lambda entry: (parse(entry.date),))
            if of_entries
            else (lambda event: (parse(event.date),))
        )

    def fits(self, found: Date, wanted: Date) -> bool:
        return self.compare(found, wanted)


class Number(Field, frozen=True):
    """A field with numbers, typed as one or as a range, of which an end may be open."""

    def parse(self, text: str, known: Known) -> Value | None:
        if not re.fullmatch(r"\d{1,12}(\.\.(\d{1,12})?)?|\.\.\d{1,12}", text, re.ASCII):
            return None
        first, dots, last = text.partition("..")
        low, high = int(first or 0), int(last) if last else inf if dots else int(first)
        return (low, high) if low <= high else None

    def offers(self, known: Known) -> tuple[Iterable[str], str]:
        return (), _("numbers such as 149, 100.. and 100..150")

    def fits(self, found: int | None, wanted: tuple[float, float]) -> bool:
        return found is not None and wanted[0] <= found <= wanted[1]


class Contains(Field, frozen=True):
    """A field with texts, of which a part is typed."""

    def value(self, text: str, known: Known) -> Value:
        if not fold(text).strip():
            raise UsageError(_("'{text}' has no letters or digits to look for", text=text))
        return fold(text)

    def fits(self, found: str, wanted: str) -> bool:
        return wanted in fold(found)


def _one(value: Any) -> tuple[Any, ...]:
    return () if value is None else (value,)


def _actors(event: Event) -> list[str]:
    of_positions = (actor for position in event.positions for actor in position.actors)
    return [*_one(event.body), *(appearance.actor for appearance in event.actors), *of_positions]


def _groups(actor: str, subject: Event | Statement, known: Known) -> Iterable[str]:
    """The groups that an actor is a member of on the days of an event or an entry."""
    period, actors = parse(str(subject.date)), known.vocabulary.actors
    return (
        id_ for id_, group in actors.items() if group.members and actor in group.members_in(period)
    )


def _on_roll(side: str, event: Event) -> Iterable[str]:
    return (actor for vote in event.votes if vote.roll for actor in getattr(vote.roll, side))


FIELDS: dict[str, Field] = {
    field.name: field
    for field in (
        Id("id", lambda e: (e.id,)),
        Days("date", lambda e: (e.date,)),
        Days("within", lambda e: (e.date,), compare=Date.within, countable=False, shown=False),
        Days(
            "since",
            lambda e: (e.date,),
            compare=lambda a, b: not a.is_before(b),
            countable=False,
            shown=False,
        ),
        Days(
            "until",
            lambda e: (e.date,),
            compare=lambda a, b: not b.is_before(a),
            countable=False,
            shown=False,
        ),
        Days("year", lambda e: (day.year for day in (parse(e.date).start,) if day)),
        Choice(
            "precision",
            lambda e: (e.precision if lasts(e) or "/" not in e.date else "range",),
            choices=(*get_args(Precision), "range"),
        ),
        Choice("kind", lambda e: (e.kind,), choices=get_args(Kind)),
        Choice("status", lambda e: (e.status,), choices=get_args(Status)),
        Choice(
            "when",
            lambda e: (e,),
            choices=get_args(When),
            look=lambda e, _e, known: (when(e, known.today),),
            shown=False,
        ),
        Id("series", lambda e: _one(e.series)),
        Name("place", lambda e: _one(e.place), table="place"),
        Choice("format", lambda e: _one(e.format), choices=get_args(Format)),
        Name("body", lambda e: _one(e.body), table="actor"),
        Name("actor", _actors, lambda n: n.actors, table="actor"),
        Choice(
            "actor.kind",
            _actors,
            lambda n: n.actors,
            choices=get_args(ActorKind),
            look=lambda actor, _e, known: (known.vocabulary.kind_of(actor),),
            shown=False,
        ),
        Name(
            "group",
            _actors,
            lambda n: n.actors,
            table="actor",
            look=_groups,
            countable=False,
            shown=False,
        ),
        Choice(
            "role",
            lambda e: (a.role for a in e.actors),
            lambda n: (n.role,),
            (*get_args(Role), *BALLOTS),
        ),
        Name(
            "topic",
            lambda e: (*e.topics, *(p.topic for p in e.positions if p.topic)),
            lambda n: (n.topic,),
            table="topic",
        ),
        Choice(
            "stance",
            lambda e: (p.stance for p in e.positions),
            lambda n: (n.stance,),
            get_args(Stance),
        ),
        Id("doc", lambda e: (d.symbol for d in e.documents), key=canonical),
        Name(
            "source",
            lambda e: (i for t, i, _ in references(e) if t == "source"),
            lambda n: n.sources,
            table="source",
        ),
        Choice(
            "confidence",
            lambda e: (f.confidence or None for f in e.facts),
            lambda n: (n.confidence,),
            get_args(Confidence),
        ),
        Number("vote.yes", lambda e: (v.yes for v in e.votes)),
        Number("vote.no", lambda e: (v.no for v in e.votes)),
        Number("vote.abstain", lambda e: (v.abstain for v in e.votes)),
        *(
            Name(f"voted.{side}", partial(_on_roll, side), table="actor")
            for side in BALLOTS.values()
        ),
        Number("states", lambda e: (a.count for a in e.attendance if a.of == "states")),
        Contains("title", lambda e: (text for _, text in e.title.both()), countable=False),
        Contains(
            "text",
            lambda e: (text for each in statements(e) for _, text in each.texts),
            countable=False,
            shown=False,
        ),
        Number(
            "article",
            lambda e: (n for each in (*e.facts, *e.positions, *e.caveats) for n in each.articles),
            lambda n: getattr(n.item, "articles", ()),
        ),
        Choice("has", lambda e: (h for h in get_args(Has) if getattr(e, h)), choices=get_args(Has)),
    )
}

# The fields for which `count` counts entries.
OF_ENTRIES = ("actor", "actor.kind", "role", "topic", "stance")
# The columns of events in TSV and CSV.
COLUMNS = ("id", "date", "kind", "status", "place", "title")
# Keys of an event that `--fields` accepts besides the fields.
KEYS = tuple(name for name in Event.__struct_fields__ if name not in FIELDS)


def field_named(name: str) -> Field | None:
    """Return the field with a name, a synonym of it, or its Chinese name."""
    names = _names()
    return names.get(fold(name)) or names.get(canonical(name))


@cache
def _names() -> dict[str, Field]:
    """Fields by their names, their Chinese names, and other names that people type."""
    chinese = {fold(label(name, "zh", "fields")): FIELDS[name] for name in reversed(FIELDS)}
    listed = {
        name: filter(None, ", ".join(words).split(", "))
        for name, words in labels("synonyms").items()
    }
    return (
        chinese | {word: FIELDS[name] for name, words in listed.items() for word in words} | FIELDS
    )


def called(*codes: str, part: str = "fields") -> str:
    """Name fields, or other codes, in a message as a query takes them: by themselves, in Chinese by
    their names.
    """
    return _(", ").join({"en": code, "zh": label(code, "zh", part)}[spoken()] for code in codes)


def when(event: Event, today: date) -> When:
    """Return where an event lies relative to a day; `overdue` is scheduled but past."""
    if event.end and event.end < today:
        return "overdue" if event.status == "scheduled" else "past"
    # What is planned for an unknown day of a period is still to come.
    first, slash, _last = event.date.partition("/")
    is_day = len(first) == len("2022-02-28") and (lasts(event) or not slash)
    is_ahead = (event.start or date.min) > today or (event.status == "scheduled" and not is_day)
    return "upcoming" if is_ahead else "ongoing"


def date_order(event: Event) -> tuple[date, date, str]:
    """Sort key: first day, last day, id; an open start is first and an open end last."""
    return event.start or date.min, event.end or date.max, event.id
