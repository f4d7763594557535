"""Search: BM25 over statements, also those that are computed. There is no index: a term is one
pattern.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
# How soon more occurrences of a word count no more, how much a long statement counts less, and what
# is long: the average number of characters, beside the ending of texts in the other language;
# without text, a part of it.
_K1, _B = 1.2, 0.5
_LENGTH: tuple[tuple[Lang, str, int], ...] = (("en", ".zh", 150), ("zh", ".en", 48))
_TEXTLESS = 0.3
# What the title of an event lends to its statements, in score and in share.
_LENT = 0.5
# The least part of what was asked that an answer has, and of the score of the best that others
# shown have.
_FLOOR = 0.5
_MOST_COMPUTED, _MOST_SHOWN = 3, 2
# The most matches of one text that are kept.
_MOST_MATCHES = 1_000


class Result(Struct, frozen=True):
    """What a search finds, best first: computed statements, then events; and the words that nothing
    has.

    An event is `complete` if one statement has all that was asked; `shown` are the best statements
    of each, by its id. The record has `answered` if the best of all has at least half of it. If a
    computed statement has all of it, `instead` is the command that gives that as data.
    """

    computed: Sequence[Statement]
    events: Sequence[Event]
    complete: Sequence[Event]
    shown: Mapping[str, Sequence[Statement]]
    missing: Sequence[str]
    answered: bool
    instead: str


class _Found(Struct, frozen=True):
    """A statement with the matches of each term, by its place; the title of the event lends it what
    it lacks.
    """

    statement: Statement
    matches: Mapping[int, Sequence[Match]]
    title: "_Found | None"

    @property
    def terms(self) -> set[int]:
        """The terms that match, here or in the title."""
        return {*self.matches, *(self.title.matches if self.title else ())}

    def fit(self, term: int) -> float:
        """How well a term matches, in the better of the two languages; a tag or a symbol counts in
        both.
        """
        text, best = self.statement.text, 0.0
        for lang, other, average in _LENGTH:
            number = sum(not match.field.endswith(other) for match in self.matches[term])
            length = len(text.lang(lang)) / average if text else _TEXTLESS
            best = max(best, number * (_K1 + 1) / (number + _K1 * (1 - _B + _B * length)))
        return best

    def score(self, weights: Sequence[float]) -> float:
        """The score: how well its terms match, how rare they are, and the share of all terms that
        it has.
        """
        lent = self.terms - self.matches.keys()
        points = sum(weights[at] * self.fit(at) for at in self.matches)
        points += _LENT * sum(weights[at] * self.title.fit(at) for at in lent) if self.title else 0
        share = (len(self.matches) + _LENT * len(lent)) / len(weights)
        return _WEIGHTS.get(self.statement.key, _COMPUTED) * points * share * share


def rank(
    context: Context, tokens: Sequence[Token], conditions: Sequence[Query] = (), where: str = ""
) -> Result:
    """Rank the statements of the events that meet the conditions by the telling tokens."""
    telling = [token for token in tokens if token.telling] or tokens
    if not telling:
        raise UsageError(_("nothing to search for; give a word, as in 'ahc search surveillance'"))
    distinct = {
        (token.tags, token.concepts, token.period, fold(token.text)): token for token in telling
    }.values()
    terms = [term_of(token, context.query_names, widened=True) for token in distinct]
    question = ask(context, where, conditions)
    test = line_test(terms) if not context.dataset.whole else None
    found: list[tuple[Event, list[_Found]]] = []
    total = 0
    for event in question.events(test):
        said = list(statements(event))
        total += len(said)
        if several := list(_look(said, terms)):
            found.append((event, several))
    extra = list(_look(list(computed(context, tokens)), terms))
    frequency = Counter(at for _event, several in found for each in several for at in each.matches)
    weights = [
        log(1 + (total - frequency[at] + 0.5) / (frequency[at] + 0.5)) for at in range(len(terms))
    ]
    every = chain(extra, *(several for _event, several in found))
    best = max((sum(weights[at] for at in each.terms) for each in every), default=0.0)

    events, complete, shown = list[Event](), set[str](), dict[str, list[Statement]]()
    while found:  # of which there may be very many: each is let go
        event, several = found.pop()
        scored = _scored(several, weights)
        said = [
            each.statement
            for _points, each in scored
            if each.statement.key not in ("title", "topics")
        ]
        matches = tuple(
            match for each in several for of_term in each.matches.values() for match in of_term
        )
        events.append(replace(event, score=round(scored[0][0], 6), matches=matches))
        shown[event.id] = said[:_MOST_SHOWN]
        complete |= {event.id for each in several if len(each.terms) == len(terms)}
    events.sort(
        key=lambda event: (
            -float(event.score or 0),
            -(event.start or date.min).toordinal(),
            event.id,
        )
    )
    points = _scored(extra, weights)
    top = max(
        (*(number for number, _each in points), *(event.score or 0 for event in events)), default=0
    )
    actors = {at for at, term in enumerate(terms) if term.token.sort == "actor"}
    # Of several actors each is asked about: a statement about one of them need not name the others.
    full = [each for _points, each in points if len(each.terms | actors) == len(terms)]
    full = [
        each
        for each in full
        if "actor" in dict(each.statement.about) and not actors.isdisjoint(each.terms)
    ]
    full.sort(key=lambda each: min(each.terms & actors))
    # What names none of the actors is no answer, nor is what is dated if another day, event or
    # article is asked about.
    when = {at for at, term in enumerate(terms) if term.token.sort in ("date", "event", "article")}
    near = [
        each
        for number, each in points
        if number >= _FLOOR * top and (not actors or actors & each.terms)
    ]
    near = [each for each in near if not each.statement.date or when <= each.terms]
    lead = [each.statement for each in full or near[:_MOST_COMPUTED]]
    known = {*frequency, *(at for each in extra for at in each.matches)}
    if test and len(terms) > 1:  # an event without all the words has not been looked at
        known = {*range(len(terms))}
    missing = dict.fromkeys(
        term.token.run or term.token.text for at, term in enumerate(terms) if at not in known
    )
    instead = next(
        (each.statement.command for _points, each in points if len(each.terms) == len(terms)), ""
    )
    is_answered = bool(full) or best >= _FLOOR * sum(weights)
    return Result(
        lead,
        events,
        [e for e in events if e.id in complete],
        shown,
        list(missing),
        is_answered,
        instead,
    )


def _scored(found: Iterable[_Found], weights: Sequence[float]) -> list[tuple[float, _Found]]:
    """Return statements with their scores, the best first."""
    return sorted(((each.score(weights), each) for each in found), key=lambda pair: -pair[0])


def _look(said: Sequence[Statement], terms: Sequence[Term]) -> Iterator[_Found]:
    """Yield the statements that have a match of any term; the title, which is first, lends the
    others its terms.
    """
    title: _Found | None = None
    for statement in said:
        every = (
            (at, tuple(islice(term.find(statement), _MOST_MATCHES)))
            for at, term in enumerate(terms)
        )
        if matches := {at: several for at, several in every if several}:
            # The title of the lines of the status is the one that names the convention; they are
            # about nothing else.
            found = _Found(
                statement, matches, title if statement.event or not statement.about else None
            )
            title = found if statement.key in ("title", "phase") else title
            yield found
