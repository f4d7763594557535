"""Search: BM25 over statements, also those that are computed.

No index is built: a term is one pattern. Hits have terms by their index among those searched for.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain, islice
from math import log

from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.errors import UsageError
from ahc_cli.messages import _
from ahc_cli.model.records import Event, Lang, Match
from ahc_cli.model.statements import Statement, statements
from ahc_cli.model.text import fold
from ahc_cli.query.algebra import Query, Token
from ahc_cli.query.context import Context
from ahc_cli.query.prefilter import line_test
from ahc_cli.query.question import ask
from ahc_cli.query.terms import Term, term_of
from ahc_cli.report.computed import computed

# How much a statement counts, by its key; one that is computed has any other key.
_WEIGHTS: Mapping[str, float] = {
    "about": 2.0,
    "title": 1.5,
    "documents": 1.2,
    "votes": 1.1,
    "facts": 1.0,
    "contents": 1.0,
    "summary": 0.95,
    "positions": 0.9,
    "actors": 0.8,
    "attendance": 0.8,
    "topics": 0.6,
    "caveats": 0.6,
}
_COMPUTED = 1.5
# How soon more occurrences of a word count no more, and how much a long statement counts less.
_K1, _B = 1.2, 0.5
# What is long: each language, the ending of the paths of texts in the other one, and the average
# number of characters. A statement without text is as long as a part of the average.
_LENGTH: tuple[tuple[Lang, str, int], ...] = (("en", ".zh", 150), ("zh", ".en", 48))
_TEXTLESS = 0.3
# What the title of an event lends to its statements, in score and in share.
_LENT = 0.5
# The least part of what was asked that an answer has, and the least part of the best score that
# computed statements have.
_FLOOR = 0.5
_MOST_COMPUTED, _MOST_SHOWN = 3, 2
# The most matches of one term in one statement that are kept.
_MOST_MATCHES = 1_000


class Result(Struct, frozen=True):
    """What a search finds, best first, and the words that nothing in the record has.

    Computed statements come first, then events. An event is `complete` if one statement has all
    that was asked; `shown` are the best statements of each, by its id. The record has `answered` if
    the best of all has at least half of it. If a computed statement has all of it, `instead` is the
    command that gives that as data.
    """

    computed: Sequence[Statement]
    events: Sequence[Event]
    complete: Sequence[Event]
    shown: Mapping[str, Sequence[Statement]]
    missing: Sequence[str]
    answered: bool
    instead: str


class _Hit(Struct, frozen=True):
    """A statement with its matches, by term; the title of its event lends it what it lacks."""

    statement: Statement
    matches: Mapping[int, Sequence[Match]]
    title: "_Hit | None"
    score: float = 0

    @property
    def terms(self) -> set[int]:
        """The indices of the terms that match, here or in the title."""
        return {*self.matches, *(self.title.matches if self.title else ())}

    def scored(self, weights: Sequence[float]) -> "_Hit":
        """Score how well its terms match, how rare they are, and the share of all that it has."""
        lent = self.terms - self.matches.keys()
        points = sum(weights[index] * self.fit(index) for index in self.matches)
        if self.title:
            points += _LENT * sum(weights[index] * self.title.fit(index) for index in lent)
        share = (len(self.matches) + _LENT * len(lent)) / len(weights)
        weight = _WEIGHTS.get(self.statement.key, _COMPUTED)
        return replace(self, score=weight * points * share * share)

    def fit(self, index: int) -> float:
        """How well a term matches, in the better language; a tag or a symbol counts in both."""
        text, best = self.statement.text, 0.0
        for lang, other, average in _LENGTH:
            count = sum(not match.field.endswith(other) for match in self.matches[index])
            length = len(text.lang(lang)) / average if text else _TEXTLESS
            best = max(best, count * (_K1 + 1) / (count + _K1 * (1 - _B + _B * length)))
        return best


_EventHits = tuple[Event, list[_Hit]]


def rank(
    context: Context, tokens: Sequence[Token], conditions: Sequence[Query] = (), where: str = ""
) -> Result:
    """Rank the statements of the events that meet the conditions by the telling tokens."""
    terms = _terms_of(tokens, context)
    test = None if context.dataset.whole else line_test(terms)
    hits, weights = _look(ask(context, where, conditions).events(test), terms)
    computed_hits = _find(computed(context, tokens), terms)
    matched, most = _coverage(hits, computed_hits, weights)
    if test and len(terms) > 1:  # an event without all the words has not been looked at
        matched = {*range(len(terms))}

    events, complete, shown = _rank_events(hits, weights)
    scored = _best_hits(computed_hits, weights)
    answers = _about_actors(scored, terms)
    best = answers or _nearest(scored, terms, events)
    commands = (hit.statement.command for hit in scored if len(hit.terms) == len(terms))
    return Result(
        computed=[hit.statement for hit in best],
        events=events,
        complete=complete,
        shown=shown,
        missing=_missing(terms, matched),
        answered=bool(answers) or most >= _FLOOR * sum(weights),
        instead=next(commands, ""),
    )


def _terms_of(tokens: Sequence[Token], context: Context) -> list[Term]:
    """Return the different terms of the telling tokens or, if none is telling, of all."""
    telling = [token for token in tokens if token.telling] or tokens
    if not telling:
        raise UsageError(_("nothing to search for; give a word, as in 'ahc search surveillance'"))
    distinct = {
        (token.tags, token.concepts, token.period, fold(token.text)): token for token in telling
    }
    return [term_of(token, context.query_names, widened=True) for token in distinct.values()]


def _look(events: Iterable[Event], terms: Sequence[Term]) -> tuple[list[_EventHits], list[float]]:
    """Return the hits of each event that has any, and the weight of each term: how rare it is."""
    hits: list[_EventHits] = []
    total, frequencies = 0, [0] * len(terms)
    for event in events:
        event_statements = list(statements(event))
        total += len(event_statements)
        if event_hits := _find(event_statements, terms):
            hits.append((event, event_hits))
            for index in chain.from_iterable(hit.matches for hit in event_hits):
                frequencies[index] += 1
    return hits, [log(1 + (total - count + 0.5) / (count + 0.5)) for count in frequencies]


def _find(candidates: Iterable[Statement], terms: Sequence[Term]) -> list[_Hit]:
    """Return the statements that match any term; the title, which is first, lends its terms."""
    hits: list[_Hit] = []
    title: _Hit | None = None
    for statement in candidates:
        matches: dict[int, Sequence[Match]] = {}
        for index, term in enumerate(terms):
            if term_matches := tuple(islice(term.find(statement), _MOST_MATCHES)):
                matches[index] = term_matches
        if not matches:
            continue
        # What is computed about something by name needs no title. Lines of the status are about
        # nothing; theirs is the one that names the convention.
        borrows = statement.event or not statement.about
        hit = _Hit(statement, matches, title if borrows else None)
        hits.append(hit)
        if statement.key in ("title", "phase"):
            title = hit
    return hits


def _coverage(
    hits: Iterable[_EventHits], computed_hits: Iterable[_Hit], weights: Sequence[float]
) -> tuple[set[int], float]:
    """Return the terms that match anywhere, and the most of what was asked that one hit has."""
    matched, most = set[int](), 0.0
    in_events = chain.from_iterable(event_hits for _event, event_hits in hits)
    for hit in chain(computed_hits, in_events):
        matched.update(hit.matches)
        most = max(most, sum(weights[index] for index in hit.terms))
    return matched, most


def _missing(terms: Sequence[Term], matched: set[int]) -> list[str]:
    """Return what was typed of the terms that nothing matches, each once."""
    tokens = (term.token for index, term in enumerate(terms) if index not in matched)
    return list(dict.fromkeys(token.run or token.text for token in tokens))


def _best_hits(hits: Iterable[_Hit], weights: Sequence[float]) -> list[_Hit]:
    """Return hits with their scores, the best first."""
    return sorted((hit.scored(weights) for hit in hits), key=lambda hit: -hit.score)


def _rank_events(
    hits: list[_EventHits], weights: Sequence[float]
) -> tuple[list[Event], list[Event], dict[str, list[Statement]]]:
    """Return all events, best first, those that are complete, and the statements shown of each.

    The list of hits is emptied meanwhile, because there may be very many.
    """
    events, complete, shown = list[Event](), set[str](), dict[str, list[Statement]]()
    while hits:
        event, event_hits = hits.pop()
        matches: list[Match] = []
        for hit in event_hits:
            matches.extend(chain.from_iterable(hit.matches.values()))
            if len(hit.terms) == len(weights):
                complete.add(event.id)
        scored = _best_hits(event_hits, weights)
        events.append(replace(event, score=round(scored[0].score, 6), matches=tuple(matches)))
        telling = [hit for hit in scored if hit.statement.key not in ("title", "topics")]
        shown[event.id] = [hit.statement for hit in telling[:_MOST_SHOWN]]
    events.sort(key=_best_first)
    return events, [event for event in events if event.id in complete], shown


def _best_first(event: Event) -> tuple[float, int, str]:
    """Order events by score; of equal ones the newest is first."""
    return -float(event.score or 0), -(event.start or date.min).toordinal(), event.id


def _about_actors(scored: Sequence[_Hit], terms: Sequence[Term]) -> list[_Hit]:
    """Return the statements about the actors asked about, in their order, that have all else asked.

    Each actor is asked about: a statement about one need not name the others.
    """
    actors = _of_sorts(terms, "actor")
    others = set(range(len(terms))) - actors
    answers: list[_Hit] = []
    for hit in scored:
        is_about_actor = "actor" in dict(hit.statement.about)
        names_one = not actors.isdisjoint(hit.terms)
        if is_about_actor and names_one and others <= hit.terms:
            answers.append(hit)
    return sorted(answers, key=lambda hit: min(hit.terms & actors))


def _nearest(scored: Sequence[_Hit], terms: Sequence[Term], events: Sequence[Event]) -> list[_Hit]:
    """Return the best computed statements that may answer and score well beside the events.

    What names none of the actors asked about is no answer, nor is what is dated if another day,
    event or article is asked about. What a thing is comes first, but answers only a question about
    no more.
    """
    scores = [hit.score for hit in scored]
    if events:
        scores.append(float(events[0].score or 0))
    least = _FLOOR * max(scores, default=0)
    actors, occasions = _of_sorts(terms, "actor"), _of_sorts(terms, "date", "event", "article")
    nearest: list[_Hit] = []
    for hit in scored:
        names_one = not actors or not actors.isdisjoint(hit.terms)
        is_then = not hit.statement.date or occasions <= hit.terms
        is_enough = hit.statement.key != "about" or len(hit.terms) == len(terms)
        if hit.score >= least and names_one and is_then and is_enough:
            nearest.append(hit)
    nearest.sort(key=lambda hit: hit.statement.key != "about")
    return nearest[:_MOST_COMPUTED]


def _of_sorts(terms: Sequence[Term], *sorts: str) -> set[int]:
    """Return the indices of the terms that stand for a date or a name of some tables."""
    return {index for index, term in enumerate(terms) if term.token.sort in sorts}
