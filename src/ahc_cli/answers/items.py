"""Items of events: `ahc positions`, who wanted what, and `ahc facts`, what sources say."""

from collections.abc import Collection, Iterator, Sequence
from functools import partial
from itertools import chain
from operator import attrgetter
from typing import Any

from ahc_cli.answers.remarks import extent_of, no_remarks, of_question
from ahc_cli.messages import _, ngettext
from ahc_cli.model.labels import name_list
from ahc_cli.model.statements import Statement
from ahc_cli.query.algebra import codes_of
from ahc_cli.query.context import Context
from ahc_cli.query.question import Question, asked
from ahc_cli.query.request import Request
from ahc_cli.render import BLANK, Answer, Line, Screen
from ahc_cli.report.facts import FACTS, facts_of
from ahc_cli.report.items import FACT_KEYS, POSITION_KEYS, item_of
from ahc_cli.show.phrases import text_line, unbroken
from ahc_cli.show.statements import items_page


def positions(request: Request, context: Context) -> Answer:
    """Show who wanted what, and when."""
    question = asked(request, context)
    statements, number = question.in_date_order(question.positions(), request.most)
    actors = {*chain.from_iterable(statement.actors for statement in statements)}
    asked_ids = codes_of(question.query, "actor").union(*(token.ids for token in question.tokens))
    lead = sorted(asked_ids.intersection(question.dataset.vocabulary.actors))
    is_all = len(statements) == number
    without = partial(_without_position, question, {*lead} - actors) if is_all else no_remarks
    return Answer(
        # Rows have no numbers of articles unless --fields asks for them.
        columns=[key for key in POSITION_KEYS if key != "articles"],
        **_item_rows(statements, POSITION_KEYS, [id_ for id_ in lead if id_ in actors]),
        **of_question(question, number, ngettext("{n} position", "{n} positions", number), without),
    )


def facts(request: Request, context: Context) -> Answer:
    """Show what sources say, fact by fact."""
    question = asked(request, context, FACTS)
    statements, number = facts_of(question, request.most)
    total = ngettext("{n} fact", "{n} facts", number)
    if {statement.key for statement in statements} == {"caveats"}:
        total = ngettext("{n} caveat", "{n} caveats", number)
    return Answer(
        columns=("date", "event", "of", "confidence", "text"),
        **_item_rows(statements, FACT_KEYS),
        **of_question(question, number, total),
    )


def _item_rows(
    statements: Sequence[Statement], keys: Sequence[str], lead: Sequence[str] = ()
) -> dict[str, Any]:
    """Return what an answer has of items with some keys; on the page some actors `lead`."""
    events = {statement.event.id: statement.event for statement in statements if statement.event}

    def page(answer: Answer, _screen: Screen) -> Iterator[Line]:
        """Yield whose items there are, how many, when and how doubtful, then the items."""
        items, vocabulary = answer.records, answer.vocabulary
        number = next(iter(answer.remarks(len(items))), "")
        if number and items[1:]:
            names = name_list(vocabulary, lead)
            parts = names, number, *extent_of(items, events)
            yield text_line(" · ".join(map(unbroken, filter(None, parts))), "heading", hang=2)
            yield BLANK
        yield from items_page(items, events, vocabulary, lead)

    return {
        "records": [item_of(statement, keys) for statement in statements],
        "page": page,
        "getters": {key: attrgetter(key) for key in keys},
    }


def _without_position(question: Question, others: Collection[str], shown: int) -> Iterator[str]:
    """Name the actors asked about that have no such position."""
    if others and shown:
        names = name_list(question.dataset.vocabulary, sorted(others))
        yield _("no such position of {names}", names=names)
