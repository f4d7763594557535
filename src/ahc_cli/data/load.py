"""Loads datasets: the bundled one, documents, arrays of events, and NDJSON."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from functools import cache
from itertools import chain
from typing import BinaryIO

import msgspec
from msgspec import UNSET, Struct, ValidationError
from msgspec.structs import force_setattr, replace

from ahc_cli.data.files import Input, bundled_bytes, numbered, open_input
from ahc_cli.errors import DatasetError
from ahc_cli.messages import _, spoken
from ahc_cli.model.dates import Date, parse
from ahc_cli.model.records import (
    COMPUTED,
    ID,
    RESERVED,
    Claim,
    Event,
    Format,
    Id,
    Kind,
    Path,
    Record,
    Status,
    Text,
)
from ahc_cli.model.vocabulary import Collection, Vocabulary, did_you_mean, references_of
from ahc_cli.model.words import heading

TABLES = tuple(name for name in Vocabulary.__struct_fields__ if name != "instrument")
# Among more ids than these, looking for near ones takes too long.
_MOST_COMPARED = 5000
# What decoding raises for bytes that are not the JSON expected.
_DECODE_ERRORS = (msgspec.DecodeError, ValueError, RecursionError)


class Dataset(Struct, frozen=True):
    """Events and the vocabulary of their ids; `hidden` events were not yet known on the `day` that it is as of.

    A `whole` dataset is a document with its own vocabulary, where an unknown id is an error; an array or NDJSON has the
    bundled vocabulary. The events of NDJSON are read while they are iterated, and only once.
    """

    edition: date
    title: Text
    vocabulary: Vocabulary
    events: Iterable[Event]
    whole: bool = True
    hidden: int = 0
    day: date | None = None

    def as_of(self, day: date) -> "Dataset":
        """Return the dataset as it was known on a day, with the related events known then.

        Of a stream, hidden events are not counted, and no related events are known.
        """
        events = filter(None, (_event_as_of(event, day) for event in self.events))
        if not isinstance(self.events, tuple):
            return replace(self, events=(replace(event, related=()) for event in events), day=day)
        known = tuple(events)
        ids = {event.id for event in known}
        seen = tuple(replace(event, related=tuple(id_ for id_ in event.related if id_ in ids)) for event in known)
        return replace(self, events=seen, hidden=len(self.events) - len(seen), day=day)

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


class IdCheck:
    """Checks that ids are used once and, in a document, that references are known."""

    def __init__(self, known: Mapping[str, AbstractSet[str]] | None = None) -> None:
        """Take the ids of the tables and events of a document; without them, references are not checked."""
        self._known = known or {}
        self._used = set(RESERVED)

    def add(self, id_: str) -> str | None:
        """Add the id of a record, and return what is wrong with it."""
        try:
            msgspec.convert(id_, Id)
        except ValidationError:
            return _("'{id}' is not an id; use lower-case letters, digits and hyphens, starting with a letter", id=id_)
        if self.add_all([id_]):
            return None
        return _("'{id}' is reserved", id=id_) if id_ in RESERVED else _("'{id}' is used twice", id=id_)

    def add_all(self, ids: Sequence[str]) -> bool:
        """Add the ids of records if all are new, and return whether they are."""
        new = set(ids)
        if len(new) < len(ids) or not self._used.isdisjoint(new):
            return False
        self._used |= new
        return True

    def unknown(self, record: Record) -> Iterator[tuple[Path, str]]:
        """Yield the references of an event, a topic or a document itself that are unknown, as path and message."""
        for table, id_, path in references_of(record):
            known = self._known.get(f"{table}s")
            if known is not None and id_ not in known:
                near = did_you_mean(id_, known) if len(known) <= _MOST_COMPARED else ""
                kind = heading(table, "zh") if spoken() == "zh" else table
                yield path, _("unknown {table} '{id}'{near}", table=kind, id=id_, near=near)


class Lines(Struct, frozen=True):
    """The events of NDJSON, decoded while they are iterated, and only once."""

    given: Input
    base: Dataset

    def __iter__(self) -> Iterator[Event]:
        return self.select()

    def select(
        self,
        test_short: Callable[[Short], bool] | None = None,
        test_line: Callable[[bytes], bool] | None = None,
        *,
        with_status: bool = True,
    ) -> Iterator[Event]:
        """Yield the events that pass the tests; of others, encoding, syntax and short fields are checked.

        A missing status is set for the test only `with_status`.
        """
        whole, short_fields = msgspec.json.Decoder(Event), msgspec.json.Decoder(Short)
        settle, ids, edition = _settle(self.base), IdCheck(), self.base.edition

        for first, lines in self.given.batches():
            try:
                text = b"".join(lines)
                text.decode()  # msgspec does not check the strings that it skips
                shorts = short_fields.decode_lines(text)
                starts = [parse(short.date).start for short in shorts]
                for short, start in zip(shorts, starts, strict=True) if with_status else ():
                    if short.status is COMPUTED:
                        short.status = _status(start, edition)
                pairs = zip(shorts, [line for line in lines if line != b"\n"], strict=True)
                passing = [line for short, line in pairs if test_short is None or test_short(short)]
                events = [settle(whole.decode(line)) for line in passing if test_line is None or test_line(line)]
                some = [short.id for short in shorts]
                if not (_are_ids(some) and ids.add_all(some)):
                    raise ValidationError
            except _DECODE_ERRORS:
                from ahc_cli.data.check import line_problems

                problems = (line_problems(line, number, ids) for number, line in numbered(first, lines))
                raise DatasetError(f"{self.given.name}:{next(chain.from_iterable(problems))}") from None
            yield from events


def _are_ids(texts: Sequence[str]) -> bool:
    """Whether all texts are ids; they are matched together, which is quicker than one after the other."""
    lines = "\n".join([*texts, ""])
    return re.fullmatch(f"(?:{ID}\n)*", lines) is not None and lines.count("\n") == len(texts)


def bundled() -> Dataset:
    """Load the dataset that comes with the program."""
    return _from_document(msgspec.json.decode(bundled_bytes(), type=Collection))


def read(name: str, stdin: Callable[[], BinaryIO]) -> Dataset:
    """Load a document, an array of events or NDJSON from a file, or from standard input if the name is `-`.

    DatasetError if it cannot be read or is not valid; for NDJSON also later, while the events are iterated.
    """
    given = open_input(name, stdin)
    if given.is_lines:
        base = bundled()
        return replace(base, events=Lines(given, base), whole=False)
    data = given.read()
    try:
        return _decode(data)
    except _DECODE_ERRORS:
        from ahc_cli.data.check import problems

        raise DatasetError(f"{given.name}:{next(problems(data))}") from None


def _decode(data: bytes) -> Dataset:
    """Decode a document or an array and check its ids; ValidationError, without saying where, if one is wrong."""
    if data.lstrip().startswith(b"["):
        events = msgspec.json.decode(data, type=tuple[Event, ...])
        if not IdCheck().add_all([event.id for event in events]):
            raise ValidationError
        base = bundled()
        return replace(base, events=tuple(map(_settle(base), events)), whole=False)
    document = msgspec.json.decode(data, type=Collection)
    tables = {name: getattr(document, name).keys() for name in TABLES}
    event_ids = [event.id for event in document.events]
    ids = IdCheck(tables | {"events": set(event_ids)})
    records: Iterable[Record] = (document, *document.topics.values(), *document.events)
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
        items: tuple[Claim, ...] = event.facts + event.positions + event.votes + event.attendance
        for item in items:
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
