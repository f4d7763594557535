"""Statements that are computed from the record: how an actor stands, what articles say."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import get_args

from msgspec.structs import replace

from ahc_cli.data.load import Dataset
from ahc_cli.messages import _, ngettext, spoken
from ahc_cli.model.labels import COLON, article_title, date_in_full, heading, label, section
from ahc_cli.model.records import Event, Lang, Text
from ahc_cli.model.statements import Statement, Tag, ballots, statements
from ahc_cli.model.vocabulary import INSTRUMENT, Article, Vocabulary
from ahc_cli.query.algebra import Token
from ahc_cli.query.context import Context
from ahc_cli.report.sentences import lines, own_text, relation
from ahc_cli.report.status import StatusReport, report_status


def computed(context: Context, tokens: Sequence[Token]) -> Iterator[Statement]:
    """Yield the computed statements; those about one actor, topic or place if a token names it.

    They are in the reader's language; titles of articles are in both.
    """
    dataset = context.dataset
    if not dataset.whole:
        return
    report = report_status(dataset, context.today)
    if report:
        yield from _status_lines(report)
    if report and report.status.adopted:
        for article in report.instrument.articles:
            yield from _article_contents(article)
    for tag in sorted({*chain.from_iterable(token.tags for token in tokens)}):
        yield from _about_name(tag, dataset, report)


def _status_lines(report: StatusReport) -> Iterator[Statement]:
    """Yield the lines of the status with their headings.

    Meetings and plans are events, which are found as such.
    """
    lang = spoken()
    for line in lines(report, plans=False):
        words = line.text.lang(lang) if line.text else ""
        if line.key != "phase":
            words = section(line.key, lang) + COLON[lang] + words
        yield replace(line, text=own_text(words))


def _article_contents(article: Article) -> Iterator[Statement]:
    """Yield the title of an article and each fact of it, behind its number."""
    id_ = f"article-{article.number}"
    title = Statement(
        "article",
        text=_numbered(article, article.title),
        about=(("article", id_), (INSTRUMENT, INSTRUMENT)),
        sources=article.sources,
        command=f"ahc show {id_} --json",
    )
    yield title
    for fact in article.facts:
        yield replace(
            title,
            key="contents",
            text=_numbered(article, fact.text),
            sources=fact.sources,
            confidence=fact.confidence or None,
        )


def _numbered(article: Article, text: Text) -> Text:
    """Put the number of an article before a text, in both languages."""
    return Text(**{lang: article_title(article, lang, text) for lang in get_args(Lang)})


def _about_name(tag: Tag, dataset: Dataset, report: StatusReport | None) -> Iterator[Statement]:
    """Yield what an actor or a topic is, how an actor stands and voted, and how many events a name
    has.
    """
    (table, id_), lang, vocabulary = tag, spoken(), dataset.vocabulary
    if table not in ("actor", "topic", "place"):
        return
    name, command = vocabulary.label(table, id_, lang), f"ahc show {id_} --json"
    yield from _what_it_is(tag, vocabulary, command)
    if table == "actor" and report and (stands := relation(id_, report)):
        text = own_text(name + COLON[lang] + stands.lang(lang))
        about = (tag, (INSTRUMENT, INSTRUMENT))
        yield Statement("relation", text=text, about=about, command=command)
    if table == "actor":
        for event in dataset.events:
            for ballot in ballots(event, id_):
                yield replace(
                    ballot,
                    key="ballot",
                    event=None,
                    text=_ballot_text(name, ballot, event),
                    about=(tag, ("event", event.id)),
                    confidence=vocabulary.confidence(ballot.sources),
                    command=command,
                )
    count = sum(_has_tag(event, tag) for event in dataset.events)
    if count:
        kind = heading(vocabulary.kind_of(id_) or table, lang).lower()
        number = ngettext("{n} event", "{n} events", count)
        text = own_text(f"{name} · {kind} · {number}")
        yield Statement("name", text=text, about=(tag,), command=command)


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


def _ballot_text(name: str, ballot: Statement, event: Event) -> Text:
    """Say how an actor voted, when, and at which event."""
    lang = spoken()
    vote = name + COLON[lang] + label(str(ballot.role), lang)
    day = _("vote of {day}", day=date_in_full(event.date, lang))
    return own_text(f"{vote} · {day} · {event.title.lang(lang)}")


def _has_tag(event: Event, tag: Tag) -> bool:
    return any(tag in statement.tags for statement in statements(event))
