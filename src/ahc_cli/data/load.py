"""Loads datasets: the bundled one, documents, arrays of events, and NDJSON."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache, cached_property
from itertools import chain
from typing import BinaryIO, get_args

import msgspec
from msgspec import UNSET, Struct, ValidationError
from msgspec.structs import force_setattr, replace

from ahc_cli.data.files import Batch, Input, bundled_bytes, open_input
from ahc_cli.errors import DatasetError
from ahc_cli.model.dates import Date, parse
from ahc_cli.model.records import COMPUTED, ID, RESERVED, Event, Format, Kind, Record, Status, Table, Text, references
from ahc_cli.model.vocabulary import Collection, Vocabulary

# What decoding raises for bytes that are not the JSON expected.
_DECODE_ERRORS = (msgspec.DecodeError, ValueError, RecursionError)


class Dataset(Struct, frozen=True):
    """Events and the vocabulary of their ids; `hidden` events were not yet known on the `day` that it is as of.

    A `whole` dataset is a document with its own vocabulary, where an unknown id is an error; an array or NDJSON has the
    bundled vocabulary. Those of an array are decoded when they are needed.
    """

    edition: date
    title: Text
    vocabulary: Vocabulary
    events: Iterable[Event]
    whole: bool = True
    hidden: int = 0
    day: date | None = None

    def as_of(self, day: date) -> "Dataset":
        """Return the dataset as it was known on a day, in memory, with the related events known then."""
        events = tuple(self.events)
        known = [then for event in events if (then := _event_as_of(event, day))]
        ids = {event.id for event in known}
        seen = tuple(replace(event, related=tuple(id_ for id_ in event.related if id_ in ids)) for event in known)
        return replace(self, events=seen, hidden=len(events) - len(seen), day=day)

    @property
    def is_stream(self) -> bool:
        """Whether the events are read while they are iterated, as those of NDJSON are, and only once."""
        return not isinstance(self.events, tuple | Array)

    def in_memory(self) -> "Dataset":
        """Return the dataset with its events in memory, so that they can be iterated again."""
        return replace(self, events=tuple(self.events))


def _event_as_of(event: Event, day: date) -> Event | None:
    """Return the event if it was over by the day, else its latest plan announced by then, else None.

    Plans and caveats, which are the editors' notes of today, are left out.
    """
    if event.end is not None and event.end <= day:
        return replace(event, history=(), caveats=())
    plan = max((plan for plan in event.history if plan.as_of <= day), key=lambda plan: plan.as_of, default=None)
    if plan is None:
        return None
    return Event(
        id=event.id, date=plan.date, kind=event.kind, title=plan.title, status=plan.status,
        series=event.series, body=event.body, place=plan.place, format=plan.format, summary=plan.summary,
    )  # fmt: skip


class Short(Struct, gc=False):
    """The short fields of an event, by which a query can rule it out before it is decoded in full."""

    id: str
    date: str
    kind: Kind
    status: Status = COMPUTED
    series: str | None = None
    body: str | None = None
    place: str | None = None
    format: Format | None = None

    @property
    def span(self) -> Date:
        """The days on which the event may lie."""
        return parse(self.date)


# What events must pass to be decoded in full: a test of their short fields, and one of their JSON.
ShortTest = Callable[[Short], bool]
TextTest = Callable[[bytes], bool]


class Lines(Struct, frozen=True):
    """A stream: the events of NDJSON, decoded while they are iterated, and only once."""

    given: Input
    base: Dataset

    def __iter__(self) -> Iterator[Event]:
        return self.select()

    def select(self, short: ShortTest | None = None, text: TextTest | None = None) -> Iterator[Event]:
        """Yield the events that pass the tests; of others, encoding, syntax and short fields are checked."""
        return _select(self.given.name, self.given.batches(), self.base, short, text)


class Array(Struct, frozen=True, dict=True):
    """The events of an array in the file `name`: all of them, decoded once, or those that pass a test."""

    name: str
    data: bytes
    base: Dataset

    def __iter__(self) -> Iterator[Event]:
        return iter(self._decoded)

    @cached_property
    def _decoded(self) -> tuple[Event, ...]:
        with _explained(self.name, self.data):
            events = msgspec.json.decode(self.data, type=tuple[Event, ...])
            _add_all([event.id for event in events], set(RESERVED))
            return tuple(map(_settle(self.base), events))

    def select(self, short: ShortTest | None = None, text: TextTest | None = None) -> Iterator[Event]:
        """Yield the events that pass the tests, as `Lines` does."""
        return _select(self.name, [self.data], self.base, short, text) if short or text else iter(self)


def _select(
    name: str, parts: Iterable[bytes | Batch], base: Dataset, short_test: ShortTest | None, text_test: TextTest | None
) -> Iterator[Event]:
    """Yield the events of an array or of batches of lines that pass the tests."""
    decoder, settle, used = msgspec.json.Decoder(Event), _settle(base), set(RESERVED)
    for part in parts:
        with _explained(name, part, used):
            shorts, items = _split(part)
            for short in shorts:
                start = parse(short.date).start
                if short.status is COMPUTED:
                    short.status = _status(start, base.edition)
            pairs = zip(shorts, items, strict=True)
            passing = [item for short, item in pairs if short_test is None or short_test(short)]
            passing = [item for item in passing if text_test is None or text_test(bytes(item))]
            events = [settle(decoder.decode(item)) for item in passing]
            _add_all([short.id for short in shorts], used)
        yield from events


def _split(part: bytes | Batch) -> tuple[list[Short], Sequence[bytes | msgspec.Raw]]:
    """Return the short fields and the JSON of each event of an array or a batch of lines."""
    lines = [] if isinstance(part, bytes) else [line for _number, line in part]
    text = part if isinstance(part, bytes) else b"".join(lines)
    text.decode()  # msgspec does not check the strings that it skips
    if isinstance(part, bytes):
        return msgspec.json.decode(text, type=list[Short]), msgspec.json.decode(text, type=list[msgspec.Raw])
    return msgspec.json.Decoder(Short).decode_lines(text), lines


def _add_all(ids: list[str], used: set[str]) -> None:
    """Add the ids of records to those used; ValidationError, without saying where, if one is none or is used twice."""
    new, lines = set(ids), "\n".join((*ids, ""))
    # One pattern for all takes a third of the time of one for each.
    are_ids = lines.count("\n") == len(ids) and re.fullmatch(f"(?:{ID}\n)*+", lines)
    if len(new) < len(ids) or not used.isdisjoint(new) or not are_ids:
        raise ValidationError
    used |= new


@contextmanager
def _explained(name: str, part: bytes | Batch, used: set[str] | None = None) -> Iterator[None]:
    """Turn an error in a document, an array or a batch of lines into the first of its problems, with its place."""
    try:
        yield
    except _DECODE_ERRORS:
        from ahc_cli.data.check import line_problems, problems

        found = problems(part) if isinstance(part, bytes) else line_problems(part, used or set())
        raise DatasetError(f"{name}:{next(found)}") from None


def bundled() -> Dataset:
    """Load the dataset that comes with the program."""
    return _from_document(msgspec.json.decode(bundled_bytes(), type=Collection))


def read(name: str, stdin: Callable[[], BinaryIO]) -> Dataset:
    """Load a document, an array of events or NDJSON from a file, or from standard input if the name is `-`.

    DatasetError if it cannot be read or is not valid; for an array and NDJSON only when the events are iterated.
    """
    given = open_input(name, stdin)
    data = None if given.is_lines else given.read()
    if data and data.lstrip().startswith(b"{"):
        with _explained(given.name, data):
            document = msgspec.json.decode(data, type=Collection)
            _check_ids(document)
            return _from_document(document)
    base = bundled()
    return replace(base, events=Array(given.name, data, base) if data else Lines(given, base), whole=False)


def _check_ids(document: Collection) -> None:
    """Check that ids are used once and that references are known; ValidationError, without saying where, if not."""
    ids = {table: list(document.table(table)) for table in get_args(Table)}
    ids["event"] = [event.id for event in document.events]
    _add_all(list(chain(*ids.values())), set(RESERVED))
    known = {table: set(listed) for table, listed in ids.items()}
    records: Iterable[Record] = (document, *document.actors.values(), *document.topics.values(), *document.events)
    if not all(id_ in known[table] for record in records for table, id_, _path in references(record)):
        raise ValidationError


def _from_document(document: Collection) -> Dataset:
    dataset = Dataset(document.edition, document.title, document, ())
    for article in document.instrument.articles if document.instrument else ():
        for fact in article.facts:
            force_setattr(fact, "confidence", document.confidence(fact.sources) or UNSET)
    return replace(dataset, events=tuple(map(_settle(dataset), document.events)))


def _settle(dataset: Dataset) -> Callable[[Event], Event]:
    """Return what completes an event just decoded: it sets a missing status and all confidence, and removes scores.

    With an unknown source, the confidence stays as given.
    """
    confidence_of = cache(dataset.vocabulary.confidence)

    def settle(event: Event) -> Event:
        if event.status is COMPUTED:
            force_setattr(event, "status", _status(event.start, dataset.edition))
        for item in (*event.facts, *event.positions, *event.votes, *event.attendance):
            confidence = confidence_of(item.sources)
            if confidence or not item.sources:
                force_setattr(item, "confidence", confidence or UNSET)
        force_setattr(event, "score", UNSET)
        force_setattr(event, "matches", UNSET)
        return event

    return settle


def _status(start: date | None, edition: date) -> Status:
    """Return the status of an event that states none."""
    return "scheduled" if start and start > edition else "happened"
