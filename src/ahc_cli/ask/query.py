"""A query as a value: a small closed algebra over fields and words, and what its fields are compared with."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.ask.lexicon import lexicon
from ahc_cli.data.load import Dataset
from ahc_cli.errors import UsageError
from ahc_cli.messages import _, spoken
from ahc_cli.model.dates import Date, parse_typed, read_date
from ahc_cli.model.fields import Field, called
from ahc_cli.model.statements import statements
from ahc_cli.model.text import canonical, fold
from ahc_cli.model.vocabulary import Vocabulary, did_you_mean, symbol_key
from ahc_cli.model.words import find_choice, label

if TYPE_CHECKING:  # what reads words is not needed where there are none
    from ahc_cli.ask.line import Reader, Token
    from ahc_cli.ask.names import Names


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


class Contains(Struct, frozen=True):
    """The texts or tags of an event contain every token; an entry, which has one actor and event, any of them."""

    tokens: "tuple[Token, ...]"


Query = And | Or | Not | Is | Contains

EVERYTHING = And(())
# An event has one of each, so that two beside each other can only be alternatives.
_SINGLE = ("place", "kind", "date")


class Context(Struct, frozen=True, dict=True):
    """What a query is read against: a dataset, and the day that `today` means."""

    dataset: Dataset
    today: date

    @cached_property
    def names(self) -> "Names":
        """The index of names."""
        from ahc_cli.ask.names import Names

        # Titles of other events are no names: a stream is read only once, and an array may be a part of a record.
        has_titles = self.dataset.whole and not self.dataset.is_stream
        return Names(self.dataset.vocabulary, tuple(self.dataset.events) if has_titles else ())

    @cached_property
    def reader(self) -> "Reader":
        """What cuts a line into tokens."""
        from ahc_cli.ask.line import Reader

        return Reader(self.names, self.today, lambda run: self.dataset.is_stream or run in self._chinese)

    @cached_property
    def _chinese(self) -> str:
        """All Chinese texts, folded, to look up whether a run of characters stands in one."""
        said = (each.text.zh for event in self.dataset.events for each in statements(event) if each.text)
        return fold("\n".join([*filter(None, said), *(name for name in self.names.candidates() if not name.isascii())]))


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


def of_token(token: "Token", vocabulary: Vocabulary) -> Query:
    """Return what a bare word asks for: a date, a place, a value, or else what has it as a tag or in its texts."""
    if token.period:
        return Is("date", (token.period,))
    if token.value and not token.quoted:
        field, _colon, listed = token.value.partition(":")
        codes = frozenset(listed.split(","))
        return Is(field, (vocabulary.of_kinds(codes) if field == "actor.kind" else codes,))
    if token.sort == "place":
        return Is("place", (frozenset(id_ for _table, id_ in token.tags),))
    return Contains((replace(token, at=0),))  # the same word is the same condition, wherever it stands


def side_by_side(queries: Iterable[Query]) -> list[Query]:
    """Put together what stands side by side: dates, places and kinds are alternatives, and names of a sort too."""
    found: dict[object, Query] = {}
    for query in queries:
        key: object = (len(found), query)
        match query:
            case Is(field) if field in _SINGLE:
                key = field
            case Contains((token,)) if token.sort in ("actor", "topic", "event"):
                key = token.sort
        match found.get(key), query:
            case Contains(tokens), Contains(more):
                found[key] = Contains(tuple(dict.fromkeys((*tokens, *more))))
            case Is(field, values), Is(_, more):
                found[key] = Is(field, tuple(dict.fromkeys((*values, *more))))
            case _:
                found[key] = query
    return list(found.values())


def parse_value(field: Field, text: str, context: Context) -> Value:
    """Parse a value of a field; UsageError with the nearest spelling and what is valid."""
    value = read_value(field, text, context)
    if value is not None:
        return value
    name, table, dataset = called(field.name), field.table, context.dataset
    if field.type == "date":
        return parse_typed(text, context.today)  # which says what is wrong with it
    if table and not dataset.whole:
        return frozenset((text,))
    if field.type == "number":
        raise UsageError(_("'{text}' is not a number for {field}; try 149, 100.. or 100..150", text=text, field=name))
    if field.type in ("contains", "words"):
        raise UsageError(_("'{text}' has no letters or digits to look for in {field}", text=text, field=name))
    known = dataset.vocabulary.spellings(table) if table else field.choices or _values(field, dataset)
    problem = _("unknown {field} '{text}'{near}", field=name, text=text, near=did_you_mean(text, known))
    if table:
        listed = _("'{command}' lists them", command=f"ahc {table}s")
        raise UsageError(problem, _("{table}s: {known}", table=called(table), known=listed))
    if field.choices:
        if meant := next((idea for idea in lexicon().ideas.get(canonical(text), ()) if ":" in idea), None):
            problem += _("; try {condition}", condition=meant)
        listed = _(", ").join(label(code, "zh") if spoken() == "zh" else code for code in field.choices)
        raise UsageError(problem, _("{field}: {known}", field=name, known=listed))
    raise UsageError(problem)


def read_value(field: Field, text: str, context: Context) -> Value | None:
    """Read a value of a field; None if it is none that is known."""
    match field.type:
        case "date":
            return read_date(text, context.today)
        case "name":
            return (context.names.ids(field.table, text) or None) if field.table else None
        case "number":
            if not re.fullmatch(r"\d{1,12}(\.\.(\d{1,12})?)?|\.\.\d{1,12}", text, re.ASCII):
                return None
            first, dots, last = text.partition("..")
            low, high = (int(end) if end else None for end in (first, last if dots else first))
            return None if low is not None and high is not None and low > high else Range(low, high)
        case "contains" | "words":
            return fold(text) if fold(text).strip() else None
        case "choice":
            codes = _codes(field, text)
            if codes and field.name == "actor.kind":
                return context.dataset.vocabulary.of_kinds(codes)
            return codes or None
    key = symbol_key if field.type == "symbol" else str
    is_known = context.dataset.is_stream or key(text) in map(key, _values(field, context.dataset))
    return frozenset((key(text),)) if is_known else None


def _codes(field: Field, text: str) -> frozenset[str]:
    """Return the codes that a text means: one by its name, or those of a word such as meetings."""
    if choice := find_choice(text, field.choices):
        return frozenset((choice,))
    pairs = (idea.partition(":") for idea in lexicon().ideas.get(canonical(text), ()))
    return next((frozenset(codes.split(",")) for of, _colon, codes in pairs if of == field.name), frozenset())


def _values(field: Field, dataset: Dataset) -> set[str]:
    return {value for event in dataset.events for value in field.read(event)}
