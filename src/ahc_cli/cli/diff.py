"""`ahc diff`: what changed between two events, two days of knowledge, or two datasets."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Annotated

import typer
from msgspec import Struct
from msgspec.structs import replace

from ahc_cli import dataset, query
from ahc_cli import diff as differing
from ahc_cli.cli import completion
from ahc_cli.cli.asking import Where
from ahc_cli.cli.options import Asked, sharing, stdin
from ahc_cli.cli.output import write
from ahc_cli.dataset import Dataset
from ahc_cli.dates import parse_typed
from ahc_cli.diff import Difference, Snapshot
from ahc_cli.errors import DateError, UsageError
from ahc_cli.fields import called, date_order, with_symbol
from ahc_cli.models import Event, Record
from ahc_cli.render import Answer, check, columns, render
from ahc_cli.vocabulary import did_you_mean

_OPERAND = "An event, a day, a file, - or bundled."
Left = Annotated[str, typer.Argument(metavar="LEFT", autocompletion=completion.ids, help=_OPERAND)]
Right = Annotated[str, typer.Argument(metavar="RIGHT", autocompletion=completion.ids, help=_OPERAND)]


@sharing(Asked)
def diff(
    asked: Asked,
    left: Left,
    right: Right,
    fields: Annotated[
        str | None, typer.Option(metavar="A,B", help="Only these fields.", autocompletion=completion.compared)
    ] = None,
    where: Where = None,
) -> int:
    """Tell what changed between two things.

    They are two events, two days or two datasets. A day stands for the record as it was known then. The exit
    status is 0 if nothing differs, else 1.

    \b
    Examples:
      ahc diff session-3 session-4
      ahc diff 2020-06 2021-06
      ahc diff 2023-04 2024 -w series:session --fields date,status
    """
    check(asked.format_name, "diff")
    if left == right == "-":
        raise UsageError("standard input can be only one of the two; give a file for the other")
    wanted = _wanted(fields)
    resolver = _Resolver(asked)
    sides = resolver.side(left), resolver.side(right)
    found = _compared(*sides, wanted, where, asked)
    if not asked.quiet:
        answer = Answer(
            "diff",
            found.changes,
            (),
            sides[1].vocabulary if isinstance(sides[1], Dataset) else resolver.base.vocabulary,
            draw="difference",
            plain=True,
            detail=(found, _records(sides)),
            whole=found,
        )
        write(render(answer, asked.format_name, asked.screen))
    return int(bool(found.changes))


Side = Event | Dataset


class _Resolver(Struct, frozen=True, dict=True):
    """Reads an operand, in this order: -, bundled, an id, a day, a symbol, a path, a title, the start of an id."""

    asked: Asked

    @cached_property
    def base(self) -> Dataset:
        """The dataset that ids and days refer to."""
        return self.asked.seen(self._full)

    @cached_property
    def _full(self) -> Dataset:
        """The same without the view of --as-of, from which the views of days are taken; read once."""
        return self.asked.as_it_stands().held()

    def side(self, operand: str) -> Side:
        if operand in ("-", "bundled"):
            found = dataset.bundled() if operand == "bundled" else dataset.read("-", stdin)
            return self.asked.seen(found).held()
        by_id = {event.id: event for event in self.base.events}
        if operand in by_id:
            return by_id[operand]
        if (view := self._as_of(operand)) is not None:
            return view
        named = with_symbol(by_id.values(), operand)
        if not named and ("/" in operand or operand.endswith((".json", ".ndjson"))):
            return self.asked.seen(dataset.read(operand, stdin)).held()
        named = named or called(by_id.values(), operand)
        named = named or [event for id_, event in by_id.items() if operand and id_.startswith(operand)]
        if len(named) == 1:
            return named[0]
        if named:
            raise UsageError(f"'{operand}' may be {', '.join(event.id for event in named[:6])}; give one of them")
        near = did_you_mean(operand, by_id)
        raise UsageError(f"'{operand}' is no event, day, symbol or file{near}; a file needs a / or ends in .json")

    def _as_of(self, operand: str) -> Dataset | None:
        """The record as of a day, a month or a year; of its last day."""
        try:
            period = parse_typed(operand, self.asked.today)
        except DateError:
            return None
        if period.end is None:
            raise UsageError(f"'{operand}' has no last day; give a day, a month or a year")
        latest = self.asked.as_of_day or period.end
        return self._full.as_of(min(period.end, latest))


def _compared(left: Side, right: Side, wanted: Callable[[str], bool], where: str | None, asked: Asked) -> Difference:
    """What differs between two events, or between two records."""
    if isinstance(left, Event) and isinstance(right, Event):
        if where is not None:
            raise UsageError(
                "-w chooses among the events of two records; with two events give --fields, or leave it out"
            )
        return differing.events(left, right, wanted)
    if isinstance(left, Dataset) and isinstance(right, Dataset):
        return differing.snapshots(*_comparable((left, right), where, asked), wanted)
    event = left if isinstance(left, Event) else right
    name = event.id if isinstance(event, Event) else ""
    raise UsageError(f"'{name}' is one event, and the other side a whole record; give two of a kind")


def _wanted(fields: str | None) -> Callable[[str], bool]:
    """Whether a field is among those named; `title` stands for its languages."""
    if fields is None:
        return lambda _: True
    named = columns.chosen(fields, differing.COMPARED)
    return lambda name: name.partition(".")[0] in named


def _comparable(datasets: tuple[Dataset, Dataset], where: str | None, asked: Asked) -> tuple[Snapshot, Snapshot]:
    """Both sides by id: events, and the vocabularies too where both are documents; what a query names, only."""
    whole = all(side.whole for side in datasets) and where is None
    left, right = _snapshot(datasets[0], whole=whole), _snapshot(datasets[1], whole=whole)
    if where is None:
        return left, right
    # What is asked may be only on the left: what was removed, or had another series.
    either = replace(datasets[1], events=(*datasets[0].events, *datasets[1].events))
    holds = query.of_events(query.parse(where, asked.context(either)), asked.today)
    kept = {id_ for side in (left, right) for id_, e in side.items() if isinstance(e, Event) and holds(e)}
    return {i: e for i, e in left.items() if i in kept}, {i: e for i, e in right.items() if i in kept}


def _snapshot(side: Dataset, *, whole: bool) -> Snapshot:
    found: dict[str, Record] = {event.id: event for event in sorted(side.events, key=date_order)}
    if whole:
        for table in (
            side.vocabulary.actors,
            side.vocabulary.topics,
            side.vocabulary.places,
            side.vocabulary.sources,
        ):
            found.update(table)
    return found


def _records(sides: Sequence[Side]) -> Snapshot:
    """The records of both sides, the right one's where both have it, to name what changed."""
    found: dict[str, Event] = {}
    for side in sides:
        found.update({side.id: side} if isinstance(side, Event) else {event.id: event for event in side.events})
    return found
