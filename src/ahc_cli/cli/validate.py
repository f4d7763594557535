"""`ahc validate`: every fault of a dataset, with its place."""

import os
from typing import Annotated

import typer

from ahc_cli import dataset
from ahc_cli.cli.asking import tell
from ahc_cli.cli.options import Asked, stdin
from ahc_cli.errors import UsageError
from ahc_cli.render import Answer, check
from ahc_cli.render.faults import Checked
from ahc_cli.text import count_of
from ahc_cli.vocabulary import Vocabulary


def validate(
    *,
    file: Annotated[
        str | None, typer.Argument(metavar="[FILE]", show_default=False, help="What to check; - is standard input.")
    ] = None,
    format_: Annotated[
        str | None, typer.Option("-f", "--format", metavar="FORMAT", show_default=False, help="table, json or ndjson.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="The same as -f json.")] = False,
    data: Annotated[str | None, typer.Option(metavar="FILE", show_default=False, help="The same as FILE.")] = None,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Print nothing; only the exit status tells.")] = False,
) -> int:
    """Check a dataset and place its faults.

    Every record is looked at. Without FILE the data in use are checked: those of AHC_DATA, else the bundled
    ones. The exit status is 0 if they are valid, 1 if not, 3 if they cannot be read.

    \b
    Examples:
      ahc validate
      ahc validate --json
      ahc list --json | ahc validate -
    """
    asked = Asked(format=format_, json=json, quiet=quiet)
    check(asked.format_name, "cards")
    if file is not None and data is not None:
        raise UsageError("FILE and --data are the same; give one")
    given = data if file is None else file
    if given is None:
        given = os.environ.get("AHC_DATA") or None
    met: list[None] = []
    found = list(dataset.faults(given, stdin, lambda: met.append(None)))
    shown = {None: "bundled", "-": "standard input"}.get(given, given)
    answer = Answer("cards", found, (), Vocabulary(), draw="faults", plain=True, detail=Checked(str(shown), len(met)))
    return tell(asked, answer, count_of(len(found), "fault") if found else "", nothing=bool(found))
