"""A question: a dataset, a query and the day that `today` means."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct

from ahc_cli.ask.language import parse_search, parse_with_readings
from ahc_cli.ask.match import entry_predicate, event_predicate, line_test, short_test
from ahc_cli.ask.query import EVERYTHING, And, Contains, Context, Or, Query
from ahc_cli.ask.reading import Reading, as_words, read, terms_of, without_ignored
from ahc_cli.ask.search import PURPOSES, Result, suggestions
from ahc_cli.ask.search import search as search_events
from ahc_cli.ask.terms import Term
from ahc_cli.data.load import Dataset, Lines
from ahc_cli.errors import UsageError
from ahc_cli.messages import _
from ahc_cli.model.fields import Entry, entries
from ahc_cli.model.records import Event
from ahc_cli.model.stems import asks_for
from ahc_cli.model.vocabulary import Vocabulary


class Question(Struct, frozen=True):
    """A query about the events, or the entries of events, of a dataset; `typed` is how all its bare words were read."""

    dataset: Dataset
    query: Query
    context: Context
    typed: Sequence[Reading] = ()

    @property
    def readings(self) -> Sequence[Reading]:
        """How the bare words that are part of the query were read."""
        return without_ignored(self.typed, values=True) if self.typed else ()

    def asks_for(self, purpose: str) -> bool:
        """Whether a bare word is for a purpose, such as `latest`."""
        return any(asks_for(purpose, [each.bare]) for each in self.typed)

    @property
    def today(self) -> date:
        """The day that `today` means."""
        return self.context.today

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
        predicates = [(each.text, event_predicate(each.query(self.context), self.today)) for each in self.readings]
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
    return Context(dataset.vocabulary, today, dataset.whole, dataset.events)


def ask(dataset: Dataset, text: str, today: date, conditions: Iterable[Query] = ()) -> Question:
    """Ask for a query as it was typed, and for further conditions; without either, for everything.

    UsageError for a query that cannot be parsed.
    """
    context = context_of(dataset, today)
    parts: list[Query] = [*conditions]
    readings: list[Reading] = []
    if text.strip():
        query, readings = parse_with_readings(text, context)
        parts.insert(0, query)
    return Question(dataset, parts[0] if len(parts) == 1 else And(tuple(parts)), context, readings)


class Search(Struct, frozen=True):
    """What a search found: how its words were read, the result, and whether conditions limited it."""

    readings: Sequence[Reading]
    result: Result
    limited: bool

    def unclear(self, vocabulary: Vocabulary) -> list[str]:
        """The words that nothing contains, and those that are only part of the name of a state, such as Korea."""
        words = [each.bare for each in self.readings if not each.tags and not each.is_ignored and each.bare.isalpha()]
        return [word for word in words if word in self.result.missing or word in vocabulary.words_of_states]


def search(dataset: Dataset, typed: str, today: date, where: str = "", more: Sequence[Query] = ()) -> Search:
    """Search the events that match `where`, `more` and the conditions among the words; UsageError without words.

    A date among the words is a condition, or words if nothing matches then; so is the name of an event a name or words.
    """
    context = context_of(dataset, today)
    words, conditions = parse_search(typed, context)
    whole, cut = read(words, context), read(words, context, cut="always")
    dates = [each.condition for each in cut if each.is_date and each.condition]
    if not any(each for each in cut if not each.is_date and not each.is_ignored) and (dates or conditions):
        limits = " ".join(each.text for each in cut if each.is_date) or typed
        raise UsageError(_("give a word to search for; for conditions alone, try 'ahc list {text}'", text=limits))

    asked_for = {purpose for purpose in PURPOSES if asks_for(purpose, [each.bare for each in cut])}

    def found(limits: Sequence[Query], *alternatives: Sequence[Reading]) -> Result:
        otherwise = as_words(alternatives[-1], lambda each: each.names_event)
        terms = [terms_of(readings, context) for readings in (*alternatives, otherwise)]
        matching = ask(dataset, where, today, limits).events(line_test(terms))
        return search_events(matching, terms[:-1], terms[-1], asked_for)

    given = [*conditions, *more]
    result = found([*given, *dates], whole, cut)
    if dates and not result.hits and isinstance(dataset.events, tuple):
        by_words = found(given, as_words(cut, lambda each: each.is_date))
        result = by_words if by_words.hits else result
    return Search(cut, result, bool(given or dates or where))


def _terms(query: Query) -> Iterator[Term]:
    if isinstance(query, And | Or):
        for part in query.parts:
            yield from _terms(part)
    elif isinstance(query, Contains):
        yield from query.terms
