"""What commands answer with, a page or rows, and how it is written in each format that fits it.

An answer is made where it is known what to say (`show`); here it is only written. Formats are found
by their names.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from importlib import import_module
from typing import Any, Literal

import msgspec
from msgspec import Struct

from ahc_cli.model.records import Lang, Text
from ahc_cli.model.text import WORD_BREAK, WORD_JOINER
from ahc_cli.model.vocabulary import Vocabulary

# The formats by name: the module that writes one, and its function.
FORMATS = {
    "table": "terminal.write",
    "tsv": "data.write_tsv",
    "csv": "data.write_csv",
    "json": "data.write_json",
    "ndjson": "data.write_lines",
    "md": "markdown.write",
    "ics": "ics.write",
    "ids": "data.write_ids",
    "svg": "svg.write",
    "csl": "data.write_csl",
}
# The formats of any answer that is made of rows.
ROW_FORMATS = ("table", "tsv", "csv", "json", "ndjson", "md", "ids")

# A part of the output: bytes are written as they are, text in the encoding of the output.
Piece = str | bytes
# What a part of a line means, and so how it looks; a kind of event is drawn in the colour of its
# lane.
Style = Literal[
    "",
    "heading",
    "id",
    "faint",
    "weak",
    "match",
    "planned",
    "old",
    "new",
    "note",
    "meetings",
    "decisions",
    "documents",
    "statements",
    "signatures",
]


class Screen(Struct, frozen=True):
    """What an answer is shown on: the reader's language, and what the output can show."""

    lang: Lang
    width: int
    terminal: bool
    color: bool
    unicode: bool
    today: date
    as_of: date | None = None


class Span(Struct, frozen=True):
    """A part of a line with one meaning; a `link` is the address that it leads to."""

    text: str
    style: Style = ""
    link: str = ""

    @property
    def plain(self) -> str:
        """The text without the marks that say where its line may break."""
        return self.text.replace(WORD_JOINER, "").replace(WORD_BREAK, "")


Spans = tuple[Span, ...]


class Line(Struct, frozen=True):
    """A line of a page, which is wrapped: below its first line it hangs by `hang` cells, the room
    of its `mark`.

    The kind is what Markdown makes of it; a `source` has its number as its mark, and a line of a
    `chart` is as wide as the window.
    """

    spans: Spans = ()
    kind: Literal["text", "title", "heading", "item", "source", "chart"] = "text"
    indent: int = 1
    mark: Span = Span("")
    hang: int = 0


BLANK = Line()


# The columns of rows by name: what each has of a record, shaped as in JSON.
Getters = Mapping[str, Callable[[Any], Any]]


class Column(Struct, frozen=True):
    """A column of a table that is drawn: the field or key that heads it, and what it shows of a
    record.

    It is there from a window of `since` cells on. It is as wide as its content, up to `most` cells;
    with `most` 0 it takes what is left, with others alike. What is `below` has the whole window, on
    lines of its own below the row.
    """

    name: str
    show: Callable[[Any], Spans]
    most: int = 40
    since: int = 0
    right: bool = False
    below: bool = False


class Answer(Struct, frozen=True, kw_only=True):
    """Records, and how they are written: the `page` or the `table` that is drawn, and the columns
    of rows.

    JSON has the records as `json` makes them; without NDJSON it is one object. `group` names the
    part of the table that a record is in, and `title` a picture of the page.
    """

    records: Sequence[Any]
    page: Callable[[Screen], Iterable[Line]] = lambda _screen: ()
    table: Sequence[Column] = ()
    group: Callable[[Any], str] | None = None
    getters: Getters = {}
    json: Callable[[Any], Any] = lambda record: record
    title: str = ""
    formats: Sequence[str] = ("table", "json", "ndjson", "md")
    vocabulary: Vocabulary = Vocabulary()
    edition: date = date.min


def write(answer: Answer, name: str, screen: Screen) -> Iterator[Piece]:
    """Write an answer in a format that fits it."""
    module, _dot, function = FORMATS[name].partition(".")
    found: Iterator[Piece] = getattr(import_module(f"ahc_cli.render.{module}"), function)(
        answer, screen
    )
    return found


def cell(value: Any, lang: Lang) -> str:
    """Write a value in one cell: a text in a language, several values separated by commas, nested
    ones as JSON.
    """
    if value is None or value is msgspec.UNSET:
        return ""
    if isinstance(value, Text):
        return value.lang(lang)
    if isinstance(value, str | int | float | date):
        return str(value)
    if isinstance(value, tuple | list) and not any(isinstance(item, Struct) for item in value):
        return ",".join(cell(item, lang) for item in value)
    return msgspec.json.encode(value, enc_hook=str).decode()
