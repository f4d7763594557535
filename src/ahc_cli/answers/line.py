"""A line without a command: the card of one thing, a view, or else what the record says."""

from functools import partial

from msgspec.structs import replace

from ahc_cli.answers import COMMANDS, NAMED, answer
from ahc_cli.answers.remarks import remedy_for
from ahc_cli.answers.search import read_as
from ahc_cli.errors import NotFoundError, UsageError
from ahc_cli.messages import _
from ahc_cli.query.context import Context
from ahc_cli.query.line import knows
from ahc_cli.query.question import conditions_in
from ahc_cli.query.request import Request
from ahc_cli.query.spelling import one_edit_from
from ahc_cli.render import Answer
from ahc_cli.search.answers import (
    LineAnswer,
    found_nothing,
    found_statement,
    statement_getters,
)
from ahc_cli.search.lines import read_line
from ahc_cli.show.statements import answer_page


def line(request: Request, context: Context) -> Answer:
    """Answer a line: with the first view that finds something, or with statements."""
    if request.words:
        _refuse_misspelt(request.words[0], context)
    run = partial(_run, request=request, context=context)
    read = read_line(request.text, context, run, conditions_in(request, context))
    view = replace(read.view, conditions=request.conditions)
    found = read.found
    made = found if isinstance(found, Answer) else _statements(found, view, context)
    notes = [read_as(read.spelled) if read.spelled else made.note]
    if read.nothing:
        notes.insert(0, found_nothing(read.nothing, context.vocabulary))
    note = _("; ").join(filter(None, notes))
    return replace(made, note=note, about={"read": read.readings, "command": view.line})


def _run(view: Request, request: Request, context: Context) -> Answer | None:
    """Return what the command of a view answers; None if it cannot.

    It cannot if it does not take an option that was typed.
    """
    asked = replace(
        view,
        conditions=request.conditions,
        fields=request.fields,
        sort=request.sort,
        reverse=view.reverse or request.reverse,
        limit=view.limit if request.limit is None else request.limit,
        as_of=view.as_of or request.as_of,
        format=request.format,
    )
    if not asked.options <= {*COMMANDS[view.command].options}:
        return None
    try:
        return answer(asked, context)
    except (NotFoundError, UsageError):  # not yet known, no date, or one after --as-of
        return None


def _statements(found: LineAnswer, view: Request, context: Context) -> Answer:
    """Return the statements that answer a line, and the command that finds more."""
    getters = statement_getters(context.vocabulary)
    return Answer(
        records=found.statements,
        page=lambda answer, _screen: answer_page(
            answer.records, found, view.line, answer.vocabulary
        ),
        getters=getters,
        json=lambda ranked: {name: getter(ranked) for name, getter in getters.items()},
        row=partial(found_statement, vocabulary=context.vocabulary),
        formats=("table", "json", "ndjson", "md", "html", "ids"),
        exit_code=int(not found.is_complete),
    )


def _refuse_misspelt(word: str, context: Context) -> None:
    """Refuse a word that people type instead of a command, or that is one edit from one.

    A misspelt command means nothing itself.
    """
    near = [] if knows(word, context) else one_edit_from(word, NAMED)
    remedy = remedy_for(word, near)
    if remedy:
        raise UsageError(_("unknown command '{word}'{near}", word=word, near=remedy))
