"""What the commands answer: one frozen type for each kind of answer.

An answer knows its records, its JSON and the formats that fit it, and nothing of terminals, bytes or exit codes.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Literal, TypeAlias, TypeVar, get_args

import msgspec
from msgspec import Struct

from ahc_cli.model.records import Lang, Text
from ahc_cli.model.vocabulary import Vocabulary

if TYPE_CHECKING:
    from ahc_cli.answer.card import Cards
    from ahc_cli.answer.reports import Differences, Faults, Status
    from ahc_cli.answer.timeline import Timeline

Answer: TypeAlias = "Rows[Any] | Cards | Timeline | Differences | Faults | Status"
T = TypeVar("T")

Format = Literal["table", "tsv", "csv", "json", "ndjson", "md", "ics", "ids", "svg", "csl"]
FORMATS: tuple[Format, ...] = get_args(Format)
# The formats of any answer that is made of rows.
ROW_FORMATS: tuple[Format, ...] = ("table", "tsv", "csv", "json", "ndjson", "md", "ids")

# A part of the output: bytes are written as they are, text in the encoding of the output.
Piece = str | bytes


class Screen(Struct, frozen=True):
    """What an answer is shown on: the reader's language, and what the output can show."""

    lang: Lang
    width: int
    terminal: bool
    color: bool
    unicode: bool
    today: date
    as_of: date | None = None


class Column(Struct, Generic[T], frozen=True):
    """A column of an answer: its name, and the value of a record, shaped as in JSON."""

    name: str
    value: Callable[[T], Any]

    def cell(self, record: T, lang: Lang) -> str:
        """The value of a record as one cell of codes and text."""
        return cell(self.value(record), lang)


class Rows(Struct, Generic[T], frozen=True, kw_only=True):
    """Records, a row each, with the columns of TSV, CSV and Markdown.

    `chosen` says that the reader chose the columns; then JSON and tables consist of them too.
    """

    formats: ClassVar[tuple[Format, ...]] = ROW_FORMATS

    records: Sequence[T]
    columns: tuple[Column[T], ...]
    vocabulary: Vocabulary
    chosen: bool = False

    def json(self) -> Iterator[Any]:
        """Each record as JSON has it."""
        for record in self.records:
            yield {column.name: column.value(record) for column in self.columns} if self.chosen else record


def attributes(*names: str) -> tuple[Column[Any], ...]:
    """Return a column for each of some attributes."""
    return tuple(Column(name, attrgetter(name)) for name in names)


def cell(value: Any, lang: Lang) -> str:
    """Write a value in one cell: a text in a language, several values separated by commas, nested ones as JSON."""
    if value is None or value is msgspec.UNSET:
        return ""
    if isinstance(value, Text):
        return value.lang(lang)
    if isinstance(value, str | int | float | date):
        return str(value)
    if isinstance(value, tuple | list) and not any(isinstance(item, Struct) for item in value):
        return ",".join(cell(item, lang) for item in value)
    return msgspec.json.encode(value, enc_hook=str).decode()
