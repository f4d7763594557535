"""What is wrong with a dataset, record by record, each fault with its place.

Reading a sound dataset does not come here: msgspec decodes it whole. It says only where it stopped, so a
faulty one is decoded again, a record at a time.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Literal, get_origin

import msgspec
from msgspec import Raw, Struct

from ahc_cli.model import records as models
from ahc_cli.data.locate import Place, lines_and_columns, locate
from ahc_cli.model.records import Collection, Event, Path, Record, Text, path_text as spelled
from ahc_cli.data.pieces import NO_ID, Fault, Piece, decoded, unknown_key
from ahc_cli.data.register import Register, clashes
from ahc_cli.model.text import shorten as cut
from ahc_cli.model.vocabulary import Vocabulary

_TABLES: Mapping[str, type[Record]] = {
    "sources": models.Source,
    "places": models.Place,
    "actors": models.Actor,
    "topics": models.Topic,
}
_HEAD: Mapping[str, Any] = {"schema_version": Literal[1], "edition": date, "title": Text}


class Problem(Struct, frozen=True):
    """One fault: where it is in the file (line and column from 1), where in the structure, and what it is."""

    line: int
    column: int
    path: str
    message: str

    def __str__(self) -> str:
        place = f"{self.line}:{self.column}: "
        return f"{place}{self.path}: {self.message}" if self.path else place + self.message


def problems(data: bytes, met: Callable[[], None] = lambda: None) -> list[Problem]:
    """What is wrong with a whole JSON text, a document or an array of events, in the order of the file.

    `met` is called for each event.
    """
    return _placed(data, _faults(data, met))


def line_problems(line: bytes, number: int, register: Register) -> list[Problem]:
    """What is wrong with one line of NDJSON."""
    return _placed(line, _line_faults(Piece(line), register), number)


def _placed(data: bytes, faults: Iterable[Fault], first_line: int = 1) -> list[Problem]:
    found = sorted(faults, key=lambda fault: fault[0])
    places = lines_and_columns(data, (offset for offset, _, _ in found))
    return [
        Problem(first_line + line - 1, column, cut(spelled(path)), cut(message))
        for (line, column), (_, path, message) in zip(places, found, strict=True)
    ]


def _faults(data: bytes, met: Callable[[], None]) -> Iterator[Fault]:
    try:
        content, refused = decoded(Piece(data), dict[str, Raw] | list[Raw])
    except MemoryError:
        # Of records so many that there is no room for them the first that is none is told.
        content, refused = None, decoded(Piece(data), list[Event])[1]
    yield from refused
    if content is None:
        return
    depth = 2 if isinstance(content, dict) else 1
    places: dict[Path, Place] = {}
    for place in locate(data, depth):
        if place.again:
            yield _twice(place)
        if len(place.path) <= depth:
            places[place.path] = place
    if isinstance(content, dict):
        yield from _document_faults(content, places, met)
        return
    register = Register()
    for piece in _pieces(enumerate(content), (), places):
        met()
        yield from _event_faults(piece, register)


def _line_faults(piece: Piece, register: Register) -> Iterator[Fault]:
    content, refused = decoded(piece, dict[str, Raw])
    yield from refused
    if content is not None:
        yield from (_twice(place) for place in locate(piece.data, 0) if place.again)
        yield from _event_faults(piece, register)


def _document_faults(content: dict[str, Raw], places: Mapping[Path, Place], met: Callable[[], None]) -> Iterator[Fault]:
    begin = places[()].offset
    if "events" not in content and "schema_version" not in content:
        yield begin, (), "no 'events', so no dataset; events alone stand in [ ] or one on a line"
        return
    for key in content.keys() - set(Collection.__struct_fields__):
        yield places[key,].offset, (key,), unknown_key(key, Collection)
    for name in (*_HEAD, "events"):
        if name not in content:
            yield begin, (name,), f"'{name}' is missing"
    for piece in _pieces(content.items(), (), places):
        if shape := _HEAD.get(str(piece.place.path[0])):
            yield from decoded(piece, shape)[1]
    ids: dict[str, dict[str, Any]] = {}
    for name, shape in _TABLES.items():
        records, refused = _opened(name, content, places, dict[str, Raw])
        yield from refused
        ids[name] = dict.fromkeys(records)
        for piece in _pieces(records.items(), (name,), places):
            yield from _record_faults(piece, shape)
    vocabulary = Vocabulary(**ids)
    yield from ((places[path].offset, path, message) for path, message in clashes(vocabulary))
    events, refused = _opened("events", content, places, list[Raw])
    yield from refused
    register = Register(vocabulary, filter(None, map(_id, events)))
    for piece in _pieces(enumerate(events), ("events",), places):
        met()
        yield from _event_faults(piece, register)


def _opened(
    name: str, content: Mapping[str, Raw], places: Mapping[Path, Place], shape: Any
) -> tuple[Any, tuple[Fault, ...]]:
    """The records of a part of a document, none if it is not there or of another shape."""
    none = get_origin(shape)()
    if name not in content:
        return none, ()
    records, refused = decoded(Piece(bytes(content[name]), places[name,]), shape)
    return records or none, refused


def _pieces(raws: Iterable[tuple[str | int, Raw]], path: Path, places: Mapping[Path, Place]) -> Iterator[Piece]:
    """The members of an array or object as pieces of their own."""
    for key, raw in raws:
        yield Piece(bytes(raw), places[*path, key])


def _record_faults(piece: Piece, shape: type[Record]) -> Iterator[Fault]:
    """What is wrong with a record of a table: its id, its shape."""
    id_ = piece.place.path[-1]
    try:
        msgspec.convert(id_, models.Id)
    except msgspec.ValidationError:
        yield piece.fault((), f"'{id_}' is {NO_ID}")
    yield from decoded(piece, shape)[1]


def _event_faults(piece: Piece, register: Register) -> Iterator[Fault]:
    """The first fault of an event's shape, else every fault of its references; of its id in any case."""
    event, refused = decoded(piece, Event)
    yield from refused
    if event is not None:
        yield from (piece.fault(path, message) for path, message in register.faults(event))
    elif id_ := _id(piece.data):
        yield from (piece.fault(path, message) for path, message in register.enter(id_))


class _Named(Struct):
    id: str


def _id(event: bytes | Raw) -> str | None:
    """The id of an event that may be faulty otherwise."""
    try:
        return msgspec.json.decode(event, type=_Named).id
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _twice(place: Place) -> Fault:
    return place.offset, place.path, f"the key '{place.path[-1]}' stands twice"
