"""A query as a value: a small closed algebra."""

from msgspec import Struct

from ahc_cli.dates import Date
from ahc_cli.matching import Term


class And(Struct, frozen=True):
    """All of them; of none, everything."""

    parts: tuple["Query", ...]


class Or(Struct, frozen=True):
    """Any of them; of none, nothing."""

    parts: tuple["Query", ...]


class Not(Struct, frozen=True):
    """What the part does not hold of."""

    part: "Query"


class Range(Struct, frozen=True):
    """A span of numbers, both ends in it; None where it is open."""

    low: int | None
    high: int | None


# What a field is compared with: a period, numbers, any of some ids or choices, or a folded text.
Value = Date | Range | frozenset[str] | str


class Is(Struct, frozen=True):
    """A field has any of the values."""

    field: str
    values: tuple[Value, ...]


class Holds(Struct, frozen=True):
    """The texts or tags of an event hold every term."""

    terms: tuple[Term, ...]


Query = And | Or | Not | Is | Holds

EVERYTHING = And(())
