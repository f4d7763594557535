"""Items of events: `ahc positions`, who wanted what, and `ahc facts`, what sources say."""

from collections.abc import Collection, Iterator, Mapping
from functools import partial
from itertools import chain

from ahc_cli.answers.remarks import no_remarks, of_question
from ahc_cli.messages import _, ngettext
from ahc_cli.model.labels import name_list
from ahc_cli.model.records import Event
from ahc_cli.query.algebra import codes_of
from ahc_cli.query.context import Context
from ahc_cli.query.question import Question, asked
from ahc_cli.query.request import Request
from ahc_cli.render import Answer, Line, Screen
from ahc_cli.report.facts import FACTS, facts_of
from ahc_cli.report.positions import positions_of
from ahc_cli.show.statements import FACT_GETTERS, POSITION_COLUMNS, POSITION_GETTERS, items_page


def positions(request: Request, context: Context) -> Answer:
    """Show who wanted what, and when."""
    question = asked(request, context)
    statements, number = question.in_date_order(question.positions(), request.most)
    found, events = positions_of(statements)
    actors = {*chain.from_iterable(position.actors for position in found)}
    is_all = len(found) == number
    without = partial(_without_position, question, actors) if is_all else no_remarks
    return Answer(
        records=found,
        page=partial(_page, events),
        getters=POSITION_GETTERS,
        columns=POSITION_COLUMNS,
        **of_question(question, number, ngettext("{n} position", "{n} positions", number), without),
    )


def facts(request: Request, context: Context) -> Answer:
    """Show what sources say, fact by fact."""
    question = asked(request, context, FACTS)
    found, events, number = facts_of(question, request.most)
    total = ngettext("{n} fact", "{n} facts", number)
    if {fact.of for fact in found} == {"caveat"}:
        total = ngettext("{n} caveat", "{n} caveats", number)
    return Answer(
        records=found,
        page=partial(_page, events),
        getters=FACT_GETTERS,
        columns=("date", "event", "of", "confidence", "text"),
        **of_question(question, number, total),
    )


def _page(events: Mapping[str, Event], answer: Answer, _screen: Screen) -> Iterator[Line]:
    return items_page(answer.records, events, answer.vocabulary)


def _without_position(question: Question, found: Collection[str], _shown: int) -> Iterator[str]:
    """Name the actors asked about that are not among those of the positions found."""
    asked_ids = codes_of(question.query, "actor").union(*(token.ids for token in question.tokens))
    vocabulary = question.dataset.vocabulary
    others = sorted(asked_ids.intersection(vocabulary.actors).difference(found))
    if others and found:
        names = name_list(vocabulary, "actor", others)
        yield _("no such position of {names}", names=names)
