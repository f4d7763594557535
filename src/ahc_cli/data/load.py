"""Loads datasets: the bundled one, documents, arrays of events, and NDJSON."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from typing import BinaryIO

import msgspec
from msgspec import UNSET, Struct, ValidationError
from msgspec.structs import force_setattr, replace

from ahc_cli.data.files import Part, bundled_bytes, is_document, open_input, raw_events
from ahc_cli.errors import DatasetError
from ahc_cli.model.dates import parse
from ahc_cli.model.records import (
    COMPUTED,
    ID,
    RESERVED,
    Confidence,
    Event,
    Format,
    Ids,
    Kind,
    Status,
    Text,
)
from ahc_cli.model.vocabulary import Collection, Vocabulary


class Dataset(Struct, frozen=True):
    """Events and the vocabulary of their ids; `hidden` events were not yet known on the `day` that
    it is as of.

    A `whole` dataset is a document with its own vocabulary, in memory. An array or NDJSON, which
    may be a part of one, has the bundled vocabulary, and its events are a stream.
    """

    edition: date
    title: Text
    vocabulary: Vocabulary
    events: "tuple[Event, ...] | Stream"
    whole: bool = True
    hidden: int = 0
    day: date | None = None

    def as_of(self, day: date) -> "Dataset":
        """Return the dataset as it was known on a day, in memory, with the related events known
        then.
        """
        events = tuple(self.events)
        known = [then for event in events if (then := _event_as_of(event, day))]
        ids = {event.id for event in known}
        seen = tuple(
            replace(event, related=tuple(id_ for id_ in event.related if id_ in ids))
            for event in known
        )
        return replace(self, events=seen, hidden=len(events) - len(seen), day=day)

    def in_memory(self) -> "Dataset":
        """Return the dataset with its events in memory, so that they can be iterated again."""
        return replace(self, events=tuple(self.events))

    def select(
        self, short: "ShortTest | None" = None, text: "TextTest | None" = None
    ) -> Iterator[Event]:
        """Yield the events; of a stream those that may pass a test of their short fields, and one
        of their JSON.
        """
        return (
            self.events.select(short, text)
            if isinstance(self.events, Stream)
            else iter(self.events)
        )


def _event_as_of(event: Event, day: date) -> Event | None:
    """Return an event that was over by the day without plans and caveats, else its latest plan by
    then, or None.
    """
    if event.end is not None and event.end <= day:
        return replace(event, history=(), caveats=())
    plan = max(
        (plan for plan in event.history if plan.as_of <= day),
        key=lambda plan: plan.as_of,
        default=None,
    )
    if plan is None:
        return None
    return Event(
        id=event.id,
        date=plan.date,
        kind=event.kind,
        title=plan.title,
        status=plan.status,
        series=event.series,
        body=event.body,
        place=plan.place,
        format=plan.format,
        summary=plan.summary,
    )


class Short(Struct, gc=False):
    """The short fields of an event, by which a query can rule it out before it is decoded."""

    id: str
    date: str
    kind: Kind
    status: Status = COMPUTED
    series: str | None = None
    body: str | None = None
    place: str | None = None
    format: Format | None = None


# What events must pass to be decoded in full: a test of their short fields, and one of their JSON.
ShortTest = Callable[[Short], bool]
TextTest = Callable[[bytes], bool]


class Stream(Struct, frozen=True):
    """The events of an array or of NDJSON in a file, decoded while they are iterated; NDJSON is
    read then, and once.
    """

    name: str
    parts: Iterable[Part]
    base: Dataset

    def __iter__(self) -> Iterator[Event]:
        return self.select()

    def select(
        self, short_test: ShortTest | None = None, text_test: TextTest | None = None
    ) -> Iterator[Event]:
        """Yield the events that pass the tests; of others, encoding, syntax and short fields are
        checked.
        """
        short_of, event_of = msgspec.json.Decoder(Short).decode, msgspec.json.Decoder(Event).decode
        sure, used, is_id = (
            cache(self.base.vocabulary.confidence),
            set(RESERVED),
            re.compile(ID).fullmatch,
        )
        for part in self.parts:
            with _explained(self.name, part, used):
                items = raw_events(part)
                for item in items:
                    str(item, "utf-8")  # msgspec does not check the strings that it skips
                shorts = [short_of(item) for item in items]
                for short in shorts:
                    start = parse(short.date).start
                    if short.status is COMPUTED:
                        short.status = _status(start, self.base.edition)
                pairs = zip(shorts, items, strict=True)
                passing = [item for short, item in pairs if short_test is None or short_test(short)]
                passing = [item for item in passing if text_test is None or text_test(bytes(item))]
                events = [_settled(event_of(item), self.base.edition, sure) for item in passing]
                new = {short.id for short in shorts}
                if len(new) < len(shorts) or not used.isdisjoint(new) or not all(map(is_id, new)):
                    raise ValidationError  # which is said with its place
                used |= new
            yield from events


@contextmanager
def _explained(name: str, part: Part, used: set[str]) -> Iterator[None]:
    """Turn an error in a document, an array or a batch of lines into the first of its problems,
    with its place.
    """
    try:
        yield
    except (msgspec.DecodeError, ValueError, RecursionError):
        from ahc_cli.data.check import problems

        raise DatasetError(f"{name}:{next(problems(part, used))}") from None


def bundled() -> Dataset:
    """Load the dataset that comes with the program."""
    return _from_document(msgspec.json.decode(bundled_bytes(), type=Collection))


def read(name: str, stdin: Callable[[], BinaryIO]) -> Dataset:
    """Load a document, an array of events or NDJSON from a file, or from standard input if the name
    is `-`.

    DatasetError if it cannot be read or is not valid; for an array and NDJSON only when the events
    are iterated.
    """
    shown, parts = open_input(name, stdin)
    text: bytes = parts[0] if isinstance(parts, list) else b""
    if not is_document(text):
        base = bundled()
        return replace(base, events=Stream(shown, parts, base), whole=False)
    from ahc_cli.data.check import id_errors

    with _explained(shown, text, set()):
        document = msgspec.json.decode(text, type=Collection)
        if any(id_errors(document, set())):
            raise ValidationError
        return _from_document(document)


def _from_document(document: Collection) -> Dataset:
    for article in document.instrument.articles if document.instrument else ():
        for fact in article.facts:
            force_setattr(fact, "confidence", document.confidence(fact.sources) or UNSET)
    sure = cache(document.confidence)
    events = tuple(_settled(event, document.edition, sure) for event in document.events)
    return Dataset(document.edition, document.title, document, events)


def _settled(event: Event, edition: date, sure: Callable[[Ids], Confidence | None]) -> Event:
    """Complete a decoded event: set its status and, if the sources are known, how sure its items
    are; no scores.
    """
    if event.status is COMPUTED:
        force_setattr(event, "status", _status(event.start, edition))
    for item in (*event.facts, *event.positions, *event.votes, *event.attendance):
        confidence = sure(item.sources)
        if confidence or not item.sources:
            force_setattr(item, "confidence", confidence or UNSET)
    force_setattr(event, "score", UNSET)
    force_setattr(event, "matches", UNSET)
    return event


def _status(start: date | None, edition: date) -> Status:
    """Return the status of an event that states none."""
    return "scheduled" if start and start > edition else "happened"
