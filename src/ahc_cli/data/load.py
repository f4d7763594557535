"""Loads datasets: the bundled one, documents, arrays of events, and NDJSON."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from msgspec import UNSET, DecodeError, Raw, Struct, ValidationError
from msgspec.json import decode, encode
from msgspec.structs import asdict, force_setattr, replace

from ahc_cli.data.files import MAX_BYTES, Part, bundled_bytes, is_document, open_input, raw_events
from ahc_cli.errors import DatasetError
from ahc_cli.messages import _
from ahc_cli.model.dates import parse
from ahc_cli.model.records import (
    COMPUTED,
    ID,
    RESERVED,
    Claim,
    Confidence,
    Event,
    Format,
    Ids,
    Kind,
    Name,
    Status,
    Title,
)
from ahc_cli.model.vocabulary import Collection, Vocabulary

# The most that are held in memory.
MAX_EVENTS = 10**6
# Beside what its plan says, an event that is not over keeps only these keys.
_LASTING_KEYS = ("id", "kind", "series", "body")

T = TypeVar("T")
ConfidenceOf = Callable[[Ids], Confidence | None]


class Dataset(Struct, frozen=True):
    """Events, and the vocabulary of their ids.

    A `whole` dataset is a document with its own vocabulary, in memory. An array or NDJSON, which
    may be a part of one, has the bundled vocabulary, and its events are a stream. If the dataset
    is as of a `day`, `hidden` events were not yet known on it; a document may have been made so.
    """

    edition: date
    title: Title
    vocabulary: Vocabulary
    events: "tuple[Event, ...] | Stream"
    whole: bool = True
    hidden: int = 0
    day: date | None = None

    def as_of(self, day: date) -> "Dataset":
        """Return the dataset as it was known on a day, in memory.

        One that is as of an earlier day is left as it is.
        """
        if self.day and self.day <= day:
            return self
        events = tuple(map(self.keeper(), self.events))
        versions = [_event_as_of(event, day) for event in events]
        known = [version for version in versions if version]
        known_ids = {event.id for event in known}
        visible = []
        for event in known:
            related = tuple(id_ for id_ in event.related if id_ in known_ids)
            visible.append(replace(event, related=related))
        return replace(
            self,
            events=tuple(visible),
            hidden=len(events) - len(visible),
            day=day,
            vocabulary=_without_about(self.vocabulary),
        )

    def in_memory(self) -> "Dataset":
        """Return the dataset with its events in memory, so that they can be iterated again."""
        return replace(self, events=tuple(map(self.keeper(), self.events)))

    def keeper(self) -> Callable[[T], T]:
        """Return a function that passes on what is kept in memory: an event, a value, what has one.

        DatasetError if those of a stream are too many. The same event again does not count.
        """
        count = size = 0
        last: Any = None

        def keep(kept: T) -> T:
            nonlocal count, size, last
            event = getattr(kept, "event", kept)
            if not self.whole and event is not last:
                last = event
                count += 1
                size += len(encode(event))
            if count > MAX_EVENTS or size > MAX_BYTES:
                message = _(
                    "more than 1,000,000 events or 1 GB to hold in memory; give a part of the file"
                )
                raise DatasetError(message)
            return kept

        return keep

    def select(
        self, short_test: "ShortTest | None" = None, text_test: "TextTest | None" = None
    ) -> Iterator[Event]:
        """Yield the events; of a stream, only those that pass the tests."""
        if isinstance(self.events, Stream):
            return self.events.select(short_test, text_test)
        return iter(self.events)


def _without_about(vocabulary: Vocabulary) -> Vocabulary:
    """Return a vocabulary without what its actors and topics are, which no day but today has."""
    actors, topics = vocabulary.actors.items(), vocabulary.topics.items()
    return replace(
        vocabulary,
        actors={id_: replace(actor, about=None) for id_, actor in actors},
        topics={id_: replace(topic, about=None) for id_, topic in topics},
    )


def _event_as_of(event: Event, day: date) -> Event | None:
    """Return what was known of an event on a day; None if nothing was.

    An event that was over is complete, but for its plans and caveats. Before, it is as its latest
    plan says.
    """
    if event.end and event.end <= day:
        return replace(event, history=(), caveats=())
    plans = [plan for plan in event.history if plan.as_of <= day]
    if not plans:
        return None
    latest = asdict(max(plans, key=lambda plan: plan.as_of))
    keys = event.__struct_fields__
    planned = {key: value for key, value in latest.items() if key in keys}
    lasting = {key: getattr(event, key) for key in _LASTING_KEYS}
    return type(event)(**lasting, **planned)


class Short(Struct, gc=False):
    """The short fields of an event, by which a query can rule it out before it is decoded."""

    id: str
    date: str
    kind: Kind
    status: Status = COMPUTED
    series: Name | None = None
    body: Name | None = None
    place: Name | None = None
    format: Format | None = None


# What events must pass to be decoded in full: a test of their short fields, and one of their JSON.
ShortTest = Callable[[Short], bool]
TextTest = Callable[[bytes], bool]


class Stream(Struct, frozen=True):
    """The events of an array or of NDJSON, decoded while they are iterated.

    NDJSON is also read only then, so its events can be iterated once.
    """

    name: str
    parts: Iterable[Part]
    base: Dataset

    def __iter__(self) -> Iterator[Event]:
        return self.select()

    def select(
        self, short_test: ShortTest | None = None, text_test: TextTest | None = None
    ) -> Iterator[Event]:
        """Yield the events that pass the tests.

        Of the others only the encoding, syntax and short fields are checked. DatasetError if
        anything is wrong.
        """
        confidence_of = cache(self.base.vocabulary.confidence)
        used_ids = set(RESERVED)
        for part in self.parts:
            with _explained(self.name, part, used_ids):
                texts = raw_events(part)
                shorts = _decode_shorts(texts, self.base.edition, used_ids)
                events = []
                for short, text in zip(shorts, texts, strict=True):
                    if short_test and not short_test(short):
                        continue
                    if text_test and not text_test(bytes(text)):
                        continue
                    event = decode(text, type=Event)
                    if any(any(vote.roll_errors()) for vote in event.votes):
                        raise ValidationError  # `_explained` says which, and where
                    _complete(event, self.base.edition, confidence_of)
                    events.append(event)
            used_ids.update(short.id for short in shorts)
            yield from events


def _decode_shorts(texts: Sequence[bytes | Raw], edition: date, used_ids: set[str]) -> list[Short]:
    """Decode the short fields of events, and check their encoding, dates and ids."""
    for text in texts:
        str(text, "utf-8")  # msgspec does not check the strings that it skips
    shorts = [decode(text, type=Short) for text in texts]
    for short in shorts:
        start = parse(short.date).start
        if short.status is COMPUTED:
            short.status = _status(start, edition)
    ids = {short.id for short in shorts}
    is_id = re.compile(ID).fullmatch
    if len(ids) < len(shorts) or not used_ids.isdisjoint(ids) or not all(map(is_id, ids)):
        raise ValidationError  # `_explained` says which, and where
    return shorts


@contextmanager
def _explained(name: str, part: Part, used_ids: set[str]) -> Iterator[None]:
    """Turn an error in a part of a file into the first of its problems, with its place."""
    try:
        yield
    except (DecodeError, ValueError, RecursionError):
        from ahc_cli.data.check import problems

        raise DatasetError(f"{name}:{next(problems(part, used_ids))}") from None


def bundled() -> Dataset:
    """Load the dataset that comes with the program."""
    try:
        document = decode(bundled_bytes(), type=Collection)
    except (DecodeError, ValueError):
        message = _("the bundled dataset is missing or damaged; install ahc-cli again")
        raise DatasetError(message) from None
    return _from_document(document)


def read(name: str, stdin: Callable[[], BinaryIO]) -> Dataset:
    """Load a dataset from a file, or from standard input if the name is `-`.

    DatasetError if it cannot be read or is not valid; for an array and NDJSON only when the events
    are iterated.
    """
    shown_name, parts = open_input(name, stdin)
    if not isinstance(parts, list) or not is_document(parts[0]):
        base = bundled()
        return replace(base, events=Stream(shown_name, parts, base), whole=False)
    from ahc_cli.data.check import id_errors

    text: bytes = parts[0]
    with _explained(shown_name, text, set()):
        document = decode(text, type=Collection)
        if any(id_errors(document, set())):
            raise ValidationError
        return _from_document(document)


def _no_stdin() -> BinaryIO:
    return Path("-").open("rb")


class Files(Struct, frozen=True):
    """Where datasets are read from: the `name` of the one that is asked, and standard input."""

    name: str = "bundled"
    stdin: Callable[[], BinaryIO] = _no_stdin

    def open(self, name: str) -> Dataset:
        """Return the dataset of a name, whatever the day; DatasetError if it cannot be read."""
        return bundled() if name == "bundled" else read(name, self.stdin)


def _from_document(document: Collection) -> Dataset:
    """Complete the events and articles of a decoded document."""
    confidence_of = cache(document.confidence)
    for event in document.events:
        _complete(event, document.edition, confidence_of)
    instrument = document.instrument
    for article in instrument.articles if instrument else ():
        _set_confidence(article.facts, confidence_of)
    return Dataset(document.edition, document.title, document, document.events, day=document.as_of)


def _complete(event: Event, edition: date, confidence_of: ConfidenceOf) -> None:
    """Set the status and confidence of a decoded event, and remove what a search had added."""
    if event.status is COMPUTED:
        force_setattr(event, "status", _status(event.start, edition))
    claims = (*event.facts, *event.positions, *event.votes, *event.attendance)
    _set_confidence(claims, confidence_of)
    force_setattr(event, "score", UNSET)
    force_setattr(event, "matches", UNSET)


def _set_confidence(claims: Iterable[Claim], confidence_of: ConfidenceOf) -> None:
    """Set how sure claims are; those of unknown sources stay as they are."""
    for claim in claims:
        confidence = confidence_of(claim.sources)
        if confidence or not claim.sources:
            force_setattr(claim, "confidence", confidence or UNSET)


def _status(start: date | None, edition: date) -> Status:
    """Return the status of an event that states none."""
    return "scheduled" if start and start > edition else "happened"
