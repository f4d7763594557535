"""The public Python interface: load a record and ask it what the commands ask."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from msgspec import Struct

from ahc_cli.data.load import bundled, read
from ahc_cli.errors import NotFoundError, UsageError
from ahc_cli.model.dates import last_day
from ahc_cli.model.fields import date_order
from ahc_cli.model.records import Actor, Event, JsonValue, Place, Source, Topic
from ahc_cli.query.context import Context, context_of
from ahc_cli.query.grammar import split
from ahc_cli.query.question import ask
from ahc_cli.query.spelling import respell
from ahc_cli.report.cards import Card, Cards
from ahc_cli.report.compare import ComparedRow, compare_actors, find_actors
from ahc_cli.report.counts import Tally, count_asked
from ahc_cli.report.diff import COMPARED, Difference, difference_of, find_operand
from ahc_cli.report.facts import FACTS, StatedFact, facts_of
from ahc_cli.report.positions import TakenPosition, positions_of
from ahc_cli.report.states import STATES, StateRow, states_asked
from ahc_cli.report.status import Status, report_status
from ahc_cli.search.answers import LineAnswer, found_statement
from ahc_cli.search.lines import Reading, is_only_conditions, read_line
from ahc_cli.search.ranking import rank
from ahc_cli.search.views import View


def load(source: str | Path | None = None, *, as_of: date | str | None = None) -> "Record":
    """Load a dataset from a file, or the bundled one; `as_of` limits it to what was known at the
    end of a period.

    DatasetError if the file cannot be read or is not valid; DateError if `as_of` is not a date.

    >>> from ahc_cli import load
    >>> load(as_of="2019").find("session-1")
    (<session-1, 2021: Committee on a cybercrime convention begins to negotiate>,)
    """
    today = datetime.now(UTC).date()
    day = last_day(as_of, today) if isinstance(as_of, str) else as_of
    if isinstance(day, datetime):
        day = day.date()
    if source is None:
        full = bundled()
    else:
        full = read(str(source), lambda: Path("-").open("rb")).in_memory()  # noqa: SIM115
    return _record_of(context_of(full, day, today))


def _record_of(context: Context) -> "Record":
    events = tuple(sorted(context.dataset.events, key=date_order))
    return Record(context.dataset.edition, events, context)


class LineReply(JsonValue, frozen=True):
    """How a line was read, the command that gives the same, and its rows; `is_complete` if a
    statement has all of the line, or a command found something.

    >>> from ahc_cli import load
    >>> reply = load().ask("did isreal sign")
    >>> reply.read[0].spelled, reply.is_complete
    ('Israel', False)
    """

    read: tuple[Reading, ...]
    command: str
    rows: tuple[JsonValue, ...]
    is_complete: bool

    def to_dict(self) -> dict[str, Any]:
        """Return what `--json` prints of it."""
        plain = super().to_dict()
        del plain["is_complete"]
        return plain | {"rows": [row.to_dict() for row in self.rows]}


class _Rows(Struct, frozen=True):
    """What a view finds."""

    rows: tuple[JsonValue, ...]

    @property
    def is_empty(self) -> bool:
        """Whether that is nothing."""
        return not self.rows


class Record(Struct, frozen=True):
    """A dataset in memory, which `load` returns: its date, its events in date order, and its other
    tables by id.

    Queries are those of the command line. In them `today` is the day that the record is as of, else
    the day of the clock in UTC when it was loaded. An answer that finds nothing is an empty tuple.
    Every value has `to_dict()`, which is what `--json` prints of it.

    >>> from ahc_cli import load
    >>> record = load(as_of="2025")
    >>> record.filter("vote.no:60")
    (<ga-74-247, 2019-12-27: General Assembly creates the Ad Hoc Committee (resolution 74/247)>,)
    """

    edition: date
    events: tuple[Event, ...]
    _context: Context

    @property
    def actors(self) -> Mapping[str, Actor]:
        """The actors by id."""
        return MappingProxyType(self._context.vocabulary.actors)

    @property
    def topics(self) -> Mapping[str, Topic]:
        """The topics by id."""
        return MappingProxyType(self._context.vocabulary.topics)

    @property
    def places(self) -> Mapping[str, Place]:
        """The places by id."""
        return MappingProxyType(self._context.vocabulary.places)

    @property
    def sources(self) -> Mapping[str, Source]:
        """The sources by id."""
        return MappingProxyType(self._context.vocabulary.sources)

    def __repr__(self) -> str:
        known = f" as of {day}" if (day := self._context.dataset.day) else ""
        return f"<ahc record of {self.edition}{known}, {len(self.events)} events>"

    def ask(self, line: str) -> LineReply:
        """Return how a line without a command is read, the command that gives the same, and what
        that finds: statements, if it is a search.

        UsageError if there are no words.
        """
        read = read_line(line, self._context, self._run)
        readings, found = tuple(read.readings), read.found
        if not isinstance(found, LineAnswer):
            return LineReply(readings, read.view.line, found.rows, not found.is_empty)
        vocabulary = self._context.vocabulary
        statements = tuple(found_statement(ranked, vocabulary) for ranked in found.statements)
        return LineReply(readings, read.view.line, statements, found.is_complete)

    def _run(self, view: View) -> _Rows | None:
        """Return what the command of a view finds; None if it cannot be run."""
        try:
            record = self._on(view.as_of) if view.as_of else self
            rows = tuple(record._rows(view))  # noqa: SLF001 - its own type
        except (NotFoundError, UsageError):
            return None
        return _Rows(rows[:: -1 if view.reverse else 1][: view.limit])

    def _rows(self, view: View) -> Sequence[JsonValue]:
        """Return the rows of the command of a view."""
        words = " ".join(view.words)
        match view.command:
            case "show":
                return self._cards(view.words)
            case "diff":
                return self._events_compared(view.words)
            case "compare":
                return self.compare(*view.words)
            case "count":
                return count_asked(words, self._context).tallies
            case "status":
                return self._statuses(words)
            case "list":
                return self.filter(words)
        rows: Sequence[JsonValue] = getattr(self, view.command)(words)
        return rows

    def _on(self, day: str) -> "Record":
        """Return the record as it was known at the end of a period."""
        last = last_day(day, self._context.today, self._context.dataset.day)
        full = self._context.full or self._context.dataset
        return _record_of(context_of(full, last, last))

    def filter(self, query: str) -> tuple[Event, ...]:
        """Return the events that match a query, in date order; all for an empty one. UsageError if
        it is wrong.
        """
        return tuple(sorted(ask(self._context, query).events(), key=date_order))

    def search(self, query: str) -> tuple[Event, ...]:
        """Return the events of which one statement has all words, or else the nearest, best first,
        with `score` and `matches`.

        Conditions such as kind:session may stand among the words; without other words they are a
        query of `filter`. A misspelt name is read as meant. UsageError if a condition is wrong or
        there is nothing to search for.
        """
        tokens, conditions = split(query, self._context)
        if is_only_conditions(tokens, conditions):
            return self.filter(query)
        result = rank(self._context, tokens, conditions)
        respelled, spelled = respell(query, result.missing, self._context)
        if spelled:
            return self.search(respelled)
        return tuple(result.found)

    def positions(self, query: str = "") -> tuple[TakenPosition, ...]:
        """Return the positions that match a query, in date order, as `filter` does for events."""
        return tuple(positions_of(ask(self._context, query).positions())[0])

    def facts(self, query: str = "") -> tuple[StatedFact, ...]:
        """Return the facts that match a query, in date order, those of articles last."""
        return tuple(facts_of(ask(self._context, query, subject=FACTS))[0])

    def states(self, query: str = "") -> tuple[StateRow, ...]:
        """Return the states that match a query about states, by id: what each did, how it voted."""
        return tuple(states_asked(ask(self._context, query, subject=STATES)))

    def count(self, field: str, query: str = "") -> tuple[Tally, ...]:
        """Return how many events, or entries, that match a query have each value of a field."""
        return tuple(count_asked(f"{field} {query}", self._context).tallies)

    def compare(self, *names: str) -> tuple[ComparedRow, ...]:
        """Return two to four states, groups or organizations side by side, a row for each vote and
        topic.

        NotFoundError if nothing has that name; UsageError if it is not an actor.
        """
        return tuple(compare_actors(self._context, find_actors(self._context, names)))

    def status(self) -> Status | None:
        """Return where the instrument stands; None without an instrument, or for a part of a
        document.
        """
        report = report_status(self._context.dataset, self._context.today)
        return report.status if report else None

    def find(self, name: str) -> tuple[Event | Card, ...]:
        """Return what an id, document symbol, name or start of an id means, with what its card
        knows; a symbol may have several events.

        NotFoundError if nothing or more than one thing has that name, or if it was not yet known.
        """
        return self._cards([name])

    def _cards(self, names: Sequence[str]) -> tuple[Event | Card, ...]:
        """Return what the names mean, as one name or each alone, with what its card knows."""
        dataset = self._context.dataset
        report = report_status(dataset, self._context.today)
        cards = Cards(tuple(dataset.events), dataset.vocabulary, report)
        return tuple(map(cards.card, self._context.index.find_all(names)))

    def _events_compared(self, ids: Sequence[str]) -> tuple[Difference]:
        """Return what differs between two events."""
        index, today = self._context.index, self._context.today
        left, right = (find_operand(id_, index, lambda _: index.dataset, today) for id_ in ids)
        return (difference_of(left, right, COMPARED, None, today),)

    def _statuses(self, day: str) -> tuple[Status, ...]:
        """Return where the instrument stands, on a day if one is given."""
        status = (self._on(day) if day else self).status()
        return (status,) if status else ()

    def diff(self, other: "Record") -> Difference:
        """Return what `other` adds, removes and changes."""
        before, after = self._context, other._context  # noqa: SLF001 - its own type
        return difference_of(before.dataset, after.dataset, COMPARED, None, before.today)
