"""A line without a command: the card of one thing, the reply to a question, or else what the
record says.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import takewhile

from msgspec.structs import replace

from ahc_cli.answers import COMMANDS, NAMED, answer
from ahc_cli.answers.counts import in_columns
from ahc_cli.answers.remarks import remedy_for
from ahc_cli.answers.replies import Reply, absent, reply
from ahc_cli.errors import NotFoundError, UsageError
from ahc_cli.messages import _
from ahc_cli.model.text import is_han
from ahc_cli.query.algebra import Query, Token
from ahc_cli.query.context import Context
from ahc_cli.query.grammar import split
from ahc_cli.query.line import knows
from ahc_cli.query.question import conditions_in
from ahc_cli.query.request import Request
from ahc_cli.query.spelling import nearest_names, one_edit_from, read_as, respell, unknown_words
from ahc_cli.render import BLANK, Answer, Line, Screen, Span
from ahc_cli.search.answers import (
    LineAnswer,
    answer_line,
    found_statement,
    statement_getters,
)
from ahc_cli.search.lines import is_name, is_only_conditions, readings
from ahc_cli.search.questions import questions_of
from ahc_cli.show.phrases import citation, spoken_text, sure_spans, text_line
from ahc_cli.show.statements import answer_page

# How many of the rows that a reply rests on a page shows.
_MOST_SHOWN = 3


def line(request: Request, context: Context) -> Answer:
    """Answer a line: with the card of a name, a reply, a list, or statements."""
    if request.words:
        _refuse_misspelt(request.words[0], context)
    text = request.text
    tokens, conditions = split(text, context)
    text, spelled = respell(text, unknown_words(tokens, context), context)
    if spelled:
        tokens, conditions = split(text, context)
    limits = [*conditions, *conditions_in(request, context)]
    made = _answer(replace(request, words=tuple(text.split())), tokens, limits, context)
    read = readings(tokens, spelled)
    note = _("; ").join(filter(None, (read_as(spelled), made.note)))
    return replace(made, note=note, about={"read": read, **made.about})


def _answer(
    request: Request, tokens: Sequence[Token], limits: Sequence[Query], context: Context
) -> Answer:
    if not limits:
        if is_name(request.text, context):
            made = _run(Request("show", request.words), request, context)
            if made:
                return _plain(made)
        made = _lacking(request, tokens, context) or question(request, tokens, context)
        if made:
            return made
    listed: Answer | None = None
    if is_only_conditions(tokens, limits):
        listed = _run(Request("list", request.words), request, context)
        if listed and not listed.is_empty:
            return _plain(listed)
    found = answer_line(context, tokens, limits)
    if listed and not found.is_complete:
        return _plain(listed)
    return _statements(found, replace(request, command="search"), context)


def question(request: Request, tokens: Sequence[Token], context: Context) -> Answer | None:
    """Answer the first question that a line may ask, and that has a reply or finds anything."""
    for asked in questions_of(tokens, context.vocabulary):
        made = _run(asked.request, request, context)
        if made is None:
            continue
        said = reply(asked, made, context) if context.dataset.whole else None
        if said:
            return _replied(made, said)
        is_denial = asked.reply in ("none", "unmentioned") and made.request.command == "count"
        if not (made.is_empty or is_denial):
            return _plain(made)
    return None


def _lacking(request: Request, tokens: Sequence[Token], context: Context) -> Answer | None:
    """Say that the record does not mention a name, where nothing else answers."""
    lacking = unknown_words(tokens, context)
    others = [token for token in tokens if token.text not in lacking and not _is_mark(token)]
    if not lacking:
        return None
    is_name = any(word[:1].isupper() for word in lacking)
    is_asked = _is_asked_of(tokens, lacking, context)
    if not (is_name or is_asked or not any(token.telling for token in others)):
        return None
    said = absent(
        lambda: _("The record does not mention {words}.", words=nearest_names(lacking, context)),
        context,
    )
    search = replace(request, command="search")
    return Answer(
        records=[],
        page=lambda _answer, _screen: [reply_line(said)],
        formats=("table", "json", "ndjson", "md", "html", "ids"),
        request=search,
        about={"command": search.line, "answer": said},
        exit_code=1,
    )


def _is_asked_of(tokens: Sequence[Token], lacking: Sequence[str], context: Context) -> bool:
    """Whether a line would be a question if what the record lacks were a name: its first words
    that of a state, or one with digits that of an event.
    """
    telling = [token for token in tokens if token.telling and not _is_mark(token)]
    first = list(takewhile(lambda token: token.text in lacking, telling))
    actors = context.vocabulary.actors
    event = next((event.id for event in context.dataset.events), "")
    state = next((id_ for id_, actor in actors.items() if actor.kind == "state"), "")
    asks_who = any("who" in token.concepts for token in tokens)
    named: list[Token] = []
    for token in telling[max(0, len(first) - 1) :]:
        if token.text not in lacking:
            named.append(token)
        elif event and any(map(str.isdecimal, token.text)):
            named.append(replace(token, tags=(("event", event),)))
        elif token in first and state and not asks_who:
            named.append(replace(token, tags=(("actor", state),)))
        else:
            return False
    return any(questions_of(named, context.vocabulary))


def _is_mark(token: Token) -> bool:
    """Whether a Chinese character alone means nothing, as 第 and 号 do."""
    return len(token.text) == 1 and is_han(token.text) and not (token.tags or token.concepts)


def _run(asked: Request, request: Request, context: Context) -> Answer | None:
    """Return what the command of a question answers; None if it cannot.

    It cannot if it does not take an option that was typed.
    """
    asked = replace(
        asked,
        conditions=request.conditions,
        fields=request.fields,
        sort=request.sort,
        reverse=asked.reverse or request.reverse,
        limit=asked.limit if request.limit is None else request.limit,
        as_of=asked.as_of or request.as_of,
        format=request.format,
    )
    if not asked.options <= {*COMMANDS[asked.command].options}:
        return None
    try:
        return answer(asked, context)
    except (NotFoundError, UsageError):  # not yet known, no date, or one after --as-of
        return None


def _plain(made: Answer) -> Answer:
    """Return what a command answers, as the answer to a line."""
    return replace(made, about={"command": made.request.line, "answer": None})


def _replied(made: Answer, said: Reply) -> Answer:
    """Return what a command answers, with the reply above the first of its rows."""
    made = replace(
        made,
        note="",
        error=None,
        remarks=lambda _shown: (),
        about={"command": made.request.line, "answer": said},
        exit_code=int(said.verdict not in ("yes", "value")),
    )
    if made.request.fields is not None:
        return made
    return replace(
        made,
        page=partial(_replied_page, made, said),
        table=lambda _answer, _screen: (),
        legend=lambda _answer, _screen: (),
    )


def _replied_page(made: Answer, said: Reply, _answer: Answer, screen: Screen) -> Iterator[Line]:
    """Yield the reply, the names or the first rows that it rests on, and where more are."""
    yield reply_line(said)
    if said.verdict == "absent":
        return
    names = _names(made, said)
    if len(names) > 1 or (names and names[0] not in said.text.lang()):
        yield BLANK
        room = min(screen.width, 80) if screen.terminal else 80
        yield from map(text_line, in_columns(names, room))
    elif made.request.command in ("positions", "facts"):
        shown = made.records[-_MOST_SHOWN:][::-1]
        yield BLANK
        yield from made.page(replace(made, records=shown), screen)
    yield BLANK
    yield text_line(_("more: {command}", command=made.request.line), "faint")


def _names(made: Answer, said: Reply) -> list[str]:
    """Return the names of the ids that a reply has."""
    if not isinstance(said.value, tuple):
        return []
    vocabulary = made.vocabulary
    ids = filter(vocabulary.actors.__contains__, said.value)
    return [vocabulary.label("actor", id_) for id_ in ids]


def reply_line(said: Reply) -> Line:
    """Write a reply, how sure it is, and its sources."""
    cited = citation(said.sources, in_short=True)
    return Line(
        (Span(spoken_text(said.text), "heading"), *sure_spans(said.confidence, cited)), hang=2
    )


def _statements(found: LineAnswer, search: Request, context: Context) -> Answer:
    """Return the statements that answer a line, and the command that finds more."""
    getters = statement_getters(context.vocabulary)
    return Answer(
        records=found.statements,
        page=lambda answer, _screen: answer_page(
            answer.records, found, search.line, answer.vocabulary
        ),
        getters=getters,
        json=lambda ranked: {name: getter(ranked) for name, getter in getters.items()},
        row=partial(found_statement, vocabulary=context.vocabulary),
        formats=("table", "json", "ndjson", "md", "html", "ids"),
        exit_code=int(not found.is_complete),
        about={"command": search.line, "answer": None},
    )


def _refuse_misspelt(word: str, context: Context) -> None:
    """Refuse a word that people type instead of a command, or that is one edit from one.

    A misspelt command means nothing itself.
    """
    near = [] if knows(word, context) else one_edit_from(word, NAMED)
    remedy = remedy_for(word, near)
    if remedy:
        raise UsageError(_("unknown command '{word}'{near}", word=word, near=remedy))
