"""Parallels: each article of the instrument beside those of an older treaty."""

from collections.abc import Iterable, Iterator
from functools import partial
from operator import attrgetter
from typing import Literal, get_args

from msgspec.structs import asdict

from ahc_cli.answers.remarks import of_names
from ahc_cli.messages import _
from ahc_cli.model.labels import article_title, label, range_words, treaty_words
from ahc_cli.model.records import About, Basis, JsonValue, Parallel, Ranges, Relation
from ahc_cli.model.text import canonical
from ahc_cli.model.vocabulary import INSTRUMENT, Article, Provision, Vocabulary
from ahc_cli.query.context import Context
from ahc_cli.query.lexicon import lexicon
from ahc_cli.render import Answer, Column, Line, Screen, Span, Spans
from ahc_cli.show.phrases import citation, text_line

# The order of rows; those of which nothing is known come last.
_ORDER = (*get_args(Relation), "none", None)
_COLUMNS = ("article", "treaties", "articles", "part", "relation", "basis", "sources")
# The most articles that an instrument is taken to have, and the widest that a column is.
_MOST, _MOST_OF_COLUMN = 1000, 18


class Counterpart(JsonValue, frozen=True, kw_only=True):
    """An article of the instrument beside what stands in an older treaty.

    The relation is "none" where the treaty was searched in vain, and None where nobody knows. There
    are two `treaties` if a source does not say in which of them it is.

    >>> from ahc_cli import load
    >>> rows = load().compare("convention", "untoc")
    >>> [(row.articles, row.relation) for row in rows if row.article == 5]
    [((4,), 'close-wording')]
    """

    article: int
    treaties: tuple[str, ...]
    articles: Ranges = ()
    part: str | None = None
    relation: Relation | Literal["none"] | None = None
    basis: Basis | None = None
    differs: About | None = None
    sources: tuple[str, ...] = ()


def counterparts(treaty: str, vocabulary: Vocabulary) -> list[Counterpart]:
    """Return what stands beside each article of the instrument in a treaty, the closest first."""
    rows: list[Counterpart] = []
    for number, article in _articles(vocabulary).items():
        parallels = [asdict(each) for each in article.parallels if treaty in each.treaties]
        relation = "none" if treaty in article.without else None
        nothing = {"treaties": (treaty,), "relation": relation}
        for values in parallels or [nothing]:
            row = Counterpart(article=number, differs=article.differs, **values)
            rows.append(row)
    return sorted(rows, key=lambda row: _ORDER.index(row.relation))


def _articles(vocabulary: Vocabulary) -> dict[int, Article]:
    """Return all articles of the instrument by number; the record may have no more of one."""
    if not vocabulary.instrument:
        return {}
    last = min(vocabulary.instrument.article_count or 0, _MOST)
    articles = {number: Article(number=number, sources=()) for number in range(1, last + 1)}
    return articles | {article.number: article for article in vocabulary.instrument.articles}


def of_provision(provision: Provision, vocabulary: Vocabulary) -> tuple[Counterpart, ...]:
    """Return the articles of the instrument that stand beside one of a treaty."""
    rows: list[Counterpart] = []
    for row in counterparts(provision.treaty, vocabulary):
        ends = [each if isinstance(each, tuple) else (each, each) for each in row.articles]
        if any(first <= provision.number <= last for first, last in ends):
            rows.append(row)
    return tuple(rows)


def beside(rows: Iterable[Counterpart], vocabulary: Vocabulary) -> list[Spans]:
    """Write the articles of the instrument that stand beside one of a treaty, or that none does."""
    items: list[Spans] = []
    for row in rows:
        title = article_title(_articles(vocabulary)[row.article])
        id_ = Span(f"article-{row.article}", "id")
        items.append((Span(title), Span("  "), id_, Span(" · "), *_spans(row, vocabulary)))
    return items or [(Span(_("no article is known to be its counterpart")),)]


def older_treaties(article: Article, vocabulary: Vocabulary) -> list[Spans]:
    """Write what stands beside an article in older treaties, which have none, and what differs."""
    items = [_spans(parallel, vocabulary) for parallel in article.parallels]
    if article.without:
        names = treaty_words(article.without, (), vocabulary, _(", "))
        items.append((Span(names + _(": ") + label("none", "parallels")),))
    if article.differs:
        items.append((Span(article.differs.text.lang()), citation(article.differs.sources)))
    return items


def _spans(parallel: Parallel | Counterpart, vocabulary: Vocabulary) -> Spans:
    """Write the articles of a treaty, how an article stands to them, and who says so."""
    name = treaty_words(parallel.treaties, parallel.articles, vocabulary) + (parallel.part or "")
    relation, basis = label(parallel.relation or "", "parallels"), parallel.basis or ""
    words = f" · {relation} · {label(basis, 'parallels')}"
    return Span(name), Span(words, "faint"), citation(parallel.sources)


def find_treaty(context: Context, names: Iterable[str]) -> str:
    """Return the id of the treaty that names mean beside the instrument; of other names nothing.

    The topic about a treaty is that treaty.
    """
    words = [name for name in names if canonical(name) not in lexicon().stop]
    found = [context.index.candidates(name) for name in words]
    for id_, treaty in context.vocabulary.treaties.items():
        for name in (id_, treaty.topic):
            if found in ([[INSTRUMENT], [name]], [[name], [INSTRUMENT]]):
                return id_
    return ""


def compare_treaty(treaty: str, context: Context) -> Answer:
    """Show each article of the instrument beside those of a treaty."""
    rows = counterparts(treaty, context.vocabulary)
    return Answer(
        records=rows,
        table=partial(_table, treaty),
        legend=_legend,
        getters={name: attrgetter(name) for name in Counterpart.__struct_fields__},
        columns=_COLUMNS,
        **of_names(context, len(rows)),
        note=_("none found: the treaty was searched; not known: nobody says"),
    )


def _table(treaty: str, answer: Answer, _screen: Screen) -> list[Column]:
    vocabulary, articles = answer.vocabulary, _articles(answer.vocabulary)

    def title(row: Counterpart) -> Spans:
        return (Span(article_title(articles[row.article])),)

    def counterpart(row: Counterpart) -> Spans:
        numbers = range_words(row.articles) + (row.part or "")
        return (Span(numbers or treaty_words(row.treaties[1:] and row.treaties, (), vocabulary)),)

    def words(key: str, row: Counterpart) -> Spans:
        return (Span(label(getattr(row, key) or "unknown", key, "parallels")),)

    return [
        Column("article", title, most=0, wants=18, hang=2),
        Column(vocabulary.label("treaty", treaty), counterpart, most=_MOST_OF_COLUMN),
        Column("relation", partial(words, "relation"), most=16, goes="below"),
        Column("basis", partial(words, "basis"), most=21, goes="away"),
    ]


def _legend(answer: Answer, _screen: Screen) -> Iterator[Line]:
    """Say which texts were not read, and where it stands what differs."""
    unread = range_words(getattr(answer.vocabulary.instrument, "unread", ()))
    if unread:
        yield text_line(_("The text of articles {numbers} was not read.", numbers=unread))
    for row in answer.records[:1]:
        words = _(
            "What differs: 'ahc show \"article {n}\"'. This is not a legal opinion.", n=row.article
        )
        yield text_line(words)
