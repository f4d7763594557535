"""Finds every problem of a dataset, with its place.

Loading decodes a dataset at once, and all it can tell is that it is invalid. Here each record is decoded by itself.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from heapq import merge
from operator import itemgetter
from types import UnionType
from typing import Any, BinaryIO, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Raw, Struct, structs

from ahc_cli.data.files import bundled_bytes, open_input
from ahc_cli.data.ids import IdCheck, WithId
from ahc_cli.data.places import Value, duplicates, locate, root
from ahc_cli.errors import DateError
from ahc_cli.model.dates import parse
from ahc_cli.model.document import Collection, Instrument
from ahc_cli.model.records import Event, Id, Path, path_text
from ahc_cli.model.text import shorten
from ahc_cli.model.vocabulary import did_you_mean

# A problem before its line and column are known: offset in bytes, path, message.
Fault = tuple[int, Path, str]
_OFFSET = itemgetter(0)

_NOT_AN_ID = "not an id; use lower-case letters, digits and hyphens, starting with a letter"
# What the patterns of the records require, by key.
_PATTERNS = {
    "id": _NOT_AN_ID,
    "url": "not an http or https address in printable ASCII",
    "iso": "not a country code; use two capital letters",
}
_DATES = "2022, 2022-02, 2022-02-28 or 2022-02-28/2022-03-11"
# Of a longer record only the first error is looked for.
_LONGEST_RECORD = 1 << 20
_MESSAGE = re.compile(r"(.*?)(?: - at `\$([^`]*)`)?", re.DOTALL)
_LONE_SURROGATE = re.compile(rb"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])")


class Problem(Struct, frozen=True):
    """An error in a dataset: its line and column from 1, the path of the value, and what is wrong."""

    line: int
    column: int
    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.line}:{self.column}: {self.path}{': ' if self.path else ''}{self.message}"


def faults(name: str | None, stdin: Callable[[], BinaryIO], met: Callable[[], object]) -> Iterator[Problem]:
    """Yield every problem of a file, of standard input (`-`) or of the bundled dataset (None), in order.

    `met` is called for each event. DatasetError if the file cannot be read.
    """
    given = None if name is None else open_input(name, stdin)
    if given is None or not given.is_lines:
        yield from problems(given.read() if given else bundled_bytes(), met)
        return
    ids = IdCheck()
    for number, line in given.lines():
        met()
        yield from line_problems(line, number, ids)


def problems(data: bytes, met: Callable[[], object] = lambda: None) -> Iterator[Problem]:
    """Yield every problem of a document or an array of events, in order; `met` is called for each event."""
    check = _document_faults if data.lstrip().startswith(b"{") else _array_faults
    return _problems(data, partial(check, met=met))


def line_problems(line: bytes, number: int, ids: IdCheck) -> Iterator[Problem]:
    """Yield every problem of a line of NDJSON, in order."""
    return _problems(line, partial(_event_faults, ids=ids), number)


def _problems(data: bytes, check: Callable[[Value], Iterable[Fault]], first_line: int = 1) -> Iterator[Problem]:
    try:
        yield from _placed(data, _faults(data, check), first_line)
    except RecursionError:
        yield Problem(first_line, 1, "", "nested too deeply")


def _placed(data: bytes, faults: Iterable[Fault], line: int) -> Iterator[Problem]:
    """Count the lines of a text, from `line`, and the characters in each up to every fault."""
    column, reached = 1, 0
    for offset, path, message in faults:
        if breaks := data.count(b"\n", reached, offset):
            line, column, reached = line + breaks, 1, data.rindex(b"\n", reached, offset) + 1
        column += len(data[reached:offset].decode(errors="replace"))
        reached = offset
        yield Problem(line, column, shorten(path_text(path)), shorten(message))


def _faults(data: bytes, check: Callable[[Value], Iterable[Fault]]) -> Iterator[Fault]:
    """Yield why a text is not JSON, or else its duplicate keys and what a check finds in it, in order."""
    try:
        data.decode()
        msgspec.json.decode(data, type=Raw)
    except UnicodeDecodeError as error:
        yield error.start, (), "not UTF-8; convert the file first"
    except msgspec.DecodeError as error:
        yield _malformed(data, str(error))
    else:
        value = root(data)
        repeated = ((each.place, each.path, f"duplicate key '{each.path[-1]}'") for each in duplicates(value))
        yield from merge(repeated, check(value), key=_OFFSET)


def _document_faults(document: Value, met: Callable[[], object]) -> list[Fault]:
    parts = {str(part.path[0]): part for part in document.members()}
    if "events" not in parts and "schema_version" not in parts:
        return [(document.place, (), "no 'events', so not a dataset; write events alone in [ ] or one per line")]
    found: list[Fault] = [
        (document.place, (field.name,), f"missing key '{field.name}'")
        for field in structs.fields(Collection)
        if field.required and field.name not in parts
    ]
    unknown = parts.keys() - set(Collection.__struct_fields__)
    found += [(parts[name].place, (name,), _unknown_key(name, Collection)) for name in unknown]
    events = parts.pop("events", None)
    named = (_decode(event, WithId)[0] for event in (events.members() if events else ()))
    ids = IdCheck(event.id for event in named if event)
    for name, type_ in get_type_hints(Collection).items():
        if part := parts.get(name):
            found += _table_faults(part, type_, ids) if get_origin(type_) is dict else _decode(part, type_)[1]
    if instrument := parts.get("instrument"):
        found += _instrument_faults(instrument, ids)
    if events:
        found += _decode(events, list[Raw])[1] or _array_faults(events, met, ids)
    return sorted(found, key=_OFFSET)


def _table_faults(table: Value, type_: Any, ids: IdCheck) -> list[Fault]:
    """Return what is wrong with the records of a table: their ids, and why one cannot be decoded."""
    if found := _decode(table, dict[str, Raw])[1]:
        return found
    for record in {record.path: record for record in table.members()}.values():
        id_ = str(record.path[-1])
        message = ids.add(id_, str(table.path[0]))
        try:
            msgspec.convert(id_, Id)
        except msgspec.ValidationError:
            message = f"'{id_}' is {_NOT_AN_ID}"
        found += [(record.place, record.path, message)] if message else []
        found += _decode(record, get_args(type_)[1])[1]
    return found


def _instrument_faults(value: Value, ids: IdCheck) -> list[Fault]:
    instrument = _decode(value, Instrument)[0]
    errors = list(ids.instrument_errors(instrument)) if instrument else []
    places = locate(value, {value.path + path for path, _ in errors})
    return [(places[value.path + path], value.path + path, message) for path, message in errors]


def _array_faults(events: Value, met: Callable[[], object], ids: IdCheck | None = None) -> Iterator[Fault]:
    ids = ids or IdCheck()
    for event in events.members():
        met()
        yield from _event_faults(event, ids)


def _event_faults(value: Value, ids: IdCheck) -> list[Fault]:
    """Return why an event cannot be decoded, or else what is wrong with its ids; that of its own id in any case."""
    event, found = _decode(value, Event)
    event = event or _decode(value, WithId)[0]
    if event and (errors := list(ids.errors(event))):
        places = locate(value, {value.path + path for path, _ in errors})
        found += [(places[value.path + path], value.path + path, message) for path, message in errors]
    return sorted(found, key=_OFFSET)


def _decode(value: Value, type_: Any) -> tuple[Any, list[Fault]]:
    """Decode a value; return it, or None and its errors."""
    try:
        return msgspec.json.decode(value.text, type=type_), []
    except msgspec.ValidationError as error:
        if len(value.text) <= _LONGEST_RECORD and (inner := sorted(_inner_faults(value, type_), key=_OFFSET)):
            return None, inner
        path, message = _invalid(error, type_, value.path)
        places = locate(value, {value.path + path})
        return None, [(places[max(places, key=len)], value.path + path, message)]
    except msgspec.DecodeError as error:
        offset, _, message = _malformed(bytes(value.text), str(error))
        return None, [(value.start + offset, value.path, message)]


def _inner_faults(value: Value, type_: Any) -> Iterator[Fault]:
    """Yield the errors of the keys and members of an object or array, each decoded by itself."""
    if get_origin(type_) in (Union, UnionType):
        type_ = get_args(type_)[0]  # The others are None and UnsetType.
    members = {member.path[-1]: member for member in value.members()}
    is_object = value.data[value.start] in b"{"
    if get_origin(type_) is tuple and not is_object:
        for member in members.values():
            yield from _decode(member, get_args(type_)[0])[1]
    elif isinstance(type_, type) and issubclass(type_, Struct) and is_object:
        fields = {field.name: field for field in structs.fields(type_)}
        missing = [name for name, field in fields.items() if field.required and name not in members]
        # A key that is unknown may be the one that is missing.
        for key in missing if members.keys() <= fields.keys() else ():
            yield value.place, (*value.path, key), f"missing key '{key}'"
        for name, member in members.items():
            if name not in fields:
                yield member.place, member.path, _unknown_key(str(name), type_)
            elif found := _decode(member, _without_unset(fields[str(name)].type))[1]:
                yield from found
            elif name == "date" and hasattr(type_, "__post_init__"):
                yield from _date_faults(member)


def _date_faults(value: Value) -> Iterator[Fault]:
    try:
        parse(msgspec.json.decode(value.text))
    except DateError as error:
        yield value.place, value.path, _of_date(str(error))


def _of_date(said: str) -> str:
    """Say what is wrong with a date of the data, for which a person may type more forms."""
    reason, typed, _ = said.rpartition("; try ")
    return f"{reason}; try {_DATES}" if typed else said


def _without_unset(type_: Any) -> Any:
    """Return a type without UnsetType, which only a field of a record may have."""
    if get_origin(type_) not in (Union, UnionType):
        return type_
    return Union[tuple(each for each in get_args(type_) if each is not msgspec.UnsetType)]  # noqa: UP007


def _invalid(error: msgspec.ValidationError, type_: Any, within: Path) -> tuple[Path, str]:
    """Return the path of an error inside a value of a type, which stands at a path, and what is wrong."""
    matched = _MESSAGE.fullmatch(str(error))
    said, at = matched.groups("") if matched else (str(error), "")
    path: Path = tuple(int(step) if step.isdigit() else step for step in re.findall(r"\w+", at))
    if isinstance(error.__cause__, DateError):
        return (*path, "date"), _of_date(said)
    if key := re.fullmatch("Object contains unknown field `(.*)`", said, re.DOTALL):
        return (*path, key[1]), _unknown_key(key[1], _type_at(type_, path))
    if key := re.fullmatch("Object missing required field `(.*)`", said):
        return (*path, key[1]), f"missing key '{key[1]}'"
    if value := re.fullmatch("Invalid enum value '?(.*?)'?", said, re.DOTALL):
        choices = [str(choice) for choice in get_args(_type_at(type_, path))]
        return path, f"'{shorten(value[1])}' is not one of {', '.join(choices)}{did_you_mean(value[1], choices)}"
    if "matching regex" in said:
        return path, _PATTERNS[str((*within, *path)[-1])]
    if "RFC3339" in said:
        return path, "not a full date; try 2022-02-28"
    if said.endswith(" of length >= 1"):
        return path, "must not be empty"
    return path, said.replace("`", "").replace("Expected", "expected")


def _unknown_key(key: str, record: Any) -> str:
    return f"unknown key '{shorten(key)}'{did_you_mean(key, record.__struct_fields__)}"


@lru_cache
def _type_at(type_: Any, path: Path) -> Any:
    """Return the type of what is at a path inside a value of a type."""
    if get_origin(type_) in (Union, UnionType):
        type_ = get_args(type_)[0]  # The others are None and UnsetType.
    if not path:
        return type_
    inner = get_type_hints(type_)[path[0]] if isinstance(path[0], str) else get_args(type_)[0]
    return _type_at(inner, path[1:])


def _malformed(data: bytes, said: str) -> Fault:
    """Return where and why data is not JSON."""
    reason, _, at = said.removeprefix("JSON is malformed: ").partition(" (byte ")
    lone = _LONE_SURROGATE.search(data)
    if lone and ("truncated" in reason or "surrogate" in reason or "hex escape" in reason):
        return lone.start(), (), f"'{lone[0].decode()}' is only half a character"
    if not at:
        return len(data.rstrip()), (), "ends too early; is the file complete?"
    offset = int(at[:-1])
    if reason == "trailing characters":
        # Only here msgspec names the byte after the first one.
        return offset - 1, (), "more than one value; NDJSON has one event per line"
    if reason == "invalid character" and data[offset : offset + 1] == b"\n":
        reason = "the line ends inside a string"
    return offset, (), reason
