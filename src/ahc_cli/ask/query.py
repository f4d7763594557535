"""A query as a value: a small closed algebra over fields and words, and what its fields are compared with."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date
from functools import cache, cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from ahc_cli.errors import UsageError
from ahc_cli.messages import _, spoken
from ahc_cli.model.dates import Date, parse_typed, read_date
from ahc_cli.model.fields import FIELDS, Field, called
from ahc_cli.model.records import Event, Table
from ahc_cli.model.text import fold
from ahc_cli.model.vocabulary import Tag, Vocabulary, did_you_mean, fold_names, names, symbol_key
from ahc_cli.model.words import LABELS, find_choice, label

if TYPE_CHECKING:
    from ahc_cli.ask.terms import Term


# The values that need no field, by field.
_VALUES = {
    "kind": FIELDS["kind"].choices,
    "when": FIELDS["when"].choices,
    "status": ("scheduled", "cancelled"),
    "has": ("votes", "attendance"),
    "role": ("signatory", "ratifier"),
    "confidence": ("weak", "corroborated"),
    "actor.kind": ("ngo", "company"),
}


class And(Struct, frozen=True):
    """All parts match; without parts, everything matches."""

    parts: tuple["Query", ...]


class Or(Struct, frozen=True):
    """Any part matches; without parts, nothing matches."""

    parts: tuple["Query", ...]


class Not(Struct, frozen=True):
    """The part does not match."""

    part: "Query"


class Range(Struct, frozen=True):
    """A range of numbers, both ends included; None is an open end."""

    low: int | None
    high: int | None

    def __contains__(self, number: int | None) -> bool:
        return number is not None and (self.low or 0) <= number and (self.high is None or number <= self.high)


# What a field is compared with: a period, a range, a set of ids or codes, or a folded text.
Value = Date | Range | frozenset[str] | str


class Is(Struct, frozen=True):
    """A field has any of the values."""

    field: str
    values: tuple[Value, ...]

    @property
    def codes(self) -> frozenset[str]:
        """All ids and codes among the values."""
        return frozenset(code for value in self.values if isinstance(value, frozenset) for code in value)


class Contains(Struct, frozen=True):
    """The texts or tags of an event contain every term; an entry, which has one actor, topic and event, any of them."""

    terms: "tuple[Term, ...]"


Query = And | Or | Not | Is | Contains

EVERYTHING = And(())


def side_by_side(queries: Iterable[Query]) -> list[Query]:
    """Put together the names of actors that stand side by side, and so those of topics and of events.

    Dates, places or kinds are alternatives, as the several names of an entry are; of two of which one is part of the
    other, that one counts.
    """
    found: dict[object, Query] = {}
    for query in queries:
        key: object = len(found), query
        match query:
            case Contains((term, *_others)) if term.is_name:
                key = frozenset(table for table, _id in term.tagged)
            case Is(field) if field in ("date", "place", "kind"):
                key = field
        match found.get(key), query:
            case Contains(terms), Contains(more):
                found[key] = Contains((*terms, *more))
            case Is(field, values), Is(_, more):
                wider = [old for old in values if any(_is_part(new, old) for new in more)]
                others = [new for new in more if not any(_is_part(old, new) for old in values if old not in wider)]
                found[key] = Is(field, (*(old for old in values if old not in wider), *others))
            case _:
                found[key] = query
    return list(found.values())


def _is_part(value: Value, other: Value) -> bool:
    """Whether a period lies in another one, or some codes are among others."""
    if isinstance(value, Date) and isinstance(other, Date):
        return value.within(other)
    return isinstance(value, frozenset) and isinstance(other, frozenset) and value <= other


def leaves(query: Query, *, negated: bool) -> Iterator[Is | Contains]:
    """Yield the conditions that a query is made of, those within a Not only if the `negated` ones are wanted too."""
    match query:
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part, negated=negated)
        case Not(part):
            yield from leaves(part, negated=negated) if negated else ()
        case _:
            yield query


def events_alone(query: Query) -> Query:
    """Make an event named alone that event; beside other conditions, its name is looked for in all events."""
    match query:
        case Not(part):
            return Not(events_alone(part))
        case Or(parts):
            return Or(tuple(map(events_alone, parts)))
        case And((part,)):
            return And((events_alone(part),))
        case Contains((term,)) if term.is_name and all(table == "event" for table, _id in term.tagged):
            return Is("id", (frozenset(id_ for _table, id_ in term.tagged),))
    return query


@cache
def conditions() -> dict[str, Is]:
    """Folded word, singular or plural, in either language → the condition it stands for."""
    from ahc_cli.model.stems import asked, other_values

    found: dict[str, Is] = {}
    for field, value in ((field, value) for field, values in _VALUES.items() for value in values):
        english, chinese = LABELS[value]
        plural = english[:-1] + "ies" if english.endswith("y") else english + "s"
        found |= dict.fromkeys((value, fold(english), fold(plural), chinese), Is(field, (frozenset((value,)),)))
    for word, value in (*other_values().items(), *((word, "when:upcoming") for word in asked("next"))):
        field, _colon, codes = value.partition(":")
        found[word] = Is(field, (frozenset(codes.split(",")),))
    return found


class Context(Struct, frozen=True, dict=True):
    """What a query is parsed against: names, today, and the events of the dataset, None if they are not in memory.

    Without a `whole` vocabulary an unknown name counts as an id, and events have no names.
    """

    vocabulary: Vocabulary
    today: date
    whole: bool = True
    events: Iterable[Event] | None = None

    def of_kinds(self, kinds: Container[str]) -> frozenset[str]:
        """Return the ids of the actors of some kinds."""
        return frozenset(id_ for id_, actor in self.vocabulary.actors.items() if actor.kind in kinds)

    @cached_property
    def terms(self) -> "dict[tuple[str, bool, tuple[Tag, ...]], Term]":
        """The terms of words that were read before."""
        return {}

    @cached_property
    def event_names(self) -> Mapping[str, tuple[Tag, ...]]:
        """Folded id, title or document symbol → its events; a title also without the body that it starts with.

        So "first session" is "Ad Hoc Committee, first session", and 74/247 the resolution. Behind another name of the
        body, it is the same.
        """
        found: dict[str, tuple[Tag, ...]] = {}
        for event in self.events or () if self.whole else ():
            titles = [title for _lang, title in event.title.both()]
            bodies = list(names(self.vocabulary.actors.get(event.body or "")))
            without = [
                title.removeprefix(name).lstrip(" ,") for title in titles for name in bodies if title.startswith(name)
            ]
            behind = [
                name + (" " if rest[0].isascii() else "") + rest
                for rest in filter(None, without)
                for name in bodies
                if name[0].isascii() == rest[0].isascii()
            ]
            # An id of one word may be an ordinary word, and "HRW 2024" is a name and a year.
            first, _, last = event.id.rpartition("-")
            is_dated = last.isdecimal() and len(last) == len("2024") and first in self.vocabulary.entities
            ids = (event.id, *(() if is_dated else (event.id.replace("-", " "),))) if "-" in event.id else ()
            spelled = fold_names((*ids, *titles, *without, *behind))
            for key in dict.fromkeys((*spelled, *(symbol_key(document.symbol) for document in event.documents))):
                found[key] = (*found.get(key, ()), ("event", event.id))
        return found

    @cached_property
    def names(self) -> Mapping[str, tuple[Tag, ...]]:
        """Every folded name; that of an event, unless an actor, topic or place has the same."""
        return {**self.event_names, **self.vocabulary.entities}


def parse_value(field: Field, text: str, context: Context) -> Value:
    """Parse the value of a field; UsageError with the nearest spelling or the allowed values."""
    if field.table:
        return _name(field, field.table, text, context)
    match field.type:
        case "date":
            return parse_typed(text, context.today)
        case "choice":
            return _choice(field, text, context)
        case "number":
            return _number(field, text)
        case "contains" | "words":
            named = called(field.name)
            if not fold(text).strip():
                raise UsageError(_("'{text}' has no letters or digits to look for in {field}", text=text, field=named))
            return fold(text)
    key = symbol_key if field.type == "symbol" else str
    if context.events is not None:
        known = {value for event in context.events for value in field.read(event)}
        if key(text) not in map(key, known):
            raise UsageError(_unknown(field, text, known))
    return frozenset((key(text),))


def is_name(field: Field, text: str, context: Context) -> bool:
    """Whether a run of words is, as a whole, a name or a date of the field."""
    if field.type == "date":
        return read_date(text, context.today) is not None
    if field.choices:
        return find_choice(text, field.choices) is not None
    return field.table is not None and bool(context.vocabulary.ids(field.table, text))


def _choice(field: Field, text: str, context: Context) -> Value:
    choice, meant = find_choice(text, field.choices), conditions().get(fold(text))
    codes = frozenset((choice,)) if choice else meant.codes if meant and meant.field == field.name else frozenset()
    if not codes:
        problem = _unknown(field, text, field.choices)
        if meant:
            named = ",".join(label(code, "zh") if spoken() == "zh" else code for code in sorted(meant.codes))
            problem += _("; try {condition}", condition=f"{called(meant.field)}:{named}")
        known = _(", ").join(label(code, "zh") if spoken() == "zh" else code for code in field.choices)
        raise UsageError(problem, _("{field}: {known}", field=called(field.name), known=known))
    if field.name == "actor.kind":
        return context.of_kinds(codes)
    return codes


def _name(field: Field, table: Table, text: str, context: Context) -> Value:
    vocabulary = context.vocabulary
    ids = vocabulary.ids(table, text)
    if not ids and context.whole:
        command = {"actor": "ahc actors", "topic": "ahc topics", "source": "ahc count source"}.get(table)
        if command:
            known = _("'{command}' lists them", command=command)
        else:
            ids_ = vocabulary.table(table)
            known = _(", ").join(vocabulary.label(table, id_, "zh") if spoken() == "zh" else id_ for id_ in ids_)
        reason = _unknown(field, text, vocabulary.spellings(table))
        raise UsageError(reason, _("{table}s: {known}", table=called(table), known=known))
    return ids or frozenset((text,))


def _number(field: Field, text: str) -> Range:
    if not re.fullmatch(r"\d{1,12}(\.\.(\d{1,12})?)?|\.\.\d{1,12}", text, re.ASCII):
        name = called(field.name)
        raise UsageError(_("'{text}' is not a number for {field}; try 149, 100.. or 100..150", text=text, field=name))
    first, dots, last = text.partition("..")
    low, high = (int(end) if end else None for end in (first, last if dots else first))
    if low is not None and high is not None and low > high:
        raise UsageError(_("'{text}' ends before it starts; put the smaller number first", text=text))
    return Range(low, high)


def _unknown(field: Field, text: str, known: Iterable[str]) -> str:
    return _("unknown {field} '{text}'{near}", field=called(field.name), text=text, near=did_you_mean(text, known))
