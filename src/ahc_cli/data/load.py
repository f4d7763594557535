"""Loads datasets: the bundled one, documents, arrays of events, and NDJSON."""

from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache, cached_property
from itertools import chain
from typing import BinaryIO

import msgspec
from msgspec import UNSET, Struct, ValidationError
from msgspec.structs import force_setattr, replace

from ahc_cli.data.files import Input, bundled_bytes, numbered, open_input
from ahc_cli.data.ids import TABLES, IdCheck, are_ids
from ahc_cli.errors import DatasetError
from ahc_cli.model.dates import Date, parse
from ahc_cli.model.records import COMPUTED, Event, Format, Kind, Record, Status, Text
from ahc_cli.model.vocabulary import Collection, Vocabulary

_PIECE = 1 << 16
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

    @property
    def kept(self) -> Iterable[Event]:
        """The events if they can be iterated again; none of a stream."""
        return () if self.is_stream else self.events

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


class Filter(Struct, frozen=True):
    """What events must pass to be decoded in full: a test of their short fields, and one of their JSON.

    A missing status is set for the test only `with_status`.
    """

    short: Callable[[Short], bool] | None = None
    text: Callable[[bytes], bool] | None = None
    with_status: bool = True


class Lines(Struct, frozen=True):
    """The events of NDJSON, decoded while they are iterated, and only once."""

    given: Input
    base: Dataset

    def __iter__(self) -> Iterator[Event]:
        return self.select(Filter())

    def select(self, test: Filter) -> Iterator[Event]:
        """Yield the events that pass a test; of others, encoding, syntax and short fields are checked."""
        short_fields, select, ids = msgspec.json.Decoder(Short), _selection(test, self.base), IdCheck()
        for first, lines in self.given.batches():
            try:
                text = b"".join(lines)
                text.decode()  # msgspec does not check the strings that it skips
                events = select(short_fields.decode_lines(text), [line for line in lines if line != b"\n"], ids)
            except _DECODE_ERRORS:
                from ahc_cli.data.check import line_problems

                problems = (line_problems(line, number, ids) for number, line in numbered(first, lines))
                raise DatasetError(f"{self.given.name}:{next(chain.from_iterable(problems))}") from None
            yield from events


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
            if not IdCheck().add_all([event.id for event in events]):
                raise ValidationError
            return tuple(map(_settle(self.base), events))

    def select(self, test: Filter) -> Iterator[Event]:
        """Yield the events that pass a test; of others, encoding, syntax and short fields are checked."""
        if test.short is None and test.text is None:
            return iter(self)
        with _explained(self.name, self.data):
            # A piece at a time, because the whole text takes twice the memory.
            decoder = getincrementaldecoder("utf-8")()
            for at in range(0, len(self.data), _PIECE):
                decoder.decode(self.data[at : at + _PIECE])
            shorts = msgspec.json.decode(self.data, type=list[Short])
            items = msgspec.json.decode(self.data, type=list[msgspec.Raw])
            return iter(_selection(test, self.base)(shorts, items, IdCheck()))


def _selection(test: Filter, base: Dataset) -> Callable[..., list[Event]]:
    """Return what decodes in full the events that pass a test, given the short fields and the JSON of each."""
    whole, settle = msgspec.json.Decoder(Event), _settle(base)

    def select(shorts: list[Short], items: Sequence[bytes | msgspec.Raw], used: IdCheck) -> list[Event]:
        starts = [parse(short.date).start for short in shorts]
        for short, start in zip(shorts, starts, strict=True) if test.with_status else ():
            if short.status is COMPUTED:
                short.status = _status(start, base.edition)
        pairs = zip(shorts, items, strict=True)
        passing = [item for short, item in pairs if test.short is None or test.short(short)]
        events = [settle(whole.decode(item)) for item in passing if test.text is None or test.text(bytes(item))]
        ids = [short.id for short in shorts]
        if not (are_ids(ids) and used.add_all(ids)):
            raise ValidationError
        return events

    return select


@contextmanager
def _explained(name: str, data: bytes) -> Iterator[None]:
    """Turn an error in a document or an array into the first of its problems, with its place."""
    try:
        yield
    except _DECODE_ERRORS:
        from ahc_cli.data.check import problems

        raise DatasetError(f"{name}:{next(problems(data))}") from None


def bundled() -> Dataset:
    """Load the dataset that comes with the program."""
    return _from_document(msgspec.json.decode(bundled_bytes(), type=Collection))


def read(name: str, stdin: Callable[[], BinaryIO]) -> Dataset:
    """Load a document, an array of events or NDJSON from a file, or from standard input if the name is `-`.

    DatasetError if it cannot be read or is not valid; for an array and NDJSON only when the events are iterated.
    """
    given = open_input(name, stdin)
    if given.is_lines:
        base = bundled()
        return replace(base, events=Lines(given, base), whole=False)
    data = given.read()
    if data.lstrip().startswith(b"["):
        base = bundled()
        return replace(base, events=Array(given.name, data, base), whole=False)
    with _explained(given.name, data):
        return _checked(msgspec.json.decode(data, type=Collection))


def _checked(document: Collection) -> Dataset:
    """Check the ids of a document; ValidationError, without saying where, if one is wrong."""
    tables = {name: getattr(document, name).keys() for name in TABLES}
    event_ids = [event.id for event in document.events]
    ids = IdCheck(tables | {"events": set(event_ids)})
    records: Iterable[Record] = (document, *document.actors.values(), *document.topics.values(), *document.events)
    if not ids.add_all([*chain(*tables.values()), *event_ids]) or any(any(ids.unknown(record)) for record in records):
        raise ValidationError
    return _from_document(document)


def _from_document(document: Collection) -> Dataset:
    dataset = Dataset(document.edition, document.title, document, ())
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
