"""Statements of no event: what a thing is, and what articles say."""

from collections.abc import Iterator, Sequence
from itertools import chain

from msgspec.structs import replace

from ahc_cli.data.load import Dataset
from ahc_cli.messages import in_each, ngettext
from ahc_cli.model.fields import FIELDS
from ahc_cli.model.labels import article_title, heading
from ahc_cli.model.records import Text
from ahc_cli.model.statements import Statement, Tag
from ahc_cli.model.vocabulary import INSTRUMENT, Article, Vocabulary
from ahc_cli.query.algebra import Token
from ahc_cli.report.status import StatusReport


def definitions(dataset: Dataset, tokens: Sequence[Token]) -> Iterator[Sequence[Statement]]:
    """Yield the name of the instrument, what the record says that each actor, topic or place is
    that a token names, and in how many events it appears.
    """
    if not dataset.whole:
        return
    if instrument := dataset.vocabulary.instrument:
        named = _of_name("name", (INSTRUMENT, INSTRUMENT), instrument.name)
        yield [replace(named, command="ahc status --json")]
    for tag in sorted({*chain.from_iterable(token.tags for token in tokens)}):
        for statement in (_about(tag, dataset.vocabulary), _appearances(tag, dataset)):
            if statement:
                yield [statement]


def article_statements(report: StatusReport | None) -> Iterator[Sequence[Statement]]:
    """Yield the title and the facts of each article, in both languages, once it is adopted."""
    if report and report.status.adopted:
        for article in report.instrument.articles:
            yield list(_article_contents(article))


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


def _about(tag: Tag, vocabulary: Vocabulary) -> Statement | None:
    """Say what an actor or a topic is, and the full name of a treaty that is no topic."""
    table, id_ = tag
    about = None
    if table == "treaty" and not vocabulary.treaties[id_].topic:
        return _of_name("name", tag, vocabulary.treaties[id_].name)
    if table in ("actor", "topic"):
        about = getattr(vocabulary.table(table).get(id_), "about", None)
    if about is None:
        return None
    confidence = vocabulary.confidence(about.sources)
    return replace(_of_name("about", tag, about.text), sources=about.sources, confidence=confidence)


def _appearances(tag: Tag, dataset: Dataset) -> Statement | None:
    """Say of which sort a name is, and how many events it has; None of other things."""
    (table, id_), vocabulary = tag, dataset.vocabulary
    if table not in ("actor", "topic", "place"):
        return None
    count = sum(id_ in FIELDS[table].read(event) for event in dataset.events)

    def words() -> str:
        kind = heading(vocabulary.kind_of(id_) or table).lower()
        number = ngettext("{n} event", "{n} events", count)
        return f"{vocabulary.label(table, id_)} · {kind} · {number}"

    return _of_name("name", tag, Text(**in_each(words)))


def _of_name(key: str, tag: Tag, text: Text) -> Statement:
    """Make a statement about a name, whose card says more."""
    return Statement(key, text=text, about=(tag,), command=f"ahc show {tag[1]} --json")
