"""A question: a query and what it is read against; and the positions among the entries it finds."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from heapq import nsmallest
from itertools import count
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct

from ahc_cli.data.load import Dataset, TextTest
from ahc_cli.errors import UsageError
from ahc_cli.messages import _
from ahc_cli.model.fields import FIELDS, date_order
from ahc_cli.model.records import Ballot, Event
from ahc_cli.model.statements import BALLOTS, Statement, ballots, entries, items
from ahc_cli.query.algebra import (
    EVERYTHING,
    And,
    Contains,
    Is,
    Query,
    Token,
    codes_of,
    fields_of,
    joined,
    leaves,
)
from ahc_cli.query.context import Context
from ahc_cli.query.predicates import predicate
from ahc_cli.query.prefilter import short_test
from ahc_cli.query.request import CONDITIONS, Request

if TYPE_CHECKING:  # a list without words loads no grammar
    from ahc_cli.query.grammar import Subject

T = TypeVar("T", Event, Statement)


class Question(Struct, frozen=True):
    """A query about the events of a dataset, or about their entries.

    `tokens` are the bare words of its text.
    """

    query: Query
    context: Context
    text: str
    tokens: list[Token]

    @property
    def dataset(self) -> Dataset:
        """The dataset that is asked."""
        return self.context.dataset

    @property
    def is_everything(self) -> bool:
        """Whether nothing narrows the answer."""
        return self.query == EVERYTHING

    @property
    def ballots(self) -> list[Ballot]:
        """The roles in roll calls that it asks for."""
        roles = codes_of(self.query, "role")
        return [role for role in BALLOTS if role in roles]

    def events(self, test_line: TextTest | None = None) -> Iterator[Event]:
        """Return the events that match.

        Of NDJSON only those are decoded whose lines pass a test, if one is given.
        """
        for role in self.ballots:
            right = f"voted.{BALLOTS[role]}:STATE"
            message = _(
                "'role:{role}' is for 'count' alone; for events write '{right}'",
                role=role,
                right=right,
            )
            raise UsageError(message)
        if self.is_everything and test_line is None:
            return iter(self.dataset.events)
        events = self.dataset.select(short_test(self.query, self.context), test_line)
        return filter(predicate(self.query, self.context), events)

    def entries(self, *sorts: Callable[[Event], Iterator[Statement]]) -> Iterator[Statement]:
        """Yield the entries that match, or statements of other sorts.

        Entries of roll calls are among them only if votes are asked for.
        """
        matches = predicate(self.query, self.context, of_entries=True)
        asks_for_votes = any(field.startswith("voted.") for field in fields_of(self.query))
        if not sorts:
            sorts = (entries, ballots) if asks_for_votes or self.ballots else (entries,)
        for event in self.dataset.events:
            for sort in sorts:
                yield from filter(matches, sort(event))

    def positions(self) -> Iterator[Statement]:
        """Return the positions that match, each with all who take it."""
        return self.entries(lambda event: items(event, "positions"))

    def in_date_order(self, found: Iterable[T], most: int | None = None) -> tuple[list[T], int]:
        """Return what was found of events in date order, and how much it is.

        Only the first `most` are held, or else all. DatasetError if their events are too many.
        """
        if most is None:
            kept = sorted(map(self.dataset.keeper(), found), key=_order)
            return kept, len(kept)
        numbers = count()
        # Each one that is taken takes a number.
        counted = (one for one, _number in zip(found, numbers, strict=False))
        return nsmallest(most, counted, key=_order), next(numbers)

    def unknown(self) -> list[str]:
        """Return the words of a query that no event contains, and no name."""
        if not self.dataset.whole:
            return []
        from ahc_cli.query.terms import with_names

        unknown = []
        for leaf in leaves(self.query):
            if not isinstance(leaf, Contains):
                continue
            for token in leaf.values:
                if with_names(token, self.context.query_names).tags:
                    continue
                matches = predicate(Contains((token,)), self.context)
                if not any(map(matches, self.dataset.events)):
                    unknown.append(token.run or token.text)
        return unknown


def _order(found: Any) -> tuple[date, date, str]:
    return date_order(getattr(found, "event", found))


def ask(
    context: Context,
    text: str,
    conditions: Iterable[Query] = (),
    subject: "Subject | None" = None,
) -> Question:
    """Ask for a query as it was typed, and for further conditions; without either, for everything.

    UsageError for a query that cannot be parsed.
    """
    parts, tokens = tuple(conditions), list[Token]()
    if text.strip():
        from ahc_cli.query.grammar import parse

        query, tokens = parse(text, context, subject)
        parts = (query, *parts)
    return Question(joined(And, parts), context, text, tokens)


def asked(request: Request, context: Context, subject: "Subject | None" = None) -> Question:
    """Ask what the words and the conditions of a request say; UsageError if they are wrong."""
    return ask(context, request.text, conditions_in(request, context), subject)


def conditions_in(request: Request, context: Context) -> list[Query]:
    """Return the conditions that a request has beside its words."""
    conditions: list[Query] = []
    for name in CONDITIONS:
        texts = request.conditions.get(name)
        if texts:
            values = (FIELDS[name].value(text.strip(), context) for text in texts)
            conditions.append(Is(name, tuple(values)))
    conditions += (ask(context, text).query for text in request.conditions.get("where", ()))
    return conditions
