"""`ahc diff`: what differs between two events, two days of knowledge, or two datasets."""

from functools import partial
from typing import Annotated

from ahc_cli.ask.compare import COMPARED, compare, events_of
from ahc_cli.ask.find import Finder, find_operand
from ahc_cli.cli.completion import one_of, values_of
from ahc_cli.cli.options import Options, Where, argument, option
from ahc_cli.cli.output import write_answer
from ahc_cli.data.load import Dataset
from ahc_cli.errors import UsageError
from ahc_cli.messages import _
from ahc_cli.model.records import Event
from ahc_cli.out import Page
from ahc_cli.show.difference import Sides, difference_page
from ahc_cli.show.events import split_names

Operand = argument(values_of("id"))
Fields = Annotated[str | None, option("--fields", one_of(COMPARED))]


def diff(
    options: Options,
    left: Annotated[str, Operand],
    right: Annotated[list[str], Operand],
    fields: Fields = None,
    where: Where = None,
) -> int:
    """Compare two events, days or datasets."""
    if [left, *right] == ["-", "-"]:
        raise UsageError(_("only one side can be standard input; give a file for the other"))
    wanted = set(COMPARED if fields is None else split_names(fields, COMPARED))
    full = options.full.in_memory()
    finder = Finder(options.dataset if options.as_of_day else full, full)
    first, second = (find_operand(text, finder, options.load, options.today) for text in (left, " ".join(right)))
    of_documents = any(isinstance(side, Event) and side.kind == "document" for side in (first, second))
    if of_documents:
        wanted.discard("topics")
    difference = compare(first, second, wanted, where, options.today)
    vocabulary = (second if isinstance(second, Dataset) else finder.dataset).vocabulary
    between = Sides(events_of(first, second), vocabulary, of_documents)
    page = partial(difference_page, difference, between)
    write_answer(options, Page(records=[difference], page=page, formats=("table", "json", "md")))
    return int(bool(difference.changes))
