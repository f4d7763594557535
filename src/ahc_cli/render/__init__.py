"""Answers, and the closed list of formats they are written in, each a module that is imported when used.

A format's module has `render(answer, screen)`, which yields pieces: bytes are written as they are, text in the
encoding of the output.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from importlib import import_module
from typing import Any, Literal, Protocol, cast

from msgspec import Struct

from ahc_cli.errors import UsageError
from ahc_cli.models import Lang
from ahc_cli.vocabulary import Vocabulary, did_you_mean

FORMATS: tuple[str, ...] = ("table", "tsv", "csv", "json", "ndjson", "md", "ics", "ids", "svg")

Piece = str | bytes
# What an answer is made of; a format fits some of them.
Shape = Literal["events", "rows", "cards", "event cards", "diff", "timeline"]


class Screen(Struct, frozen=True):
    """What the answer is written for: the reader's language, and what the output can show."""

    lang: Lang
    width: int
    terminal: bool
    color: bool
    unicode: bool
    today: date
    as_of: date | None = None


class Column(Struct, frozen=True):
    """A column of an answer: its heading, its value as JSON has it, and as a cell of codes and text."""

    name: str
    en: str
    zh: str
    value: Callable[[Any], Any]
    cell: Callable[[Any, Lang], str]

    def heading(self, lang: Lang) -> str:
        return self.en if lang == "en" else self.zh


class Answer(Struct, frozen=True):
    """Records, and the columns that rows are made of; `chosen` if JSON is made of them too.

    `draw` is the module that draws them for a terminal, with `detail` for it alone; `plain` tells whether a pipe
    gets that drawing too. `whole` is what JSON has in place of an array of the records. `edition` is the day of the
    data, for formats that say of which day they are.
    """

    shape: Shape
    records: Sequence[Any]
    columns: tuple[Column, ...]
    vocabulary: Vocabulary
    draw: str = "rows"
    chosen: bool = False
    plain: bool = False
    detail: Any = None
    whole: Any = None
    edition: date | None = None


class _Format(Protocol):
    def render(self, answer: Answer, screen: Screen) -> Iterator[Piece]: ...


# Which shapes a format fits; one that is not here fits them all.
_FITS: dict[str, tuple[Shape, ...]] = {
    "tsv": ("events", "rows"),
    "csv": ("events", "rows"),
    "md": ("events", "rows"),
    "ids": ("events", "rows"),
    "ndjson": ("events", "rows", "cards", "event cards", "timeline"),
    "ics": ("events", "event cards"),
    "svg": ("timeline",),
}


def fitting(shape: Shape) -> tuple[str, ...]:
    """The formats that an answer of a shape can be written in."""
    return tuple(name for name in FORMATS if shape in _FITS.get(name, (shape,)))


def check(name: str | None, shape: Shape) -> None:
    """Refuse a format that there is not, or that does not fit, before any work is done: UsageError."""
    if name is None or name in fitting(shape):
        return
    what = f"'{name}' does not fit this command" if name in FORMATS else f"no format '{name}'"
    hint = "" if name in FORMATS else did_you_mean(name, FORMATS)
    raise UsageError(f"{what}{hint}", f"formats: {', '.join(fitting(shape))}")


def render(answer: Answer, name: str | None, screen: Screen) -> Iterable[Piece]:
    """The answer in a format; without one, as a person at a terminal or a pipe is best served."""
    if name is None:
        name = "table" if screen.terminal or answer.plain else "tsv"
    module = answer.draw if name == "table" else name
    return cast("_Format", import_module(f"ahc_cli.render.{module}")).render(answer, screen)
