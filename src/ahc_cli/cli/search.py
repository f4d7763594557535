"""Search: `ahc search`, and lines without a command."""

from collections.abc import Mapping, Sequence
from functools import partial
from inspect import signature
from typing import Annotated, Any, get_args

from msgspec import to_builtins
from msgspec.structs import replace
from typer import Argument

from ahc_cli.cli import COMMANDS, function_of
from ahc_cli.cli.completion import query_words
from ahc_cli.cli.events import event_answer, list_, row_answer
from ahc_cli.cli.options import LineOptions, QueryOptions
from ahc_cli.cli.reply import Reply, number_of_events, remedy_for
from ahc_cli.cli.session import Session
from ahc_cli.errors import NotFoundError, UsageError
from ahc_cli.messages import _
from ahc_cli.model.dates import last_day
from ahc_cli.query.context import Context
from ahc_cli.query.grammar import split
from ahc_cli.query.line import knows
from ahc_cli.query.spelling import nearest_names, not_mentioned, one_edit_from, respell
from ahc_cli.render import Answer
from ahc_cli.search.answers import LineAnswer, found_nothing, statement_getters
from ahc_cli.search.lines import Reading, is_only_conditions, read_line
from ahc_cli.search.ranking import Result, rank
from ahc_cli.search.views import View
from ahc_cli.show.events import EVENT_FORMATS
from ahc_cli.show.statements import answer_page, hits_page

# How many events of a search a terminal shows unless -n says so.
_SHOWN = 10


def search(
    session: Session[QueryOptions],
    text: Annotated[list[str], Argument(autocompletion=query_words)],
) -> Reply:
    """Search everything that the record says, best matches first."""
    typed = " ".join(text)
    tokens, conditions = split(typed, session.context)
    if is_only_conditions(tokens, conditions):
        return replace(list_(session, text), view=View("list", tuple(text)))
    result = rank(session.context, tokens, [*conditions, *session.conditions()])
    respelled, spelled = respell(typed, result.missing, session.context)
    if spelled:
        return replace(search(session, respelled.split()), note=_read_as(spelled))
    events = result.found
    name = session.format_for(EVENT_FORMATS)
    is_page = name in ("table", "html")
    if not (events or (is_page and result.beside)):
        return _nothing(session, typed, result)
    if name == "table" and session.screen.terminal and session.options.limit is None:
        session = Session(replace(session.options, limit=_SHOWN), session)
    vocabulary = session.dataset.vocabulary
    remarks = _remarks(result, session.context)
    page = partial(hits_page, result=result, remarks=remarks, vocabulary=vocabulary)
    answer = event_answer(session, events, page)
    total, rest = number_of_events(len(events)), list[str]()
    if len(answer.records) < len(events):
        rest.append(_("all with -n {n}", n=len(events)))
    code = int(not result.complete)
    return Reply(session, answer, len(events), total, remarks=rest, exit_code=code, asked=typed)


def _remarks(result: Result, context: Context) -> list[str]:
    """Say which words the record does not have, and that the events have not all words."""
    remarks = []
    if result.missing:
        words = nearest_names(result.missing, context)
        remarks.append(_("The record does not mention {words}.", words=words))
    if not result.is_complete:
        remarks.append(_("No sentence has all the words; these have some of them:"))
    return remarks


def _nothing(session: Session[QueryOptions], typed: str, result: Result) -> Reply:
    """Return an empty answer, and the error that says why nothing was found."""
    why = _("no statement has all the words")
    if result.missing:
        why = not_mentioned(result.missing, session.context)
    message = _("nothing found for '{text}': {why}", text=typed, why=why)
    for ranked in result.computed:
        if ranked.is_complete:
            command = ranked.statement.command
            message = _("no event says this; try '{command}'", command=command)
    return Reply(session, event_answer(session, []), 0, error=NotFoundError(message))


def line(session: Session[LineOptions], words: list[str]) -> Reply:
    """Answer a line without a command: the card of one thing, a view, or else what is known."""
    _refuse_misspelt(words[0], session.context)
    if session.options.format is None and not session.options.json:
        # Also in a pipe the answer is text.
        session = Session(replace(session.options, format="table"), session)
    limits = list(session.conditions())
    run = partial(_reply_of, session=session)
    read = read_line(" ".join(words), session.context, run, limits)
    command = replace(read.view, options=tuple(session.typed_conditions())).line
    reply = read.found
    if isinstance(reply, LineAnswer):
        reply = _reply_with(reply, command, session)
    notes = [_read_as(read.spelled) if read.spelled else reply.note]
    if read.nothing:
        notes.insert(0, found_nothing(read.nothing, session.dataset.vocabulary))
    note = _("; ").join(filter(None, notes))
    reply = replace(reply, note=note, asked=" ".join(words))
    is_json = session.format_for(reply.answer.formats) == "json"
    return _as_object(reply, read.readings, command) if is_json else reply


def _as_object(reply: Reply, read: Sequence[Reading], command: str) -> Reply:
    """Put the answer to a line in an object, with how it was read and the command that gives it."""
    answer, exit_code = reply.answer, reply.exit_code or int(reply.is_empty)
    rows: Any = list(map(answer.json, answer.records))
    if "ndjson" not in answer.formats:  # the command gives an object, not an array
        (rows,) = rows
    record = {"read": read, "command": command, "rows": rows}
    answer = Answer(records=[record], formats=("json",))
    return replace(reply, answer=answer, found=None, total="", exit_code=exit_code)


def _read_as(spelled: Mapping[str, str]) -> str:
    """Say how words were read that the record does not have as they were typed."""
    parts = (
        _("read '{typed}' as {name}", typed=typed, name=name) for typed, name in spelled.items()
    )
    return _("; ").join(parts)


def _reply_with(answer: LineAnswer, command: str, session: Session[LineOptions]) -> Reply:
    """Return the statements that answer a line, and the command that finds more."""
    vocabulary = session.dataset.vocabulary
    page = partial(answer_page, answer=answer, search=command, vocabulary=vocabulary)
    rows = row_answer(session, answer.statements, statement_getters(vocabulary), page)
    getters = rows.getters.items()
    rows = replace(
        rows,
        formats=("table", "json", "ndjson", "md", "html", "ids"),
        json=lambda ranked: {name: getter(ranked) for name, getter in getters},
    )
    return Reply(session, rows, exit_code=int(not answer.is_complete))


def _refuse_misspelt(word: str, context: Context) -> None:
    """Refuse a word that people type instead of a command, or that is one edit from one.

    A misspelt command means nothing itself.
    """
    near = [] if knows(word, context) else one_edit_from(word, COMMANDS)
    remedy = remedy_for(word, near)
    if remedy:
        raise UsageError(_("unknown command '{word}'{near}", word=word, near=remedy))


def _reply_of(view: View, session: Session[LineOptions]) -> Reply | None:
    """Return what the command of a view answers; None if it cannot.

    It cannot if it does not take an option that was typed.
    """
    typed = session.options
    options = replace(
        typed,
        reverse=typed.reverse or view.reverse,
        limit=view.limit if typed.limit is None else typed.limit,
        as_of=view.as_of or typed.as_of,
    )
    command = function_of(view.command)
    (taken,) = get_args(signature(command).parameters["session"].annotation)
    given = to_builtins(options)  # which omits what is not given
    if not given.keys() <= set(taken.__struct_fields__):
        return None
    try:
        if view.as_of:
            last_day(view.as_of, session.today, session.day)
        reply: Reply = command(Session(options, session), [*view.words])
    except (NotFoundError, UsageError):  # not yet known, no date, or one after --as-of
        return None
    return replace(reply, view=view)
