"""Items of events: `ahc positions`, who wanted what, and `ahc facts`, what sources say."""

from collections.abc import Collection, Iterator, Sequence
from functools import partial
from itertools import chain
from operator import attrgetter
from typing import Any

from ahc_cli.answers.remarks import no_remarks, of_question
from ahc_cli.messages import _, ngettext
from ahc_cli.model.labels import name_list
from ahc_cli.model.statements import Statement
from ahc_cli.query.algebra import codes_of
from ahc_cli.query.context import Context
from ahc_cli.query.question import Question, asked
from ahc_cli.query.request import Request
from ahc_cli.render import Answer
from ahc_cli.report.facts import FACTS, facts_of
from ahc_cli.report.items import FACT_KEYS, POSITION_KEYS, item_of
from ahc_cli.show.statements import items_page


def positions(request: Request, context: Context) -> Answer:
    """Show who wanted what, and when."""
    question = asked(request, context)
    statements, number = question.in_date_order(question.positions(), request.most)
    actors = {*chain.from_iterable(statement.actors for statement in statements)}
    is_all = len(statements) == number
    without = partial(_without_position, question, actors) if is_all else no_remarks
    return Answer(
        # Rows have no numbers of articles unless --fields asks for them.
        columns=[key for key in POSITION_KEYS if key != "articles"],
        **_item_rows(statements, POSITION_KEYS),
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


def _item_rows(statements: Sequence[Statement], keys: Sequence[str]) -> dict[str, Any]:
    """Return what an answer has of items with some keys."""
    events = {statement.event.id: statement.event for statement in statements if statement.event}
    return {
        "records": [item_of(statement, keys) for statement in statements],
        "page": lambda answer, _screen: items_page(answer.records, events, answer.vocabulary),
        "getters": {key: attrgetter(key) for key in keys},
    }


def _without_position(question: Question, found: Collection[str], _shown: int) -> Iterator[str]:
    """Name the actors asked about that are not among those of the positions found."""
    asked_ids = codes_of(question.query, "actor").union(*(token.ids for token in question.tokens))
    vocabulary = question.dataset.vocabulary
    others = sorted(asked_ids.intersection(vocabulary.actors).difference(found))
    if others and found:
        names = name_list(vocabulary, "actor", others)
        yield _("no such position of {names}", names=names)
