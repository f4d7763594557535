"""Counts: `ahc count`, how many have each value of a field."""

from collections.abc import Iterator, Sequence
from functools import partial

from msgspec.structs import replace

from ahc_cli.answers.events import signatories_note
from ahc_cli.answers.remarks import number_of_events, number_of_names, of_question
from ahc_cli.messages import _, ngettext
from ahc_cli.model.fields import Field
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.query.context import Context
from ahc_cli.query.question import conditions_in
from ahc_cli.query.request import Request
from ahc_cli.render import Answer, Column, Line, Screen
from ahc_cli.report.counts import Counted, Tally, count_asked, counts_entries
from ahc_cli.report.sentences import lines_about
from ahc_cli.report.states import roll_calls
from ahc_cli.report.status import report_status
from ahc_cli.show.counts import COUNT_GETTERS, count_table, names_page


def count(request: Request, context: Context) -> Answer:
    """Count events, or what actors did in them, for each value of a field."""
    counted = count_asked(request.text, context, conditions_in(request, context))
    question, tallies, n = counted.question, counted.tallies, counted.values.total()
    number, note = number_of_events(n), signatories_note(question)
    if counts_entries(counted.field, question):
        number, note = ngettext("{n} role or position", "{n} roles and positions", n), ""
    is_other = n != len(tallies)
    total, *others = _totals(counted.field, tallies, number, context.vocabulary, is_other=is_other)
    said = of_question(question, len(tallies), total, lambda: [*others, *_remarks(counted)])
    made = Answer(records=tallies, getters=COUNT_GETTERS, **said, note=note)
    if tallies[1:] and all(row.count == 1 for row in tallies):
        return replace(made, page=partial(_names_page, counted, request.format))
    return replace(made, table=partial(_table, counted))


def _names_page(
    counted: Counted, format_: str | None, answer: Answer, screen: Screen
) -> Iterator[Line]:
    """Yield the names of values that are all counted once, such as signatories."""
    question, field = counted.question, counted.field
    report = report_status(question.dataset, question.context.today)
    lines = list(lines_about(question.query, report)) if report else []
    own = [answer.total] if field and field.table else []
    room = screen.width if format_ == "table" else 0
    return names_page(answer.records, lines or own, room)


def _table(counted: Counted, answer: Answer, screen: Screen) -> list[Column]:
    return count_table(answer.records, counted.headings, screen)


def _remarks(counted: Counted) -> Iterator[str]:
    """Say what is counted twice, which roll calls there are, and if other things are counted."""
    question = counted.question
    if sum(row.count for row in counted.tallies) > counted.values.total():
        yield _("an event can be counted in several rows")
    if question.ballots:
        votes = roll_calls(question.dataset, question.context.today)
        symbols = _(", ").join(vote.symbol for vote in votes)
        yield _("roll calls on record: {symbols}", symbols=symbols)
    if counted.others:
        yield _("none is of the kind asked for; others are counted")


def _totals(
    field: Field | None,
    tallies: Sequence[Tally],
    counted: str,
    vocabulary: Vocabulary,
    *,
    is_other: bool,
) -> list[str]:
    """Say how many rows there are and, if that is another number, what was `counted`."""
    if field is None:
        return [counted]
    rows = ngettext("{n} row", "{n} rows", len(tallies))
    if field.table and all(row.value is not None for row in tallies):
        kinds = {vocabulary.kind_of(row.value) for row in tallies}
        rows = number_of_names(len(tallies), "state" if kinds == {"state"} else field.table)
        return [rows, counted] if is_other else [rows]
    return [_("{counted} in {rows}", counted=counted, rows=rows) if is_other else rows]
