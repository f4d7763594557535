"""What is wrong with a dataset, record by record, each fault with its place.

Reading a sound dataset does not come here: msgspec decodes it whole. It says only where it stopped, so a
faulty one is decoded again, a record at a time.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Raw, Struct

from ahc_cli import models
from ahc_cli.errors import DateError
from ahc_cli.locate import line_and_column, locate, spelled
from ahc_cli.models import RESERVED, Event, Path, Record, Text, references
from ahc_cli.vocabulary import Vocabulary, did_you_mean

_TABLES: Mapping[str, type[Record]] = {
    "sources": models.Source,
    "places": models.Place,
    "actors": models.Actor,
    "topics": models.Topic,
}
_PARTS: Mapping[str, type[Record]] = {
    "facts": models.Fact,
    "actors": models.Appearance,
    "positions": models.Position,
    "votes": models.Vote,
    "attendance": models.Attendance,
    "documents": models.Document,
    "caveats": models.Caveat,
    "history": models.Plan,
    "matches": models.Match,
}
_HEAD: Mapping[str, Any] = {"schema_version": Literal[1], "edition": date, "title": Text}


class _Skeleton(Record, frozen=True):
    """A document whose records are not yet read."""

    schema_version: Raw
    edition: Raw
    title: Raw
    events: list[Raw]
    sources: dict[str, Raw] = {}
    places: dict[str, Raw] = {}
    actors: dict[str, Raw] = {}
    topics: dict[str, Raw] = {}


class Problem(Struct, frozen=True):
    """One fault: where it is in the file (line and column from 1), where in the structure, and what it is."""

    line: int
    column: int
    path: str
    message: str

    def __str__(self) -> str:
        place = f"{self.line}:{self.column}: "
        return f"{place}{self.path}: {self.message}" if self.path else place + self.message


class Register:
    """The ids met so far. Every event of a dataset passes through it once, in the order of the file."""

    def __init__(self, vocabulary: Vocabulary | None = None) -> None:
        """With the vocabulary of a whole document its references are checked too; a bare array has none."""
        self._vocabulary = vocabulary
        self._seen: set[str] = set(RESERVED)
        if vocabulary:
            for table in (vocabulary.sources, vocabulary.places, vocabulary.actors, vocabulary.topics):
                self._seen.update(table)

    def faults(self, event: Event) -> Iterator[tuple[Path, str]]:
        """What is wrong with an event beyond its own shape: (path, message)."""
        if event.id in self._seen:
            yield ("id",), f"'{event.id}' is {'reserved' if event.id in RESERVED else 'used twice'}"
        self._seen.add(event.id)
        if self._vocabulary:
            for table, id_, path in references(event):
                known = self._vocabulary.table(table)
                if id_ not in known:
                    yield path, f"unknown {table} '{id_}'{did_you_mean(id_, known)}"


class _Piece(Struct, frozen=True):
    """A part of a file that is decoded by itself: its bytes, where they begin, and its path."""

    data: bytes
    line: int
    column: int
    path: Path

    def problem(self, path: Path, message: str) -> Problem:
        """A fault at a path inside the piece, placed at the nearest thing there that exists."""
        places = ((len(p), at) for p, at, _ in locate(self.data) if p == path[: len(p)])
        _, offset = max(places, default=(0, 0))
        return self.problem_at(offset, path, message)

    def problem_at(self, offset: int, path: Path, message: str) -> Problem:
        line, column = line_and_column(self.data, offset)
        shift = self.column - 1 if line == 1 else 0
        return Problem(self.line + line - 1, column + shift, spelled(self.path + path), message)


def problems(data: bytes) -> list[Problem]:
    """What is wrong with a whole JSON text, a document or an array of events, in the order of the file."""
    whole = _Piece(data, 1, 1, ())
    is_array = data.lstrip()[:1] == b"["
    try:
        content = msgspec.json.decode(data, type=list[Raw] if is_array else _Skeleton)
    except (msgspec.DecodeError, RecursionError) as error:
        return [_refusal(whole, error, _Skeleton)]
    found = list(_duplicate_keys(whole))
    if isinstance(content, _Skeleton):
        found += _document_problems(data, content)
    else:
        register = Register()
        for piece in _pieces(data, enumerate(content), ()):
            found += _event_problems(piece, register)
    return sorted(found, key=lambda problem: (problem.line, problem.column))


def line_problems(line: bytes, number: int, register: Register) -> list[Problem]:
    """What is wrong with one line of NDJSON."""
    piece = _Piece(line, number, 1, ())
    try:
        msgspec.json.decode(line, type=Raw)
    except (msgspec.DecodeError, RecursionError) as error:
        return [_refusal(piece, error, Event)]
    return [*_duplicate_keys(piece), *_event_problems(piece, register)]


def _document_problems(data: bytes, skeleton: _Skeleton) -> Iterator[Problem]:
    for name, shape in _HEAD.items():
        line, column = line_and_column(data, data.find(b'"%s"' % name.encode()))
        yield from _shape_problems(_Piece(bytes(getattr(skeleton, name)), line, column, (name,)), shape)
    tables: dict[str, dict[str, Any]] = {name: {} for name in _TABLES}
    ids = set(RESERVED)
    for name, shape in _TABLES.items():
        for piece in _pieces(data, getattr(skeleton, name).items(), (name,)):
            id_ = str(piece.path[-1])
            if not re.fullmatch(models.ID, id_):
                yield piece.problem((), f"'{id_}' is not an id; use lower-case letters, digits and hyphens")
            elif id_ in ids:
                yield piece.problem((), f"'{id_}' is {'reserved' if id_ in RESERVED else 'used twice'}")
            ids.add(id_)
            tables[name][id_] = None
            yield from _shape_problems(piece, shape)
    register = Register(Vocabulary(**tables))
    for piece in _pieces(data, enumerate(skeleton.events), ("events",)):
        yield from _event_problems(piece, register)


def _pieces(data: bytes, raws: Iterable[tuple[str | int, Raw]], path: Path) -> Iterator[_Piece]:
    """The records of an array or object that stand one after the other in a file."""
    offset, counted, line = 0, 0, 1
    for key, raw in raws:
        if isinstance(key, str):
            offset = data.find(msgspec.json.encode(key), offset)
        record = bytes(raw)
        offset = data.find(record, offset)
        line += data.count(b"\n", counted, offset)
        counted = offset
        column = len(data[data.rfind(b"\n", 0, offset) + 1 : offset].decode(errors="replace")) + 1
        yield _Piece(record, line, column, (*path, key))
        offset += len(record)


def _duplicate_keys(piece: _Piece) -> Iterator[Problem]:
    for path, offset, again in locate(piece.data):
        if again:
            yield piece.problem_at(offset, path, f"the key '{path[-1]}' stands twice")


def _event_problems(piece: _Piece, register: Register) -> Iterator[Problem]:
    """The first fault of an event's shape, else every fault of its ids."""
    try:
        event = msgspec.json.decode(piece.data, type=Event)
    except msgspec.DecodeError as error:
        yield _refusal(piece, error, Event)
        return
    for path, message in register.faults(event):
        yield piece.problem(path, message)


def _shape_problems(piece: _Piece, shape: Any) -> Iterator[Problem]:
    try:
        msgspec.json.decode(piece.data, type=shape)
    except msgspec.DecodeError as error:
        yield _refusal(piece, error, shape)


def _refusal(piece: _Piece, error: Exception, shape: Any) -> Problem:
    """What msgspec says, at its place and in our words."""
    if not isinstance(error, msgspec.ValidationError):
        return _malformed(piece, error)
    said, _, at = str(error).partition(" - at `$")
    path: Path = tuple(int(step) if step.isdigit() else step for step in re.findall(r"\w+", at))
    if isinstance(error.__cause__, DateError):
        path = (*path, "date")
    elif match := re.search("(?:unknown|required) field `(.*)`", said):
        part = next((_PARTS.get(str(step), Text) for step in reversed(path) if isinstance(step, str)), shape)
        path, key = (*path, match[1]), match[1]
        if "required" in said:
            return piece.problem(path, f"'{key}' is missing")
        return piece.problem(path, f"unknown key '{key}'{did_you_mean(key, get_type_hints(part))}")
    elif match := re.search("enum value '?(.*?)'?$", said):
        part = next((_PARTS[str(step)] for step in reversed(path[:-1]) if step in _PARTS), shape)
        choices = get_args(_choices(part, str(path[-1]) if path else ""))
        listed = ", ".join(map(str, choices))
        said = f"'{match[1]}' is not one of {listed}{did_you_mean(match[1], map(str, choices))}"
    elif "RFC3339" in said:
        said = "not a day; try 2022-02-28"
    return piece.problem(path, said.replace("`", "").replace("Expected", "expected"))


def _choices(shape: Any, name: str) -> Any:
    """The Literal that a field of a shape, or the shape itself, allows."""
    hint = get_type_hints(shape)[name] if name else shape
    return next((option for option in (hint, *get_args(hint)) if get_origin(option) is Literal), Literal[()])


def _malformed(piece: _Piece, error: Exception) -> Problem:
    """Not JSON at all: msgspec gives the byte."""
    if isinstance(error, RecursionError):
        return piece.problem_at(0, (), "nested too deeply")
    said, _, at = str(error).partition(" (byte ")
    offset = int(at.rstrip(")")) if at else len(piece.data)
    return piece.problem_at(offset, (), said.removeprefix("JSON is malformed: ") or "not JSON")
