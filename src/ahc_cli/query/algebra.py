"""A query as a value: a small closed algebra over fields and tokens."""

from collections.abc import Iterator

from msgspec import Struct

from ahc_cli.model.dates import Date
from ahc_cli.model.fields import Value
from ahc_cli.model.statements import Tag
from ahc_cli.query.lexicon import lexicon


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
        if self.quoted or self.tags or self.period or self.sign:
            return True
        only_asks = bool(self.concepts) and lexicon().asking.issuperset(self.concepts)
        return not self.stop and not only_asks

    @property
    def value(self) -> str | None:
        """The condition that it is by itself, such as `kind:session`; a name or a date is none."""
        if self.tags or self.period:
            return None
        return next((concept for concept in self.concepts if ":" in concept), None)

    @property
    def sort(self) -> str | None:
        """What it can stand for in a view: a date, or a name of one table."""
        if self.period:
            return "date"
        tables = {table for table, _id in self.tags}
        return tables.pop() if len(tables) == 1 else None

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
