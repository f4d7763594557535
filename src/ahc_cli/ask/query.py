"""A query as a value: a closed algebra over fields and tokens; and what it is read against."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.ask.lexicon import lexicon
from ahc_cli.data.load import Dataset
from ahc_cli.model.dates import Date
from ahc_cli.model.fields import Read, Value
from ahc_cli.model.records import Table
from ahc_cli.model.statements import Tag, statements
from ahc_cli.model.text import canonical, fold
from ahc_cli.model.vocabulary import Vocabulary

if TYPE_CHECKING:  # the index of names is not needed where there are no words
    from ahc_cli.ask.find import Names


class Token(Struct, frozen=True):
    """A part of a line with all that it means: things that it names, a date, the ideas that it
    expresses.

    A token without any of these is a word to look for, perhaps cut out of a `run` of Chinese
    characters that no text has. A `quoted` text must stand as it is. `at` counts code points. In a
    query operators, brackets and the end have a `sign`.
    """

    text: str
    at: int = 0
    quoted: bool = False
    tags: tuple[Tag, ...] = ()
    period: Date | None = None
    ideas: tuple[str, ...] = ()
    stop: bool = False
    run: str = ""
    sign: str = ""

    @property
    def telling(self) -> bool:
        """Whether it says something: it is no stop word, and none of the words that only ask."""
        if self.quoted or self.tags or self.period or self.sign:
            return True
        return not self.stop and not (self.ideas and lexicon().asking.issuperset(self.ideas))

    @property
    def value(self) -> str | None:
        """The condition that it is by itself, such as `kind:session`; a name or a date is none."""
        return (
            next((idea for idea in self.ideas if ":" in idea), None)
            if not (self.tags or self.period)
            else None
        )

    @property
    def sort(self) -> str | None:
        """What it can stand for in a view: a date, or a name of one table."""
        tables = {table for table, _id in self.tags}
        return "date" if self.period else tables.pop() if len(tables) == 1 else None


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


class Context(Struct, frozen=True, dict=True):
    """What a query is read against: a dataset, the day that `today` means, and the dataset whatever
    the day.
    """

    dataset: Dataset
    today: date
    full: Dataset | None = None

    @cached_property
    def things(self) -> "Names":
        """The index of everything that has a name, for which the dataset is in memory."""
        from ahc_cli.ask.find import Names

        return Names(self.dataset, self.full)

    @cached_property
    def names(self) -> "Names":
        """The index of names in queries; titles are none in a stream, which is read once and may be
        only a part.
        """
        return (
            self.things
            if self.dataset.whole
            else replace(self.things, dataset=replace(self.dataset, events=()))
        )

    def stands(self, run: str) -> bool:
        """Whether a folded run of Chinese characters stands in some text."""
        return not self.dataset.whole or run in self._chinese

    @property
    def vocabulary(self) -> Vocabulary:
        """The names of the dataset."""
        return self.dataset.vocabulary

    def ids(self, table: Table, text: str) -> frozenset[str]:
        """Return the ids in a table that a text means; without a whole vocabulary a word is an id
        itself.
        """
        unknown = frozenset(() if self.dataset.whole or " " in text else (text,))
        return self.names.ids(table, text) or unknown

    def codes(self, field: str, text: str) -> frozenset[str]:
        """Return the codes of a field that a word such as meetings means."""
        pairs = (idea.partition(":") for idea in lexicon().ideas.get(canonical(text), ()))
        return next(
            (frozenset(codes.split(",")) for of, _colon, codes in pairs if of == field), frozenset()
        )

    def values(self, read: Read) -> set[str] | None:
        """Return what is read from all events; None if they may be a part of a record."""
        return (
            {value for event in self.dataset.events for value in read(event)}
            if self.dataset.whole
            else None
        )

    @cached_property
    def _chinese(self) -> str:
        """All Chinese texts, folded, to look up whether a run of characters stands in one."""
        said = (
            each.text.zh for event in self.dataset.events for each in statements(event) if each.text
        )
        return fold(
            "\n".join(
                [
                    *filter(None, said),
                    *(name for name in self.names.spellings() if not name.isascii()),
                ]
            )
        )


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
