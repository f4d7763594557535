"""A query as a value: a small closed algebra over fields and words; and what it is read against."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from ahc_cli.ask.lexicon import lexicon
from ahc_cli.data.load import Dataset
from ahc_cli.model.fields import Read, Value
from ahc_cli.model.records import Table
from ahc_cli.model.statements import statements
from ahc_cli.model.text import canonical, fold
from ahc_cli.model.vocabulary import Vocabulary

if TYPE_CHECKING:  # what reads words is not needed where there are none
    from ahc_cli.ask.find import Names
    from ahc_cli.ask.line import Reader, Token


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
    """The texts or tags of an event contain every token; an entry, which has one actor, any of them."""

    values: "tuple[Token, ...]"


Query = And | Or | Not | Is | Contains

EVERYTHING = And(())


class Context(Struct, frozen=True, dict=True):
    """What a query is read against: a dataset, and the day that `today` means."""

    dataset: Dataset
    today: date

    @cached_property
    def names(self) -> "Names":
        """The index of names."""
        from ahc_cli.ask.find import Names

        # Titles of other events are no names: a stream is read only once, and may be a part of a record.
        return Names(self.dataset.vocabulary, tuple(self.dataset.events) if self.dataset.whole else ())

    @cached_property
    def reader(self) -> "Reader":
        """What cuts a line into tokens."""
        from ahc_cli.ask.line import Reader

        return Reader(self.names, self.today, lambda run: not self.dataset.whole or run in self._chinese)

    @property
    def vocabulary(self) -> Vocabulary:
        """The names of the dataset."""
        return self.dataset.vocabulary

    def ids(self, table: Table, text: str) -> frozenset[str]:
        """Return the ids in a table that a text means; without a whole vocabulary a word is an id itself."""
        unknown = frozenset(() if self.dataset.whole or " " in text else (text,))
        return self.names.ids(table, text) or unknown

    def codes(self, field: str, text: str) -> frozenset[str]:
        """Return the codes of a field that a word such as meetings means."""
        pairs = (idea.partition(":") for idea in lexicon().ideas.get(canonical(text), ()))
        return next((frozenset(codes.split(",")) for of, _colon, codes in pairs if of == field), frozenset())

    def values(self, read: Read) -> set[str] | None:
        """Return what is read from all events; None if they may be a part of a record."""
        return {value for event in self.dataset.events for value in read(event)} if self.dataset.whole else None

    @cached_property
    def _chinese(self) -> str:
        """All Chinese texts, folded, to look up whether a run of characters stands in one."""
        said = (each.text.zh for event in self.dataset.events for each in statements(event) if each.text)
        return fold("\n".join([*filter(None, said), *(name for name in self.names.candidates() if not name.isascii())]))


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
