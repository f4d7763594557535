"""The options that commands share, spelled alike everywhere, and what they make of the environment."""

import inspect
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from functools import cached_property, wraps
from typing import Annotated, Any, ClassVar, Literal

import typer
from msgspec import Struct
from msgspec.structs import force_setattr

from ahc_cli.answer import FORMATS, Column, Format, Screen, T
from ahc_cli.answer.events import NAMES, SORTABLE, event_columns, pick, sort_key, split_names
from ahc_cli.ask.query import Is, Query, parse_value
from ahc_cli.ask.question import Question, ask, context_of
from ahc_cli.cli.completion import one_of, query_words, values_of
from ahc_cli.cli.terminal import can_encode, is_terminal, stdin, width
from ahc_cli.data import load
from ahc_cli.data.load import Dataset
from ahc_cli.errors import DateError, UsageError
from ahc_cli.messages import _, spoken
from ahc_cli.model.dates import last_day
from ahc_cli.model.fields import FIELDS, order
from ahc_cli.model.records import Event

Texts = list[str] | None


def clock_day() -> date:
    """Return the day of the clock, in UTC."""
    return datetime.now(UTC).date()


def option(names: str, metavar: str | None, about: str, offer: Callable[[str], Any] | None = None, **more: Any) -> Any:
    """Describe an option: its names, its argument, its help, and what the shell offers for the argument."""
    return typer.Option(*names.split(), metavar=metavar, help=about, autocompletion=offer, **more)


def argument(metavar: str, about: str, offer: Callable[[str], Any] | None = None) -> Any:
    """Describe an argument: its name, its help, and what the shell offers for it."""
    return typer.Argument(metavar=metavar, show_default=False, help=about, autocompletion=offer)


def _not_blank(query: str | None) -> str | None:
    if query is not None and not query.strip():
        raise UsageError(_("-w needs a query, as in -w kind:session"))
    return query


QueryWords = Annotated[
    Texts, argument("[QUERY]...", "Words and conditions, such as vienna 2022; see 'ahc help query'.", query_words)
]
Where = Annotated[
    str | None,
    option("-w --where", "QUERY", "Only events that match this query.", query_words, callback=_not_blank),
]


class Options(Struct, frozen=True, dict=True):
    """The options of every command: which dataset, as of which day, and how the answer is shown.

    The language is chosen before the options are read. A command whose type of options says so is `without` some.
    """

    without: ClassVar[tuple[str, ...]] = ()

    format: Annotated[
        str | None,
        option("-f --format", "FORMAT", "Output format; see 'ahc help formats'.", one_of(FORMATS)),
    ] = None
    json: Annotated[bool, option("--json", None, "Write JSON; same as -f json.")] = False
    lang: Annotated[str | None, option("--lang", "en|zh", "Output language: English or Chinese.")] = None
    data: Annotated[str | None, option("--data", "FILE", "Read this dataset; - is standard input.")] = None
    as_of: Annotated[str | None, option("--as-of", "DATE", "Show the record as it was known on DATE.")] = None
    color: Annotated[
        Literal["auto", "always", "never"], option("--color", "WHEN", "When to use colour: auto, always or never.")
    ] = "auto"
    no_pager: Annotated[bool, option("--no-pager", None, "Do not use a pager.")] = False
    quiet: Annotated[bool, option("-q --quiet", None, "Print nothing; use the exit status.")] = False

    def format_for(self, formats: Sequence[Format]) -> Format:
        """Return the format given, else for a pipe TSV if it is one of the formats, else the table.

        UsageError if it is not one of the formats that fit the answer, or if two are given.
        """
        name = "json" if self.json else self.format
        if self.json and self.format not in (None, "json"):
            raise UsageError(_("--json and --format {name} conflict; give one", name=self.format))
        if name is None:
            return "tsv" if "tsv" in formats and not self.screen.terminal else "table"
        if name not in formats:
            error = _("this command does not support the format '{name}'", name=name)
            raise UsageError(error, _("formats: {formats}", formats=_(", ").join(formats)))
        return name  # type: ignore[return-value]  # one of the formats

    @cached_property
    def as_of_day(self) -> date | None:
        """The last day of the period that --as-of or AHC_AS_OF gives; UsageError if it is not a date."""
        for name, text in (("--as-of", self.as_of), ("AHC_AS_OF", os.environ.get("AHC_AS_OF") or None)):
            if text is not None:
                try:
                    return last_day(text, clock_day())
                except DateError as error:
                    raise UsageError(f"{name}: {error}") from None
        return None

    @cached_property
    def today(self) -> date:
        """The day of --as-of, else the day of the clock in UTC."""
        return self.as_of_day or clock_day()

    @property
    def data_name(self) -> str:
        """The dataset that --data or AHC_DATA names, else `bundled`."""
        return self.data if self.data is not None else os.environ.get("AHC_DATA") or "bundled"

    def load(self, name: str | None = None) -> Dataset:
        """Return the dataset of that name, or else the one given, whatever the day."""
        name = name or self.data_name
        return load.bundled() if name == "bundled" else load.read(name, stdin)

    @cached_property
    def full(self) -> Dataset:
        """The dataset given, whatever the day; in memory if a day is given, since a stream is read only once."""
        return self.load() if self.as_of_day is None else self.load().in_memory()

    @cached_property
    def dataset(self) -> Dataset:
        """The dataset given, as of the day given."""
        return self.full if self.as_of_day is None else self.full.as_of(self.as_of_day)

    def conditions(self) -> Iterator[Query]:
        """Yield each condition given as an option of `QueryOptions`."""
        for name in inspect.get_annotations(QueryOptions):
            try:
                if texts := getattr(self, name, None):
                    context = context_of(self.dataset, self.today)
                    yield Is(name, tuple(parse_value(FIELDS[name], text.strip(), context) for text in texts))
            except UsageError as error:
                first, *more = error.args
                raise UsageError(f"--{name}: {first}", *more) from None

    def ask(self, words: Iterable[str] | None, *more: Query) -> Question:
        """Ask the dataset what the words and conditions of the command line, and further conditions, say."""
        return ask(self.dataset, " ".join(words or ()), self.today, (*more, *self.conditions()))

    @property
    def shows_remarks(self) -> bool:
        """Whether remarks on an answer are shown: at a terminal, unless --quiet is given."""
        return not self.quiet and is_terminal(sys.stderr) and is_terminal(sys.stdout)

    def draws_again(self, dataset: Dataset) -> bool:
        """Whether another answer may be drawn if there is none: as a table at a terminal, of what can be read again."""
        is_plain = not (self.json or self.format not in (None, "table") or getattr(self, "fields", None))
        return is_plain and self.shows_remarks and not dataset.is_stream

    @cached_property
    def screen(self) -> Screen:
        """What the answer is shown on."""
        terminal = is_terminal(sys.stdout)
        color = self.color == "always"
        if self.color == "auto" and not os.environ.get("NO_COLOR"):
            has_colors = terminal and os.environ.get("TERM") not in ("dumb", "", None)
            color = has_colors or bool(os.environ.get("FORCE_COLOR"))
        return Screen(
            lang=spoken(),
            width=width(),
            terminal=terminal,
            color=color,
            unicode=can_encode("–─┄│█•○…→"),
            today=self.today,
            as_of=self.as_of_day,
        )


class RowOptions(Options, frozen=True):
    """The options of commands that answer with rows: also which columns, in what order, how many."""

    fields: Annotated[
        str | None,
        option("--fields", "A,B", "Comma-separated fields to show, such as id,date,title.", one_of(NAMES)),
    ] = None
    sort: Annotated[str | None, option("--sort", "FIELD", "Sort by this field, such as date.", one_of(SORTABLE))] = None
    reverse: Annotated[bool, option("-r --reverse", None, "Reverse the order.")] = False
    limit: Annotated[int | None, option("-n --limit", "N", "Show at most N results.", min=0)] = None

    def __post_init__(self) -> None:
        if self.sort and self.sort.startswith("-"):  # as other programs write the reverse
            force_setattr(self, "sort", self.sort[1:])
            force_setattr(self, "reverse", not self.reverse)
        if self.sort is not None and (not self.sort.strip() or "," in self.sort):
            raise UsageError(_("--sort takes one field, not '{text}'", text=self.sort))

    def rows(self, found: Sequence[T], columns: tuple[Column[T], ...]) -> dict[str, Any]:
        """Return what an answer of rows is made of: the records found, arranged as the options say."""
        key = sort_key(pick(columns, self.sort)[0], spoken()) if self.sort else None
        return self._arranged(found, key) | {"columns": pick(columns, self.fields)}

    def event_rows(self, found: Sequence[Event]) -> dict[str, Any]:
        """Return what an answer of events is made of."""
        key = order(split_names(self.sort, SORTABLE)[0], spoken()) if self.sort else None
        return self._arranged(found, key) | {"columns": event_columns(self.fields), "edition": self.dataset.edition}

    def _arranged(self, found: Sequence[T], key: Callable[[T], Any] | None) -> dict[str, Any]:
        """A key starts with whether the value is missing; missing values come last in both directions."""
        records = sorted(found, key=key) if key else list(found)
        if self.reverse:
            present = [record for record in records if not (key and key(record)[0])]
            records = [*reversed(present), *records[len(present) :]]
        shown, vocabulary = records[: self.limit], self.dataset.vocabulary
        return {"records": shown, "vocabulary": vocabulary, "chosen": self.fields is not None}


def _condition(name: str, about: str) -> Any:
    return option(f"--{name}", name.upper(), about, values_of(name))


class QueryOptions(RowOptions, frozen=True):
    """The options of commands with a query: also conditions, each ANDed to it; repeated, one adds an alternative."""

    since: Annotated[Texts, option("--since", "DATE", "Only events ending on or after DATE.")] = None
    until: Annotated[Texts, option("--until", "DATE", "Only events starting on or before DATE.")] = None
    kind: Annotated[Texts, _condition("kind", "Only events of this kind, such as session.")] = None
    place: Annotated[Texts, _condition("place", "Only events at this place, such as vienna or 纽约.")] = None
    actor: Annotated[Texts, _condition("actor", "Only events with this actor, such as russia, EFF or RU.")] = None
    topic: Annotated[Texts, _condition("topic", "Only events on this topic, such as safeguards.")] = None
    status: Annotated[Texts, _condition("status", "Only events with this status, such as scheduled.")] = None


def with_options(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options that the type of its `options` names, its own before those of its bases."""
    own = dict(inspect.signature(command).parameters)
    if "options" not in own:
        return command
    group = own.pop("options").annotation
    defaults = dict(zip(group.__struct_fields__, group.__struct_defaults__, strict=True))
    types = {name: type_ for base in group.__mro__ for name, type_ in inspect.get_annotations(base).items()}
    names = [name for name in types if name in defaults and name not in group.without]
    for name in names:
        kind = inspect.Parameter.KEYWORD_ONLY
        own[name] = inspect.Parameter(name, kind, default=defaults[name], annotation=types[name])

    @wraps(command)
    def wrapper(**given: Any) -> int:
        options = group(**{name: given.pop(name) for name in names})
        return command(options=options, **given)

    wrapper.__signature__ = inspect.Signature([*own.values()])  # type: ignore[attr-defined]  # read by Typer
    return wrapper
