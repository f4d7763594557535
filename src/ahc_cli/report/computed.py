"""Statements that are computed from the record: how an actor stands, what articles say."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain

from msgspec.structs import replace

from ahc_cli.data.load import Dataset
from ahc_cli.messages import _, in_each, ngettext
from ahc_cli.model.dates import parse
from ahc_cli.model.fields import FIELDS, distinct
from ahc_cli.model.labels import (
    article_title,
    bracketed,
    date_in_full,
    heading,
    label,
    name_list,
    section,
)
from ahc_cli.model.records import Event, Text
from ahc_cli.model.statements import Statement, Tag, ballots
from ahc_cli.model.vocabulary import INSTRUMENT, Article, Vocabulary
from ahc_cli.query.algebra import Token
from ahc_cli.report.sentences import lines, members_relation, own_text, relation
from ahc_cli.report.status import Figure, StatusReport


def computed(
    dataset: Dataset, report: StatusReport | None, tokens: Sequence[Token]
) -> Iterator[Sequence[Statement]]:
    """Yield groups of computed statements, of which the first is a title of the others.

    They are the lines of the status, and what is said of each actor, topic or place that a token
    names; they are in the reader's language.
    """
    if not dataset.whole:
        return
    if report:
        yield list(_status_lines(report))
    for tag in sorted({*chain.from_iterable(token.tags for token in tokens)}):
        for statement in _about_name(tag, dataset, report):
            yield [statement]


def article_statements(report: StatusReport | None) -> Iterator[Sequence[Statement]]:
    """Yield the title and the facts of each article, in both languages, once it is adopted."""
    if report and report.status.adopted:
        for article in report.instrument.articles:
            yield list(_article_contents(article))


def _status_lines(report: StatusReport) -> Iterator[Statement]:
    """Yield the lines of the status with their headings, the phase first.

    Meetings and plans are events, which are found as such.
    """
    for line in lines(report, plans=False):
        words = line.text.lang() if line.text else ""
        if line.key != "phase":
            words = section(line.key) + _(": ") + words
        yield replace(line, text=own_text(words))


def _article_contents(article: Article) -> Iterator[Statement]:
    """Yield the title of an article, if it has one, which is about its topics, and each fact of it,
    behind its number.
    """
    id_ = f"article-{article.number}"
    of_article: tuple[Tag, ...] = (("article", id_), (INSTRUMENT, INSTRUMENT))
    topics: list[Tag] = [("topic", topic) for topic in article.topics]
    title = Statement(
        "article",
        text=_numbered(article, article.title),
        about=(*of_article, *topics),
        sources=article.sources,
        command=f"ahc show {id_} --json",
    )
    if article.title:
        yield title
    for fact in article.facts:
        yield replace(
            title,
            key="contents",
            text=_numbered(article, fact.text),
            about=of_article,
            sources=fact.sources,
            confidence=fact.confidence or None,
        )


def _numbered(article: Article, text: Text | None) -> Text:
    """Put the number of an article before a text, in both languages."""
    return Text(**in_each(lambda: article_title(article, text)))


def _about_name(tag: Tag, dataset: Dataset, report: StatusReport | None) -> Iterator[Statement]:
    """Yield what an actor or a topic is, what an actor or its members did, and how many events a
    name has.
    """
    (table, id_), vocabulary = tag, dataset.vocabulary
    if table not in ("actor", "topic", "place"):
        return
    name, command = vocabulary.label(table, id_), f"ahc show {id_} --json"
    yield from _what_it_is(tag, vocabulary, command)
    if table == "actor":
        if report:
            yield from _relations(tag, report)
        yield from _ballots(tag, dataset)
    count = sum(id_ in FIELDS[table].read(event) for event in dataset.events)
    if count:
        kind = heading(vocabulary.kind_of(id_) or table).lower()
        number = ngettext("{n} event", "{n} events", count)
        text = own_text(f"{name} · {kind} · {number}")
        yield Statement("name", text=text, about=(tag,), command=command)


def _relations(tag: Tag, report: StatusReport) -> Iterator[Statement]:
    """Yield how an actor stands to the instrument, and which members of a group signed it.

    What it did has its own sources and says how sure it is; that it, or a member, is not among the
    signatories is as sure as the list of them.
    """
    _table, id_ = tag
    name = report.vocabulary.label("actor", id_) + _(": ")
    signatories = report.status.signatories or {}
    named: Figure | None = signatories.get("named")
    sources = [act.sources for act in report.acts if act.actors == (id_,)]
    own = relation(id_, report), bool(sources)
    for words, is_act in own, (members_relation(id_, report), False):
        if not words:
            continue
        statement = Statement(
            "relation",
            text=own_text(name + words.lang()),
            about=(tag, (INSTRUMENT, INSTRUMENT)),
            sources=tuple(distinct(chain(*sources))),
            command=f"ahc show {id_} --json",
        )
        if named and not is_act:
            listed = tuple(named.sources)
            statement = replace(statement, sources=listed, confidence=named.confidence)
        yield statement


def _ballots(tag: Tag, dataset: Dataset) -> Iterator[Statement]:
    """Yield how an actor voted in each roll call, and the members of a group, a side each."""
    _table, id_ = tag
    vocabulary = dataset.vocabulary
    for event in dataset.events:
        for ballot in (*ballots(event, id_), *_of_members(id_, event, vocabulary)):
            yield replace(
                ballot,
                key="ballot",
                event=None,
                text=_ballot_text(id_, ballot, event, vocabulary),
                about=(tag, ("event", event.id)),
                confidence=vocabulary.confidence(ballot.sources),
                command=f"ahc show {id_} --json",
            )


def _of_members(group: str, event: Event, vocabulary: Vocabulary) -> Iterator[Statement]:
    """Yield for each side of each roll call of an event the members of a group that were on it."""
    members = vocabulary.members_of(group, parse(event.date))
    by_side: dict[tuple[int | None, str | None], list[Statement]] = defaultdict(list)
    for ballot in ballots(event) if members else ():
        if ballot.actors[0] in members:
            by_side[ballot.index, ballot.role].append(ballot)
    for of_side in by_side.values():
        yield replace(of_side[0], actors=tuple(ballot.actors[0] for ballot in of_side))


def _what_it_is(tag: Tag, vocabulary: Vocabulary, command: str) -> Iterator[Statement]:
    """Yield what the record says that an actor or a topic is."""
    table, id_ = tag
    if table not in ("actor", "topic"):
        return
    about = getattr(vocabulary.table(table).get(id_), "about", None)
    if about:
        yield Statement(
            "about",
            text=about.text,
            about=(tag,),
            sources=about.sources,
            confidence=vocabulary.confidence(about.sources),
            command=command,
        )


def _ballot_text(id_: str, ballot: Statement, event: Event, vocabulary: Vocabulary) -> Text:
    """Say how an actor, or which members of a group, voted, when, and at which event."""
    vote = vocabulary.label("actor", id_) + _(": ") + label(str(ballot.role))
    if ballot.actors != (id_,):
        members = name_list(vocabulary, "actor", ballot.actors)
        vote += bracketed(str(len(ballot.actors))) + _(": ") + members
    day = _("vote of {day}", day=date_in_full(event.date))
    return own_text(f"{vote} · {day} · {event.title.lang()}")
