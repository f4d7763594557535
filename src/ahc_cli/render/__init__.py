"""What a command answers with, and the formats in which it is written.

An answer is an `Answer`: records, with a page or a table to draw of them, and the columns of rows.
The package `show` makes it, and here it is only written, in a format that is found by its name.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from importlib import import_module
from typing import Any, Literal

import msgspec
from msgspec import Struct

from ahc_cli.messages import _
from ahc_cli.model.labels import heading
from ahc_cli.model.records import Text
from ahc_cli.model.text import WORD_BREAK, WORD_JOINER
from ahc_cli.model.vocabulary import Vocabulary

# The formats by name: the module of this package that writes one, and its function.
FORMATS = {
    "table": "terminal.write",
    "tsv": "data.write_tsv",
    "csv": "data.write_csv",
    "json": "data.write_json",
    "ndjson": "data.write_lines",
    "md": "markdown.write",
    "html": "html.write",
    "ics": "ics.write",
    "ids": "data.write_ids",
    "svg": "svg.write",
    "csl": "data.write_csl",
}
# The formats of most answers, and of those that have rows.
PAGE_FORMATS = ("table", "json", "ndjson", "md", "html")
ROW_FORMATS = ("table", "tsv", "csv", "json", "ndjson", "md", "html", "ids")

# A part of the output: bytes are written as they are, text in the encoding of the output.
Piece = str | bytes
# What a part of a line is, which decides how it looks.
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
    # How sure a statement is, as "weak".
    "corroborated",
    "official",
    "single",
    "timeline",
    # The lanes of a timeline, each with a colour for the kinds of events in it.
    "meetings",
    "decisions",
    "documents",
    "statements",
    "signatures",
]


class Screen(Struct, frozen=True):
    """What an answer is made for: what the output can show, and the day.

    The width is in cells. `terminal` is false in a pipe or a file; `unicode` is false if the output
    can show only ASCII. `as_of` is the day that a reader gave, if one was given. A `styled` one
    has bold and underlined letters also without colour.
    """

    width: int
    terminal: bool
    color: bool
    unicode: bool
    today: date
    as_of: date | None = None
    styled: bool = False


class Span(Struct, frozen=True):
    """A part of a line in one style.

    `link` is the address that it leads to, `cites` are the ids of the sources that it names. A
    `tile` of a map has the id of what it stands for, and what a picture says of it.
    """

    text: str
    style: Style = ""
    link: str = ""
    cites: Sequence[str] = ()
    tile: tuple[str, ...] = ()

    @property
    def plain(self) -> str:
        """The text without the marks that say where its line may break."""
        return self.text.replace(WORD_JOINER, "").replace(WORD_BREAK, "")

    @property
    def is_unbroken(self) -> bool:
        """Whether the text stands on one line."""
        return WORD_JOINER in self.text and self.text == WORD_JOINER.join(self.plain)


# A line, or the content of a cell of a table, from left to right.
Spans = tuple[Span, ...]


class Line(Struct, frozen=True):
    """A line of a page, which takes several lines of a narrow window.

    It starts `indent` cells from the edge. Its `mark`, such as a bullet, stands before the text;
    the lines below the first are indented by `hang` more cells, so that they stand below the text.

    The kind says what the line is in Markdown. A `source` is left out where all sources are listed.
    A line of a `chart` may be as wide as the window, and is left whole in a pipe. A wide window has
    what is on the `left` beside what comes after it on the `right`. A `table` is drawn as its
    columns and rows.
    """

    spans: Spans = ()
    kind: Literal["text", "title", "heading", "item", "source", "chart", "table"] = "text"
    indent: int = 1
    mark: Span = Span("")
    hang: int = 0
    side: Literal["", "left", "right"] = ""
    columns: "Sequence[Column]" = ()
    rows: Sequence[Any] = ()


BLANK = Line()


# The columns of rows that programs read: for each name, what returns its value in a record.
Getters = Mapping[str, Callable[[Any], Any]]


class Column(Struct, frozen=True):
    """A column of a table for people: its name, and what it shows of a record.

    The name is that of a field or a key, whose label is the heading. All widths are in cells.
    """

    name: str
    show: Callable[[Any], Spans]
    # The column is as wide as its content, but at most this; with 0 it shares what others leave,
    # of which it wants this number of cells.
    most: int = 40
    wants: int = 40
    # Whether it is prose, which is no wider than a page, where it shares what others leave.
    is_prose: bool = True
    # What becomes of it where a window lacks room for all columns: it goes to the column of this
    # name, "below" the row, or "away". The last that may go goes first.
    goes: str = ""
    # Whether the content is aligned to the right.
    right: bool = False
    # By how much the lines below the first are indented.
    hang: int = 0
    # Whether the content is no column, but stands on lines of its own below the row.
    below: bool = False
    # Whether each cell stands behind the name where the window has no room for columns.
    named: bool = False

    @property
    def room(self) -> int:
        """How many cells a window keeps for it."""
        return self.most or self.wants

    def behind_name(self, record: Any) -> Spans:
        """What it shows of a record, if anything, behind its name if it wants that."""
        content = self.show(record)
        if self.named and any(span.text for span in content):
            return Span(heading(self.name) + _(": ")), *content
        return content


def _nothing(_answer: "Answer", _screen: Screen) -> tuple[()]:
    return ()


class Answer(Struct, frozen=True, kw_only=True):
    """Records, how each format shows them, and what is said of them at a terminal.

    For people, either `page` makes lines of them or `table` has the columns that are drawn; both
    are functions of the answer and the screen. For programs, `getters` has the columns that rows
    may have, and `columns` names those that they have, all if there are none; `json` makes what
    JSON has of a record, and `row` what Python has.
    """

    records: Sequence[Any]
    page: Callable[["Answer", Screen], Iterable[Line]] = _nothing
    table: Callable[["Answer", Screen], Sequence[Column]] = _nothing
    # The lines above the table.
    legend: Callable[["Answer", Screen], Iterable[Line]] = _nothing
    getters: Getters = {}
    columns: Sequence[str] = ()
    # How some of these are drawn when they are chosen; others show their values in words.
    chosen: Mapping[str, Column] = {}
    json: Callable[[Any], Any] = lambda record: record
    row: Callable[[Any], Any] = lambda record: record
    # What JSON has beside the rows; an answer that has any is an object there.
    about: Mapping[str, Any] = {}
    # What was asked: the request of the command that answers.
    request: Any = None
    # How many records match, of which there may be fewer here, and that in words; None if none are
    # looked for. A terminal draws at most `most_drawn`.
    found: int | None = None
    total: str = ""
    most_drawn: int | None = None
    # What is said at a terminal, by how many records are shown, and what is said also in a pipe.
    remarks: Callable[[int], Iterable[str]] = lambda _shown: ()
    note: str = ""
    # Raised after the answer is written: why it is empty, for example.
    error: Exception | None = None
    exit_code: int = 0
    # The title of the dataset, that of a picture or a page in HTML, and what writes a source that
    # is cited there.
    name: Text | None = None
    title: str = ""
    # How many cells wide a picture of the page is.
    picture_width: int = 140
    source: Callable[[str], Spans] = lambda id_: (Span(id_, "id"),)
    # The answers by their anchors, each with its title, of which a page in HTML is made instead of
    # this one.
    parts: "Mapping[str, Answer]" = {}
    # The formats that fit. An answer without "ndjson" is one object in JSON, others are an array.
    formats: Sequence[str] = ()
    vocabulary: Vocabulary = Vocabulary()
    # The day up to which the dataset was checked.
    edition: date = date.min

    @property
    def is_empty(self) -> bool:
        """Whether records were looked for and none was found."""
        return self.found == 0 and self.exit_code != 0

    @property
    def plain(self) -> Any:
        """What JSON has of all: the rows, or an object."""
        rows: Any = list(map(self.json, self.records))
        if "ndjson" not in self.formats:
            (rows,) = rows
        return {**self.about, "rows": rows} if self.about else rows


def write(answer: Answer, name: str, screen: Screen) -> Iterator[Piece]:
    """Write an answer in the format of a name, which must be one that fits it."""
    module_name, _dot, function_name = FORMATS[name].partition(".")
    # Only the module of this format is loaded: JSON needs no Rich.
    module = import_module(f"ahc_cli.render.{module_name}")
    pieces: Iterator[Piece] = getattr(module, function_name)(answer, screen)
    return pieces


def cell(value: Any) -> str:
    """Write a value in one cell of rows.

    A text is in the reader's language; several values are separated by commas; others are JSON.
    """
    if value is None or value is msgspec.UNSET:
        return ""
    if isinstance(value, Text):
        return value.lang()
    if isinstance(value, str | int | float | date):
        return str(value)
    if isinstance(value, tuple | list) and not any(isinstance(item, Struct) for item in value):
        return ",".join(cell(item) for item in value)
    return msgspec.json.encode(value, enc_hook=str).decode()
