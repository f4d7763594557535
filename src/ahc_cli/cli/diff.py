"""Differences: `ahc diff` of events, days and datasets."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Annotated

from msgspec.structs import replace
from typer import Argument, Option

from ahc_cli.cli.completion import one_of, values_of
from ahc_cli.cli.options import Options, Where
from ahc_cli.cli.reply import Reply
from ahc_cli.cli.session import Session
from ahc_cli.data.load import Dataset
from ahc_cli.errors import UsageError
from ahc_cli.messages import _
from ahc_cli.model.records import Event
from ahc_cli.render import Answer
from ahc_cli.report.diff import COMPARED, Operand, difference_of, find_operand, stat_of
from ahc_cli.show.columns import split_names
from ahc_cli.show.difference import difference_page, stat_page


def diff(
    session: Session[Options],
    operands: Annotated[list[str], Argument(autocompletion=values_of("id"))],
    fields: Annotated[str | None, Option(autocompletion=one_of(COMPARED))] = None,
    where: Where = None,
    *,
    stat: Annotated[bool, Option("--stat")] = False,
) -> Reply:
    """Compare two events, days or datasets."""
    left, *right = operands
    if not right:
        message = _("give two events, days or files, as in 'ahc diff 2022 2023'")
        raise UsageError(message)
    if operands == ["-", "-"]:
        message = _("only one side can be standard input; give a file for the other")
        raise UsageError(message)
    compared = set(COMPARED if fields is None else split_names(fields, COMPARED))
    index = session.context.index
    before, after = (
        find_operand(text, index, session.load, session.today) for text in (left, " ".join(right))
    )
    events = {event.id: event for event in (*_events(before), *_events(after))}
    difference = difference_of(before, after, compared, where, session.today)
    vocabulary = (after if isinstance(after, Dataset) else session.dataset).vocabulary
    page = partial(difference_page, difference, events, vocabulary, days=_days(before, after))
    answer = Answer(records=[difference], page=page, formats=("table", "json", "md", "html"))
    if stat:
        answer = Answer(
            records=stat_of(difference), page=lambda _screen: stat_page(difference, events)
        )
    answer = replace(answer, title=" → ".join((left, " ".join(right))))
    return Reply(session, answer, exit_code=int(bool(difference.changes)))


def _days(*operands: Operand) -> list[date]:
    """Return the days as of which the record is compared."""
    days = (operand.day for operand in operands if isinstance(operand, Dataset))
    return list(filter(None, days))


def _events(operand: Operand) -> Iterable[Event]:
    """Return the events of one side."""
    return operand.events if isinstance(operand, Dataset) else (operand,)
