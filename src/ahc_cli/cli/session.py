"""A session: what one command line works with, from its options and the surroundings."""

import os
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import cached_property

from msgspec.structs import asdict, replace

from ahc_cli.answers import Command
from ahc_cli.cli.options import Options
from ahc_cli.cli.terminal import can_encode, is_file, is_terminal, stdin, width
from ahc_cli.data.load import Dataset, Files
from ahc_cli.errors import DateError, UsageError
from ahc_cli.messages import _
from ahc_cli.model.dates import last_day
from ahc_cli.query.context import Context
from ahc_cli.query.request import CONDITIONS, Request
from ahc_cli.render import FORMATS, Screen

# What drawings need an output to be able to encode, or else they are drawn in ASCII.
_DRAWN = "–─┄│█•○…→"
# The cells of a line of HTML, for which a table has all its columns.
_WIDE = 160


class Session:
    """The options of a command, and what follows from them, made once when it is first needed."""

    def __init__(self, options: Options, command: Command) -> None:
        self.options = replace(options, format=options.format or _format_of(options))
        self.command = command

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

    @cached_property
    def files(self) -> Files:
        """Where datasets are read from."""
        return Files(self.data, stdin)

    @cached_property
    def context(self) -> Context:
        """What queries are read against. The dataset is opened when it is first needed; a stream is
        in memory unless it is read only once.
        """
        files, is_read_once = self.files, self.day or self.command.streams

        def open_dataset() -> Dataset:  # which does not keep the session, and so files, alive
            full = files.open(files.name)
            return full if is_read_once else full.in_memory()

        return Context(open_dataset, _today(), self.day, files)

    def request(self, name: str, words: Sequence[str]) -> Request:
        """Return what is asked of a command."""
        self.check_format(self.command.formats)
        typed, conditions = asdict(self.options), dict[str, Sequence[str]]()
        for option in (*CONDITIONS, "where"):
            given = typed[option]
            if given:
                conditions[option] = (given,) if isinstance(given, str) else tuple(given)
        return Request(
            name,
            tuple(words),
            conditions,
            self.options.fields,
            self.options.sort,
            self.options.reverse,
            self.options.limit,
            str(self.day or "") if self.command.reads else "",
            self.options.verbose,
            self.format,
        )

    @cached_property
    def format(self) -> str:
        """The format to write: the one given, else that of rows in a pipe, or that for people."""
        name, formats = self.options.format, self.command.formats
        if self.options.json:
            if name not in (None, "json"):
                raise UsageError(_("--json and --format {name} conflict; give one", name=name))
            return "json"
        is_rows = formats[1:2] == ("tsv",)
        return name or ("tsv" if is_rows and not self.screen.terminal else formats[0])

    def check_format(self, formats: Sequence[str]) -> None:
        """Raise UsageError if the format is none of those that fit."""
        if self.format not in formats:
            error = _("this command does not support the format '{name}'", name=self.format)
            raise UsageError(error, _("formats: {formats}", formats=_(", ").join(formats)))

    @cached_property
    def screen(self) -> Screen:
        """What the answer is shown on."""
        is_file = self.options.output is not None
        is_shown = not is_file and is_terminal(sys.stdout)
        screen = Screen(
            width(),
            terminal=is_shown,
            color=not is_file and self._has_color(),
            unicode=is_file or can_encode(_DRAWN, sys.stdout.encoding),
            today=self.context.today,
            as_of=self.day,
        )
        if self.options.format == "html":  # which can show everything
            return replace(screen, width=_WIDE, terminal=True, color=True, unicode=True)
        return screen

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
