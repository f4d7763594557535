"""`ahc diff`: what differs between two events, two days of knowledge, or two datasets."""

from collections.abc import Callable
from typing import Annotated

import typer

from ahc_cli.answer.events import split_names
from ahc_cli.answer.verdict import Differences
from ahc_cli.ask.compare import COMPARED, compare, events_of
from ahc_cli.ask.find import Operands
from ahc_cli.cli import completion
from ahc_cli.cli.options import Options, Where, with_options
from ahc_cli.cli.output import check_format, write_answer
from ahc_cli.data.load import Dataset
from ahc_cli.errors import UsageError
from ahc_cli.model.records import Event

_OPERAND = "An event, a day, a file, - or bundled."
Left = Annotated[str, typer.Argument(metavar="LEFT", autocompletion=completion.ids, help=_OPERAND)]
Right = Annotated[str, typer.Argument(metavar="RIGHT", autocompletion=completion.ids, help=_OPERAND)]


@with_options(options=Options)
def diff(
    options: Options,
    left: Left,
    right: Right,
    fields: Annotated[
        str | None,
        typer.Option(
            metavar="A,B", help="Comma-separated fields to compare.", autocompletion=completion.names(lambda: COMPARED)
        ),
    ] = None,
    where: Where = None,
) -> int:
    """Compare two events, days or datasets.

    A day means the record as it was known on that day. The exit status is 0 if nothing differs, 1 otherwise.

    \b
    Examples:
      ahc diff session-3 session-4
      ahc diff 2020-06 2021-06
      ahc diff 2023-04 2024 -w series:session --fields date,status
    """
    check_format(options.format_name, Differences.formats)
    if left == right == "-":
        raise UsageError("only one side can be standard input; give a file for the other")
    wanted = _wanted(fields)
    operands = Operands(options.load, options.read, options.today, options.as_of_day)
    sides = operands.find(left), operands.find(right)
    of_documents = all(isinstance(side, Event) and side.kind == "document" for side in sides)
    compared = (lambda name: name != "topics" and wanted(name)) if of_documents else wanted
    difference = compare(*sides, compared, where, options.today)
    vocabulary = sides[1].vocabulary if isinstance(sides[1], Dataset) else operands.base.vocabulary
    write_answer(options, Differences(difference, events_of(*sides), vocabulary, of_documents))
    return int(bool(difference.changes))


def _wanted(fields: str | None) -> Callable[[str], bool]:
    """Return the test whether a field is compared; `title` stands for both languages."""
    if fields is None:
        return lambda _: True
    named = split_names(fields, COMPARED)
    return lambda name: name.partition(".")[0] in named
