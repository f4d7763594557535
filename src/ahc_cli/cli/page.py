"""The page of a whole record, which `ahc export -f html` writes: answers of other commands."""

from collections.abc import Iterator, Sequence
from functools import partial

from msgspec.structs import asdict, replace

from ahc_cli.cli import function_of
from ahc_cli.cli.options import LineOptions, Options
from ahc_cli.cli.reply import Reply, number_of_events, number_of_names
from ahc_cli.cli.session import Session
from ahc_cli.messages import _
from ahc_cli.model.fields import date_order
from ahc_cli.model.records import Event, Table
from ahc_cli.model.vocabulary import Collection
from ahc_cli.query.names import Entity
from ahc_cli.render import Answer
from ahc_cli.report.status import report_status
from ahc_cli.show.cards import CardPages
from ahc_cli.show.chart import MOST_EVENTS


def parts_of(document: Collection, session: Session[Options]) -> Iterator[Answer]:
    """Yield the parts of the page of a document, each with its title."""
    events, articles = sorted(document.events, key=date_order), list[Entity]()
    if document.instrument:
        yield _answer("status", _("Where it stands"), session)
        yield _answer("states", _("States"), session)
        for article in document.instrument.articles:
            articles.append(Entity("article", f"article-{article.number}", article))
    if len(events) <= MOST_EVENTS:
        yield _answer("timeline", _("Timeline"), session)
    report = report_status(session.dataset, session.today)
    cards = CardPages(tuple(events), document, report)
    yield _cards(cards, events, number_of_events(len(events)))
    yield _cards(cards, articles, number_of_names(len(articles), "article"))
    tables: tuple[Table, ...] = ("topic", "actor")
    for table in tables:
        entities = [Entity(table, *entry) for entry in document.table(table).items()]
        yield _cards(cards, entities, number_of_names(len(entities), table))


def _answer(command: str, title: str, session: Session[Options]) -> Answer:
    """Return what a command without arguments answers."""
    # These have the options of every command.
    options = LineOptions(**asdict(session.options))
    reply: Reply = function_of(command)(Session(options, session), [])
    return replace(reply.answer, title=title)


def _cards(cards: CardPages, things: Sequence[Event | Entity], title: str) -> Answer:
    return Answer(records=things, page=partial(cards.page, things), title=title)
