"""The options that commands share, as they are typed."""

from typing import Annotated, ClassVar, Literal

from msgspec import Struct
from typer import Argument, Option

from ahc_cli.cli.completion import columns, one_of, query_words, values_of
from ahc_cli.render import FORMATS

Texts = list[str] | None
Words = Annotated[list[str], Argument(default_factory=list)]
QueryWords = Annotated[list[str], Argument(default_factory=list, autocompletion=query_words)]
Where = Annotated[str | None, Option("-w", "--where", autocompletion=query_words)]


class Options(Struct, frozen=True, omit_defaults=True):
    """The options of every command: which dataset, as of which day, and how it is shown.

    Typer makes `--as-of` of `as_of`; only switches, and options with a letter, name themselves.

    A command that `streams` reads a dataset once, event by event; others have it in memory.
    """

    streams: ClassVar[bool] = False

    format: Annotated[str | None, Option("-f", "--format", autocompletion=one_of(FORMATS))] = None
    json: Annotated[bool, Option("--json")] = False
    output: Annotated[str | None, Option("-o", "--output")] = None
    lang: str | None = None  # which was read before
    data: str | None = None
    as_of: str | None = None
    color: Literal["auto", "always", "never"] = "auto"
    no_pager: Annotated[bool, Option("--no-pager")] = False
    quiet: Annotated[bool, Option("-q", "--quiet")] = False


class RowOptions(Options, frozen=True):
    """The options of commands that answer with rows: also which columns, what order, how many."""

    streams = True

    fields: Annotated[str | None, Option(autocompletion=columns)] = None
    sort: Annotated[str | None, Option(autocompletion=columns)] = None
    reverse: Annotated[bool, Option("-r", "--reverse")] = False
    limit: Annotated[int | None, Option("-n", "--limit", min=0)] = None

    @property
    def most(self) -> int | None:
        """How many rows are held at most, the first in the usual order; None if all are needed."""
        if self.limit is None or self.sort or self.reverse:
            return None
        return max(1, self.limit)


class TableOptions(RowOptions, frozen=True):
    """The options of commands that answer with a table made of the whole dataset."""

    streams = False


class QueryOptions(RowOptions, frozen=True):
    """The options of commands with a query: also conditions, each ANDed to it.

    One that is repeated adds an alternative.
    """

    since: Texts = None
    until: Texts = None
    kind: Annotated[Texts, Option(autocompletion=values_of("kind"))] = None
    place: Annotated[Texts, Option(autocompletion=values_of("place"))] = None
    actor: Annotated[Texts, Option(autocompletion=values_of("actor"))] = None
    topic: Annotated[Texts, Option(autocompletion=values_of("topic"))] = None
    status: Annotated[Texts, Option(autocompletion=values_of("status"))] = None
    where: Where = None


class LineOptions(QueryOptions, frozen=True):
    """The options of a line without a command, of which several questions are asked in turn."""

    streams = False


# The options that are conditions on one field.
CONDITIONS = tuple(name for name in QueryOptions.__annotations__ if name != "where")
