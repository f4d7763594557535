"""Search: `ahc search`, and lines without a command."""

from collections.abc import Sequence
from functools import partial
from inspect import signature
from typing import TYPE_CHECKING, Annotated, get_args

from msgspec import to_builtins
from msgspec.structs import replace
from typer import Argument

from ahc_cli.cli import COMMANDS, function_of
from ahc_cli.cli.completion import query_words
from ahc_cli.cli.events import event_answer, list_
from ahc_cli.cli.options import LineOptions, QueryOptions, Where
from ahc_cli.cli.reply import Reply, nearest_names, not_mentioned, number_of_events, remedy_for
from ahc_cli.cli.session import Session
from ahc_cli.errors import NotFoundError, UsageError
from ahc_cli.messages import _
from ahc_cli.model.text import fold
from ahc_cli.query.context import Context
from ahc_cli.query.grammar import split
from ahc_cli.query.line import is_list, knows
from ahc_cli.search.views import View, view_of
from ahc_cli.show.events import EVENT_FORMATS
from ahc_cli.show.statements import hits_page

if TYPE_CHECKING:
    from ahc_cli.search.ranking import Result

# How many events of a search a terminal shows unless -n says so.
_SHOWN = 10


def search(
    session: Session[QueryOptions],
    text: Annotated[list[str], Argument(autocompletion=query_words)],
    where: Where = None,
) -> Reply:
    """Search everything that the record says, the best first."""
    from ahc_cli.search.ranking import rank  # not needed for a list or a view

    typed = " ".join(text)
    tokens, conditions = split(typed, session.context)
    is_query = conditions and not any(token.telling for token in tokens)
    if is_query or is_list(tokens):
        reply = list_(session, [typed, where or ""])
        return replace(reply, view=View("list", tuple(text)))
    result = rank(session.context, tokens, [*conditions, *session.conditions()], where or "")
    is_drawn = session.format_for(EVENT_FORMATS) == "table"
    events = result.events if is_drawn else result.complete
    if not (events or (is_drawn and result.computed)):
        return _nothing(session, result, typed)
    if is_drawn and session.options.limit is None:
        session = Session(replace(session.options, limit=_SHOWN), session)
    page = partial(
        hits_page,
        result=result,
        remarks=_introduction(result, session.context) if is_drawn else (),
        vocabulary=session.dataset.vocabulary,
    )
    answer = event_answer(session, events, page)
    total = number_of_events(len(events)) if events else ""
    return Reply(session, answer, len(events), total, exit_code=int(not result.complete))


def _introduction(result: "Result", context: Context) -> list[str]:
    """Say which words the record does not have, and whether it answers what was asked."""
    sentences = []
    if result.missing:
        words = nearest_names(result.missing, context)
        sentences.append(_("The record does not mention {words}.", words=words))
    if not result.answered:
        sentences.append(_("The record does not answer this; the nearest:"))
    elif not (result.complete or result.computed):
        sentences.append(_("No sentence has all the words; these have some of them:"))
    return sentences


def _nothing(session: Session[QueryOptions], result: "Result", typed: str) -> Reply:
    """Return an empty answer, and the error that says why nothing was found."""
    why = _("no statement has all the words")
    if result.missing:
        why = not_mentioned(result.missing, session.context)
    message = _("nothing found for '{text}': {why}", text=typed, why=why)
    if result.instead:
        message = _("no event says this; try '{command}'", command=result.instead)
    return Reply(session, event_answer(session, []), 0, error=NotFoundError(message))


def line(session: Session[LineOptions], words: list[str], where: Where = None) -> Reply:
    """Answer a line without a command: the card of one thing, a view, or else a search."""
    _refuse_misspelt(words[0], session.context)
    if not where:
        view = _view(words, session.context)
        reply = view and _reply_of(view, session)
        if reply:
            return reply
    return search(session, words, where)


def _refuse_misspelt(word: str, context: Context) -> None:
    """Refuse a word that people type instead of a command, or that is one edit from one.

    A misspelt command means nothing itself.
    """
    from rapidfuzz.distance import OSA

    near = [name for name in COMMANDS if OSA.distance(fold(word), name) == 1]
    if near and knows(word, context):
        near = []
    remedy = remedy_for(word, near)
    if remedy:
        raise UsageError(_("unknown command '{word}'{near}", word=word, near=remedy))


def _view(words: Sequence[str], context: Context) -> View | None:
    """Return the view that answers a line: the card of what it names, or a row of the table."""
    text = " ".join(words)
    tokens, conditions = split(text, context)
    if conditions:
        return None
    ids = context.index.candidates(text)
    # The start of an id is a candidate too, but a line is rarely meant as one.
    is_whole_name = text in ids or bool(context.index.lookup(text))
    is_name = is_whole_name and len(ids) == 1
    return View("show", tuple(words)) if is_name else view_of(tokens)


def _reply_of(view: View, session: Session[LineOptions]) -> Reply | None:
    """Return what the command of a view answers; None if it finds nothing, or cannot answer.

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
        reply: Reply = command(Session(options, session), [*view.words])
    except (NotFoundError, UsageError):  # not yet known on a day, or no period with a last day
        return None
    return None if reply.is_empty else replace(reply, view=view)
