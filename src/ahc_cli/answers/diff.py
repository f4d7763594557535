"""Differences: `ahc diff` of events, days and datasets."""

from collections.abc import Iterable
from datetime import date

from ahc_cli.data.load import Dataset
from ahc_cli.errors import UsageError
from ahc_cli.messages import _
from ahc_cli.model.records import Event
from ahc_cli.query.context import Context
from ahc_cli.query.request import Request
from ahc_cli.render import Answer
from ahc_cli.report.diff import COMPARED, Operand, difference_of, find_operand, stat_of
from ahc_cli.show.columns import split_names
from ahc_cli.show.difference import difference_page, stat_page


def diff(request: Request, context: Context) -> Answer:
    """Compare two events, days or datasets."""
    left, *right = request.words
    if not right:
        message = _("give two events, days or files, as in 'ahc diff 2022 2023'")
        raise UsageError(message)
    if request.words == ("-", "-"):
        message = _("only one side can be standard input; give a file for the other")
        raise UsageError(message)
    fields = request.fields
    compared = set(COMPARED if fields is None else split_names(fields, COMPARED))
    before, after = (
        find_operand(text, context.index, context.files.open, context.today)
        for text in (left, " ".join(right))
    )
    (where,) = request.conditions.get("where", [None])
    difference = difference_of(before, after, compared, where, context.today)
    events = {event.id: event for event in (*_events(before), *_events(after))}
    title = " → ".join((left, " ".join(right)))
    code = int(bool(difference.changes))
    if request.stat:
        return Answer(
            records=stat_of(difference),
            page=lambda _answer, _screen: stat_page(difference, events),
            title=title,
            exit_code=code,
        )
    vocabulary = (after if isinstance(after, Dataset) else context.dataset).vocabulary
    days = _days(before, after)
    return Answer(
        records=[difference],
        page=lambda _answer, screen: difference_page(
            difference, events, vocabulary, screen, days=days
        ),
        formats=("table", "json", "md", "html"),
        title=title,
        exit_code=code,
    )


def _days(*operands: Operand) -> list[date]:
    """Return the days as of which the record is compared."""
    days = (operand.day for operand in operands if isinstance(operand, Dataset))
    return list(filter(None, days))


def _events(operand: Operand) -> Iterable[Event]:
    """Return the events of one side."""
    return operand.events if isinstance(operand, Dataset) else (operand,)
