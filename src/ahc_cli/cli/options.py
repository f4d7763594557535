"""The options that commands share, spelled alike wherever they apply, and what they make of the surroundings."""

import inspect
import os
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import cached_property, wraps
from typing import Annotated, Any, BinaryIO, TypeVar

import typer
from msgspec import Struct
from msgspec.structs import fields

from ahc_cli import dataset
from ahc_cli.cli import completion
from ahc_cli.dataset import Dataset
from ahc_cli.dates import parse_typed
from ahc_cli.errors import DatasetError, DateError, UsageError
from ahc_cli.models import Lang
from ahc_cli.query import Context
from ahc_cli.render import Screen

T = TypeVar("T")
MAX_WIDTH = 400
_DEFAULT_WIDTH = 80


class Asked(Struct, frozen=True, dict=True):
    """The shared options of one call: which dataset, how it is looked at, how the answer is shown."""

    format: Annotated[
        str | None,
        typer.Option(
            "-f",
            "--format",
            metavar="FORMAT",
            help="How to write the answer; 'ahc help formats'.",
            autocompletion=completion.formats,
        ),
    ] = None
    json: Annotated[bool, typer.Option("--json", help="The same as -f json.")] = False
    lang: Annotated[str | None, typer.Option(metavar="en|zh", help="The language of the answer.")] = None
    data: Annotated[
        str | None, typer.Option(metavar="FILE", help="Read this dataset instead; - is standard input.")
    ] = None
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="The record as it was known that day.")] = None
    color: Annotated[str, typer.Option(metavar="WHEN", help="auto, always or never.")] = "auto"
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Print nothing; only the exit status tells.")] = False

    def __post_init__(self) -> None:
        _ = self.language, self._colored(terminal=False)  # refused before any work, and with --quiet too

    @property
    def format_name(self) -> str | None:
        """The format asked for, if any; UsageError if it is asked for twice."""
        if self.json and self.format not in (None, "json"):
            raise UsageError(f"--json and --format {self.format} contradict each other; give one")
        return "json" if self.json else self.format

    @cached_property
    def as_of_day(self) -> date | None:
        """The day to look at the record as of: the last one of the period given; UsageError if that is none."""
        name, given = "--as-of", self.as_of
        if given is None:
            name, given = "AHC_AS_OF", os.environ.get("AHC_AS_OF") or None
        if given is None:
            return None
        try:
            period = parse_typed(given.strip(), self._clock)
        except DateError as error:
            raise UsageError(f"{name}: {error}") from None
        if period.end is None:
            raise UsageError(f"{name}: '{given}' has no last day; give a day, a month or a year")
        return period.end

    @cached_property
    def today(self) -> date:
        """The day that `today` means: that of --as-of, else that of the clock in UTC."""
        return self.as_of_day or self._clock

    @cached_property
    def _clock(self) -> date:
        return datetime.now(UTC).date()

    @cached_property
    def withheld(self) -> list[None]:
        """One entry for each event that was not yet known as of the day asked for."""
        return []

    def dataset(self) -> Dataset:
        """The dataset asked about, as of the day asked for."""
        return self.seen(self.as_it_stands())

    def as_it_stands(self) -> Dataset:
        """The dataset asked about, whatever the day asked for."""
        name = self.data if self.data is not None else os.environ.get("AHC_DATA") or None
        return dataset.bundled() if name is None else dataset.read(name, stdin)

    def seen(self, found: Dataset) -> Dataset:
        """A dataset as of the day asked for, if one is."""
        day = self.as_of_day
        return found if day is None else found.as_of(day, lambda: self.withheld.append(None))

    def context(self, about: Dataset) -> Context:
        """What a query about a dataset is read against."""
        if not isinstance(about.events, tuple):
            return Context(about.vocabulary, self.today, whole=False)
        ids = frozenset(event.id for event in about.events)
        series = frozenset(event.series for event in about.events if event.series)
        return Context(about.vocabulary, self.today, about.whole, ids, series)

    @cached_property
    def language(self) -> Lang:
        """The reader's language: the option, then AHC_LANG, then the locale, where what is not Chinese is English.

        UsageError for another language than these two in the first two.
        """
        for name, given in (("--lang", self.lang), ("AHC_LANG", os.environ.get("AHC_LANG"))):
            if given:
                if given.lower().partition("_")[0].partition("-")[0] not in ("en", "zh"):
                    raise UsageError(f"{name}: '{given}' is no language here; give en or zh")
                return "zh" if given.lower().startswith("zh") else "en"
        locale = next((os.environ[n] for n in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(n)), "")
        return "zh" if locale.lower().startswith("zh") else "en"

    @cached_property
    def screen(self) -> Screen:
        """What the answer is written for."""
        terminal = is_terminal(sys.stdout)
        return Screen(
            lang=self.language,
            width=width(),
            terminal=terminal,
            color=self._colored(terminal=terminal),
            unicode=can_encode(sys.stdout, "–─┄│█•○…→"),
            today=self.today,
            as_of=self.as_of_day,
        )

    def _colored(self, *, terminal: bool) -> bool:
        if self.color not in ("auto", "always", "never"):
            raise UsageError(f"--color: '{self.color}' is not one of auto, always, never")
        if self.color != "auto":
            return self.color == "always"
        if os.environ.get("NO_COLOR"):
            return False
        if os.environ.get("FORCE_COLOR"):
            return True
        return terminal and os.environ.get("TERM") not in ("dumb", "", None)


class Rows(Struct, frozen=True):
    """The options of commands that answer with rows: which columns, in what order, how many."""

    fields: Annotated[
        str | None,
        typer.Option(
            metavar="A,B",
            help="Only these fields; a wrong name lists them.",
            autocompletion=completion.columns,
        ),
    ] = None
    sort: Annotated[
        str | None,
        typer.Option(metavar="FIELD", help="Sort by this field.", autocompletion=completion.sortable),
    ] = None
    reverse: Annotated[bool, typer.Option("-r", "--reverse", help="In the opposite order.")] = False
    limit: Annotated[int | None, typer.Option("-n", "--limit", min=0, metavar="N", help="At most N of them.")] = None

    def __post_init__(self) -> None:
        if self.sort == "":
            raise UsageError("--sort: '' is no field; give one")
        if self.sort and "," in self.sort:
            raise UsageError(f"--sort: '{self.sort}' is more than one field; give one")

    def cut(self, records: list[T]) -> list[T]:
        """The records in the direction and number asked for."""
        turned = records[::-1] if self.reverse else records
        return turned if self.limit is None else turned[: self.limit]


def sharing(*groups: type[Struct]) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Give a command the options of the groups, each handed to it as one value under the group's lower-case name."""

    def decorate(command: Callable[..., int]) -> Callable[..., int]:
        own = [p for p in inspect.signature(command).parameters.values() if p.annotation not in groups]
        added = [
            inspect.Parameter(field.name, inspect.Parameter.KEYWORD_ONLY, default=field.default, annotation=field.type)
            for group in groups
            for field in fields(group)
        ]

        @wraps(command)
        def wrapper(**given: Any) -> int:
            values: Mapping[str, Any] = {
                group.__name__.lower(): group(**{name: given.pop(name) for name in group.__struct_fields__})
                for group in groups
            }
            return command(**given, **values)

        wrapper.__signature__ = inspect.Signature([*own, *added])  # type: ignore[attr-defined]  # what Typer reads
        return wrapper

    return decorate


def stdin() -> BinaryIO:
    """Standard input as bytes; DatasetError if it is closed, as it is when it has been read."""
    if sys.stdin is None:
        raise DatasetError("standard input: closed")
    if sys.stdin.buffer.closed:
        raise DatasetError("standard input: read already; only one side can be -")
    return sys.stdin.buffer


def is_terminal(stream: Any) -> bool:
    """Whether a stream is there and is a terminal."""
    try:
        return stream is not None and bool(stream.isatty())
    except ValueError:
        return False


def can_encode(stream: Any, sample: str) -> bool:
    """Whether the encoding of a stream carries some characters."""
    try:
        sample.encode(getattr(stream, "encoding", None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def width() -> int:
    """The cells of a line: COLUMNS if it is a sensible number, else the window's, else 80."""
    given = os.environ.get("COLUMNS", "")
    if given.isascii() and given.isdigit() and len(given) < 6 and int(given) > 0:  # noqa: PLR2004 - digits of a number
        return min(int(given), MAX_WIDTH)
    columns = 0
    if is_terminal(sys.stdout):
        columns = os.get_terminal_size(sys.stdout.fileno()).columns
    return min(columns or _DEFAULT_WIDTH, MAX_WIDTH)
