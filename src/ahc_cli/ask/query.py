"""A query as a value: a small closed algebra over fields and words."""

from msgspec import Struct

from ahc_cli.ask.terms import Term
from ahc_cli.model.dates import Date


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


# What a field is compared with: a period, a range, a set of ids or codes, or a folded text.
Value = Date | Range | frozenset[str] | str


class Is(Struct, frozen=True):
    """A field has any of the values."""

    field: str
    values: tuple[Value, ...]


class Contains(Struct, frozen=True):
    """The texts or tags of an event contain every term."""

    terms: tuple[Term, ...]


Query = And | Or | Not | Is | Contains

EVERYTHING = And(())
