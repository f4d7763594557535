"""Finds and reads datasets, and looks at one as of a day. All input of the program is here."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache, partial
from itertools import chain
from pathlib import Path
from pkgutil import get_data
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec
from msgspec import UNSET, Struct
from msgspec.structs import force_setattr, replace

from ahc_cli.errors import DatasetError
from ahc_cli.model.records import Collection, Event, Text
from ahc_cli.data.register import Register, clashes
from ahc_cli.model.text import inert
from ahc_cli.model.vocabulary import Vocabulary

# Only what is faulty is looked at so closely; a start does not wait for it.
if TYPE_CHECKING:
    from ahc_cli.data.validate import Problem

MAX_BYTES = 1 << 30
MAX_LINE = 64 << 20
# A read asks for room for all that it may get.
_AT_ONCE = 16 << 20
_BUFFER = 64 << 10
_BOM = b"\xef\xbb\xbf"
# All that msgspec raises for what is no JSON, or not the JSON wanted.
_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
_MAGIC = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16", b"\x1f\x8b": "compressed", b"PK\x03": "compressed"}


class Dataset(Struct, frozen=True):
    """Events with the vocabulary of their ids.

    A `whole` dataset is a document with tables of its own: an id that is not in them is an error. Beside an
    array or NDJSON the bundled tables serve as far as they can. `events` of NDJSON can be gone through once.
    """

    edition: date
    title: Text
    vocabulary: Vocabulary
    events: Iterable[Event]
    whole: bool = True
    hidden: int = 0

    def as_of(self, day: date, withheld: Callable[[], None] = lambda: None) -> "Dataset":
        """The record as it was known on a day; `withheld` is called for each event that was not."""
        seen = (known for event in self.events for known in _as_of(event, day, withheld))
        return replace(self, events=tuple(seen) if isinstance(self.events, tuple) else seen)

    def in_memory(self) -> "Dataset":
        """The same with its events in memory, for who goes through them more than once."""
        return replace(self, events=tuple(self.events))


class Input(Struct, frozen=True):
    """A file or standard input, opened, its first line read: `name` is inert, as errors show it."""

    name: str
    first: bytes
    stream: BinaryIO

    @property
    def is_lines(self) -> bool:
        """Whether this is NDJSON: its first line is a whole object, and no document, or was meant to be."""
        try:
            return "events" not in msgspec.json.decode(self.first, type=dict[str, msgspec.Raw])
        except msgspec.ValidationError:
            return False
        except msgspec.DecodeError as error:
            whole = self.first.rstrip().endswith(b"}") and "truncated" not in str(error)
            return whole and b'"events"' not in self.first
        except _UNREADABLE:
            return False

    def text(self) -> bytes:
        """All of it."""
        pieces, length = [self.first], len(self.first)
        with self.stream, self._readable():
            while pieces[-1] and length <= MAX_BYTES:
                pieces.append(self.stream.read(_AT_ONCE))
                length += len(pieces[-1])
        if length > MAX_BYTES:
            raise DatasetError(f"{self.name}: larger than 1 GiB; split it into NDJSON files")
        return b"".join(pieces)

    def lines(self) -> Iterator[tuple[int, bytes]]:
        """The lines that are not blank, numbered from 1; only a line feed ends a line."""
        number = self.first.count(b"\n") + (not self.first.endswith(b"\n"))
        first = self.first[self.first.rfind(b"\n", 0, -1) + 1 :]
        more = iter(partial(self.stream.readline, MAX_LINE + 1), b"")
        with self.stream, self._readable():
            for at, line in enumerate(chain((first,), more), number):
                if len(line) > MAX_LINE:
                    raise DatasetError(f"{self.name}:{at}: a line longer than 64 MiB")
                if not line.isspace():
                    yield at, line

    @contextmanager
    def _readable(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise DatasetError(f"{self.name}: {error.strerror}") from None


def open_input(name: str, stdin: Callable[[], BinaryIO]) -> Input:
    """Open a file (`-`: standard input) and read its first line that is not blank.

    DatasetError if it cannot be opened or read, or begins like no JSON.
    """
    shown = "standard input" if name == "-" else inert(name) or "''"
    try:
        stream = stdin() if name == "-" else open(name, "rb", _BUFFER)  # noqa: PTH123, SIM115 - closed when it has been read
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not a file name"
        raise DatasetError(f"{shown}: {reason}") from None
    try:
        first = _first_line(stream)
    except OSError as error:
        stream.close()
        raise DatasetError(f"{shown}: {error.strerror}") from None
    if refusal := _refusal(first):
        stream.close()
        raise DatasetError(f"{shown}: {refusal}")
    return Input(shown, first, stream)


def _first_line(stream: BinaryIO) -> bytes:
    """All up to the end of the first line that is not blank; of what is no JSON, only the beginning."""
    first = stream.readline(len(_BOM)).removeprefix(_BOM)
    if not first.endswith(b"\n") and (first[:1].isspace() or first[:1] in (b"{", b"")):
        first += stream.readline(MAX_LINE + 1)
    lines, length = [first], len(first)
    while lines[-1].isspace() and length <= MAX_LINE:
        lines.append(stream.readline(MAX_LINE + 1))
        length += len(lines[-1])
    return b"".join(lines)


def _refusal(first: bytes) -> str | None:
    """Why what begins so is no dataset; None if it may be one."""
    for magic, encoding in _MAGIC.items():
        if first.startswith(magic):
            return f"{encoding}, not UTF-8 text; convert it first"
    if b"\0" in first[:4]:
        return "UTF-16, UTF-32 or binary, not UTF-8 text; convert it first"
    if not first.strip():
        return "empty"
    return None if first.lstrip()[:1] in (b"[", b"{") else "not JSON: a dataset begins with { or ["


def bundled() -> Dataset:
    """The dataset that ships with the program."""
    return _document(_shipped())


def _shipped() -> bytes:
    """The bundled dataset as it is stored: in the package or, in a plain checkout, beside it."""
    try:
        return get_data("ahc_cli", "data/events.json") or b""
    except OSError:
        beside = Path(__file__).parents[3] / "data" / "events.json"
    try:
        return beside.read_bytes()
    except OSError as error:
        raise DatasetError(f"the bundled dataset: {error.strerror}; install ahc-cli again") from None


def read(name: str, stdin: Callable[[], BinaryIO]) -> Dataset:
    """The dataset in a file (`-`: standard input): a document, an array of events, or NDJSON.

    They are told apart by content. DatasetError if it cannot be read or is not valid; NDJSON is read as it is gone
    through, and a faulty line raised there.
    """
    given = open_input(name, stdin)
    if given.is_lines:
        base = bundled()
        return replace(base, events=_settled(_streamed(given), base), whole=False)
    data = given.text()
    try:
        if data.lstrip()[:1] == b"{":
            return _document(data, checked=True)
        base = bundled()
        return replace(base, events=tuple(_settled(_array(data), base)), whole=False)
    except (*_UNREADABLE, _FaultError, MemoryError):
        from ahc_cli.data.validate import problems

        found = next(iter(problems(data)), None)
        if found is None:
            raise
        raise DatasetError(f"{given.name}:{found}") from None


def faults(
    name: str | None, stdin: Callable[[], BinaryIO], met: Callable[[], None] = lambda: None
) -> Iterator["Problem"]:
    """Every fault of a dataset (None: the bundled one), in the order of the file.

    `met` is called for each event.
    """
    from ahc_cli.data.validate import line_problems, problems

    if name is None:
        yield from problems(_shipped(), met)
        return
    given = open_input(name, stdin)
    if not given.is_lines:
        yield from problems(given.text(), met)
        return
    register = Register()
    for number, line in given.lines():
        met()
        yield from line_problems(line, number, register)


class _FaultError(Exception):
    """Records that decode, but not into a dataset; `problems` says why."""


def _document(data: bytes, *, checked: bool = False) -> Dataset:
    document = msgspec.json.decode(data, type=Collection)
    vocabulary = Vocabulary(document.sources, document.places, document.actors, document.topics)
    events = document.events
    if checked:
        if any(clashes(vocabulary)):
            raise _FaultError
        events = tuple(_checked(events, Register(vocabulary, (event.id for event in events))))
    dataset = Dataset(document.edition, document.title, vocabulary, ())
    return replace(dataset, events=tuple(_settled(events, dataset)))


def _array(data: bytes) -> Iterator[Event]:
    """The events of an array, decoded one by one, so that what they have in common is stored once from the start."""
    events = map(msgspec.json.Decoder(Event).decode, msgspec.json.decode(data, type=list[msgspec.Raw]))
    yield from _checked(events, Register())


def _checked(events: Iterable[Event], register: Register) -> Iterator[Event]:
    for event in events:
        if not register.takes(event):
            raise _FaultError
        yield event


def _sharing(events: Iterable[Event]) -> Iterator[Event]:
    """Events with one copy of equal ids and dates: in a long dataset these are a fifth of the memory."""
    known: dict[Any, Any] = {}
    for event in events:
        for record, names in (
            (event, ("date", "body", "place", "topics")),
            *[(actor, ("actor", "sources")) for actor in event.actors],
            *[(position, ("actors", "topic", "sources")) for position in event.positions],
            *[(item, ("sources",)) for item in (*event.facts, *event.documents)],
        ):
            for name in names:
                value = getattr(record, name)
                force_setattr(record, name, known.setdefault(value, value))
        yield event


def _streamed(given: Input) -> Iterator[Event]:
    decode, register = msgspec.json.Decoder(Event).decode, Register()
    for number, line in given.lines():
        try:
            event = decode(line)
            sound = register.takes(event)
        except _UNREADABLE:
            sound = False
        if not sound:
            from ahc_cli.data.validate import line_problems

            problem = line_problems(line, number, register)[0]
            raise DatasetError(f"{given.name}:{problem}")
        yield event


def _settled(events: Iterable[Event], dataset: Dataset) -> Iterator[Event]:
    """Events with what is derived: status, the confidence of facts; what a search added is taken off.

    Where a source is not known the confidence stays as it came.
    """
    known = cache(dataset.vocabulary.confidence)
    for event in events:
        if event.status is UNSET:
            ahead = isinstance(event.start, date) and event.start > dataset.edition
            force_setattr(event, "status", "scheduled" if ahead else "happened")
        for fact in event.facts:
            confidence = known(fact.sources)
            if confidence or not fact.sources:
                force_setattr(fact, "confidence", confidence or UNSET)
        if event.matches is not UNSET or event.score is not UNSET:
            force_setattr(event, "score", UNSET)
            force_setattr(event, "matches", UNSET)
        yield event


def _as_of(event: Event, day: date, withheld: Callable[[], None]) -> Iterator[Event]:
    """The event if it is over by the day, else its latest plan known by then, else nothing."""
    if isinstance(event.end, date) and event.end <= day:
        yield replace(event, history=())
        return
    plans = [plan for plan in event.history if plan.as_of <= day]
    if not plans:
        withheld()
        return
    plan = max(plans, key=lambda plan: plan.as_of)
    yield Event(
        id=event.id, date=plan.date, kind=event.kind, title=plan.title, status=plan.status,
        series=event.series, body=event.body, place=plan.place, format=plan.format, summary=plan.summary,
    )  # fmt: skip


def check(name, stdin):
    met = []
    return list(faults(name, stdin, lambda: met.append(None))), len(met)
