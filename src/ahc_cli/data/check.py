"""What a dataset must look like: its JSON Schema, and every problem of a dataset with its place.

Loading decodes a dataset at once, and all it can tell is that it is invalid. Here each record is decoded by itself, and
an invalid one key by key.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from heapq import merge
from itertools import islice
from operator import itemgetter
from types import UnionType
from typing import Annotated, Any, BinaryIO, Union, get_args, get_origin

import msgspec
from msgspec import Raw, Struct, structs
from msgspec.json import schema_components

from ahc_cli.data.files import bundled_bytes, open_input
from ahc_cli.data.load import TABLES, IdCheck
from ahc_cli.data.places import Value, duplicates, locate, root
from ahc_cli.errors import DateError
from ahc_cli.messages import _
from ahc_cli.model.dates import ReversedError, parse
from ahc_cli.model.records import Event, Id, Path, Topic, path_text, references
from ahc_cli.model.text import shorten
from ahc_cli.model.vocabulary import Collection, Instrument, did_you_mean, instrument_references, topic_references

# A problem before its line and column are known: offset in bytes, path, message.
Fault = tuple[int, Path, str]
_OFFSET = itemgetter(0)

# What msgspec says of a text that is not JSON.
MALFORMED = (
    "expected ',' or ']'", "expected ',' or '}'", "expected ':'", "expected '\"'", "invalid character",
    "invalid escaped character", "invalid number", "object keys must be strings", "trailing comma in array",
    "trailing comma in object",
)  # fmt: skip
# Each suggestion takes time, and nobody reads millions of problems.
_MOST_PROBLEMS_OF_A_RECORD = 1000
_LONE_SURROGATE = re.compile(rb"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])")


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of documents and of arrays of events, generated from the records.

    It checks one value at a time. Unknown and duplicate ids, dates that do not exist and reversed intervals are left to
    `ahc validate`.
    """
    (document, event), definitions = schema_components((Collection, Event), ref_template="#/$defs/{name}")
    definitions["Text"]["anyOf"] = [
        {"required": [lang], "properties": {lang: {"type": "string"}}} for lang in definitions["Text"]["properties"]
    ]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A dataset of ahc",
        "description": "A document, or an array of events such as ahc prints.",
        # With `anyOf`, validators could only say that neither fits.
        "if": {"type": "array"},
        "then": {"items": event},
        "else": document,
        "$defs": definitions,
    }


class Problem(Struct, frozen=True):
    """An error in a dataset: its line and column from 1, the path of the value, and what is wrong."""

    line: int
    column: int
    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.line}:{self.column}: {self.path}{': ' if self.path else ''}{self.message}"


class _WithId(Struct):
    """An event of which only the id is known to be right."""

    id: str


class _Envelope(Collection, frozen=True):
    """A document whose events are not decoded."""

    events: tuple[Raw, ...]  # type: ignore[assignment] # each is decoded by itself


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
    return _placed(data, _faults(data, partial(check, met=met)), 1)


def line_problems(line: bytes, number: int, ids: IdCheck) -> Iterator[Problem]:
    """Yield every problem of a line of NDJSON, in order."""
    return _placed(line, _faults(line, partial(_event_faults, ids=ids)), number)


def _placed(data: bytes, faults: Iterable[Fault], line: int) -> Iterator[Problem]:
    """Count the lines of a text, from `line`, and the characters in each up to every fault."""
    column, reached = 1, 0
    try:
        for offset, path, message in faults:
            if breaks := data.count(b"\n", reached, offset):
                line, column, reached = line + breaks, 1, data.rindex(b"\n", reached, offset) + 1
            column += len(data[reached:offset].decode(errors="replace"))
            reached = offset
            yield Problem(line, column, shorten(path_text(path)), shorten(message))
    except RecursionError:
        yield Problem(line, 1, "", _("nested too deeply"))


def _faults(data: bytes, check: Callable[[Value], Iterable[Fault]]) -> Iterator[Fault]:
    """Yield why a text is not JSON, or else its duplicate keys and what a check finds in it, in order."""
    try:
        data.decode()
        msgspec.json.decode(data, type=Raw)
    except UnicodeDecodeError as error:
        yield error.start, (), _("not UTF-8; convert the file first")
    except msgspec.DecodeError as error:
        yield _malformed(data, str(error))
    else:
        value = root(data)
        repeated = (
            (each.place, each.path, _("duplicate key '{key}'", key=each.path[-1])) for each in duplicates(value)
        )
        yield from merge(repeated, check(value), key=_OFFSET)


def _document_faults(document: Value, met: Callable[[], object]) -> list[Fault]:
    parts = defaultdict(lambda: root(b"null"), {str(part.path[0]): part for part in document.members()})
    if "events" not in parts and "schema_version" not in parts:
        reason = _("no 'events', so not a dataset; write events alone in [ ] or one per line")
        return [(document.place, (), reason)]
    found = list(_key_faults(document, _Envelope))
    # Of a duplicate key the last value counts.
    tables = {name: {str(row.path[1]): row for row in parts[name].members("{")} for name in TABLES}
    named = (_decode(event, _WithId)[0] for event in parts["events"].members("["))
    known = {name: table.keys() for name, table in tables.items()}
    ids = IdCheck(known | {"events": {event.id for event in named if event}})
    for table in tables.values():
        found += [(row.place, row.path, message) for id_, row in table.items() if (message := ids.add(id_))]
    if instrument := _decode(parts["instrument"], Instrument)[0]:
        found += _located(parts["instrument"], ids.unknown(instrument_references(instrument)))
    if topics := _decode(parts["topics"], dict[Id, Topic])[0]:
        found += _located(parts["topics"], ids.unknown(topic_references(topics)))
    found += _array_faults(parts["events"], met, ids)
    return sorted(found, key=_OFFSET)


def _array_faults(array: Value, met: Callable[[], object], ids: IdCheck | None = None) -> Iterator[Fault]:
    ids = ids or IdCheck()
    for event in array.members("["):
        met()
        yield from _event_faults(event, ids)


def _event_faults(value: Value, ids: IdCheck) -> list[Fault]:
    """Return why an event cannot be decoded, or else what is wrong with its ids; that of its own id in any case."""
    event, found = _decode(value, Event)
    with_id = event or _decode(value, _WithId)[0]
    errors = [(("id",), message)] if with_id and (message := ids.add(with_id.id)) else []
    found += _located(value, [*errors, *ids.unknown(references(event) if event else ())])
    return sorted(found, key=_OFFSET)


def _located(value: Value, errors: Iterable[tuple[Path, str]]) -> list[Fault]:
    """Return the errors of a value, given with their paths in it, as faults."""
    inside = [(value.path + path, message) for path, message in errors]
    places = locate(value, {path for path, _ in inside}) if inside else {}
    return [(places[path], path, message) for path, message in inside]


def _decode(value: Value, type_: Any) -> tuple[Any, list[Fault]]:
    """Decode a value; return it, or None and its errors: those of its keys and members, or else its own."""
    try:
        return msgspec.json.decode(value.text, type=type_), []
    except msgspec.ValidationError as error:
        inner = sorted(islice(_inner_faults(value, _without_limits(type_)), _MOST_PROBLEMS_OF_A_RECORD), key=_OFFSET)
        return None, inner or [(value.place, value.path, _invalid(str(error), value, type_))]


def _without_limits(type_: Any) -> Any:
    """Return a type without its limits and without None and UnsetType, which come after it."""
    return _without_limits(get_args(type_)[0]) if get_origin(type_) in (Union, UnionType, Annotated) else type_


def _inner_faults(value: Value, type_: Any) -> Iterator[Fault]:
    """Yield the errors of the members of an array, a table or a record, each decoded by itself."""
    if get_origin(type_) is tuple:
        for member in value.members("["):
            yield from _decode(member, get_args(type_)[0])[1]
    elif get_origin(type_) is dict:
        for member in value.members("{"):
            try:
                msgspec.convert(member.path[-1], get_args(type_)[0])
            except msgspec.ValidationError:
                message = _(
                    "'{id}' is not an id; use lower-case letters, digits and hyphens, starting with a letter",
                    id=member.path[-1],
                )
                yield member.place, member.path, message
            yield from _decode(member, get_args(type_)[1])[1]
    elif isinstance(type_, type) and issubclass(type_, Struct) and value.opening == "{":
        yield from _key_faults(value, type_)


def _key_faults(record: Value, type_: type[Struct]) -> Iterator[Fault]:
    """Yield the errors of the keys of a record: those that are missing or unknown, and those of their values."""
    fields = {field.name: field for field in structs.fields(type_)}
    keys = {str(member.path[-1]) for member in record.members("{")}
    # A key that is unknown may be the one that is missing.
    if keys <= fields.keys():
        missing = [name for name, field in fields.items() if field.required and name not in keys]
        yield from ((record.place, (*record.path, name), _("missing key '{key}'", key=name)) for name in missing)
    for member in record.members("{"):
        key = str(member.path[-1])
        if key not in fields:
            message = _("unknown key '{key}'{near}", key=shorten(key), near=did_you_mean(key, fields))
            yield member.place, member.path, message
            continue
        decoded, found = _decode(member, fields[key].type)
        yield from found
        if key == "date" and decoded is not None:
            try:
                parse(decoded)
            except ReversedError as error:
                yield member.place, member.path, str(error)
            except DateError:
                # A person may type more forms.
                advice = _(
                    "'{text}' is not a date; try 2022, 2022-02, 2022-02-28 or 2022-02-28/2022-03-11", text=decoded
                )
                yield member.place, member.path, advice


def _invalid(said: str, value: Value, type_: Any) -> str:
    """Return what is wrong with a value, of which msgspec said something."""
    if said.startswith("Invalid enum value"):
        given, choices = str(msgspec.json.decode(value.text)), list(map(str, get_args(_without_limits(type_))))
        near = did_you_mean(given, choices)
        return _(
            "'{text}' is not one of {choices}{near}", text=shorten(given), choices=_(", ").join(choices), near=near
        )
    if "matching regex" in said:
        patterns = {
            "id": _("not an id; use lower-case letters, digits and hyphens, starting with a letter"),
            "url": _("not an http or https address in printable ASCII"),
            "iso": _("not a country code; use two capital letters"),
        }
        return patterns[str(value.path[-1])]
    if "RFC3339" in said:
        return _("not a full date; try 2022-02-28")
    if said.endswith(" of length >= 1"):
        return _("must not be empty")
    if types := re.fullmatch("Expected `(.*)`, got `(.*)`", said):
        return _("expected {expected}, got {found}", expected=types[1], found=types[2])
    return said.replace("`", "").replace("Expected", "expected")


def _malformed(data: bytes, said: str) -> Fault:
    """Return where and why data is not JSON."""
    reason, at = said.removeprefix("JSON is malformed: ").partition(" (byte ")[::2]
    lone = _LONE_SURROGATE.search(data)
    if lone and ("truncated" in reason or "surrogate" in reason or "hex escape" in reason):
        return lone.start(), (), _("'{escape}' is an unpaired surrogate", escape=lone[0].decode())
    if not at:
        return len(data.rstrip()), (), _("ends too early; is the file complete?")
    offset = int(at[:-1])
    if reason == "trailing characters":
        # Only here msgspec names the byte after the first one.
        return offset - 1, (), _("more than one value; NDJSON has one event per line")
    if reason == "invalid character" and data[offset : offset + 1] == b"\n":
        return offset, (), _("the line ends inside a string")
    return offset, (), _(reason)
