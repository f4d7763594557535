"""The table of fields: what can be queried, shown, sorted and counted, and how each is compared.

The query language, `--fields`, `--sort`, `count`, the columns, the help and the completion all read
this table. A new field is one line of it, and its names in `labels.txt`; a new type of field is a
class.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cache, partial
from itertools import chain
from math import inf
from operator import attrgetter
from typing import Any, Literal, Protocol, get_args

from msgspec import Struct

from ahc_cli.errors import UsageError
from ahc_cli.messages import _, spoken
from ahc_cli.model.dates import Date, Precision, parse, parse_typed, read_date
from ahc_cli.model.labels import heading, label, labels
from ahc_cli.model.records import (
    ActorKind,
    Confidence,
    Event,
    Format,
    Kind,
    Region,
    RegionKey,
    Role,
    Stance,
    Status,
    Subregion,
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
# What a field is compared with: a period, a range of numbers, ids or codes, or a folded text.
Value = Date | tuple[float, float] | frozenset[str] | str
Read = Callable[[Any], Iterable[Any]]


class Context(Protocol):
    """What values are read against: the day that `today` means, names, and values of a record."""

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
    ask the entry itself; `look` looks up what a value means. A field that is not `shown` can be
    queried but is no column. Of a `single` one an event has one value at most.
    """

    name: str
    read: Read
    entry: Read | None = None
    choices: tuple[str, ...] = ()
    table: Table | None = None
    look: Callable[[Any, Any, Context], Iterable[Any]] | None = None
    countable: bool = True
    shown: bool = True
    single: bool = False

    def parse(self, text: str, context: Context) -> Value | None:
        """Read a value as it was typed; None if it is none."""
        return None

    def offers(self, context: Context) -> tuple[Iterable[str], str]:
        """Return all values that may be typed, to name the nearest, and say what they are."""
        return (), ""

    def value(self, text: str, context: Context) -> Value:
        """Read a value as it was typed; UsageError with the nearest spelling if it is none."""
        value = self.parse(text, context)
        if value is not None:
            return value
        name = called(self.name)
        spellings, valid = self.offers(context)
        near = did_you_mean(text, spellings)
        message = _("unknown {field} '{text}'{near}", field=name, text=text, near=near)
        if "." in name:
            message = _("unknown value '{text}' of {field}{near}", field=name, text=text, near=near)
        lines = [message]
        if valid:
            lines.append(_("{field}: {known}", field=name, known=valid))
        raise UsageError(*lines)

    def reader(self, context: Context, *, of_entries: bool = False) -> Read:
        """Return what reads the values to compare from an event or an entry."""
        read, look = self.read, self.look
        if of_entries:
            read = self.entry or self._read_event
        if look is None:
            return read

        def read_meanings(subject: Any) -> Iterator[Any]:
            for value in read(subject):
                yield from look(value, subject, context)

        return read_meanings

    def _read_event(self, entry: Statement) -> Iterable[Any]:
        """Read the event of an entry; the fact of an article has none."""
        return self.read(entry.event) if entry.event else ()

    def test(self, values: Iterable[Any]) -> Callable[[Iterable[Any]], bool]:
        """Return the test whether one of some values that are read fits one that was typed."""

        def any_fits(read: Iterable[Any]) -> bool:
            for value in read:
                for typed in values:
                    if self.fits(value, typed):
                        return True
            return False

        return any_fits

    def fits(self, value: Any, typed: Any) -> bool:
        """Whether a value that is read fits one that was typed."""
        raise NotImplementedError


class OneOf(Field, frozen=True):
    """A field whose values are ids or codes, typed as a set of those that are meant."""

    def test(self, values: Iterable[frozenset[str]]) -> Callable[[Iterable[Any]], bool]:
        wanted = frozenset[str]().union(*values)
        return lambda read: not wanted.isdisjoint(read)


class Choice(OneOf, frozen=True):
    """A field with a closed set of codes, typed as such, by name or by a word for several."""

    def parse(self, text: str, context: Context) -> Value | None:
        wanted = fold(text)
        codes = frozenset(code for code in self.choices if wanted in _spellings(code))
        return codes or context.codes(self.name, text) or None

    def offers(self, context: Context) -> tuple[Iterable[str], str]:
        return self.choices, called(*self.choices, part="values")


class Name(OneOf, frozen=True):
    """A field with ids of a table, typed as any of their names."""

    table: Table = "actor"

    def parse(self, text: str, context: Context) -> Value | None:
        return context.ids(self.table, text) or None

    def offers(self, context: Context) -> tuple[Iterable[str], str]:
        spellings: list[str] = []
        for id_, record in context.vocabulary.table(self.table).items():
            spellings += (id_, *names(record))
        return spellings, _("'{command}' lists them", command=f"ahc {self.table}s")


class Id(OneOf, frozen=True, kw_only=True):
    """A field with what only events have, such as their ids; `key` makes one of its spellings."""

    key: Callable[[str], str] = str

    def parse(self, text: str, context: Context) -> Value | None:
        key = self.key(text)
        keys = context.values(self._keys)
        if keys is None:
            return None if " " in text else frozenset((key,))
        return frozenset((key,)) if key in keys else None

    def _keys(self, event: Event) -> Iterator[str]:
        return map(self.key, self.read(event))

    def offers(self, context: Context) -> tuple[Iterable[str], str]:
        return context.values(self.read) or (), ""

    def reader(self, context: Context, *, of_entries: bool = False) -> Read:
        read = super().reader(context, of_entries=of_entries)
        return lambda subject: map(self.key, read(subject))


class Days(Field, frozen=True, kw_only=True):
    """A field that compares the days of an event, or an entry, with a period, in any form."""

    compare: Callable[[Date, Date], bool] = Date.overlaps

    def parse(self, text: str, context: Context) -> Value | None:
        return read_date(text, context.today)

    def value(self, text: str, context: Context) -> Value:
        return parse_typed(text, context.today)  # which says what is wrong with it

    def reader(self, context: Context, *, of_entries: bool = False) -> Read:
        return lambda subject: (parse(subject.date),) if subject.date else ()

    def fits(self, value: Date, typed: Date) -> bool:
        return self.compare(value, typed)


class Number(Field, frozen=True):
    """A field with numbers, typed as one or as a range, of which an end may be open."""

    def parse(self, text: str, context: Context) -> Value | None:
        if not re.fullmatch(r"\d{1,12}(\.\.(\d{1,12})?)?|\.\.\d{1,12}", text, re.ASCII):
            return None
        first, dots, last = text.partition("..")
        low = int(first or 0)
        high: float = int(last or first or 0)
        if dots and not last:
            high = inf
        return (low, high) if low <= high else None

    def offers(self, context: Context) -> tuple[Iterable[str], str]:
        return (), _("numbers such as 149, 100.. and 100..150")

    def fits(self, value: int | None, typed: tuple[float, float]) -> bool:
        return value is not None and typed[0] <= value <= typed[1]


class Contains(Field, frozen=True):
    """A field with texts, of which a part is typed."""

    def value(self, text: str, context: Context) -> Value:
        if not fold(text).strip():
            raise UsageError(_("'{text}' has no letters or digits to look for", text=text))
        return fold(text)

    def fits(self, value: str, typed: str) -> bool:
        return typed in fold(value)


def _spellings(code: str) -> list[str]:
    """Return a code and its names in both languages, folded."""
    return [fold(name) for name in (code, *labels("values").get(code, ()))]


def _optional(value: str | None) -> Iterable[str]:
    return () if value is None else (value,)


def _each(items: str, key: str) -> Read:
    """Return what reads a key from each item of a list of an event."""
    get_items, get_value = attrgetter(items), attrgetter(key)
    return lambda event: map(get_value, get_items(event))


def _date(subject: Event | Statement) -> tuple[str]:
    return (str(subject.date),)


def actors_of(event: Event) -> list[str]:
    """Return the actors of an event: its body, those in a role, those with a position."""
    actors = [event.body] if event.body else []
    actors += [appearance.actor for appearance in event.actors]
    for position in event.positions:
        actors += position.actors
    return actors


def in_record(key: str, actor: str, _subject: Any, context: Context) -> Iterable[str]:
    """Return what the record of an actor has in a key, if there is one."""
    return _optional(getattr(context.vocabulary.actors.get(actor), key, None))


def _groups(actor: str, subject: Event | Statement, context: Context) -> list[str]:
    """Return the groups that an actor is a member of on the days of an event or an entry."""
    return context.vocabulary.groups_of(actor, parse(str(subject.date)))


def _on_roll(side: str, event: Event) -> Iterator[str]:
    """Yield the actors on one side of the roll calls of an event."""
    for vote in event.votes:
        if vote.roll:
            yield from getattr(vote.roll, side)


def _topics(event: Event) -> list[str]:
    of_positions = [position.topic for position in event.positions if position.topic]
    return [*event.topics, *of_positions]


def _sources(event: Event) -> Iterator[str]:
    return (id_ for table, id_, _path in references(event) if table == "source")


def _states(event: Event) -> Iterator[int]:
    return (number.count for number in event.attendance if number.of == "states")


def _texts(event: Event) -> Iterator[str]:
    for statement in statements(event):
        yield from (text for _path, text in statement.texts)


def _articles(event: Event) -> Iterator[int]:
    items = (*event.facts, *event.positions, *event.caveats)
    return chain.from_iterable(map(attrgetter("articles"), items))


def _year(subject: Event | Statement) -> Iterator[int]:
    """Yield the first year of a date, if it has one."""
    start = parse(str(subject.date)).start
    if start:
        yield start.year


def _month(subject: Event | Statement) -> Iterator[str]:
    """Yield the first month of a date; none if it is unknown, as of a window of two months."""
    days = parse(str(subject.date))
    if days.start is None or days.precision not in ("day", "month", "window"):
        return
    first, last = str(days.start)[:7], str(days.end)[:7]
    if days.precision != "window" or first == last:
        yield first


# The keys with the region of a state, and their codes.
REGIONS: Mapping[RegionKey, Any] = {"region": Region, "subregion": Subregion}
_actors_of_entry: Read = attrgetter("actors")
# Makes a field of days that can only be queried.
_condition = partial(Days, read=_date, countable=False, shown=False)

_FIELDS: tuple[Field, ...] = (
    Id("id", lambda event: (event.id,)),
    Days("date", _date, _date),
    _condition("within", compare=Date.within),
    _condition("since", compare=lambda days, period: not days.is_before(period)),
    _condition("until", compare=lambda days, period: not period.is_before(days)),
    Days("year", _year, _year, single=True),
    Days("month", _month, _month, single=True),
    Choice("precision", lambda event: (event.precision,), choices=get_args(Precision)),
    Choice("kind", lambda event: (event.kind,), choices=get_args(Kind)),
    Choice("status", lambda event: (event.status,), choices=get_args(Status)),
    Choice(
        "when",
        lambda event: (event,),
        look=lambda event, _subject, context: (when(event, context.today),),
        choices=get_args(When),
        shown=False,
    ),
    Id("series", lambda event: _optional(event.series)),
    Name("place", lambda event: _optional(event.place), table="place"),
    Choice("format", lambda event: _optional(event.format), choices=get_args(Format)),
    Name("body", lambda event: _optional(event.body), table="actor"),
    Name("actor", actors_of, _actors_of_entry, table="actor"),
    Choice(
        "actor.kind",
        actors_of,
        _actors_of_entry,
        look=lambda actor, _subject, context: (context.vocabulary.kind_of(actor),),
        choices=get_args(ActorKind),
        shown=False,
    ),
    Name(
        "group",
        actors_of,
        _actors_of_entry,
        look=_groups,
        table="actor",
        countable=False,
        shown=False,
    ),
    *(
        Choice(
            key,
            actors_of,
            _actors_of_entry,
            look=partial(in_record, key),
            choices=get_args(codes),
            shown=False,
        )
        for key, codes in REGIONS.items()
    ),
    Choice(
        "role",
        _each("actors", "role"),
        lambda entry: (entry.role,),
        choices=(*get_args(Role), *BALLOTS),
    ),
    Name("topic", _topics, lambda entry: (entry.topic,), table="topic"),
    Choice(
        "stance",
        _each("positions", "stance"),
        lambda entry: (entry.stance,),
        choices=get_args(Stance),
    ),
    Id("doc", _each("documents", "symbol"), key=canonical),
    Name("source", _sources, lambda entry: entry.sources, table="source"),
    Choice(
        "confidence",
        lambda event: (fact.confidence or None for fact in event.facts),
        lambda entry: (entry.confidence,),
        choices=get_args(Confidence),
    ),
    Number("vote.yes", _each("votes", "yes")),
    Number("vote.no", _each("votes", "no")),
    Number("vote.abstain", _each("votes", "abstain")),
    *(Name(f"voted.{side}", partial(_on_roll, side), table="actor") for side in BALLOTS.values()),
    Number("states", _states),
    Contains("title", lambda event: (text for _lang, text in event.title.both()), countable=False),
    Contains("text", _texts, countable=False, shown=False),
    Number("article", _articles, lambda entry: getattr(entry.item, "articles", ())),
    Choice(
        "has",
        lambda event: (key for key in get_args(Has) if getattr(event, key)),
        choices=get_args(Has),
    ),
)
FIELDS = {field.name: field for field in _FIELDS}

# The fields for which `count` counts entries.
OF_ENTRIES = ("actor", "actor.kind", *REGIONS, "role", "topic", "stance")
# The columns of events in TSV and CSV.
COLUMNS = ("id", "date", "kind", "status", "place", "title")
# The same for programs that read days alone.
WITH_DAYS = (*COLUMNS[:2], "start", "end", *COLUMNS[2:])
# Keys of an event that `--fields` accepts besides the fields.
KEYS = tuple(name for name in Event.__struct_fields__ if name not in FIELDS)

# Keys of records of any sort that have a date.
DATES = ("date", "month", "signed", "ratified", "approved")


def field_named(name: str, fields: Mapping[str, Field] = FIELDS) -> Field | None:
    """Return the field of a subject with a name, a synonym of it, or its Chinese name."""
    names = _names(tuple(fields))
    return fields.get(names.get(fold(name)) or names.get(canonical(name)) or "")


@cache
def _names(codes: tuple[str, ...]) -> dict[str, str]:
    """Return the names of fields by what people type: their Chinese names and synonyms, too."""
    names = {fold(label(code, "fields", lang="zh")): code for code in reversed(codes)}
    for code, (english, chinese) in labels("synonyms").items():
        for synonym in f"{english}, {chinese}".split(", "):
            if synonym and code in codes:
                names[synonym] = code
    return names | {code: code for code in codes}


def distinct(values: Iterable[Any]) -> list[Any]:
    """Return values in their order, each once, without those that are missing."""
    return list(dict.fromkeys(value for value in values if value is not None))


def called(*codes: str, part: str = "fields") -> str:
    """Name fields, or other codes, as a query takes them; in Chinese by their names."""
    if spoken() == "en":
        return _(", ").join(codes)
    return _(", ").join(label(code, part) for code in codes)


def when(event: Event, today: date) -> When:
    """Return where an event lies relative to a day; `overdue` is scheduled but past."""
    if event.end and event.end < today:
        return "overdue" if event.status == "scheduled" else "past"
    if event.start and event.start > today:
        return "upcoming"
    # What is planned for an unknown day of a period is still to come.
    if event.status == "scheduled" and event.precision != "day":
        return "upcoming"
    return "ongoing"


def date_order(event: Event) -> tuple[date, date, str]:
    """Sort key: first day, last day, id; an open start is first and an open end last."""
    return event.start or date.min, event.end or date.max, event.id


def known_name(typed: str, valid: Collection[str]) -> str:
    """Return the valid name that is typed, also by a synonym or in Chinese.

    UsageError for another.
    """
    if typed in valid:
        return typed
    field = field_named(typed.lstrip("-"))
    in_chinese = (name for name in valid if heading(name, lang="zh") == typed)
    name = field.name if field else next(in_chinese, "")
    if name not in valid:
        near = did_you_mean(typed, (*valid, *map(called, valid)))
    elif typed.startswith("-") or _is_for_conditions(typed, name):
        near = _("; did you mean {near}?", near=called(name))
    else:
        return name
    unknown = _("unknown field '{name}'{near}", name=typed, near=near)
    raise UsageError(unknown, _("fields: {names}", names=called(*valid)))


def _is_for_conditions(synonym: str, name: str) -> bool:
    """Whether a field is called so only in a condition: events have a date, not a day."""
    _everywhere, in_conditions = labels("synonyms").get(name, ("", ""))
    return fold(synonym).removesuffix("s") in in_conditions.split(", ")
