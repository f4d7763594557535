"""The options that commands share, spelled alike everywhere, and what they make of the environment."""

import inspect
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from functools import cached_property, wraps
from typing import Annotated, Any, Literal, TypeVar

import typer
from msgspec import Struct
from msgspec.structs import fields

from ahc_cli.answer import FORMATS, Column, Format, Screen
from ahc_cli.answer.events import NAMES, SORTABLE, pick, sort_key
from ahc_cli.ask.query import Context, Is, Query, parse_value
from ahc_cli.ask.question import Question, ask, context_of
from ahc_cli.cli import completion
from ahc_cli.cli.terminal import can_encode, is_terminal, language, stdin, width
from ahc_cli.data import load
from ahc_cli.data.load import Dataset
from ahc_cli.errors import DateError, UsageError
from ahc_cli.model.dates import parse_typed
from ahc_cli.model.fields import FIELDS
from ahc_cli.model.records import Lang

T = TypeVar("T")

QueryWords = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[QUERY]...", show_default=False, help="A query; see 'ahc help query'.", autocompletion=completion.query
    ),
]


def _not_blank(query: str | None) -> str | None:
    if query is not None and not query.strip():
        raise UsageError("-w needs a query, as in -w kind:session")
    return query


Where = Annotated[
    str | None,
    typer.Option(
        "-w",
        "--where",
        metavar="QUERY",
        help="Only events that match this query.",
        callback=_not_blank,
        autocompletion=completion.query,
    ),
]


class Options(Struct, frozen=True, dict=True):
    """The options of every command: which dataset, as of which day, and how the answer is shown."""

    format: Annotated[
        str | None,
        typer.Option(
            "-f",
            "--format",
            metavar="FORMAT",
            help="Format of the answer; 'ahc help formats' lists them.",
            autocompletion=completion.names(lambda: FORMATS),
        ),
    ] = None
    json: Annotated[bool, typer.Option("--json", help="The same as -f json.")] = False
    lang: Annotated[str | None, typer.Option(metavar="en|zh", help="Language of the answer.")] = None
    data: Annotated[str | None, typer.Option(metavar="FILE", help="Read this dataset; - is standard input.")] = None
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="Show the record as it was known on DATE.")] = None
    color: Annotated[Literal["auto", "always", "never"], typer.Option(metavar="WHEN", help="auto, always, never.")] = (
        "auto"
    )
    no_pager: Annotated[bool, typer.Option("--no-pager", help="Do not use a pager.")] = False
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Print nothing; use the exit status.")] = False

    def __post_init__(self) -> None:
        _ = self.language  # an error before any work, and with --quiet too

    @property
    def format_name(self) -> Format | None:
        """The format given, if any; `check_format` has checked it. UsageError if two are given."""
        if self.json and self.format not in (None, "json"):
            raise UsageError(f"--json and --format {self.format} contradict each other; give one")
        return "json" if self.json else self.format  # type: ignore[return-value]  # checked, see above

    @cached_property
    def as_of_day(self) -> date | None:
        """The last day of the period that --as-of or AHC_AS_OF gives; UsageError if it is not a date."""
        name, text = "--as-of", self.as_of
        if text is None:
            name, text = "AHC_AS_OF", os.environ.get("AHC_AS_OF") or None
        if text is None:
            return None
        try:
            period = parse_typed(text.strip(), self._clock)
        except DateError as error:
            raise UsageError(f"{name}: {error}") from None
        if period.end is None:
            raise UsageError(f"{name}: '{text}' has no last day; give a day, a month or a year")
        return period.end

    @cached_property
    def today(self) -> date:
        """The day of --as-of, else the day of the clock in UTC."""
        return self.as_of_day or self._clock

    @cached_property
    def _clock(self) -> date:
        return datetime.now(UTC).date()

    def load(self) -> Dataset:
        """Return the dataset given, whatever the day."""
        name = self.data if self.data is not None else os.environ.get("AHC_DATA") or None
        return load.bundled() if name is None else self.read(name)

    def read(self, name: str) -> Dataset:
        """Return the dataset in a file, that of standard input (-), or the bundled one."""
        return load.bundled() if name == "bundled" else load.read(name, stdin)

    @cached_property
    def dataset(self) -> Dataset:
        """The dataset given, as of the day given."""
        dataset = self.load()
        return dataset if self.as_of_day is None else dataset.as_of(self.as_of_day)

    def ask(self, words: Iterable[str] | None, conditions: "Conditions | None" = None) -> Question:
        """Ask the dataset what the words and conditions of the command line say."""
        return ask(self.dataset, " ".join(words or ()), self.today, self.queries(conditions) if conditions else ())

    def queries(self, conditions: "Conditions") -> list[Query]:
        """Return the conditions that are given as options."""
        return conditions.queries(context_of(self.dataset, self.today))

    @cached_property
    def language(self) -> Lang:
        """The reader's language; UsageError for one that ahc does not have."""
        return language(self.lang)

    @cached_property
    def screen(self) -> Screen:
        """What the answer is shown on."""
        terminal = is_terminal(sys.stdout)
        return Screen(
            lang=self.language,
            width=width(),
            terminal=terminal,
            color=self._uses_color(terminal=terminal),
            unicode=can_encode(sys.stdout, "–─┄│█•○…→"),
            today=self.today,
            as_of=self.as_of_day,
        )

    def _uses_color(self, *, terminal: bool) -> bool:
        if self.color != "auto":
            return self.color == "always"
        if os.environ.get("NO_COLOR"):
            return False
        if os.environ.get("FORCE_COLOR"):
            return True
        return terminal and os.environ.get("TERM") not in ("dumb", "", None)


class RowOptions(Struct, frozen=True):
    """The options of commands that answer with rows: which columns, in what order, how many."""

    fields: Annotated[
        str | None,
        typer.Option(
            metavar="A,B",
            help="Comma-separated fields to show; a wrong name lists them.",
            autocompletion=completion.names(lambda: NAMES),
        ),
    ] = None
    sort: Annotated[
        str | None,
        typer.Option(metavar="FIELD", help="Sort by this field.", autocompletion=completion.names(lambda: SORTABLE)),
    ] = None
    reverse: Annotated[bool, typer.Option("-r", "--reverse", help="Reverse the order.")] = False
    limit: Annotated[int | None, typer.Option("-n", "--limit", min=0, metavar="N", help="Show at most N.")] = None

    def __post_init__(self) -> None:
        if self.sort is not None and (not self.sort or "," in self.sort):
            raise UsageError(f"--sort takes one field, not '{self.sort}'")

    def arrange(self, records: Sequence[T], columns: tuple[Column[T], ...], lang: Lang) -> list[T]:
        """Return records sorted by the column given, if any, in the direction and number given."""
        return self.cut(records, sort_key(pick(columns, self.sort)[0], lang) if self.sort else None)

    def cut(self, records: Sequence[T], key: Callable[[T], tuple[Any, ...]] | None = None) -> list[T]:
        """Return records sorted by a key, in the direction and number given.

        A key starts with whether the value is missing; missing values come last in both directions.
        """
        found = sorted(records, key=key) if key else list(records)
        if self.reverse:
            present = [record for record in found if not (key and key(record)[0])]
            found = [*reversed(present), *found[len(present) :]]
        return found if self.limit is None else found[: self.limit]


class Conditions(Struct, frozen=True):
    """Conditions given as options: each is ANDed to the query, and repeated it adds an alternative."""

    since: Annotated[list[str] | None, typer.Option(metavar="DATE", help="Ending on or after DATE.")] = None
    until: Annotated[list[str] | None, typer.Option(metavar="DATE", help="Starting on or before DATE.")] = None
    kind: Annotated[
        list[str] | None,
        typer.Option(metavar="KIND", help="session, letter, ...", autocompletion=completion.values("kind")),
    ] = None
    place: Annotated[
        list[str] | None,
        typer.Option(metavar="PLACE", help="vienna, 纽约, ...", autocompletion=completion.values("place")),
    ] = None
    actor: Annotated[
        list[str] | None,
        typer.Option(metavar="ACTOR", help="russia, EFF, RU, ...", autocompletion=completion.values("actor")),
    ] = None
    topic: Annotated[
        list[str] | None,
        typer.Option(metavar="TOPIC", help="safeguards, ...", autocompletion=completion.values("topic")),
    ] = None
    status: Annotated[
        list[str] | None,
        typer.Option(metavar="STATUS", help="scheduled, ...", autocompletion=completion.values("status")),
    ] = None

    def queries(self, context: Context) -> list[Query]:
        """Return each option given as a condition on its field."""
        found: list[Query] = []
        for name in self.__struct_fields__:
            texts: list[str] = getattr(self, name) or []
            try:
                values = tuple(parse_value(FIELDS[name], text.strip(), context) for text in texts)
            except UsageError as error:
                first, *more = error.args
                raise UsageError(f"--{name}: {first}", *more) from None
            found += [Is(name, values)] if values else []
        return found


def with_options(**groups: type[Struct]) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Give a command the options of some groups; it receives each group as one value, under the name given."""

    def decorate(command: Callable[..., int]) -> Callable[..., int]:
        own = [p for p in inspect.signature(command).parameters.values() if p.name not in groups]
        added = [
            inspect.Parameter(field.name, inspect.Parameter.KEYWORD_ONLY, default=field.default, annotation=field.type)
            for group in groups.values()
            for field in fields(group)
        ]

        @wraps(command)
        def wrapper(**given: Any) -> int:
            values: dict[str, Struct] = {
                name: group(**{field: given.pop(field) for field in group.__struct_fields__})
                for name, group in groups.items()
            }
            return command(**given, **values)

        wrapper.__signature__ = inspect.Signature([*own, *added])  # type: ignore[attr-defined]  # read by Typer
        return wrapper

    return decorate
