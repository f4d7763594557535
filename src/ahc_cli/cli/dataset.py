"""`ahc validate` and `ahc schema`: the errors of a dataset, and what a dataset looks like."""

import os
from itertools import count
from typing import Annotated

import msgspec
import typer

from ahc_cli.answer.verdict import Faults
from ahc_cli.cli.options import Options
from ahc_cli.cli.output import check_format, write_answer, write_output
from ahc_cli.cli.terminal import stdin
from ahc_cli.data.check import faults
from ahc_cli.data.check import schema as dataset_schema
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
    met = count()
    problems = list(faults(name or None, stdin, met.__next__))
    shown = {"": "bundled", "-": "standard input"}.get(name or "", name or "")
    write_answer(options, Faults(shown, next(met), problems))
    return int(bool(problems))


def schema() -> int:
    """Print the JSON Schema of a dataset.

    Documents and arrays of events satisfy it, and so does every answer of whole events. 'ahc validate' also checks
    what a schema cannot say: that ids are known and dates exist.

    \b
    Examples:
      ahc schema
      ahc schema > dataset.schema.json
      ahc list --json > events.json
    """
    write_output([msgspec.json.format(msgspec.json.encode(dataset_schema()), indent=2), b"\n"])
    return 0
