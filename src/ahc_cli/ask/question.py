"""A question: a dataset, a query and the day that `today` means."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct

from ahc_cli.ask.language import parse_search, parse_with_readings
from ahc_cli.ask.match import entry_predicate, event_predicate, line_test, short_test
from ahc_cli.ask.query import EVERYTHING, And, Contains, Context, Or, Query
from ahc_cli.ask.reading import search_terms
from ahc_cli.ask.search import Result, suggestions
from ahc_cli.ask.search import search as search_events
from ahc_cli.ask.terms import Term, Word
from ahc_cli.data.load import Dataset, Lines
from ahc_cli.errors import UsageError
from ahc_cli.messages import _
from ahc_cli.model.fields import Entry, entries
from ahc_cli.model.records import Event


class Question(Struct, frozen=True):
    """A query about the events, or the entries of events, of a dataset, and the bare words read as conditions."""

    dataset: Dataset
    query: Query
    today: date
    readings: Sequence[tuple[str, Query]] = ()

    @property
    def is_everything(self) -> bool:
        """Whether nothing narrows the answer."""
        return self.query == EVERYTHING

    def events(self, test_line: Callable[[bytes], bool] | None = None) -> Iterator[Event]:
        """The events that match; of NDJSON only those are decoded whose lines pass a test, if one is given."""
        events = self.dataset.events
        if isinstance(events, Lines):
            events = events.select(short_test(self.query, self.today), test_line)
        return filter(event_predicate(self.query, self.today), events)

    def entries(self) -> Iterator[Entry]:
        """The entries that match."""
        matches = entry_predicate(self.query, self.today)
        return (entry for event in self.dataset.events for entry in entries(event) if matches(entry))

    @property
    def terms(self) -> list[Term]:
        """The names and words of the query that are looked for as text."""
        return list(_terms(self.query))

    def unknown(self) -> list[str]:
        """The words that no event contains, of a query that matches nothing."""
        if not isinstance(self.dataset.events, tuple):
            return []
        sought = ((term, event_predicate(Contains((term,)), self.today)) for term in self.terms)
        return [term.typed for term, contains in sought if not any(map(contains, self.dataset.events))]

    def alone(self) -> list[tuple[str, int]]:
        """How many events each part of a query matches, of one that matches nothing and has several bare words."""
        if len(self.readings) < 2 or not isinstance(self.dataset.events, tuple):  # noqa: PLR2004 - several
            return []
        predicates = [(text, event_predicate(query, self.today)) for text, query in self.readings]
        counts = [(text, sum(map(matches, self.dataset.events))) for text, matches in predicates]
        return counts if all(count for _text, count in counts) else []

    def near(self) -> list[str]:
        """Names and words near those of a query that matches nothing."""
        events = self.dataset.events if isinstance(self.dataset.events, tuple) else ()
        words = [term.typed for term in self.terms if not term.is_name]
        return suggestions(words, events, self.dataset.vocabulary)


def context_of(dataset: Dataset, today: date) -> Context:
    """Return what a query about a dataset is parsed against."""
    if not isinstance(dataset.events, tuple):
        return Context(dataset.vocabulary, today, whole=False)
    known = {
        "id": frozenset(event.id for event in dataset.events),
        "series": frozenset(event.series for event in dataset.events if event.series),
        "doc": frozenset(document.symbol for event in dataset.events for document in event.documents),
    }
    return Context(dataset.vocabulary, today, dataset.whole, known)


def ask(dataset: Dataset, text: str, today: date, conditions: Iterable[Query] = ()) -> Question:
    """Ask for a query as it was typed, and for further conditions; without either, for everything.

    UsageError for a query that cannot be parsed.
    """
    parts: list[Query] = [*conditions]
    readings: list[tuple[str, Query]] = []
    if text.strip():
        query, readings = parse_with_readings(text, context_of(dataset, today))
        parts.insert(0, query)
    return Question(dataset, parts[0] if len(parts) == 1 else And(tuple(parts)), today, readings)


class Search(Struct, frozen=True):
    """What a search found: its words, the result, and whether conditions limited it."""

    words: Sequence[Word]
    result: Result
    limited: bool


def search(dataset: Dataset, typed: str, today: date, where: str = "", more: Sequence[Query] = ()) -> Search:
    """Search the events that match `where`, `more` and the conditions among the words; UsageError without words.

    A date among the words is a condition, or words if nothing matches then.
    """
    found: list[Search] = []
    for dates in (True, False):
        words, conditions = parse_search(typed, context_of(dataset, today), dates=dates)
        if not words:
            message = _("give a word to search for; for conditions alone, try 'ahc list {text}'", text=typed)
            raise UsageError(message)
        alternatives = [search_terms(words, dataset.vocabulary, cut=cut) for cut in (False, True)]
        conditions += more
        events = ask(dataset, where, today, conditions).events(line_test(alternatives))
        found.append(Search(words, search_events(events, alternatives), bool(conditions or where)))
        if found[-1].result.hits or not isinstance(dataset.events, tuple):
            return found[-1]
    return found[0]


def _terms(query: Query) -> Iterator[Term]:
    if isinstance(query, And | Or):
        for part in query.parts:
            yield from _terms(part)
    elif isinstance(query, Contains):
        yield from query.terms
