"""The options that commands share, what a shell offers for them, and what they make of the
environment.
"""

import inspect
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from functools import cached_property, wraps
from itertools import chain
from typing import Annotated, Any, ClassVar, Literal, Self

from msgspec import Struct
from msgspec.structs import replace
from typer import Argument, Option

from ahc_cli.cli.terminal import can_encode, is_terminal, stdin, width
from ahc_cli.data import load
from ahc_cli.data.load import Dataset
from ahc_cli.errors import DateError, UsageError
from ahc_cli.messages import _, spoken
from ahc_cli.model.dates import last_day
from ahc_cli.model.fields import COLUMNS, FIELDS, field_named
from ahc_cli.model.labels import heading, label
from ahc_cli.model.records import Event
from ahc_cli.model.vocabulary import names
from ahc_cli.query.algebra import Is, Query
from ahc_cli.query.context import Context
from ahc_cli.query.question import Question, ask
from ahc_cli.render import FORMATS, ROW_FORMATS, Answer, Column, Getters, Line, Screen
from ahc_cli.show import rows as show

Texts = list[str] | None
# What is drawn of rows: the cells of a table, or a page of the records.
Drawn = Sequence[Column] | Callable[[Sequence[Any]], Iterable[Line]]


def one_of(known: Iterable[str]) -> Callable[[str], list[str]]:
    """Return what offers some names as the last of a comma-separated list."""
    return lambda incomplete: _starting(
        (*known, *(heading(name, "zh") for name in known)), incomplete
    )


def values_of(*fields: str) -> Callable[[str], list[str]]:
    """Return what offers the values of some fields."""
    return lambda incomplete: _starting(_values(*fields), incomplete)


def query_words(incomplete: str) -> list[str]:
    """Offer fields with their colon and names; after a colon, values of the field."""
    if name := "".join(re.split("[:：]", incomplete)[:-1]):
        field = field_named(name)
        return _starting(_values(field.name) if field else (), incomplete)
    fields = [f"{word}:" for name in FIELDS for word in (name, heading(name, "zh"))]
    return _starting(
        chain(fields, _values("actor", "place", "topic") if incomplete else ()), incomplete
    )


def countable(incomplete: str) -> list[str]:
    """Offer fields to count, and what a query consists of."""
    return [word.removesuffix(":") for word in query_words(incomplete)]


def _starting(words: Iterable[str], incomplete: str) -> list[str]:
    """Return the codes that start with what is typed after the last separator, or the names if it
    is Chinese.
    """
    typed = re.split("[:：,，]", incomplete)[-1]
    fits = re.compile(re.escape(typed) + ("[a-z0-9.:-]*" if typed.isascii() else ".*"))
    return [
        incomplete.removesuffix(typed) + word
        for word in dict.fromkeys(words)
        if fits.fullmatch(word)
    ]


def _values(*fields: str) -> Iterator[str]:
    """Yield the codes or ids of some fields, as the bundled dataset has them, and their names."""
    dataset = load.bundled()
    for field in map(FIELDS.__getitem__, fields):
        yield from (*field.choices, *(label(choice, "zh") for choice in field.choices))
        if field.table:
            rows = dataset.vocabulary.table(field.table).items()
            yield from (name for id_, record in rows for name in (id_, *names(record)))
        elif field.name in ("id", "series"):
            yield from (value for event in dataset.events for value in field.read(event))


QueryWords = Annotated[Texts, Argument(autocompletion=query_words)]
Where = Annotated[str | None, Option("-w", "--where", autocompletion=query_words)]
Lang = Annotated[str | None, Option("--lang")]


class Options(Struct, frozen=True, dict=True):
    """The options of every command: which dataset, as of which day, and how the answer is shown."""

    view: ClassVar[Sequence[str]] = ()  # the command that answers a line without one

    format: Annotated[str | None, Option("-f", "--format", autocompletion=one_of(FORMATS))] = None
    json: Annotated[bool, Option("--json")] = False
    lang: Lang = None  # which was read before
    data: Annotated[str, Option("--data", envvar="AHC_DATA")] = "bundled"
    as_of: Annotated[str | None, Option("--as-of", envvar="AHC_AS_OF")] = None
    color: Annotated[Literal["auto", "always", "never"], Option("--color")] = "auto"
    no_pager: Annotated[bool, Option("--no-pager")] = False
    quiet: Annotated[bool, Option("-q", "--quiet")] = False

    def format_for(self, formats: Sequence[str]) -> str:
        """Return the format given, else TSV for rows in a pipe, else the table; UsageError if it
        does not fit.
        """
        name = "json" if self.json else self.format
        if self.json and self.format not in (None, "json"):
            raise UsageError(_("--json and --format {name} conflict; give one", name=self.format))
        if name is None:
            return "tsv" if "tsv" in formats and not self.screen.terminal else "table"
        if name not in formats:
            error = _("this command does not support the format '{name}'", name=name)
            raise UsageError(error, _("formats: {formats}", formats=_(", ").join(formats)))
        return name

    @cached_property
    def as_of_day(self) -> date | None:
        """The last day of the period that --as-of or AHC_AS_OF gives; UsageError if it is not a
        date.
        """
        try:
            return None if self.as_of is None else last_day(self.as_of, datetime.now(UTC).date())
        except DateError as error:
            name = "AHC_AS_OF" if self.as_of == os.environ.get("AHC_AS_OF") else "--as-of"
            raise UsageError(f"{name}: {error}") from None

    @cached_property
    def today(self) -> date:
        """The day of --as-of, else the day of the clock in UTC."""
        return self.as_of_day or datetime.now(UTC).date()

    def load(self, name: str) -> Dataset:
        """Return the dataset of a name, whatever the day."""
        return load.bundled() if name == "bundled" else load.read(name, stdin)

    @cached_property
    def full(self) -> Dataset:
        """The dataset given, whatever the day, in memory."""
        return self.load(self.data).in_memory()

    @cached_property
    def dataset(self) -> Dataset:
        """The dataset given, as of the day given."""
        return self.full if self.as_of_day is None else self.full.as_of(self.as_of_day)

    @cached_property
    def context(self) -> Context:
        """What queries are read against."""
        return Context(self.dataset, self.today, self.full)

    def but(self, **changes: Any) -> Self:
        """Return these options with some changed, and with the dataset that was loaded."""
        changed = replace(self, **changes)
        vars(changed).update(
            {"full": self.full, "view": self.view} if "as_of" in changes else vars(self)
        )
        return changed

    def conditions(self) -> Iterator[Query]:
        """Yield each condition given as an option of `QueryOptions`."""
        for name in inspect.get_annotations(QueryOptions):
            if texts := getattr(self, name, None):
                yield Is(
                    name, tuple(FIELDS[name].value(text.strip(), self.context) for text in texts)
                )

    def ask(self, words: Iterable[str] | None, *more: Query) -> Question:
        """Ask the dataset what the words and conditions of the command line, and further
        conditions, say.
        """
        return ask(self.context, " ".join(words or ()), (*more, *self.conditions()))

    @cached_property
    def screen(self) -> Screen:
        """What the answer is shown on."""
        terminal = is_terminal(sys.stdout)
        color = self.color == "always"
        if self.color == "auto" and not os.environ.get("NO_COLOR"):
            has_colors = terminal and os.environ.get("TERM") not in ("dumb", "", None)
            color = has_colors or bool(
                os.environ.get("FORCE_COLOR") or os.environ.get("CLICOLOR_FORCE")
            )
        unicode = can_encode("–─┄│█•○…→")
        return Screen(
            spoken(), width(), terminal, color, unicode, today=self.today, as_of=self.as_of_day
        )


class RowOptions(Options, frozen=True):
    """The options of commands that answer with rows: also which columns, what order, how many."""

    fields: Annotated[str | None, Option("--fields", autocompletion=one_of(show.NAMES))] = None
    sort: Annotated[str | None, Option("--sort", autocompletion=one_of(show.NAMES))] = None
    reverse: Annotated[bool, Option("-r", "--reverse")] = False
    limit: Annotated[int | None, Option("-n", "--limit", min=0)] = None

    @cached_property
    def full(self) -> Dataset:
        """The dataset given; a stream is read event by event, but for a day it is in memory."""
        return self.load(self.data) if self.as_of_day is None else super().full

    def rows(
        self,
        found: Sequence[Any],
        getters: Getters,
        drawn: Drawn,
        shown: Iterable[str] = (),
        **more: Any,
    ) -> Answer:
        """Return an answer of rows: the records found, arranged as the options say, and what is
        `drawn` of them.

        Of the columns those are `shown` that --fields names. Missing values come last in both
        directions.
        """
        sorting = () if self.sort is None else show.split_names(self.sort, getters)
        keys = [show.sort_key(name, getters[name], spoken()) for name in sorting]
        records = sorted(found, key=lambda record: [key(record) for key in keys])
        if self.reverse:
            present = [record for record in records if not any(key(record)[0] for key in keys[:1])]
            records = [*reversed(present), *records[len(present) :]]
        records, vocabulary = records[: self.limit], self.dataset.vocabulary
        names = (
            (shown or getters) if self.fields is None else show.split_names(self.fields, getters)
        )
        chosen = {name: getters[name] for name in names}
        more = {
            "formats": ROW_FORMATS,
            "vocabulary": vocabulary,
            "edition": self.dataset.edition,
            **more,
        }
        if self.fields is not None:
            more["table"] = show.chosen_table(chosen, vocabulary)
            more["json"] = lambda record: {name: value(record) for name, value in chosen.items()}
        elif callable(drawn):
            more["page"] = lambda _screen: drawn(records)
        else:
            more["table"] = drawn
        return Answer(records=records, getters=chosen, **more)

    def event_rows(self, found: Sequence[Event], page: Drawn | None = None) -> Answer:
        """Return an answer of events, in a table grouped by year or on a page."""
        drawn = page or show.event_table(self.dataset.vocabulary, self.screen)
        more = {"group": None if self.fields else show.year_of, "formats": show.FORMATS}
        return self.rows(found, show.EVENT_GETTERS, drawn, COLUMNS, **more)


class QueryOptions(RowOptions, frozen=True):
    """The options of commands with a query: also conditions, each ANDed to it; repeated, one adds
    an alternative.
    """

    since: Annotated[Texts, Option("--since")] = None
    until: Annotated[Texts, Option("--until")] = None
    kind: Annotated[Texts, Option("--kind", autocompletion=values_of("kind"))] = None
    place: Annotated[Texts, Option("--place", autocompletion=values_of("place"))] = None
    actor: Annotated[Texts, Option("--actor", autocompletion=values_of("actor"))] = None
    topic: Annotated[Texts, Option("--topic", autocompletion=values_of("topic"))] = None
    status: Annotated[Texts, Option("--status", autocompletion=values_of("status"))] = None


def with_options(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options that the type of its `options` names."""
    own = dict(inspect.signature(command).parameters)
    group = own.pop("options").annotation
    shared = dict(inspect.signature(group).parameters)

    @wraps(command)
    def wrapper(**given: Any) -> int:
        return command(options=group(**{name: given.pop(name) for name in shared}), **given)

    wrapper.__doc__ = None  # which shells would show, and of a partial is Python's
    signature = inspect.Signature([*(own | shared).values()])
    wrapper.__signature__ = signature  # type: ignore[attr-defined]  # for Typer
    return wrapper
