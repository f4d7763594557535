"""`ahc validate`: the errors of a dataset, each with its place."""

import os
from typing import Annotated

import typer

from ahc_cli.answer.faults import Faults
from ahc_cli.cli.options import Options
from ahc_cli.cli.output import check_format, write_answer
from ahc_cli.cli.terminal import stdin
from ahc_cli.data.load import check
from ahc_cli.errors import UsageError


def validate(
    *,
    file: Annotated[
        str | None, typer.Argument(metavar="[FILE]", show_default=False, help="The dataset; - is standard input.")
    ] = None,
    format_: Annotated[
        str | None, typer.Option("-f", "--format", metavar="FORMAT", show_default=False, help="table, json or ndjson.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="The same as -f json.")] = False,
    data: Annotated[str | None, typer.Option(metavar="FILE", show_default=False, help="The same as FILE.")] = None,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Print nothing; use the exit status.")] = False,
) -> int:
    """Check a dataset and show where its errors are.

    Every record is checked. Without FILE it checks the dataset in use: that of AHC_DATA, else the bundled one. The
    exit status is 0 if it is valid, 1 if not, 3 if it cannot be read.

    \b
    Examples:
      ahc validate
      ahc validate --json
      ahc list --json | ahc validate -
    """
    options = Options(format=format_, json=json, quiet=quiet)
    check_format(options.format_name, Faults.formats)
    if file is not None and data is not None:
        raise UsageError("FILE and --data mean the same; give one of them")
    name = (data if file is None else file) if file is not None or data is not None else os.environ.get("AHC_DATA")
    problems, events = check(name or None, stdin)
    shown = {"": "bundled", "-": "standard input"}.get(name or "", name or "")
    write_answer(options, Faults(shown, events, problems))
    return int(bool(problems))
