"""Facts: what sources say, fact by fact, of events and of articles; and caveats."""

from collections.abc import Iterator
from itertools import chain
from operator import attrgetter, methodcaller

from msgspec.structs import replace

from ahc_cli.model.fields import FIELDS, Choice, actors_of
from ahc_cli.model.records import Event
from ahc_cli.model.statements import Statement, Tag, items
from ahc_cli.query.algebra import Is, Query, Token, condition, fields_of
from ahc_cli.query.context import Context
from ahc_cli.query.grammar import Subject
from ahc_cli.query.predicates import predicate
from ahc_cli.query.question import Question
from ahc_cli.report.items import OF
from ahc_cli.report.status import report_status


def facts_of(question: Question, most: int | None = None) -> tuple[list[Statement], int]:
    """Return the facts that match, in date order, and how many they are.

    Facts of articles come last. Only the first `most` of events are held, or else all. Caveats are
    among them only if the query names what the facts are of.
    """
    matches = predicate(question.query, question.context, of_entries=True, fields=FACTS.fields)
    keys = ("facts", "caveats") if "of" in fields_of(question.query) else ("facts",)
    of_events = (_of_event(event, *keys) for event in question.dataset.events)
    found = filter(matches, chain.from_iterable(of_events))
    statements, number = question.in_date_order(found, most)
    of_articles = list(filter(matches, _of_articles(question.context)))
    return statements + of_articles, number + len(of_articles)


def _of_event(event: Event, *keys: str) -> Iterator[Statement]:
    """Yield the items of some lists of an event, with its actors, its topics and its place."""
    about: list[Tag] = [("event", event.id), *(("topic", id_) for id_ in event.topics)]
    if event.place:
        about.append(("place", event.place))
    actors = tuple(dict.fromkeys(actors_of(event)))
    for statement in items(event, *keys):
        yield replace(statement, actors=actors, about=(*statement.about, *about))


def _of_articles(context: Context) -> Iterator[Statement]:
    """Yield the facts of articles, if the instrument was adopted."""
    report = report_status(context.dataset, context.today)
    if not (report and report.status.adopted):
        return
    for article in report.instrument.articles:
        for fact in article.facts:
            numbers = (article.number, *fact.articles)
            yield Statement(
                "contents",
                item=replace(fact, articles=numbers),
                text=fact.text,
                about=tuple(("article", f"article-{number}") for number in numbers),
                sources=fact.sources,
                confidence=fact.confidence or None,
            )


_OF = Choice(
    "of",
    attrgetter("facts"),
    lambda statement: (OF[statement.key],),
    choices=("fact", "article", "caveat"),
    shown=False,
)
_TOPIC = replace(FIELDS["topic"], entry=methodcaller("ids", "topic"))
# Facts have no role and no stance: an actor has them.
_FIELDS = {name: field for name, field in FIELDS.items() if name not in ("role", "stance")}


def _condition(token: Token, _context: Context) -> Query:
    """Return what a bare word asks of facts; a role or a stance is a word of their texts."""
    query = condition(token)
    if isinstance(query, Is) and query.field not in _FIELDS:
        return condition(replace(token, concepts=()))
    return query


FACTS = Subject({**_FIELDS, "topic": _TOPIC, "of": _OF}, _condition)
