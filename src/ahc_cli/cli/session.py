"""A session: what one command works with, from its options and the surroundings."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec.structs import replace

from ahc_cli.cli.options import CONDITIONS, Options
from ahc_cli.cli.terminal import can_encode, is_file, is_terminal, stdin, width
from ahc_cli.data import load
from ahc_cli.data.load import Dataset
from ahc_cli.errors import DateError, UsageError
from ahc_cli.messages import _
from ahc_cli.model.dates import last_day
from ahc_cli.model.fields import FIELDS
from ahc_cli.query.algebra import Is, Query
from ahc_cli.query.context import Context, context_of
from ahc_cli.query.question import Question, ask
from ahc_cli.render import FORMATS, Screen

if TYPE_CHECKING:
    from ahc_cli.query.grammar import Subject

# What drawings need an output to be able to encode, or else they are drawn in ASCII.
_DRAWN = "–─┄│█•○…→"
# The cells of a line of HTML, for which a table has all its columns.
_WIDE = 160

T_co = TypeVar("T_co", bound=Options, covariant=True)


class Session(Generic[T_co]):
    """The options of a command, and what follows from them: each is made when first needed, once.

    A session with a `base` works with the dataset of that one, and opens none.
    """

    def __init__(self, options: T_co, base: "Session[Options] | None" = None) -> None:
        self.options = replace(options, format=options.format or _format_of(options))
        self._base = base

    @cached_property
    def day(self) -> date | None:
        """The day that the record is as of, the last of a period; None if none is given.

        UsageError if what is given is not a date.
        """
        name, text = "--as-of", self.options.as_of
        if text is None:
            name, text = "AHC_AS_OF", os.environ.get("AHC_AS_OF")
            if not text:
                return None
        try:
            return last_day(text, _today())
        except DateError as error:
            raise UsageError(f"{name}: {error}") from None

    @property
    def data(self) -> str:
        """The name of the dataset."""
        if self.options.data is not None:
            return self.options.data
        return os.environ.get("AHC_DATA") or "bundled"

    def load(self, name: str) -> Dataset:
        """Return the dataset of a name, whatever the day."""
        return load.bundled() if name == "bundled" else load.read(name, stdin)

    @cached_property
    def today(self) -> date:
        """The day that the record is as of, else the day of the clock in UTC."""
        return self.day or _today()

    @cached_property
    def full(self) -> Dataset:
        """The dataset, whatever the day; a stream is in memory unless it is read only once."""
        if self._base:
            return self._base.full
        full = self.load(self.data)
        return full if self.day or self.options.streams else full.in_memory()

    @cached_property
    def context(self) -> Context:
        """What queries are read against."""
        if self._base and self._base.day == self.day:
            return self._base.context
        return context_of(self.full, self.day, self.today)

    @property
    def dataset(self) -> Dataset:
        """The dataset, as of the day given."""
        return self.context.dataset

    def ask(
        self, words: Iterable[str], *conditions: Query, subject: "Subject | None" = None
    ) -> Question:
        """Ask what the words and options say of a subject, under further conditions."""
        conditions = (*conditions, *self.conditions())
        return ask(self.context, " ".join(words), conditions, subject)

    def conditions(self) -> Iterator[Query]:
        """Yield each condition that is given as an option."""
        for name in CONDITIONS:
            texts: list[str] = getattr(self.options, name, None) or []
            if texts:
                values = (FIELDS[name].value(text.strip(), self.context) for text in texts)
                yield Is(name, tuple(values))
        where = getattr(self.options, "where", None)
        if where:
            yield ask(self.context, where).query

    def typed_conditions(self) -> Iterator[str]:
        """Yield each option that is a condition, and its argument, as they are typed."""
        for name in (*CONDITIONS, "where"):
            given = getattr(self.options, name, None) or []
            for text in [given] if isinstance(given, str) else given:
                yield from (f"--{name}", text)

    def format_for(self, formats: Sequence[str]) -> str:
        """Return the format to write, of those that fit; UsageError if the one given does not.

        If none is given, it is TSV for rows in a pipe, else the first that fits.
        """
        name = self.options.format
        if self.options.json:
            if name not in (None, "json"):
                raise UsageError(_("--json and --format {name} conflict; give one", name=name))
            name = "json"
        if name is None:
            return "tsv" if "tsv" in formats and not self.screen.terminal else formats[0]
        if name not in formats:
            error = _("this command does not support the format '{name}'", name=name)
            raise UsageError(error, _("formats: {formats}", formats=_(", ").join(formats)))
        return name

    @cached_property
    def screen(self) -> Screen:
        """What the answer is shown on."""
        if self.options.format == "html":  # which can show everything
            return Screen(
                _WIDE,
                terminal=True,
                color=True,
                unicode=True,
                today=self.today,
                as_of=self.day,
            )
        is_file = self.options.output is not None
        is_shown = not is_file and is_terminal(sys.stdout)
        return Screen(
            width(),
            terminal=is_shown,
            color=not is_file and self._has_color(),
            unicode=is_file or can_encode(_DRAWN, sys.stdout.encoding),
            today=self.today,
            as_of=self.day,
        )

    def _has_color(self) -> bool:
        """Whether the answer is coloured: as --color, the environment or the terminal says."""
        if self.options.color != "auto":
            return self.options.color == "always"
        if os.environ.get("NO_COLOR"):
            return False
        if os.environ.get("FORCE_COLOR") or os.environ.get("CLICOLOR_FORCE"):
            return True
        return is_terminal(sys.stdout) and os.environ.get("TERM") not in ("dumb", "", None)


def _format_of(options: Options) -> str | None:
    """Return the format that the ending of the output file names, unless another way says it.

    None for text, and for what is no regular file. UsageError for an unknown ending.
    """
    name = options.output
    if name is None or options.json:
        return None
    ending = name.rpartition(".")[2].lower()
    endings = {"txt", *FORMATS} - {"table"}
    if ending not in endings and is_file(name):
        unknown = _("unknown ending of '{file}'; give --format, or one of these:", file=name)
        raise UsageError(unknown, " ".join(f".{known}" for known in sorted(endings)))
    return ending if ending in FORMATS else None


def _today() -> date:
    return datetime.now(UTC).date()
