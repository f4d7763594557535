"""The options of the commands, as they are typed. The table of commands says which command has
which."""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from msgspec import Struct
from typer import Argument, Context, Option

Texts = list[str] | None
# Those of every command: which dataset, as of which day, and how an answer is shown.
SHARED = ("format", "json", "output", "lang", "data", "as_of", "color", "no_pager", "quiet")


def offering(sort: str) -> Callable[[Context, str], list[str]]:
    """Return what offers words of a sort when a shell asks for them, and loads nothing before."""

    def offer(ctx: Context, incomplete: str) -> list[str]:
        from ahc_cli.cli.completion import offer

        return offer(sort, ctx, incomplete)

    return offer


def words_argument(words: str, least: int) -> Any:
    """Return the type of the words of a command."""
    if least:
        return Annotated[list[str], Argument(autocompletion=offering(words))]
    return Annotated[list[str], Argument(default_factory=list, autocompletion=offering(words))]


class Options(Struct, frozen=True):
    """What is typed as options; those that a command does not have are as if not typed.

    Typer makes `--as-of` of `as_of`; only switches, and options with a letter, name themselves. A
    condition that is repeated adds an alternative.
    """

    fields: Annotated[str | None, Option(autocompletion=offering("columns"))] = None
    sort: Annotated[str | None, Option(autocompletion=offering("columns"))] = None
    reverse: Annotated[bool, Option("-r", "--reverse")] = False
    limit: Annotated[int | None, Option("-n", "--limit", min=0)] = None
    since: Texts = None
    until: Texts = None
    kind: Annotated[Texts, Option(autocompletion=offering("kind"))] = None
    place: Annotated[Texts, Option(autocompletion=offering("place"))] = None
    actor: Annotated[Texts, Option(autocompletion=offering("actor"))] = None
    topic: Annotated[Texts, Option(autocompletion=offering("topic"))] = None
    status: Annotated[Texts, Option(autocompletion=offering("status"))] = None
    where: Annotated[str | None, Option("-w", "--where", autocompletion=offering("query"))] = None
    verbose: Annotated[bool, Option("-v", "--verbose")] = False
    format: Annotated[str | None, Option("-f", "--format", autocompletion=offering("formats"))] = (
        None
    )
    json: Annotated[bool, Option("--json")] = False
    output: Annotated[str | None, Option("-o", "--output")] = None
    lang: str | None = None  # which was read before
    data: str | None = None
    as_of: str | None = None
    color: Literal["auto", "always", "never"] = "auto"
    no_pager: Annotated[bool, Option("--no-pager")] = False
    quiet: Annotated[bool, Option("-q", "--quiet")] = False
