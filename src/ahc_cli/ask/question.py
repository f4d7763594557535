"""A question: a dataset, a query and the day that `today` means; and the positions among the entries it finds."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from msgspec import Struct

from ahc_cli.ask.query import EVERYTHING, And, Contains, Context, Query, leaves
from ahc_cli.data.load import Array, Dataset, Lines
from ahc_cli.model.fields import date_order
from ahc_cli.model.records import Confidence, Event, Position, Stance, Text
from ahc_cli.model.statements import Statement, entries

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ahc_cli.ask.line import Token


class Question(Struct, frozen=True):
    """A query about the events, or the entries of events, of a dataset; `tokens` are the bare words of its text."""

    dataset: Dataset
    query: Query
    context: Context
    text: str
    tokens: "list[Token]"

    @property
    def is_everything(self) -> bool:
        """Whether nothing narrows the answer."""
        return self.query == EVERYTHING

    def events(self, test_line: Callable[[bytes], bool] | None = None) -> Iterator[Event]:
        """The events that match; of NDJSON only those are decoded whose lines pass a test, if one is given."""
        if self.is_everything and test_line is None:
            return iter(self.dataset.events)
        from ahc_cli.ask.match import event_predicate, short_test

        events = self.dataset.events
        if isinstance(events, Lines | Array):
            events = events.select(short_test(self.query, self.context), test_line)
        return filter(event_predicate(self.query, self.context), events)

    def entries(self) -> Iterator[Statement]:
        """The entries that match."""
        from ahc_cli.ask.match import entry_predicate

        matches = entry_predicate(self.query, self.context)
        return (entry for event in self.dataset.events for entry in entries(event) if matches(entry))

    def unknown(self) -> list[str]:
        """The words of a query that no event contains."""
        if self.dataset.is_stream:
            return []
        from ahc_cli.ask.match import contains
        from ahc_cli.ask.terms import term_of

        sought = (part for part in leaves(self.query, negated=False) if isinstance(part, Contains))
        terms = [term_of(token, self.context.names, widened=False) for part in sought for token in part.tokens]
        return [term.token.text for term in terms if not any(contains(event, [term]) for event in self.dataset.events)]


def ask(dataset: Dataset, text: str, today: date, conditions: Iterable[Query] = ()) -> Question:
    """Ask for a query as it was typed, and for further conditions; without either, for everything.

    UsageError for a query that cannot be parsed.
    """
    context, parts = Context(dataset, today), tuple(conditions)
    tokens: list[Token] = []
    if text.strip():
        from ahc_cli.ask.grammar import parse

        query, tokens = parse(text, context)
        parts = (query, *parts) if query != EVERYTHING else parts
    return Question(dataset, parts[0] if len(parts) == 1 else And(parts), context, text, tokens)


class TakenPosition(Struct, frozen=True):
    """A position with the event at which it was taken."""

    event: str
    date: str
    actors: tuple[str, ...]
    stance: Stance
    topic: str | None
    text: Text
    sources: tuple[str, ...]
    confidence: Confidence | None


def positions_of(entries: Iterable[Statement]) -> tuple[list[TakenPosition], dict[str, Event]]:
    """Return the positions of some entries, each once, in date order, and their events by id."""
    taken = {(e.event.id, e.index): (e.event, e.item) for e in entries if e.event and isinstance(e.item, Position)}
    in_order = sorted(taken.values(), key=lambda pair: date_order(pair[0]))
    rows = [
        TakenPosition(e.id, e.date, p.actors, p.stance, p.topic, p.text, p.sources, p.confidence or None)
        for e, p in in_order
    ]
    return rows, {event.id: event for event, _ in in_order}
