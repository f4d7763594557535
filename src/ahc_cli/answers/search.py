"""Search: `ahc search`, the events that say something, best matches first."""

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from ahc_cli.answers import answer
from ahc_cli.answers.events import event_answer
from ahc_cli.answers.remarks import number_of_events, of_names
from ahc_cli.errors import NotFoundError
from ahc_cli.messages import _
from ahc_cli.query.context import Context
from ahc_cli.query.grammar import split
from ahc_cli.query.question import conditions_in
from ahc_cli.query.request import Request
from ahc_cli.query.spelling import nearest_names, not_mentioned, respell
from ahc_cli.render import Answer, Line, Screen
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
    return _found(request, result, context)


def _found(request: Request, result: Result, context: Context) -> Answer:
    events = result.found
    is_page = request.format in ("table", "html")
    error = None
    if not (events or (is_page and result.beside)):
        error = NotFoundError(_why_nothing(request.text, result, context))
    most = _SHOWN if request.limit is None else None
    number = len(events) + result.more
    more = _("all with -n {n}", n=number)
    said = of_names(
        context, number, number_of_events(number), lambda shown: [more] if shown < number else []
    )
    said["exit_code"] = int(not (events and result.complete))

    def page(answer: Answer, _screen: Screen) -> Iterator[Line]:
        remarks = list(_remarks(result, context))
        return hits_page(answer.records, result, remarks, answer.vocabulary)

    if error:
        return event_answer(request, [], **said, error=error)
    return event_answer(request, events, page=page, most_drawn=most, **said)


def _remarks(result: Result, context: Context) -> Iterator[str]:
    """Say which words the record does not have, and that the events have not all words."""
    if result.missing:
        words = nearest_names(result.missing, context)
        yield _("The record does not mention {words}.", words=words)
    if not result.is_complete:
        yield _("No sentence has all the words; these have some of them:")


def _why_nothing(text: str, result: Result, context: Context) -> str:
    """Say why nothing was found, or the command that finds what is computed."""
    for ranked in result.computed:
        if ranked.is_complete:
            command = ranked.statement.command
            return _("no event says this; try '{command}'", command=command)
    why = _("no statement has all the words")
    if result.missing:
        why = not_mentioned(result.missing, context)
    return _("nothing found for '{text}': {why}", text=text, why=why)


def read_as(spelled: Mapping[str, str]) -> str:
    """Say how words were read that the record does not have as they were typed."""
    parts = (
        _("read '{typed}' as {name}", typed=typed, name=name) for typed, name in spelled.items()
    )
    return _("; ").join(parts)
