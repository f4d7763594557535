"""`ahc diff`: what differs between two events, two days of knowledge, or two datasets."""

from typing import Annotated

from ahc_cli.answer.events import split_names
from ahc_cli.answer.reports import Differences
from ahc_cli.ask.compare import COMPARED, compare, events_of
from ahc_cli.ask.find import Operands
from ahc_cli.cli.completion import one_of, values_of
from ahc_cli.cli.options import Options, Where, argument, option
from ahc_cli.cli.output import write_answer
from ahc_cli.data.load import Dataset
from ahc_cli.errors import UsageError
from ahc_cli.messages import _
from ahc_cli.model.records import Event

_OPERAND = "An event, a day, a file, - (standard input) or bundled (the bundled dataset)."
Left = Annotated[str, argument("LEFT", _OPERAND, values_of("id"))]
Right = Annotated[list[str], argument("RIGHT", _OPERAND, values_of("id"))]
Fields = Annotated[str | None, option("--fields", "A,B", "Comma-separated fields to compare.", one_of(COMPARED))]


def diff(options: Options, left: Left, right: Right, fields: Fields = None, where: Where = None) -> int:
    """Compare two events, days or datasets.

    A day stands for the record as it was known on that day. The exit status is 0 if nothing differs, 1 otherwise.

    \b
    Examples:
      ahc diff session-3 session-4
      ahc diff 2020-06 2021-06
      ahc diff 2023-04 2024 -w series:session --fields date,status
    """
    if [left, *right] == ["-", "-"]:
        raise UsageError(_("only one side can be standard input; give a file for the other"))
    wanted = set(COMPARED if fields is None else split_names(fields, COMPARED))
    operands = Operands(options.load, options.today, options.as_of_day)
    sides = operands.find_both([left, *right])
    of_documents = any(isinstance(side, Event) and side.kind == "document" for side in sides)
    if of_documents:
        wanted.discard("topics")
    difference = compare(*sides, wanted, where, options.today)
    vocabulary = sides[1].vocabulary if isinstance(sides[1], Dataset) else operands.base.vocabulary
    remarks: list[str] = []
    if options.shows_remarks and (days := [side.day for side in sides if isinstance(side, Dataset) and side.day]):
        from ahc_cli.cli.remarks import to_newest_source

        remarks = to_newest_source(operands.base, max(days))
    write_answer(options, Differences(difference, events_of(*sides), vocabulary, of_documents), remarks)
    return int(bool(difference.changes))
