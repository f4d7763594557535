"""What a dataset must look like: its JSON Schema, and every problem of a dataset with its place.

Loading decodes a dataset at once, and all it can tell is that it is invalid. Here each record is decoded by itself, to
its first error, and its ids are checked.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from operator import itemgetter
from types import UnionType
from typing import Any, BinaryIO, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Raw, Struct
from msgspec.json import schema_components

from ahc_cli.data.files import Batch, bundled_bytes, open_input
from ahc_cli.errors import DateError
from ahc_cli.messages import _, spoken
from ahc_cli.model.records import ID, RESERVED, Event, Id, Path, Record, path_text, references
from ahc_cli.model.text import shorten
from ahc_cli.model.vocabulary import Collection, Vocabulary, did_you_mean
from ahc_cli.model.words import heading

# What is wrong with the value at a path.
Error = tuple[Path, str]

_TABLES = tuple(name for name in Vocabulary.__struct_fields__ if name != "instrument")
# Of a text; more take time, and nobody reads them.
_MOST_PROBLEMS = 1000
# Among more ids than these, looking for near ones takes too long.
_MOST_COMPARED = 5000
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[\]{},]|[^\[\]{},:"\s]++')


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

    id: Id


class _Ids(Struct):
    """The ids used so far; in a document also those of each table and of the events, which alone are known."""

    used: set[str]
    known: Mapping[str, set[str]] = {}

    def add(self, id_: str) -> str | None:
        """Add the id of a record, and return what is wrong with it."""
        if not re.fullmatch(ID, id_):
            return _("'{id}' is not an id; use lower-case letters, digits and hyphens, starting with a letter", id=id_)
        if id_ in RESERVED:
            return _("'{id}' is reserved", id=id_)
        if id_ in self.used:
            return _("'{id}' is used twice", id=id_)
        self.used.add(id_)
        return None

    def unknown(self, record: Record) -> Iterator[Error]:
        """Yield the references of an event, an actor, a topic or a document itself that are unknown."""
        for table, id_, path in references(record):
            known = self.known.get(f"{table}s")
            if known is not None and id_ not in known:
                near = did_you_mean(id_, known) if len(known) <= _MOST_COMPARED else ""
                kind = heading(table, "zh") if spoken() == "zh" else table
                yield path, _("unknown {table} '{id}'{near}", table=kind, id=id_, near=near)


def check(name: str, stdin: Callable[[], BinaryIO]) -> tuple[list[Problem], int]:
    """Return the problems of a file, of standard input (`-`) or of the bundled dataset (`bundled`), in order.

    The number beside them is that of the events, if there are no problems. DatasetError if the file cannot be read.
    """
    given = None if name == "bundled" else open_input(name, stdin)
    found: list[Problem] = []
    if given and given.is_lines:
        used, number_of_events = set[str](), 0
        for batch in given.batches():
            found += line_problems(batch, used)
            number_of_events += len(batch)
        return found, number_of_events
    data = given.read() if given else bundled_bytes()
    found += problems(data)
    if found:
        return found, 0
    array = msgspec.json.decode(data, type=dict[str, Raw])["events"] if _is_document(data) else data
    return [], len(msgspec.json.decode(array, type=list[Raw]))


def problems(data: bytes) -> Iterator[Problem]:
    """Yield the problems of a document or an array of events, in order."""
    return _problems(data, _document_errors(data) if _is_document(data) else _array_errors(data, _Ids(set())))


def line_problems(lines: Batch, used: set[str]) -> Iterator[Problem]:
    """Yield the problems of lines of NDJSON, in order; `used` are the ids of those before, and gets theirs."""
    for number, line in lines:
        yield from _problems(line, _errors(line, Event, _Ids(used)), number)


def _is_document(data: bytes) -> bool:
    return data.lstrip().startswith(b"{")


def _problems(data: bytes, errors: Iterator[Error], line: int = 1) -> Iterator[Problem]:
    """Yield why a text is not JSON, or else its duplicate keys, or else the first of its errors."""
    text = data.decode(errors="replace")
    try:
        data.decode()
        msgspec.json.decode(data, type=Raw)
        found = [(at, path, _("duplicate key '{key}'", key=path[-1])) for path, at in duplicates(text)]
        if not found:
            first = list(islice(errors, _MOST_PROBLEMS))
            places = locate(text, {way for path, _ in first for way in (path, path[:-1])})
            # A missing key is at the record that lacks it.
            found = [(places[path if path in places else path[:-1]], path, message) for path, message in first]
    except UnicodeDecodeError as error:
        found = [(len(data[: error.start].decode()), (), _("not UTF-8; convert the file first"))]
    except msgspec.DecodeError as error:
        byte, reason = _malformed(data, str(error))
        found = [(len(data[:byte].decode(errors="replace")), (), reason)]
    except RecursionError:
        found = [(0, (), _("nested too deeply"))]
    for at, path, message in sorted(found, key=itemgetter(0)):
        below, column = text.count("\n", 0, at), at - text.rfind("\n", 0, at)
        yield Problem(line + below, column, shorten(path_text(path)), shorten(message))


def _document_errors(data: bytes) -> Iterator[Error]:
    """Yield the errors of each row and each event, and that of the document without them."""
    parts = msgspec.json.decode(data, type=dict[str, Raw])
    if "events" not in parts and "schema_version" not in parts:
        yield (), _("no 'events' key, so not a dataset; write a list of events in [ ], or one event per line")
        return
    tables = {name: _decode(parts.pop(name, Raw(b"{}")), dict[str, Raw], (name,)) for name in _TABLES}
    events = parts.get("events", Raw(b"[]"))
    with_ids = (_decode(event, _WithId)[0] for event in _decode(events, list[Raw])[0] or ())
    event_ids = {event.id for event in with_ids if event}
    ids = _Ids(set(), {name: set(rows or ()) for name, (rows, _errors) in tables.items()} | {"events": event_ids})
    for name, (rows, errors) in tables.items():
        yield from errors
        row_type = get_args(get_type_hints(Collection)[name])[1]
        for id_, row in (rows or {}).items():
            if message := ids.add(id_):
                yield (name, id_), message
            yield from _errors(row, row_type, ids, (name, id_))
    if "events" in parts:
        parts["events"] = Raw(b"[]")
    yield from _errors(msgspec.json.encode(parts), Collection, ids)
    yield from _array_errors(events, ids, ("events",))


def _array_errors(array: bytes | Raw, ids: _Ids, path: Path = ()) -> Iterator[Error]:
    events, errors = _decode(array, list[Raw], path)
    yield from errors
    for index, event in enumerate(events or ()):
        yield from _errors(event, Event, ids, (*path, index))


def _errors(value: bytes | Raw, type_: Any, ids: _Ids, path: Path = ()) -> Iterator[Error]:
    """Yield why a record cannot be decoded, or else its unknown references; what is wrong with its id in any case."""
    record, errors = _decode(value, type_, path)
    yield from errors
    with_id = (record or _decode(value, _WithId)[0]) if type_ is Event else None
    if with_id and (message := ids.add(with_id.id)):
        yield (*path, "id"), message
    for inner, message in ids.unknown(record) if record else ():
        yield (*path, *inner), message


def _decode(value: bytes | Raw, type_: Any, path: Path = ()) -> tuple[Any, list[Error]]:
    """Decode a value that is at a path; return it, or None, and its first error."""
    try:
        # In an array, what msgspec says ends with the path of the error, whatever it quotes before.
        return msgspec.json.decode(b"[%b]" % bytes(value), type=tuple[type_])[0], []
    except msgspec.ValidationError as error:
        said, _at, steps = str(error).rpartition(" - at `$[0]")
        inner: Path = tuple(int(index) if index else name for index, name in re.findall(r"\[(\d+)\]|\.(\w+)", steps))
        if isinstance(error.__cause__, DateError):
            inner, message = (*inner, "date"), str(error.__cause__)
        elif key := re.fullmatch("Object missing required field `(.*)`", said):
            inner = (*inner, key[1])
            message = _("missing key '{key}'", key=key[1])
        elif key := re.fullmatch("Object contains unknown field `(.*)`", said, re.DOTALL):
            near = did_you_mean(key[1], _type_at(type_, inner).__struct_fields__)
            inner = (*inner, key[1])
            message = _("unknown key '{key}'{near}", key=key[1], near=near)
        else:
            message = _value_error(said, type_, inner)
        return None, [((*path, *inner), message)]


def _type_at(type_: Any, path: Path) -> Any:
    """Return the type of the value at a path in a value of a type, without its limits and without None."""
    for step in path:
        type_ = get_args(type_)[0] if isinstance(step, int) else get_type_hints(type_)[step]
        while get_origin(type_) in (Union, UnionType):
            type_ = get_args(type_)[0]
    return type_


def _value_error(said: str, type_: Any, path: Path) -> str:
    """Say what is wrong with a value at a path in a record of a type, of which msgspec said something."""
    if given := re.fullmatch("Invalid enum value '?(.*?)'?", said, re.DOTALL):
        choices = list(map(str, get_args(_type_at(type_, path))))
        near = did_you_mean(given[1], choices)
        return _("'{text}' is not one of {choices}{near}", text=given[1], choices=_(", ").join(choices), near=near)
    if "matching regex" in said:
        patterns = {
            "id": _("not an id; use lower-case letters, digits and hyphens, starting with a letter"),
            "url": _("not an http or https address in printable ASCII"),
            "iso": _("not a country code; use two capital letters"),
        }
        return patterns[str(path[-1])]
    if "RFC3339" in said:
        return _("not a full date; try 2022-02-28")
    if said.endswith(" of length >= 1"):
        return _("must not be empty")
    if types := re.fullmatch("Expected `(.*)`, got `(.*)`", said):
        return _("expected {expected}, got {found}", expected=types[1], found=types[2])
    return said.replace("`", "").replace("Expected", "expected")


def _malformed(data: bytes, said: str) -> tuple[int, str]:
    """Return at which byte and why data is not JSON."""
    reason, at = said.removeprefix("JSON is malformed: ").partition(" (byte ")[::2]
    if not at:
        return len(data.rstrip()), _("ends too early; is the file complete?")
    offset = int(at[:-1])
    if reason == "trailing characters":
        # Only here msgspec names the byte after the first one.
        return offset - 1, _("more than one value; NDJSON has one event per line")
    return offset, _(reason)


def locate(text: str, paths: set[Path]) -> dict[Path, int]:
    """Return the offset of each value with one of the paths, or that of its key. No key may be duplicate."""
    found = ((path, offset) for path, offset, _ in _values(text) if path in paths)
    return dict(islice(found, len(paths)))


def duplicates(text: str) -> list[tuple[Path, int]]:
    """Return the path and offset of each key that occurs before in the same object, at any depth."""
    try:
        json.loads(text, object_pairs_hook=_compare_keys, parse_int=str, parse_float=str)
    except KeyError:
        return [(path, offset) for path, offset, is_repeated in _values(text) if is_repeated]
    return []


def _compare_keys(pairs: list[tuple[str, None]]) -> None:
    if len(dict(pairs)) < len(pairs):
        raise KeyError


def _values(text: str) -> Iterator[tuple[Path, int, bool]]:
    """Yield the path of each value, its offset or that of its key, and whether the key occurs before in its object."""
    # The way to the present value: the index in each array, and the key in each object, None before it is read.
    path: list[Any] = []
    keys: list[set[Any]] = []
    for token in _TOKEN.finditer(text):
        written, offset = token[0], token.start()
        if written in ("]", "}"):
            path.pop()
            keys.pop()
        elif written == ",":
            path[-1] = path[-1] + 1 if isinstance(path[-1], int) else None
        elif path and path[-1] is None:
            path[-1] = json.loads(written)
            yield tuple(path), offset, path[-1] in keys[-1]
            keys[-1].add(path[-1])
        else:
            if not path or isinstance(path[-1], int):
                yield tuple(path), offset, False
            if written in ("[", "{"):
                path.append(0 if written == "[" else None)
                keys.append(set())
