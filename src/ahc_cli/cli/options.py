"""The options that commands share, spelled alike everywhere, and what they make of the environment."""

import inspect
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from functools import cached_property, wraps
from typing import Annotated, Any, ClassVar, Literal, get_type_hints

import typer
from msgspec import Struct

from ahc_cli.ask.query import Context, Is, Query, parse_value
from ahc_cli.ask.question import Question, ask
from ahc_cli.cli.completion import one_of, query_words, values_of
from ahc_cli.cli.terminal import can_encode, is_terminal, stdin, width
from ahc_cli.data import load
from ahc_cli.data.load import Dataset
from ahc_cli.errors import DateError, UsageError
from ahc_cli.messages import _, spoken
from ahc_cli.model.dates import last_day
from ahc_cli.model.fields import FIELDS, order
from ahc_cli.model.records import Event
from ahc_cli.out import FORMATS, Cell, Column, Format, Rows, Screen, T
from ahc_cli.show import events as show
from ahc_cli.show.events import FORMATS as FORMATS_OF_EVENTS

Texts = list[str] | None


def option(names: str, offer: Callable[[str], Any] | None = None, **more: Any) -> Any:
    """Describe an option: its names, and what the shell offers for its argument. Its help is in `commands.txt`."""
    return typer.Option(*names.split(), autocompletion=offer, **more)


def argument(offer: Callable[[str], Any] | None = None) -> Any:
    """Describe an argument: what the shell offers for it."""
    return typer.Argument(show_default=False, autocompletion=offer)


def _not_blank(query: str | None) -> str | None:
    if query is not None and not query.strip():
        raise UsageError(_("-w needs a query, as in -w kind:session"))
    return query


QueryWords = Annotated[Texts, argument(query_words)]
Where = Annotated[str | None, option("-w --where", query_words, callback=_not_blank)]


class Options(Struct, frozen=True, dict=True):
    """The options of every command: which dataset, as of which day, and how the answer is shown.

    The language is chosen before the options are read. A command whose type of options says so is `without` some.
    """

    without: ClassVar[tuple[str, ...]] = ()

    format: Annotated[str | None, option("-f --format", one_of(FORMATS))] = None
    json: Annotated[bool, option("--json")] = False
    lang: Annotated[str | None, option("--lang")] = None
    data: Annotated[str | None, option("--data")] = None
    as_of: Annotated[str | None, option("--as-of")] = None
    color: Annotated[Literal["auto", "always", "never"], option("--color")] = "auto"
    no_pager: Annotated[bool, option("--no-pager")] = False
    quiet: Annotated[bool, option("-q --quiet")] = False

    def __post_init__(self) -> None:
        if self.json and self.format not in (None, "json"):
            raise UsageError(_("--json and --format {name} conflict; give one", name=self.format))

    def format_for(self, formats: Sequence[Format]) -> Format:
        """Return the format given, else for a pipe TSV if it is one of the formats, else the table.

        UsageError if it is not one of the formats that fit the answer.
        """
        name = "json" if self.json else self.format
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
                    return last_day(text, datetime.now(UTC).date())
                except DateError as error:
                    raise UsageError(f"{name}: {error}") from None
        return None

    @cached_property
    def today(self) -> date:
        """The day of --as-of, else the day of the clock in UTC."""
        return self.as_of_day or datetime.now(UTC).date()

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
                    context = Context(self.dataset, self.today)
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

    @cached_property
    def screen(self) -> Screen:
        """What the answer is shown on."""
        terminal = is_terminal(sys.stdout)
        color = self.color == "always"
        if self.color == "auto" and not os.environ.get("NO_COLOR"):
            has_colors = terminal and os.environ.get("TERM") not in ("dumb", "", None)
            color = has_colors or bool(os.environ.get("FORCE_COLOR") or os.environ.get("CLICOLOR_FORCE"))
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

    fields: Annotated[str | None, option("--fields", one_of(show.NAMES))] = None
    sort: Annotated[str | None, option("--sort", one_of(show.SORTABLE))] = None
    reverse: Annotated[bool, option("-r --reverse")] = False
    limit: Annotated[int | None, option("-n --limit", min=0)] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.sort is not None and (not self.sort.strip() or "," in self.sort):
            raise UsageError(_("--sort takes one field, not '{text}'", text=self.sort))

    def rows(
        self, found: Sequence[T], columns: tuple[Column[T], ...], table: Sequence[Cell[T]] = (), **more: Any
    ) -> Rows[T]:
        """Return an answer of rows: the records found, arranged as the options say, and the table to draw of them."""
        key = show.sort_key(show.pick(columns, self.sort)[0], spoken()) if self.sort else None
        return self._arranged(found, key, show.pick(columns, self.fields), table, **more)

    def event_rows(self, found: Sequence[Event]) -> Rows[Event]:
        """Return an answer of events."""
        key = order(show.split_names(self.sort, show.SORTABLE)[0], spoken()) if self.sort else None
        table, group = show.event_table(self.dataset.vocabulary, self.screen), None if self.fields else show.year_of
        more = {"group": group, "formats": FORMATS_OF_EVENTS, "edition": self.dataset.edition}
        return self._arranged(found, key, show.event_columns(self.fields), table, **more)

    def _arranged(
        self,
        found: Sequence[T],
        key: Callable[[T], Any] | None,
        columns: tuple[Column[T], ...],
        table: Sequence[Cell[T]],
        **more: Any,
    ) -> Rows[T]:
        """A key starts with whether the value is missing; missing values come last in both directions."""
        records = sorted(found, key=key) if key else list(found)
        if self.reverse:
            present = [record for record in records if not (key and key(record)[0])]
            records = [*reversed(present), *records[len(present) :]]
        more |= {"vocabulary": self.dataset.vocabulary, "chosen": self.fields is not None}
        drawn = show.chosen_table(columns, self.dataset.vocabulary) if more["chosen"] else table
        return Rows(records=records[: self.limit], columns=columns, table=drawn, **more)


class QueryOptions(RowOptions, frozen=True):
    """The options of commands with a query: also conditions, each ANDed to it; repeated, one adds an alternative."""

    since: Annotated[Texts, option("--since")] = None
    until: Annotated[Texts, option("--until")] = None
    kind: Annotated[Texts, option("--kind", values_of("kind"))] = None
    place: Annotated[Texts, option("--place", values_of("place"))] = None
    actor: Annotated[Texts, option("--actor", values_of("actor"))] = None
    topic: Annotated[Texts, option("--topic", values_of("topic"))] = None
    status: Annotated[Texts, option("--status", values_of("status"))] = None


def with_options(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options that the type of its `options` names."""
    own = dict(inspect.signature(command).parameters)
    if "options" not in own:
        return command
    group = own.pop("options").annotation
    types, kind = get_type_hints(group, include_extras=True), inspect.Parameter.KEYWORD_ONLY
    defaults = zip(group.__struct_fields__, group.__struct_defaults__, strict=True)
    shared = {
        name: inspect.Parameter(name, kind, default=default, annotation=types[name])
        for name, default in defaults
        if name not in group.without
    }

    @wraps(command)
    def wrapper(**given: Any) -> int:
        options = group(**{name: given.pop(name) for name in shared})
        return command(options=options, **given)

    wrapper.__signature__ = inspect.Signature([*(own | shared).values()])  # type: ignore[attr-defined]  # for Typer
    return wrapper
