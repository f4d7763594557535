"""Search: BM25 over statements.

No index is built: a term is one pattern. Hits have terms by their index among those searched for.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import chain, islice
from math import log
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.errors import UsageError
from ahc_cli.messages import Lang, _
from ahc_cli.model.records import Event, Match
from ahc_cli.model.statements import Statement, statements
from ahc_cli.model.text import fold
from ahc_cli.model.vocabulary import INSTRUMENT
from ahc_cli.query.algebra import Query, Token
from ahc_cli.query.context import Context
from ahc_cli.query.prefilter import line_test
from ahc_cli.query.question import ask
from ahc_cli.query.terms import Term, term_of, with_names
from ahc_cli.report.definitions import article_statements, definitions
from ahc_cli.report.status import report_status

# How much a statement counts, by its key.
_WEIGHTS: Mapping[str, float] = {
    "about": 2.0,
    "title": 1.5,
    "article": 1.5,
    "name": 1.5,
    "documents": 1.2,
    "votes": 1.1,
    "facts": 1.0,
    "contents": 0.8,
    "summary": 0.95,
    "positions": 0.9,
    "actors": 0.8,
    "attendance": 0.8,
    "topics": 0.6,
    "caveats": 0.6,
}
# How soon more occurrences of a word count no more, and how much a long statement counts less.
_K1, _B = 1.2, 0.5
# What is long: each language, the ending of the paths of texts in the other one, and the average
# number of characters. A statement without text is as long as a part of the average.
_LENGTH: tuple[tuple[Lang, str, int], ...] = (("en", ".zh", 150), ("zh", ".en", 48))
_TEXTLESS = 0.3
# What a title lends to the statements below it, in score and in share.
_LENT = 0.5
# The least part of what was asked that an answer has, and the least part of the best score that
# articles beside events have.
_FLOOR = 0.5
_MOST_BESIDE = 3
# The least part of what was asked that the record has a word of, where anything is near.
_LEAST_KNOWN = 0.2
# The most statements of one event that are kept, and matches of one term in one statement.
_MOST_KEPT = 8
_MOST_MATCHES = 1_000


class Ranked(Struct, frozen=True):
    """A statement that was found: how well, whether it is about all names and days asked about, if
    there are any, and the share of what was asked that it has, by how rare the terms are.
    """

    statement: Statement
    score: float
    binds: bool = False
    share: float = 0

    @property
    def is_complete(self) -> bool:
        """Whether it has all that was asked."""
        return self.share == 1

    @property
    def id(self) -> str:
        """The id of its event, or else of what it is about; empty if that is nothing."""
        if self.statement.event:
            return self.statement.event.id
        return next((id_ for _table, id_ in self.statement.about), "")


class Result(Struct, frozen=True, dict=True):
    """What a search finds, best first.

    `definitions`, what a thing is that a line is about, come before events and articles. Of each
    event, by its id, and of all articles the best statements are `ranked`. `most` is the largest
    share of what was asked that articles and definitions have, `known` the share that the record
    has a word of, and `missing` are the words that it does not have. `more` events are complete,
    but not held.
    """

    definitions: Sequence[Ranked]
    articles: Sequence[Ranked]
    events: Sequence[Event]
    ranked: Mapping[str, Sequence[Ranked]]
    most: float
    known: float
    missing: Sequence[str]
    more: int = 0

    @cached_property
    def complete(self) -> list[Event]:
        """The events of which one statement has all that was asked."""
        return [event for event in self.events if self._share(event) == 1]

    @cached_property
    def near(self) -> list[Event]:
        """The events of which one statement has at least half of what was asked."""
        return [event for event in self.events if self._share(event) >= _FLOOR]

    @property
    def found(self) -> list[Event]:
        """The events that a search finds: those that are complete, or else those that are near."""
        return self.complete or self.near

    def _share(self, event: Event) -> float:
        return max(map(_share, self.ranked[event.id]))

    @property
    def answered(self) -> bool:
        """Whether anything has at least half of what was asked."""
        return bool(self.near) or self.most >= _FLOOR or self.is_complete

    @property
    def beside(self) -> list[Ranked]:
        """The definitions, and the articles that score well beside the events."""
        scores = [float(event.score or 0) for event in self.events[:1]]
        scores += [ranked.score for ranked in self.articles[:1]]
        least = _FLOOR * max(scores, default=0)
        articles = [ranked for ranked in self.articles if ranked.score >= least]
        return [*self.definitions, *articles[: max(0, _MOST_BESIDE - len(self.definitions))]]

    def is_near(self, ranked: Ranked) -> bool:
        """Whether a statement is about what is asked, or has half of what the record knows."""
        is_known = self.known >= _LEAST_KNOWN
        return ranked.binds or (is_known and ranked.share >= _FLOOR * self.known)

    @property
    def is_complete(self) -> bool:
        """Whether one statement has all that was asked."""
        others = chain(self.definitions, self.articles)
        return bool(self.complete) or any(map(attrgetter("is_complete"), others))


class _Hit(Struct, frozen=True):
    """A statement with its matches, by term; the title above it lends it what it lacks."""

    statement: Statement
    matches: Mapping[int, Sequence[Match]]
    title: "_Hit | None"

    @property
    def terms(self) -> set[int]:
        """The indices of the terms that match, here or in the title."""
        return {*self.matches, *(self.title.matches if self.title else ())}

    def score(self, weights: Sequence[float]) -> float:
        """Score how well its terms match, how rare they are, and the share of all that it has."""
        lent = self.terms - self.matches.keys()
        points = sum(weights[index] * self.fit(index) for index in self.matches)
        if self.title:
            points += _LENT * sum(weights[index] * self.title.fit(index) for index in lent)
        share = (len(self.matches) + _LENT * len(lent)) / len(weights)
        return _WEIGHTS[self.statement.key] * points * share * share

    def fit(self, index: int) -> float:
        """How well a term matches, in the better language; a tag or a symbol counts in both."""
        text, best = self.statement.text, 0.0
        for lang, other, average in _LENGTH:
            count = sum(not match.field.endswith(other) for match in self.matches[index])
            length = len(text.lang(lang)) / average if text else _TEXTLESS
            best = max(best, count * (_K1 + 1) / (count + _K1 * (1 - _B + _B * length)))
        return best


class _EventHits(Struct, frozen=True):
    """The hits in an event, and the terms of its topics, which are lent to all of them."""

    event: Event
    hits: Sequence[_Hit]
    of_topics: frozenset[int]

    @property
    def bound(self) -> Iterator[frozenset[int]]:
        """For each hit, the terms that it has or is lent."""
        return (self.of_topics.union(hit.terms) for hit in self.hits)


class _Hits(Struct, frozen=True):
    """What was looked for and found: the hits in each event, in articles and in definitions.

    `frequencies` says how many of all `total` statements of events have each term. `more` events
    have hits, but are not among the best that are held.
    """

    events: list[_EventHits]
    frequencies: Sequence[int]
    total: int
    articles: Sequence[_Hit]
    definitions: Sequence[_Hit]
    more: int

    @property
    def weights(self) -> list[float]:
        """The weight of each term: the fewer statements have it, the more it counts."""
        total = self.total
        return [log(1 + (total - count + 0.5) / (count + 0.5)) for count in self.frequencies]

    @property
    def missing(self) -> list[int]:
        """The indices of the terms that nothing matches."""
        elsewhere = set[int]()
        for hit in chain(self.articles, self.definitions):
            elsewhere.update(hit.matches)
        indices = {index for index, count in enumerate(self.frequencies) if not count}
        return sorted(indices - elsewhere)

    @property
    def together(self) -> set[frozenset[int]]:
        """The terms that a hit has or is lent, for all hits."""
        together = {terms for of_event in self.events for terms in of_event.bound}
        return together.union(
            frozenset(hit.terms) for hit in chain(self.articles, self.definitions)
        )


class _Scorer(Struct, frozen=True):
    """What hits are ranked by: the weight of each term, and the names and days asked about.

    Of each set of names a statement that is asked for has one.
    """

    weights: Sequence[float]
    names: Sequence[set[int]]

    def best_first(
        self, hits: Iterable[_Hit], of_topics: frozenset[int] = frozenset()
    ) -> list[Ranked]:
        """Rank hits: first those with all names and days, of which topics may lend some."""
        ranked = [self.ranked(hit, of_topics) for hit in hits]
        return sorted(ranked, key=order)

    def ranked(self, hit: _Hit, of_topics: frozenset[int] = frozenset()) -> Ranked:
        """Return the statement of a hit with its score, whether it has all names and days, also
        those of topics, and its share of what was asked, which is 1 only if it has every term.
        """
        bound = of_topics.union(hit.terms)
        binds = bool(self.names) and not any(names.isdisjoint(bound) for names in self.names)
        share = 1.0
        if len(hit.terms) < len(self.weights):
            share = sum(self.weights[index] for index in hit.terms) / sum(self.weights)
        return Ranked(hit.statement, hit.score(self.weights), binds, share)


def order(ranked: Ranked) -> tuple[bool, float]:
    """Order statements: first those about all names and days asked about, then by score."""
    return not ranked.binds, -ranked.score


def rank(
    context: Context,
    tokens: Sequence[Token],
    conditions: Sequence[Query] = (),
    most: int | None = None,
) -> Result:
    """Rank the statements of the events that meet the conditions by the telling tokens.

    For one term only the best `most` events are held; how rare several are is known at the end.
    """
    terms = _terms_of(tokens, context)
    test = None if context.dataset.whole else line_test(terms)
    in_events = ask(context, "", conditions).events(test)
    hits = _look(in_events, terms, tokens, context, most if len(terms) == 1 else None)
    missing: list[int] = []
    if not (test and len(terms) > 1):  # or else an event without all words has not been looked at
        missing = hits.missing
    named = _as_names(terms, missing, context)
    if named:
        return rank(context, named, conditions, most)
    weights = hits.weights
    scorer = _Scorer(weights, _names_asked(terms, hits.together))
    events, ranked = _rank_events(hits.events, scorer)
    articles = scorer.best_first(hits.articles)
    # What a thing is answers only a question about no more.
    whole = [hit for hit in hits.definitions if len(hit.terms) == len(terms)]
    defined = scorer.best_first(whole)
    defined.sort(key=lambda ranked: ranked.statement.key != "about")
    return Result(
        definitions=defined[:_MOST_BESIDE],
        articles=articles,
        events=events,
        ranked=ranked,
        most=max(map(_share, chain(articles, map(scorer.ranked, whole))), default=0),
        missing=_words_of(terms[index] for index in missing),
        known=1 - sum(map(weights.__getitem__, missing)) / sum(weights),
        more=hits.more,
    )


def _terms_of(tokens: Sequence[Token], context: Context) -> list[Term]:
    """Return the different terms of the telling tokens or, if none is telling, of all."""
    telling = list(filter(attrgetter("telling"), tokens)) or tokens
    if not telling:
        raise UsageError(_("nothing to search for; give a word"))
    distinct = {
        (token.tags, token.concepts, token.period, fold(token.text)): token for token in telling
    }
    return [term_of(token, context.query_names, widened=True) for token in distinct.values()]


def _look(
    events: Iterable[Event],
    terms: Sequence[Term],
    tokens: Sequence[Token],
    context: Context,
    most: int | None,
) -> _Hits:
    """Look for the terms in events, of which those with hits are kept, or the best `most`, in
    articles, and in the definitions of what tokens name.
    """
    keep = context.dataset.keeper()
    found: list[_EventHits] = []
    more, total, frequencies = 0, 0, [0] * len(terms)
    for event in events:
        of_event = list(statements(event))
        total += len(of_event)
        hits = _find(of_event, terms)
        if not hits:
            continue
        topics = (hit.matches for hit in hits if hit.statement.key == "topics")
        found.append(_EventHits(event, hits, frozenset(chain.from_iterable(topics))))
        if most is None:
            keep(event)
        elif len(found) > 2 * most:
            found.sort(key=_best_alone)
            more += len(found[most:])
            del found[most:]
        for index in chain.from_iterable(hit.matches for hit in hits):
            frequencies[index] += 1
    report = report_status(context.dataset, context.today)
    in_articles = _find_all(article_statements(report), terms)
    of_names = _find_all(definitions(context.dataset, tokens), terms)
    return _Hits(found, frequencies, total, in_articles, of_names, more)


def _best_alone(found: _EventHits) -> tuple[bool, float, int, str]:
    """Order events of one term, whose weight does not change their order."""
    score = max(hit.score([1.0]) for hit in found.hits)
    return _best_first((True, replace(found.event, score=score)))


def _find_all(groups: Iterable[Sequence[Statement]], terms: Sequence[Term]) -> list[_Hit]:
    """Return the statements of all groups that match any term."""
    hits: list[_Hit] = []
    for group in groups:
        hits += _find(group, terms)
    return hits


def _find(group: Iterable[Statement], terms: Sequence[Term]) -> list[_Hit]:
    """Return the statements that match any term; the first, a title, lends its terms to others."""
    hits: list[_Hit] = []
    title: _Hit | None = None
    for number, statement in enumerate(group):
        matches: dict[int, Sequence[Match]] = {}
        for index, term in enumerate(terms):
            if term_matches := tuple(islice(term.find(statement), _MOST_MATCHES)):
                matches[index] = term_matches
        if matches:
            hits.append(_Hit(statement, matches, title))
            if number == 0:
                title = hits[0]
    return hits


def _names_asked(terms: Sequence[Term], together: Iterable[frozenset[int]]) -> list[set[int]]:
    """Return the names and days asked about, in sets of alternatives; `together` are the terms of
    each hit.

    Of "russia china 2023" they are {russia}, {china} and {2023} if a statement is about both, or
    else {russia, china} and {2023}. Days are always alternatives. What no statement has, and the
    convention, which the whole record is about, are not asked about so.
    """
    present = set(chain.from_iterable(together))
    by_sort: dict[str, set[int]] = defaultdict(set)
    for index, term in enumerate(terms):
        sort = _sort_of_name(term.token)
        if sort and index in present:
            by_sort[sort].add(index)
    asked: list[set[int]] = []
    for sort, indices in by_sort.items():
        if sort != "date" and any(map(indices.issubset, together)):
            asked += [{index} for index in indices]
        else:
            asked.append(indices)
    return asked


def _sort_of_name(token: Token) -> str | None:
    """Return the sort of a name or a date, or the name itself if it is of several sorts; None of
    other words, and of the convention.
    """
    if token.sort == INSTRUMENT or not (token.tags or token.period):
        return None
    return token.sort or token.text


def _as_names(terms: Sequence[Term], missing: Iterable[int], context: Context) -> list[Token]:
    """Return the tokens of terms, of which missing words stand for what has them in a name.

    There are none if no name has a missing word.
    """
    typed = [term.token for term in terms]
    tokens = list(typed)
    for index in missing if context.dataset.whole else ():
        tokens[index] = with_names(typed[index], context.query_names)
    return tokens if tokens != typed else []


def _words_of(terms: Iterable[Term]) -> list[str]:
    """Return what was typed of terms, each once, without dates."""
    tokens = [term.token for term in terms if not term.token.period]
    return list(dict.fromkeys(token.run or token.text for token in tokens))


def _rank_events(
    found: list[_EventHits], scorer: _Scorer
) -> tuple[list[Event], dict[str, list[Ranked]]]:
    """Return all events, best first, and the statements kept of each.

    The list of hits is emptied meanwhile, because there may be very many.
    """
    events: list[tuple[bool, Event]] = []
    kept: dict[str, list[Ranked]] = {}
    while found:
        of_event = found.pop()
        ranked = scorer.best_first(of_event.hits, of_event.of_topics)
        matches: list[Match] = []
        for hit in of_event.hits:
            matches.extend(chain.from_iterable(hit.matches.values()))
        score = round(max(each.score for each in ranked), 6)
        event = replace(of_event.event, score=score, matches=tuple(matches))
        events.append((ranked[0].binds, event))
        kept[event.id] = _below_title(event, ranked)
    events.sort(key=_best_first)
    return [event for _binds, event in events], kept


def _below_title(event: Event, ranked: Sequence[Ranked]) -> list[Ranked]:
    """Return the statements of an event to show below its title, or else its summary or its title.

    The title stands above them, and is not shown again. Where it is the best, as for "first
    session", the first below it has its score: it shows the event that was found by the title.
    """
    below = list(islice(filter(_is_below_title, ranked), _MOST_KEPT))
    title, *others = statements(event)
    first = others[0] if event.summary else title
    if below:
        first = below[0].statement
    share = max(map(_share, ranked))
    return [replace(ranked[0], statement=first, share=share), *below[1:]]


def _is_below_title(ranked: Ranked) -> bool:
    """Whether a statement says something below the title of its event; topics are only tags."""
    return ranked.statement.key not in ("title", "topics")


def _share(ranked: Ranked) -> float:
    return ranked.share


def _best_first(found: tuple[bool, Event]) -> tuple[bool, float, int, str]:
    """Order events: those about what is asked first, then by score; of equal ones the newest."""
    binds, event = found
    return not binds, -float(event.score or 0), -(event.start or date.min).toordinal(), event.id
