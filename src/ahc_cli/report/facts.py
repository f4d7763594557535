"""Facts: what sources say, fact by fact, of events and of articles; and caveats."""

from collections.abc import Iterator
from itertools import chain
from operator import attrgetter
from typing import Literal, cast, get_args

from msgspec.structs import replace

from ahc_cli.model.fields import FIELDS, Choice, actors_of
from ahc_cli.model.records import Caveat, Confidence, Event, Fact, JsonValue, Text
from ahc_cli.model.statements import Statement, Tag, items
from ahc_cli.query.algebra import Is, Query, Token, condition, fields_of
from ahc_cli.query.context import Context
from ahc_cli.query.grammar import Subject
from ahc_cli.query.predicates import predicate
from ahc_cli.query.question import Question
from ahc_cli.report.status import report_status

Of = Literal["fact", "article", "caveat"]
_SORTS: dict[str, Of] = {"facts": "fact", "contents": "article", "caveats": "caveat"}


class StatedFact(JsonValue, frozen=True, kw_only=True):
    """A fact of an event or an article, or a caveat; actors and topics are those of the event.

    >>> from ahc_cli import load
    >>> facts = load().facts("article:24 of:article")
    >>> {fact.article for fact in facts}
    {24}
    """

    of: Of
    event: str | None
    article: int | None
    date: str | None
    text: Text
    articles: tuple[int, ...]
    actors: tuple[str, ...]
    topics: tuple[str, ...]
    sources: tuple[str, ...]
    confidence: Confidence | None

    @property
    def id(self) -> str:
        """The id of the event or the article that it is a fact of."""
        return self.event or f"article-{self.article}"


def facts_of(
    question: Question, most: int | None = None
) -> tuple[list[StatedFact], dict[str, Event], int]:
    """Return the facts that match, in date order, their events by id, and how many facts match.

    Facts of articles come last. Only the first `most` of events are held, or else all. Caveats are
    among them only if the query names what the facts are of.
    """
    matches = predicate(question.query, question.context, of_entries=True, fields=FACTS.fields)
    keys = ("facts", "caveats") if "of" in fields_of(question.query) else ("facts",)
    of_events = (_of_event(event, *keys) for event in question.dataset.events)
    found = filter(matches, chain.from_iterable(of_events))
    statements, number = question.in_date_order(found, most)
    events = {statement.event.id: statement.event for statement in statements if statement.event}
    of_articles = list(filter(matches, _of_articles(question.context)))
    facts = list(map(_stated, statements + of_articles))
    return facts, events, number + len(of_articles)


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
        about: Tag = ("article", f"article-{article.number}")
        for fact in article.facts:
            of_article = replace(fact, articles=(article.number, *fact.articles))
            yield Statement(
                "contents",
                item=of_article,
                text=fact.text,
                about=(about,),
                sources=fact.sources,
                confidence=fact.confidence or None,
            )


def _stated(statement: Statement) -> StatedFact:
    """Return the fact that a statement is."""
    item = cast("Fact | Caveat", statement.item)
    return StatedFact(
        of=_SORTS[statement.key],
        event=statement.event.id if statement.event else None,
        article=None if statement.event else item.articles[0],
        date=statement.date,
        text=item.text,
        articles=item.articles,
        actors=statement.actors,
        topics=tuple(_topics(statement)),
        sources=statement.sources,
        confidence=statement.confidence,
    )


def _topics(statement: Statement) -> Iterator[str]:
    return (id_ for table, id_ in statement.about if table == "topic")


def _sort(statement: Statement) -> tuple[Of]:
    return (_SORTS[statement.key],)


_OF = Choice("of", attrgetter("facts"), _sort, choices=get_args(Of), shown=False)
_TOPIC = replace(FIELDS["topic"], entry=_topics)
# Facts have no role and no stance: an actor has them.
_FIELDS = {name: field for name, field in FIELDS.items() if name not in ("role", "stance")}


def _condition(token: Token, _context: Context) -> Query:
    """Return what a bare word asks of facts; a role or a stance is a word of their texts."""
    query = condition(token)
    if isinstance(query, Is) and query.field not in _FIELDS:
        return condition(replace(token, concepts=()))
    return query


FACTS = Subject({**_FIELDS, "topic": _TOPIC, "of": _OF}, _condition)
