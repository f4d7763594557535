"""Items of events: `ahc positions`, who wanted what, and `ahc facts`, what sources say."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain

from ahc_cli.answers.remarks import extent_of, no_remarks, of_question
from ahc_cli.messages import _, ngettext
from ahc_cli.model.labels import name_list
from ahc_cli.model.records import Event
from ahc_cli.query.algebra import codes_of
from ahc_cli.query.context import Context
from ahc_cli.query.question import Question, asked
from ahc_cli.query.request import Request
from ahc_cli.render import BLANK, Answer, Line, Screen
from ahc_cli.report.facts import FACTS, facts_of
from ahc_cli.report.positions import positions_of
from ahc_cli.show.phrases import text_line, unbroken
from ahc_cli.show.statements import FACT_GETTERS, POSITION_COLUMNS, POSITION_GETTERS, items_page


def positions(request: Request, context: Context) -> Answer:
    """Show who wanted what, and when."""
    question = asked(request, context)
    statements, number = question.in_date_order(question.positions(), request.most)
    found, events = positions_of(statements)
    actors = {*chain.from_iterable(position.actors for position in found)}
    asked_ids = codes_of(question.query, "actor").union(*(token.ids for token in question.tokens))
    lead = sorted(asked_ids.intersection(question.dataset.vocabulary.actors))
    is_all = len(found) == number
    without = partial(_without_position, question, {*lead} - actors) if is_all else no_remarks
    return Answer(
        records=found,
        page=partial(_page, events, [id_ for id_ in lead if id_ in actors]),
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
        page=partial(_page, events, ()),
        getters=FACT_GETTERS,
        columns=("date", "event", "of", "confidence", "text"),
        **of_question(question, number, total),
    )


def _page(
    events: Mapping[str, Event], lead: Sequence[str], answer: Answer, _screen: Screen
) -> Iterator[Line]:
    """Yield whose items there are, how many, from when to when and how doubtful, then the items."""
    items, vocabulary = answer.records, answer.vocabulary
    if items[1:]:
        names, number = name_list(vocabulary, "actor", lead), next(iter(answer.remarks(len(items))))
        parts = names, number, *extent_of(items, events)
        yield text_line(" · ".join(map(unbroken, filter(None, parts))), "heading", hang=2)
        yield BLANK
    yield from items_page(items, events, vocabulary, lead)


def _without_position(question: Question, others: Collection[str], shown: int) -> Iterator[str]:
    """Name the actors asked about that have no such position."""
    if others and shown:
        names = name_list(question.dataset.vocabulary, "actor", sorted(others))
        yield _("no such position of {names}", names=names)
