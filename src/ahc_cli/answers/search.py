"""Search: `ahc search`, the events that say something, best matches first."""

from collections.abc import Iterator

from msgspec.structs import replace

from ahc_cli.answers import answer
from ahc_cli.answers.events import event_answer
from ahc_cli.answers.line import question, reply_line
from ahc_cli.answers.remarks import number_of_events, of_names
from ahc_cli.errors import NotFoundError
from ahc_cli.messages import _
from ahc_cli.query.context import Context
from ahc_cli.query.grammar import split
from ahc_cli.query.question import conditions_in
from ahc_cli.query.request import Request
from ahc_cli.query.spelling import nearest_names, not_mentioned, read_as, respell
from ahc_cli.render import BLANK, Answer, Line, Screen
from ahc_cli.search.lines import is_only_conditions
from ahc_cli.search.ranking import Result, rank
from ahc_cli.show.statements import hits_page

# How many events of a search a terminal shows unless -n says so.
_SHOWN = 10


def search(request: Request, context: Context) -> Answer:
    """Search everything that the record says, best matches first."""
    tokens, conditions = split(request.text, context)
    if is_only_conditions(tokens, conditions):
        return answer(replace(request, command="list"), context)
    limits = [*conditions, *conditions_in(request, context)]
    result = rank(context, tokens, limits, request.most)
    respelled, spelled = respell(request.text, result.missing, context)
    if spelled:
        meant = replace(request, words=tuple(respelled.split()))
        return replace(search(meant, context), note=read_as(spelled))
    asked = question(request, tokens, context) if not limits else None
    return _found(request, result, asked, context)


def _found(request: Request, result: Result, asked: Answer | None, context: Context) -> Answer:
    """Show what was found, below the reply to what was asked, if there is one."""
    events = result.found
    is_page = request.format in ("table", "html")
    error = None
    said = asked.about["answer"] if asked else None
    if not (events or (is_page and (said or result.beside))):
        error = NotFoundError(_why_nothing(request.text, result, asked, context))
    most = _SHOWN if request.limit is None else None
    number = len(events) + result.more
    more = _("all with -n {n}", n=number)
    total = of_names(
        context, number, number_of_events(number), lambda shown: [more] if shown < number else []
    )
    total["exit_code"] = int(not (events and result.complete))

    def page(answer: Answer, _screen: Screen) -> Iterator[Line]:
        if said:
            yield from (reply_line(said), BLANK)
        remarks = list(_remarks(result, context))
        yield from hits_page(answer.records, result, remarks, answer.vocabulary)

    if error:
        return event_answer(request, [], **total, error=error)
    return event_answer(request, events, page=page, most_drawn=most, **total)


def _remarks(result: Result, context: Context) -> Iterator[str]:
    """Say which words the record does not have, and that the events have not all words."""
    if result.missing:
        words = nearest_names(result.missing, context)
        yield _("The record does not mention {words}.", words=words)
    if not result.is_complete:
        yield _("No sentence has all the words; these have some of them:")


def _why_nothing(text: str, result: Result, asked: Answer | None, context: Context) -> str:
    """Say why nothing was found, or the command that finds what is asked."""
    if asked and not asked.is_empty:
        return _("no event says this; try '{command}'", command=asked.request.line)
    why = _("no statement has all the words")
    if result.missing:
        why = not_mentioned(result.missing, context)
    return _("nothing found for '{text}': {why}", text=text, why=why)
