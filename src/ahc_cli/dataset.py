"""Finds and reads datasets, and looks at one as of a day. All input of the program is here."""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec import UNSET
from msgspec.structs import force_setattr
from msgspec.structs import replace as altered

from ahc_cli.errors import DatasetError
from ahc_cli.models import Collection, Confidence, Event, Text
from ahc_cli.text import inert
from ahc_cli.validate import Problem, Register, line_problems, problems
from ahc_cli.vocabulary import Vocabulary

MAX_BYTES = 1 << 30
MAX_LINE = 64 << 20
_BOM = b"\xef\xbb\xbf"
_MAGIC = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16", b"\x1f\x8b": "compressed", b"PK\x03": "compressed"}


@dataclass(frozen=True)
class Dataset:
    """Events with the vocabulary of their ids.

    A `whole` dataset is a document with tables of its own: an id that is not in them is an error. Beside an
    array or NDJSON the bundled tables serve as far as they can. `events` of NDJSON can be gone through once.
    """

    edition: date
    title: Text
    vocabulary: Vocabulary
    events: Iterable[Event]
    whole: bool = True

    def as_of(self, day: date, withheld: Callable[[], None] = lambda: None) -> "Dataset":
        """The record as it was known on a day; `withheld` is called for each event that was not."""
        seen = (known for event in self.events for known in _as_of(event, day, withheld))
        return replace(self, events=tuple(seen) if isinstance(self.events, tuple) else seen)


@dataclass(frozen=True)
class Input:
    """A file or standard input, opened, its first line read: `name` is inert, as errors show it."""

    name: str
    first: bytes
    stream: BinaryIO

    @property
    def is_lines(self) -> bool:
        """Whether this is NDJSON: its first line is a whole object, and no document."""
        try:
            return "events" not in msgspec.json.decode(self.first, type=dict[str, msgspec.Raw])
        except (msgspec.DecodeError, RecursionError):
            return False

    def text(self) -> bytes:
        """All of it."""
        with self.stream:
            data = self.first + self._read(lambda: self.stream.read(MAX_BYTES + 1))
        if len(data) > MAX_BYTES:
            raise DatasetError(f"{self.name}: larger than 1 GiB; split it into NDJSON files")
        return data

    def lines(self) -> Iterator[tuple[int, bytes]]:
        """The lines that are not blank, numbered from 1; only a line feed ends a line."""
        number, line = self.first.count(b"\n") + (not self.first.endswith(b"\n")), self.first.lstrip()
        with self.stream:
            while line:
                if len(line) > MAX_LINE:
                    raise DatasetError(f"{self.name}:{number}: a line longer than 64 MiB")
                if not line.isspace():
                    yield number, line
                line = self._read(lambda: self.stream.readline(MAX_LINE + 1))
                number += 1

    def _read(self, read: Callable[[], bytes]) -> bytes:
        try:
            return read()
        except OSError as error:
            raise DatasetError(f"{self.name}: {error.strerror}") from None


def open_input(name: str, stdin: Callable[[], BinaryIO]) -> Input:
    """Open a file (`-`: standard input) and read its first line that is not blank, which must open JSON."""
    shown = "standard input" if name == "-" else inert(name)
    try:
        stream = stdin() if name == "-" else open(name, "rb")  # noqa: PTH123, SIM115 - closed when it has been read
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
    first = stream.read(len(_BOM)).removeprefix(_BOM)
    if first[:1].isspace() or first[:1] in (b"[", b"{", b""):
        first += stream.readline(MAX_LINE + 1)
    while first and first.isspace() and len(first) <= MAX_LINE and (line := stream.readline(MAX_LINE + 1)):
        first += line
    return first


def _refusal(first: bytes) -> str | None:
    """Why what begins so is no dataset; None if it may be one."""
    for magic, encoding in _MAGIC.items():
        if first.startswith(magic):
            return f"{encoding}, not UTF-8 text; convert it first"
    if not first.strip():
        return "empty"
    return None if first.lstrip()[:1] in (b"[", b"{") else "not JSON: a dataset begins with { or ["


def bundled() -> Dataset:
    """The dataset that ships with the program: in the package or, in a plain checkout, beside it."""
    shipped = files("ahc_cli") / "data" / "events.json"
    beside = Path(__file__).parents[2] / "data" / "events.json"
    try:
        data = shipped.read_bytes() if shipped.is_file() else beside.read_bytes()
    except OSError as error:
        raise DatasetError(f"the bundled dataset: {error.strerror}; install ahc-cli again") from None
    return _document(data)


def read(name: str, stdin: Callable[[], BinaryIO]) -> Dataset:
    """The dataset in a file (`-`: standard input): a document, an array of events, or NDJSON.

    They are told apart by content. NDJSON is read as it is gone through, and a faulty line raised there.
    """
    given = open_input(name, stdin)
    if given.is_lines:
        base = bundled()
        return replace(base, events=_settled(_streamed(given), base), whole=False)
    data = given.text()
    try:
        if data.lstrip()[:1] == b"{":
            return _document(data, Register)
        base = bundled()
        return replace(base, events=tuple(_settled(_array(data), base)), whole=False)
    except (msgspec.DecodeError, RecursionError, _FaultError) as error:
        raise DatasetError(f"{given.name}:{next(iter(problems(data)), error)}") from None


def faults(name: str, stdin: Callable[[], BinaryIO]) -> Iterator[Problem]:
    """Every fault of a dataset, in the order of the file."""
    given = open_input(name, stdin)
    if not given.is_lines:
        yield from problems(given.text())
        return
    register = Register()
    for number, line in given.lines():
        yield from line_problems(line, number, register)


class _FaultError(Exception):
    """Records that decode, but not into a dataset; `problems` says why."""


def _document(data: bytes, checking: Callable[[Vocabulary], Register] | None = None) -> Dataset:
    with _bulk():
        document = msgspec.json.decode(data, type=Collection)
    vocabulary = Vocabulary(document.sources, document.places, document.actors, document.topics)
    events = document.events
    if checking:
        events = tuple(_checked(events, checking(vocabulary)))
    dataset = Dataset(document.edition, document.title, vocabulary, ())
    return replace(dataset, events=tuple(_settled(events, dataset)))


def _array(data: bytes) -> Iterator[Event]:
    with _bulk():
        events = msgspec.json.decode(data, type=tuple[Event, ...])
    yield from _checked(events, Register())


def _checked(events: Iterable[Event], register: Register) -> Iterator[Event]:
    for event in events:
        if any(register.faults(event)):
            raise _FaultError
        yield event


def _streamed(given: Input) -> Iterator[Event]:
    decode, register = msgspec.json.Decoder(Event).decode, Register()
    for number, line in given.lines():
        try:
            event = decode(line)
            fault = any(register.faults(event))
        except (msgspec.DecodeError, RecursionError):
            fault = True
        if fault:
            problem = line_problems(line, number, register)[0]
            raise DatasetError(f"{given.name}:{problem}")
        yield event


def _settled(events: Iterable[Event], dataset: Dataset) -> Iterator[Event]:
    """Events with what is derived: status, the confidence of facts; what a search added is taken off.

    Where a source is not known the confidence stays as it came.
    """
    known: dict[tuple[str, ...], Confidence | None] = {}
    for event in events:
        if event.status is UNSET:
            ahead = isinstance(event.start, date) and event.start > dataset.edition
            force_setattr(event, "status", "scheduled" if ahead else "happened")
        for fact in event.facts:
            if fact.sources not in known:
                known[fact.sources] = dataset.vocabulary.confidence(fact.sources)
            if confidence := known[fact.sources]:
                force_setattr(fact, "confidence", confidence)
        if event.matches is not UNSET or event.score is not UNSET:
            force_setattr(event, "score", UNSET)
            force_setattr(event, "matches", UNSET)
        yield event


def _as_of(event: Event, day: date, withheld: Callable[[], None]) -> Iterator[Event]:
    """The event if it is over by the day, else its latest plan known by then, else nothing."""
    if isinstance(event.end, date) and event.end <= day:
        yield altered(event, history=())
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


@contextmanager
def _bulk() -> Iterator[None]:
    """No garbage collection while a whole dataset is decoded: it would walk all that is there, again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
