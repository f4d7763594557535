"""A query as a value: a small closed algebra."""

from dataclasses import dataclass

from ahc_cli.dates import Date
from ahc_cli.matching import Term


@dataclass(frozen=True)
class And:
    """All of them; of none, everything."""

    parts: tuple["Query", ...]


@dataclass(frozen=True)
class Or:
    """Any of them; of none, nothing."""

    parts: tuple["Query", ...]


@dataclass(frozen=True)
class Not:
    """What the part does not hold of."""

    part: "Query"


@dataclass(frozen=True)
class Range:
    """A span of numbers, both ends in it; None where it is open."""

    low: int | None
    high: int | None


# What a field is compared with: a period, numbers, any of some ids or choices, or a folded text.
Value = Date | Range | frozenset[str] | str


@dataclass(frozen=True)
class Is:
    """A field has any of the values."""

    field: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Holds:
    """The texts or tags of an event hold every term."""

    terms: tuple[Term, ...]


Query = And | Or | Not | Is | Holds

EVERYTHING = And(())
