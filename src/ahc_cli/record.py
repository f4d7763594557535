"""The public Python interface: load a record and ask it what the commands ask."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from msgspec import Struct

from ahc_cli.answers import COMMANDS, answer
from ahc_cli.answers.cards import Card
from ahc_cli.answers.compare import ComparedRow
from ahc_cli.answers.counts import Tally
from ahc_cli.answers.diff import COMPARED, Difference, difference_of
from ahc_cli.answers.parallels import Counterpart
from ahc_cli.answers.replies import Reply
from ahc_cli.answers.tiles import StateTile
from ahc_cli.answers.timeline import Mark
from ahc_cli.data.load import Files
from ahc_cli.errors import UsageError
from ahc_cli.messages import _
from ahc_cli.model.dates import last_day
from ahc_cli.model.fields import date_order
from ahc_cli.model.records import Actor, Event, JsonValue, Place, Source, Topic, Treaty
from ahc_cli.model.vocabulary import Collection
from ahc_cli.query.context import Context
from ahc_cli.query.request import Request
from ahc_cli.render import Answer
from ahc_cli.report.items import Item
from ahc_cli.report.states import StateRow
from ahc_cli.report.status import Status
from ahc_cli.search.lines import Reading


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
    files = Files("bundled" if source is None else str(source))
    context = Context(files.open(files.name).in_memory(), today, day, files)
    events = tuple(sorted(context.dataset.events, key=date_order))
    return Record(context.dataset.edition, events, context)


class LineReply(JsonValue, frozen=True):
    """How a line was read, the command that gives its rows, the answer in a sentence, if there is
    one, and the rows; `is_complete` if a statement has all of the line, or a command found
    something.

    >>> from ahc_cli import load
    >>> reply = load().ask("did isreal sign")
    >>> reply.read[0].spelled, reply.is_complete
    ('Israel', False)
    """

    read: tuple[Reading, ...]
    command: str
    answer: Reply | None
    rows: tuple[JsonValue, ...]
    is_complete: bool

    def to_dict(self) -> dict[str, Any]:
        """Return what `--json` prints of it."""
        plain = super().to_dict()
        del plain["is_complete"]
        return plain | {"rows": [row.to_dict() for row in self.rows]}


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
        return self._context.vocabulary.actors

    @property
    def topics(self) -> Mapping[str, Topic]:
        """The topics by id."""
        return self._context.vocabulary.topics

    @property
    def places(self) -> Mapping[str, Place]:
        """The places by id."""
        return self._context.vocabulary.places

    @property
    def treaties(self) -> Mapping[str, Treaty]:
        """The older treaties by id."""
        return self._context.vocabulary.treaties

    @property
    def sources(self) -> Mapping[str, Source]:
        """The sources by id."""
        return self._context.vocabulary.sources

    def __repr__(self) -> str:
        known = f" as of {day}" if (day := self._context.dataset.day) else ""
        return f"<ahc record of {self.edition}{known}, {len(self.events)} events>"

    def answer(self, request: Request) -> Answer:
        """Return the answer to a request, which is what a command line answers.

        UsageError or NotFoundError if it cannot be answered.
        """
        command = COMMANDS.get(request.command)
        if command is None or command.no_python:
            reason = command.no_python if command else _("no such command")
            raise UsageError(f"'{request.command}': {reason}")
        return answer(request, self._context)

    def _rows(self, command: str, *words: str) -> tuple[Any, ...]:
        """Return the rows of a command."""
        made = self.answer(Request(command, words))
        return tuple(map(made.row, made.records))

    def ask(self, line: str) -> LineReply:
        """Return how a line without a command is read, the sentence that answers it, the command
        that gives more, and what that finds: statements, if it is a search.

        UsageError if there are no words.
        """
        made = self.answer(Request("line", tuple(line.split())))
        rows = tuple(map(made.row, made.records))
        about = made.about
        read, command, said = tuple(about["read"]), about["command"], about["answer"]
        return LineReply(read, command, said, rows, not made.exit_code)

    def list(self, query: str = "") -> tuple[Event, ...]:
        """Return the events that match a query, in date order; all for an empty one.

        UsageError if it is wrong.
        """
        return self._rows("list", query)

    def filter(self, query: str) -> tuple[Event, ...]:
        """Return the events that match a query, in date order; UsageError if it is empty."""
        return self._rows("filter", query)

    def search(self, query: str) -> tuple[Event, ...]:
        """Return the events of which one statement has all words, or else the nearest, best first,
        with `score` and `matches`.

        Conditions such as kind:session may stand among the words; without other words they are a
        query of `list`. A misspelt name is read as meant. UsageError if a condition is wrong or
        there is nothing to search for.
        """
        return self._rows("search", query)

    def timeline(self, query: str = "") -> tuple[Mark, ...]:
        """Return the events that match a query as marks on a time axis."""
        return self._rows("timeline", query)

    def positions(self, query: str = "") -> tuple[Item, ...]:
        """Return the positions that match a query, in date order, as `list` does for events."""
        return self._rows("positions", query)

    def facts(self, query: str = "") -> tuple[Item, ...]:
        """Return the facts that match a query, in date order, those of articles last."""
        return self._rows("facts", query)

    def states(self, query: str = "") -> tuple[StateRow, ...]:
        """Return the states that match a query about states, by id: what each did, how it voted."""
        return self._rows("states", query)

    def map(self, field: str = "", query: str = "") -> tuple[StateTile, ...]:
        """Return the states that match a query about states, each with its place on the map, and
        whether it signed or ratified, or how it voted in a roll call if `field` is its symbol.
        """
        return self._rows("map", field, query)

    def count(self, field: str, query: str = "") -> tuple[Tally, ...]:
        """Return how many events, or entries, that match a query have each value of a field."""
        return self._rows("count", field, query)

    def compare(self, *names: str) -> tuple[ComparedRow | Counterpart, ...]:
        """Return two to four states, groups or organizations side by side, a row for each vote and
        topic; or each article of the instrument beside those of older treaties.

        NotFoundError if nothing has that name; UsageError if it is not an actor.
        """
        return self._rows("compare", *names)

    def status(self) -> Status | None:
        """Return where the instrument stands; None without an instrument, or for a part of a
        document.
        """
        return next(iter(self._rows("status")), None)

    def find(self, name: str) -> tuple[Event | Card, ...]:
        """Return what an id, document symbol, name or start of an id means, with what its card
        knows; a symbol may have several events.

        NotFoundError if nothing or more than one thing has that name, or if it was not yet known.
        """
        return self._rows("show", name)

    def export(self) -> Collection:
        """Return the document that `--data` reads; NotFoundError for a part of one."""
        document: Collection = self._rows("export")[0]
        return document

    def diff(self, other: "Record") -> Difference:
        """Return what `other` adds, removes and changes."""
        before, after = self._context, other._context  # noqa: SLF001 - its own type
        return difference_of(before.dataset, after.dataset, COMPARED, None, before.today)
