"""The answer to a line: how it was read, and what the record says, or does not say."""

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any

from msgspec import Struct

from ahc_cli.messages import _, in_each
from ahc_cli.model.records import Event, Text
from ahc_cli.model.statements import Statement
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.query.algebra import Query, Token
from ahc_cli.query.context import Context
from ahc_cli.query.spelling import nearest_names
from ahc_cli.report.items import FOUND_KEYS, Item, item_of
from ahc_cli.report.sentences import item_text
from ahc_cli.search.ranking import Ranked, Result, order, rank

# The most statements of an answer, the most that are near where it has none, and the least share
# of the best score.
_MOST_SHOWN, _MOST_NEAREST = 8, 3
_LEAST_SHARE = 0.4


class LineAnswer(Struct, frozen=True):
    """The statements that answer a line, the best first: definitions, then those of events
    and articles, together.

    The first `denials` of them say what is not on record. A search finds `more` events than those
    of the statements, and `missing` words are in none. Where nothing has all that was asked, the
    `header` of the statements says so.
    """

    statements: Sequence[Ranked]
    denials: int
    header: str
    events: Mapping[str, Event]
    missing: Sequence[str]
    more: int
    is_complete: bool


def answer_line(
    context: Context,
    tokens: Sequence[Token],
    conditions: Sequence[Query] = (),
) -> LineAnswer:
    """Answer a line that no command answers better, from the events that meet the conditions.

    Where a word is not on record, the first statement says so; what is nearest follows under a
    header.
    """
    result = rank(context, tokens, conditions)
    pool = _pool(result)
    near = [*result.definitions, *filter(result.is_near, pool)]
    shown = [*result.definitions, *_grouped(_best(pool))]
    has_answer = result.answered or bool(result.missing and near)
    if not has_answer:
        has_all_words = context.dataset.whole and not result.missing
        shown = _nearest(shown, result, has_all_words=has_all_words)
    denials = _mentions(result.missing, context, is_limited=bool(conditions))
    if not (denials or shown):
        denials = [_said(lambda: _("No statement has enough of these words; try fewer."))]
    shown_events = _events_of(shown, result)
    return LineAnswer(
        statements=[*denials, *shown],
        denials=len(denials),
        header=_header(result, denials, has_answer=has_answer) if shown else "",
        events=shown_events,
        missing=result.missing,
        more=len({event.id for event in result.found} - shown_events.keys()),
        is_complete=result.is_complete,
    )


def _nearest(shown: list[Ranked], result: Result, *, has_all_words: bool) -> list[Ranked]:
    """Return what is nearest where nothing answers; if the record has all words, there is some."""
    nearest = list(filter(result.is_near, shown))
    if has_all_words and not nearest:
        nearest = shown
    return nearest[:_MOST_NEAREST]


def _events_of(shown: Sequence[Ranked], result: Result) -> dict[str, Event]:
    """Return the events of the statements that are shown, by id, as they were found."""
    ids = {ranked.statement.event.id for ranked in shown if ranked.statement.event}
    return {event.id: event for event in result.events if event.id in ids}


def _said(words: Callable[[], str]) -> Ranked:
    """Make a statement of what is not on record, in both languages."""
    return Ranked(Statement("denial", text=Text(**in_each(words))), 0)


def _mentions(words: Sequence[str], context: Context, *, is_limited: bool) -> list[Ranked]:
    """Say that the record, or what meets the conditions, does not mention some words."""

    def said() -> str:
        quoted = nearest_names(words, context)
        if is_limited:
            return _("No event under these conditions mentions {words}.", words=quoted)
        return _("The record does not mention {words}.", words=quoted)

    return [_said(said)] if words else []


def _header(result: Result, denials: Sequence[Ranked], *, has_answer: bool) -> str:
    """Say of the statements below that they do not have all that was asked, if so."""
    if has_answer and result.is_complete:
        return ""
    if result.answered or denials:
        return _("Nearest:")
    return _("The record does not answer this; the nearest:")


def _pool(result: Result) -> list[Ranked]:
    """Return the statements of events and articles to choose from.

    If anything is about all names and days asked about, the others are not.
    """
    statements = [*result.articles, *chain.from_iterable(result.ranked.values())]
    binds = attrgetter("binds")
    if any(map(binds, (*statements, *result.definitions))):
        return list(filter(binds, statements))
    return statements


def _best(statements: Sequence[Ranked]) -> list[Ranked]:
    """Return the best statements, each with a share of the best score."""
    best = sorted(statements, key=order)[:_MOST_SHOWN]
    least = _LEAST_SHARE * max((ranked.score for ranked in best), default=0)
    return [ranked for ranked in best if ranked.score >= least]


def _grouped(statements: Sequence[Ranked]) -> list[Ranked]:
    """Put the statements of an event or an article together, where the best of them stands."""
    groups: dict[str, list[Ranked]] = {}
    for ranked in statements:
        groups.setdefault(ranked.id, []).append(ranked)
    return list(chain.from_iterable(groups.values()))


def statement_getters(vocabulary: Vocabulary) -> dict[str, Callable[[Ranked], Any]]:
    """Return what each key has of a statement of an answer."""

    def getter(name: str) -> Callable[[Ranked], Any]:
        return lambda ranked: getattr(found_statement(ranked, vocabulary), name)

    return {name: getter(name) for name in FOUND_KEYS}


def found_statement(ranked: Ranked, vocabulary: Vocabulary) -> Item:
    """Return a statement of an answer as an item, with its score."""
    statement, score = ranked.statement, round(ranked.score, 6)
    text = statement.text or item_text(statement.item, vocabulary)
    return item_of(statement, FOUND_KEYS, text=text, score=score)
