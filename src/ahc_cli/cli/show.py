"""Pages: `ahc show` and `status`, `diff` of events, days and datasets, `validate` and `schema`."""

import os
from collections.abc import Iterator
from functools import partial
from pkgutil import get_data
from typing import Annotated, get_args

from msgspec import UNSET
from msgspec.structs import replace
from typer import Argument, Option

from ahc_cli.cli.options import Options, Texts, Where, one_of, values_of
from ahc_cli.cli.output import reply, write_answer, write_error, write_output
from ahc_cli.cli.terminal import can_encode, stdin
from ahc_cli.data import check
from ahc_cli.data.load import Dataset
from ahc_cli.errors import DatasetError, NotFoundError, UsageError
from ahc_cli.messages import _, ngettext
from ahc_cli.model.records import Event, Table
from ahc_cli.model.text import inert, width
from ahc_cli.render import Answer, Line, Screen, Span
from ahc_cli.report.diff import COMPARED, compare, find_operand
from ahc_cli.report.status import report_status
from ahc_cli.show.cards import Cards, front_page, status_page
from ahc_cli.show.difference import difference_page
from ahc_cli.show.rows import split_names


def show(
    options: Options,
    ids: Annotated[list[str], Argument(autocompletion=values_of("id", *get_args(Table)))],
) -> int:
    """Show everything about an event, actor, topic, place or document."""
    dataset, found = options.dataset, options.context.index.find_all(ids)
    cards = Cards(tuple(dataset.events), dataset.vocabulary, report_status(dataset, options.today))
    return reply(
        options, Answer(records=found, json=cards.json, page=partial(cards.page, found)), found
    )


def front() -> int:
    """Show in a few lines where the convention stands, and what to try."""
    options = Options(
        data=os.environ.get("AHC_DATA") or "bundled", as_of=os.environ.get("AHC_AS_OF") or None
    )
    dataset, report = None, None
    try:
        dataset = options.dataset
        report = report_status(dataset, options.today)
    except DatasetError as error:
        write_error(f"ahc: {error.args[0]}", *error.args[1:])
    page = partial(front_page, dataset, report, chinese=can_encode("中"))
    write_answer(options, Answer(records=(), page=page))
    return 0


def status(options: Options, day: Annotated[Texts, Argument()] = None) -> int:
    """Show where the convention stands, today or as of a day."""
    if day:
        options = options.but(as_of=" ".join(day))
    report = report_status(options.dataset, options.today)
    if report is None:
        raise NotFoundError(_("this dataset does not describe the convention, so it has no status"))
    write_answer(options, Answer(records=[report.status], page=partial(status_page, report)))
    return 0


def diff(
    options: Options,
    operands: Annotated[list[str], Argument(autocompletion=values_of("id"))],
    fields: Annotated[str | None, Option("--fields", autocompletion=one_of(COMPARED))] = None,
    where: Where = None,
) -> int:
    """Compare two events, days or datasets."""
    left, *right = operands
    if not right:
        raise UsageError(_("give two events, days or files, as in 'ahc diff session-3 session-4'"))
    if operands == ["-", "-"]:
        raise UsageError(_("only one side can be standard input; give a file for the other"))
    wanted = set(COMPARED if fields is None else split_names(fields, COMPARED))
    index = options.context.index
    first, second = (
        find_operand(text, index, options.load, options.today) for text in (left, " ".join(right))
    )
    if any(isinstance(side, Event) and side.kind == "document" for side in (first, second)):
        wanted.discard("topics")
    difference = compare(first, second, wanted, where, options.today)
    vocabulary = (second if isinstance(second, Dataset) else options.dataset).vocabulary
    sides = ((side,) if isinstance(side, Event) else side.events for side in (first, second))
    events = {event.id: event for side in sides for event in side}
    page = partial(difference_page, difference, events, vocabulary)
    write_answer(options, Answer(records=[difference], page=page, formats=("table", "json", "md")))
    return int(bool(difference.changes))


def validate(options: Options, file: Annotated[str | None, Argument()] = None) -> int:
    """Check a dataset and show where its errors are."""
    name = options.data if file is None else file
    problems, events = check.check(name, stdin)
    shown = {"bundled": _("bundled"), "-": _("standard input")}.get(name, name)
    valid = ngettext("{name}: valid, {n} event", "{name}: valid, {n} events", events, name=shown)

    def page(screen: Screen) -> Iterator[Line]:
        for problem in problems:
            yield _line(inert(f"{shown}:{problem}"))
            if screen.terminal and problem.quote:
                # A character has two cells at most.
                before, after = (
                    problem.quote[0][-(screen.width // 4) :],
                    problem.quote[1][: screen.width // 4],
                )
                yield from (_line(before + after), _line(" " * width(before) + "^"))
        if not problems:
            yield _line(inert(valid))

    records = [replace(problem, quote=UNSET) for problem in problems]
    write_answer(options, Answer(records=records, page=page, formats=("table", "json", "ndjson")))
    return int(bool(problems))


def _line(text: str) -> Line:
    return Line((Span(text),), "chart", indent=0)


def schema(options: Options) -> int:
    """Print the JSON Schema of a dataset."""
    if not options.quiet:
        write_output([get_data("ahc_cli", "data/schema.json") or b""])
    return 0
