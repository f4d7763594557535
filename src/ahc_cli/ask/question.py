"""A question: a dataset, a query and the day that `today` means."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.ask.query import EVERYTHING, And, Contains, Context, Is, Query, leaves
from ahc_cli.data.load import Array, Dataset, Filter, Lines
from ahc_cli.model.dates import Date
from ahc_cli.model.fields import FIELDS, Entry, entries
from ahc_cli.model.records import Event

if TYPE_CHECKING:  # a question for everything has no need of them
    from ahc_cli.ask.reading import Reading
    from ahc_cli.ask.terms import Term


# More words take long to try.
_MOST_SOUGHT = 20


class Question(Struct, frozen=True):
    """A query about the events, or the entries of events, of a dataset.

    It is made of `text` and further `conditions`; `typed` is how all bare words of the text were read.
    """

    dataset: Dataset
    query: Query
    context: Context
    text: str
    conditions: Sequence[Query]
    typed: "Sequence[Reading]"

    @property
    def readings(self) -> "Sequence[Reading]":
        """How the bare words that are part of the query were read."""
        if not self.typed:
            return ()
        from ahc_cli.ask.reading import without_ignored

        return without_ignored(self.typed, values=True)

    def asks_for(self, purpose: str) -> bool:
        """Whether a bare word is for a purpose, such as `latest`."""
        if not self.typed:
            return False
        from ahc_cli.model.stems import asks_for

        return asks_for(purpose, [each.bare for each in self.typed])

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
        if self.is_everything and test_line is None:
            return iter(self.dataset.events)
        from ahc_cli.ask.match import event_predicate, short_test

        events = self.dataset.events
        if isinstance(events, Lines | Array):
            fields = {part.field for part in leaves(self.query, negated=True) if isinstance(part, Is)}
            with_status = not fields.isdisjoint(("status", "when"))
            events = events.select(Filter(short_test(self.query, self.today), test_line, with_status))
        return filter(event_predicate(self.query, self.today), events)

    def entries(self) -> Iterator[Entry]:
        """The entries that match."""
        from ahc_cli.ask.match import entry_predicate

        matches = entry_predicate(self.query, self.today)
        return (entry for event in self.dataset.events for entry in entries(event) if matches(entry))

    @property
    def parts(self) -> tuple[Query, ...]:
        """The parts of the query that all have to match."""
        return self.query.parts if isinstance(self.query, And) else (self.query,)

    @property
    def period(self) -> tuple[date, date]:
        """The earliest and latest days of the dates that are asked for, if there are any."""
        named = [
            (part.field, [each for each in part.values if isinstance(each, Date)])
            for part in self.parts
            if isinstance(part, Is)
        ]
        starts = [min(each.start or date.min for each in dates) for field, dates in named if dates and field != "until"]
        ends = [max(each.end or date.max for each in dates) for field, dates in named if dates and field != "since"]
        return (max(starts, default=date.min), min(ends, default=date.max))

    @property
    def terms(self) -> "list[Term]":
        """The names and words of the query that are looked for as text."""
        sought = (part for part in leaves(self.query, negated=False) if isinstance(part, Contains))
        return [term for part in sought for term in part.terms]

    @property
    def words(self) -> list[Contains]:
        """The parts that look for words which name nothing."""
        return [part for part in self.parts if isinstance(part, Contains) and not part.terms[0].is_name]

    def without(self, parts: Sequence[Query]) -> "Question | None":
        """Return the question without some of its parts; None if it has none of them, or no others."""
        rest = tuple(part for part in self.parts if part not in parts)
        return replace(self, query=And(rest)) if 0 < len(rest) < len(self.parts) else None

    def unknown(self) -> list[str]:
        """The words that no event contains, of a query that matches nothing; a run that no event contains in parts."""
        if self.dataset.is_stream:
            return []
        from ahc_cli.ask.match import event_predicate
        from ahc_cli.ask.reading import read
        from ahc_cli.ask.terms import Word

        def is_known(term: "Term") -> bool:
            return any(map(event_predicate(Contains((term,)), self.today), self.dataset.events))

        unknown = [term.typed for term in self.terms if not is_known(term)]
        parts = {typed: read([Word(typed)], self.context, cut="always") for typed in unknown}
        return [
            typed
            for typed, readings in parts.items()
            if len(readings) == 1 or not all(is_known(each.term(self.context)) for each in readings)
        ]

    def nearest(self, *, of_entries: bool = False) -> "tuple[Question, dict[str, str]] | None":
        """Return a question near one that matches nothing, and each word that it has replaced or, if empty, left out.

        A misspelt word is replaced. Then one that nothing contains together with the conditions and the words before it
        is replaced by the names in it or, unless it is quoted, left out. What is upcoming may be in another year, and a
        position on a related topic. None if that leaves nothing.
        """
        from ahc_cli.ask.instead import corrections, respelled

        matches = partial(self._matches, of_entries=of_entries)
        quoted = {each.bare for each in self.typed if each.words[0].quoted}
        changed = corrections([word for word in self.unknown() if word not in quoted], self.dataset)
        base = ask(self.dataset, respelled(self.text, changed), self.today, self.conditions) if changed else self
        sought = base.words
        if len(sought) > _MOST_SOUGHT:
            return None
        parts: list[Query] = [part for part in base.parts if part not in sought]
        about = self._about if of_entries and not matches(parts) else {}
        changed |= dict.fromkeys(about.values(), "")
        parts = [part for part in parts if part not in about]
        for part in sought:
            typed = part.terms[0].typed
            if matches([*parts, part]):
                parts.append(part)
                continue
            if typed in quoted or typed[0] == "第":  # another ordinal would be another thing
                return None
            instead = self._within(typed)
            changed[typed] = " ".join(each.text for each in instead)
            base = replace(base, typed=[each for each in base.typed if each.bare != typed] + instead)
            parts += [each.query(self.context) for each in instead]
        if not changed and any(isinstance(part, Is) and part.field == "when" for part in parts):
            changed = {each.text: "" for each in self.readings if each.is_date}
            parts = [part for part in parts if not isinstance(part, Is) or FIELDS[part.field].type != "date"]
        parts = list(map(self._on_related_topics, parts)) if of_entries and not changed else parts
        is_new = parts and (changed or tuple(parts) != self.parts) and matches(parts)
        return (replace(base, query=And(tuple(parts))), changed) if is_new else None

    def _within(self, typed: str) -> "list[Reading]":
        """Return the names and known words within a run, apart from those that many texts have."""
        from ahc_cli.ask.reading import is_known, read
        from ahc_cli.ask.terms import Word
        from ahc_cli.model.stems import asked

        pieces = filter(is_known, read([Word(typed)], self.context, cut="always"))
        return [each for each in pieces if not each.is_ignored and each.text not in (typed, *asked("common"))]

    def _matches(self, parts: Sequence[Query], *, of_entries: bool) -> bool:
        question = replace(self, query=And(tuple(parts)))
        return any(entry.position for entry in question.entries()) if of_entries else any(question.events())

    @property
    def _about(self) -> dict[Query, str]:
        """The drafts, letters and so on among the words, which may be the subject of a position."""
        conditions = ((each.condition, each.text) for each in self.typed)
        return {part: text for part, text in conditions if part and part.field in ("kind", "series")}

    def _on_related_topics(self, part: Query) -> Query:
        """Return the part of a query that asks for the topics related to those that a part names, or else the part."""
        topics = self.dataset.vocabulary.topics
        tags = [tag for term in part.terms for tag in term.tagged if term.is_name] if isinstance(part, Contains) else []
        related = frozenset(other for of, id_ in tags if of == "topic" for other in topics[id_].related)
        return Is("topic", (related,)) if related else part


def context_of(dataset: Dataset, today: date) -> Context:
    """Return what a query about a dataset is parsed against."""
    return Context(dataset.vocabulary, today, dataset.whole, None if dataset.is_stream else dataset.events)


def ask(dataset: Dataset, text: str, today: date, conditions: Iterable[Query] = ()) -> Question:
    """Ask for a query as it was typed, and for further conditions; without either, for everything.

    UsageError for a query that cannot be parsed.
    """
    context, conditions = context_of(dataset, today), tuple(conditions)
    parts: tuple[Query, ...] = conditions
    readings: list[Reading] = []
    if text.strip():
        from ahc_cli.ask.language import parse_with_readings

        query, readings = parse_with_readings(text, context)
        parts = (query, *conditions)
    return Question(dataset, parts[0] if len(parts) == 1 else And(parts), context, text, conditions, readings)


def text_of(readings: "Iterable[Reading]") -> str:
    """Return the words of readings as they were typed."""
    return " ".join(each.text for each in readings)
