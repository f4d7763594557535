"""The two operands of a comparison: events, days of knowledge, or datasets."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.ask.compare import Difference, Snapshot, compare_events, compare_snapshots
from ahc_cli.ask.find import with_symbol, with_title
from ahc_cli.ask.question import ask
from ahc_cli.data.load import Dataset
from ahc_cli.errors import DateError, UsageError
from ahc_cli.model.dates import parse_typed
from ahc_cli.model.fields import date_order
from ahc_cli.model.records import Event, Record
from ahc_cli.model.vocabulary import did_you_mean

Operand = Event | Dataset


class Operands(Struct, frozen=True, dict=True):
    """Reads operands, in this order: -, bundled, an event id, a day, a symbol, a path, a title, a prefix of an id.

    Ids and days refer to the dataset that `load` returns, which is limited to `as_of` if a day is given; `read` opens
    another dataset.
    """

    load: Callable[[], Dataset]
    read: Callable[[str], Dataset]
    today: date
    as_of: date | None

    def find(self, text: str) -> Operand:
        """Return the event or dataset that an operand means; UsageError if it means nothing."""
        if text in ("-", "bundled"):
            return self._limited(self.read(text))
        by_id = {event.id: event for event in self.base.events}
        if text in by_id:
            return by_id[text]
        if (view := self._as_of(text)) is not None:
            return view
        found = with_symbol(by_id.values(), text)
        if not found and ("/" in text or text.endswith((".json", ".ndjson"))):
            return self._limited(self.read(text))
        found = found or with_title(by_id.values(), text)
        found = found or [event for id_, event in by_id.items() if text and id_.startswith(f"{text}-")]
        if len(found) == 1:
            return found[0]
        if found:
            raise UsageError(f"'{text}' is ambiguous; give one of {', '.join(event.id for event in found[:6])}")
        near = did_you_mean(text, by_id)
        raise UsageError(f"'{text}' is not an event, day, symbol or file{near}; a file needs a / or ends in .json")

    @cached_property
    def base(self) -> Dataset:
        """The dataset that event ids refer to."""
        return self._limited(self._full)

    @cached_property
    def _full(self) -> Dataset:
        return self.load().in_memory()

    def _limited(self, dataset: Dataset) -> Dataset:
        return (dataset if self.as_of is None else dataset.as_of(self.as_of)).in_memory()

    def _as_of(self, text: str) -> Dataset | None:
        """Return the record as of the last day of a period; None if the text is not a date."""
        try:
            period = parse_typed(text, self.today)
        except DateError:
            return None
        if period.end is None:
            raise UsageError(f"'{text}' has no last day; give a day, a month or a year")
        return self._full.as_of(min(period.end, self.as_of or period.end))


def compare(left: Operand, right: Operand, wanted: Callable[[str], bool], where: str | None, today: date) -> Difference:
    """Compare two events, or two datasets in the events that match `where`; UsageError for one of each."""
    if isinstance(left, Event) and isinstance(right, Event):
        if where is not None:
            raise UsageError("-w selects events of two records; to compare two events use --fields, or leave -w out")
        return compare_events(left, right, wanted)
    if isinstance(left, Dataset) and isinstance(right, Dataset):
        return compare_snapshots(*_snapshots(left, right, where, today), wanted)
    event = left if isinstance(left, Event) else right
    name = event.id if isinstance(event, Event) else ""
    raise UsageError(f"'{name}' is an event and the other side a whole record; give two events or two records")


def events_of(left: Operand, right: Operand) -> Mapping[str, Event]:
    """Return the events of both operands by id, the right one of two."""
    found: dict[str, Event] = {}
    for side in (left, right):
        found.update({side.id: side} if isinstance(side, Event) else {event.id: event for event in side.events})
    return found


def _snapshots(left: Dataset, right: Dataset, where: str | None, today: date) -> tuple[Snapshot, Snapshot]:
    """Return both datasets by id: their events that match, and their vocabularies if both are whole."""
    if where is None:
        whole = left.whole and right.whole
        return _snapshot(left, whole=whole), _snapshot(right, whole=whole)
    # An event that matches on either side is compared, also if it was removed or left the series.
    either = ask(replace(right, events=(*left.events, *right.events)), where, today)
    kept = {event.id for event in either.events()}
    sides = (_snapshot(side, whole=False) for side in (left, right))
    first, second = ({id_: record for id_, record in side.items() if id_ in kept} for side in sides)
    return first, second


def _snapshot(dataset: Dataset, *, whole: bool) -> Snapshot:
    found: dict[str, Record] = {event.id: event for event in sorted(dataset.events, key=date_order)}
    if whole:
        vocabulary = dataset.vocabulary
        for table in (vocabulary.actors, vocabulary.topics, vocabulary.places, vocabulary.sources):
            found.update(table)
    return found
