"""A query as a value: a small closed algebra over fields and tokens."""

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.model.dates import Date
from ahc_cli.model.fields import REGIONS, Value
from ahc_cli.model.statements import Tag
from ahc_cli.query.lexicon import conditions_of, lexicon


class Token(Struct, frozen=True):
    """A part of a line with all that it means: things that it names, a date, concepts.

    A token without any of these is a word to look for, perhaps cut out of a `run` of Chinese
    characters that no text has. A `quoted` text must stand as it is. `at` counts code points. In a
    query operators, brackets and the end have a `sign`.
    """

    text: str
    at: int = 0
    quoted: bool = False
    tags: tuple[Tag, ...] = ()
    period: Date | None = None
    concepts: tuple[str, ...] = ()
    stop: bool = False
    run: str = ""
    sign: str = ""

    @property
    def telling(self) -> bool:
        """Whether it says something: it is no stop word, and none of the words that only ask."""
        if self.tags or self.sign:
            return True
        if self.concepts:
            return not lexicon().asking.issuperset(self.concepts)
        return not self.stop

    @property
    def sort(self) -> str | None:
        """What it can stand for in a view: a date, or a name of one table. A treaty that is a topic
        stands for that.
        """
        if self.period:
            return "date"
        tables = list(dict(self.tags))
        if len(tables) > 1 and "topic" in tables:
            tables = [table for table in tables if table != "treaty"]
        return tables[0] if len(tables) == 1 else None

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the things that it names."""
        return frozenset(id_ for _table, id_ in self.tags)


class And(Struct, frozen=True):
    """All parts match; without parts, everything matches."""

    parts: tuple["Query", ...]


class Or(Struct, frozen=True):
    """Any part matches; without parts, nothing matches."""

    parts: tuple["Query", ...]


class Not(Struct, frozen=True):
    """The part does not match."""

    part: "Query"


class Is(Struct, frozen=True):
    """A field has any of the values."""

    field: str
    values: tuple[Value, ...]


class Contains(Struct, frozen=True):
    """The texts or tags of an event contain every token; an entry or a position any of them."""

    values: tuple[Token, ...]


Query = And | Or | Not | Is | Contains

EVERYTHING = And(())


def condition(part: Token | Query) -> Query:
    """Return what a part of a line asks for.

    A bare word is a date, a place, a region, an event, a value, or else what has it as a tag or in
    its texts.
    """
    if not isinstance(part, Token):
        return part
    if part.period:
        return Is("date", (part.period,))
    if part.sort in ("place", "event", *REGIONS):
        return Is("id" if part.sort == "event" else part.sort, (part.ids,))
    value = next(conditions_of(part.concepts), None)
    if value and not part.tags:
        field, codes = value
        return Is(field, (codes,))
    # The same word is the same condition, wherever it stands.
    return Contains((replace(part, at=0),))


def joined(kind: type[And | Or], parts: Iterable[Query]) -> Query:
    """Join queries; one alone is itself."""
    queries = tuple(parts)
    return queries[0] if len(queries) == 1 else kind(queries)


def leaves(query: Query) -> Iterator[Is | Contains]:
    """Yield the conditions that a query is made of."""
    match query:
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part):
            yield from leaves(part)
        case _:
            yield query


def codes_of(query: Query, field: str) -> set[str]:
    """Return the codes that a query asks a field for."""
    codes: set[str] = set()
    for leaf in leaves(query):
        if isinstance(leaf, Is) and leaf.field == field:
            codes.update(*(value for value in leaf.values if isinstance(value, frozenset)))
    return codes


def periods_of(query: Query) -> Iterator[Date]:
    """Yield the periods that have a day of all that matches a query."""
    for part in query.parts if isinstance(query, And) else (query,):
        match part:
            case Is("date", (Date() as period,)):
                yield period


def fields_of(query: Query) -> set[str]:
    """Return the fields that a query asks for; words are text."""
    return {getattr(leaf, "field", "text") for leaf in leaves(query)}
