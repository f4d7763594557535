"""Every problem of a dataset, with its place: whether each value, id and reference is one that it
may have.

Loading decodes a dataset at once, and all it can tell is that it is invalid. Here what cannot be
decoded is taken apart until it is clear which values are wrong. Ids are checked in what can be
decoded.
"""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from operator import itemgetter
from types import UnionType
from typing import Annotated, Any, BinaryIO, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import UNSET, Raw, Struct, UnsetType

from ahc_cli.data.files import Part, bundled_bytes, is_document, open_input, raw_events
from ahc_cli.errors import DateError
from ahc_cli.messages import _, spoken
from ahc_cli.model.labels import heading
from ahc_cli.model.records import ID, RESERVED, Event, Path, Table, Vote, references
from ahc_cli.model.text import inert, shorten
from ahc_cli.model.vocabulary import Collection, did_you_mean

# What is wrong with the value at a path.
Error = tuple[Path, str]
Decoded = Collection | tuple[Event, ...] | Event

# Among more ids than these, looking for near ones takes too long.
_MOST_COMPARED = 5000
# Of a text; more take time, and nobody reads them.
_MOST_PROBLEMS = 1000
# How many characters of its line a problem has on either side of its place.
_QUOTED = 100
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[\]{},]|[^\[\]{},:"\s]++')


class Problem(Struct, frozen=True):
    """An error in a dataset: its line and column from 1, the path of the value, and what is wrong.

    `quote` is what stands on the line before the place, and from it on; JSON does not have it.
    """

    line: int
    column: int
    path: str
    message: str
    quote: tuple[str, str] | UnsetType = UNSET

    def __str__(self) -> str:
        return f"{self.line}:{self.column}: {self.path}{': ' if self.path else ''}{self.message}"


def check(name: str, stdin: Callable[[], BinaryIO]) -> tuple[list[Problem], int]:
    """Return the problems of a file, of standard input (`-`) or of the bundled dataset (`bundled`),
    in order.

    The number beside them is that of the events, if there are no problems. DatasetError if the file
    cannot be read.
    """
    found, used, events = list[Problem](), set[str](), 0
    for part in [bundled_bytes()] if name == "bundled" else open_input(name, stdin)[1]:
        found += problems(part, used)
        events += 0 if found else len(raw_events(part))
    return found, events


def problems(part: Part, used: set[str]) -> Iterator[Problem]:
    """Yield the problems of a document, an array or lines of NDJSON; `used` are the ids before, and
    get these.
    """
    if isinstance(part, bytes):
        yield from _problems(part, Collection if is_document(part) else tuple[Event, ...], used)
        return
    for number, line in enumerate(part[1], part[0]):
        yield from () if line.isspace() else _problems(line, Event, used, number)


def _problems(data: bytes, type_: Any, used: set[str], line: int = 1) -> Iterator[Problem]:
    """Yield why a text is not JSON, or else its duplicate keys, or else the first of its errors."""
    text = data.decode(errors="replace")
    try:
        data.decode()
        msgspec.json.decode(data, type=Raw)
        found = [
            (at, path, _("duplicate key '{key}'", key=path[-1]))
            for path, at in duplicates(text)[:_MOST_PROBLEMS]
        ]
        if not found:
            errors = list(islice(_decode_errors(data, type_), _MOST_PROBLEMS))
            errors = errors or list(
                islice(id_errors(msgspec.json.decode(data, type=type_), used), _MOST_PROBLEMS)
            )
            wanted = {path for path, _ in errors}
            places = dict(
                islice(((path, at) for path, at, _ in values(text) if path in wanted), len(wanted))
            )
            found = [(places[path], path, message) for path, message in errors]
    except UnicodeDecodeError as error:
        found = [(len(data[: error.start].decode()), (), _("not UTF-8; convert the file first"))]
    except msgspec.DecodeError as error:
        byte, reason = _malformed(data, str(error))
        found = [(len(data[:byte].decode(errors="replace")), (), reason)]
    except RecursionError:
        found = [(0, (), _("nested too deeply"))]
    for at, path, message in sorted(found, key=itemgetter(0)):
        start = text.rfind("\n", 0, at) + 1
        quote = (
            inert(text[max(start, at - _QUOTED) : at]),
            inert(text[at : at + _QUOTED].partition("\n")[0]),
        )
        steps = "".join(
            f"[{step}]" if isinstance(step, int) else f".{step}" for step in path
        ).removeprefix(".")
        number = line + text.count("\n", 0, at)
        yield Problem(number, at - start + 1, shorten(steps), shorten(message), quote)


def _decode_errors(value: bytes | Raw, type_: Any, path: Path = ()) -> Iterator[Error]:
    """Yield why a value cannot be decoded: the errors of its parts, or else its own."""
    try:
        msgspec.json.decode(value, type=type_)
    except msgspec.ValidationError as error:
        parts = _parts(value, type_)
        inner = (
            each for step, part, of in parts for each in _decode_errors(part, of, (*path, step))
        )
        yield next(inner, None) or _own_error(error, type_, path)
        yield from inner


def _parts(value: bytes | Raw, type_: Any) -> Iterator[tuple[str | int, Raw, Any]]:
    """Yield the index or key, the JSON and the type of each part of an array or object that is to
    be of a type.
    """
    for each in _alternatives(type_):
        of, arguments = get_origin(each) or each, get_args(each)
        with suppress(msgspec.ValidationError):
            if of is tuple:
                array = msgspec.json.decode(value, type=list[Raw])
                yield from ((index, part, arguments[0]) for index, part in enumerate(array))
            elif of is dict or hasattr(of, "__struct_fields__"):
                types = {} if of is dict else get_type_hints(of, include_extras=True)
                for key, part in msgspec.json.decode(value, type=dict[str, Raw]).items():
                    if of is dict or key in types:
                        yield key, part, types[key] if types else arguments[1]


def _alternatives(type_: Any) -> list[Any]:
    """Return the types that a type with limits, or a union, consists of."""
    if get_origin(type_) not in (Annotated, Union, UnionType):
        return [type_]
    return [each for part in get_args(type_) for each in _alternatives(part)]


def _own_error(error: msgspec.ValidationError, type_: Any, path: Path) -> Error:
    """Say what is wrong with a value of a type whose parts are right, in which msgspec found an
    error.
    """
    if isinstance(error.__cause__, DateError):
        return (*path, "date"), str(error.__cause__)
    said = str(error)
    # The keys of records, and the values of closed sets.
    known = [
        str(each)
        for of in _alternatives(type_)
        for each in getattr(of, "__struct_fields__", get_args(of))
    ]
    for pattern, message in (
        ("Object contains unknown field `(.*)`", _("unknown key '{0}'{near}")),
        ("Object missing required field `(.*)`", _("missing key '{0}'")),
        ("Invalid enum value '?(.*?)'?", _("'{0}' is not one of {choices}{near}")),
        ("Expected `(.*)`, got `(.*)`", _("expected {0}, got {1}")),
        ("Invalid (RFC3339) .*", _("not a full date; try 2022-02-28")),
        ("(.*) of length >= 1", _("must not be empty")),
    ):
        if found := re.fullmatch(pattern, said, re.DOTALL):
            where = (*path, found[1]) if said.startswith("Object contains") else path
            near, choices = did_you_mean(found[1], known), _(", ").join(known)
            return where, message.format(*found.groups(), near=near, choices=choices)
    return path, said.replace("`", "").replace("Expected", "expected")


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


def id_errors(decoded: Decoded, used: set[str]) -> Iterator[Error]:
    """Yield what is wrong with ids and, in a document, with references; `used` are other ids, and
    gets these.
    """
    for path, id_ in _ids(decoded):
        if not re.fullmatch(ID, id_):
            use = _(
                "'{id}' is not an id; use lower-case letters, digits and hyphens, "
                "starting with a letter",
                id=id_,
            )
            yield path, use
        elif id_ in RESERVED:
            yield path, _("'{id}' is reserved", id=id_)
        elif id_ in used:
            yield path, _("'{id}' is used twice", id=id_)
        used.add(id_)
    if isinstance(decoded, Collection):
        yield from _reference_errors(decoded)


def _ids(decoded: Decoded) -> Iterator[tuple[Path, str]]:
    """Yield the ids of records, with their paths."""
    if isinstance(decoded, Event):
        yield ("id",), decoded.id
    elif isinstance(decoded, tuple):
        yield from (((index, "id"), event.id) for index, event in enumerate(decoded))
    else:
        yield from (
            ((f"{table}s", id_), id_) for table in get_args(Table) for id_ in decoded.table(table)
        )
        yield from ((("events", *path), id_) for path, id_ in _ids(decoded.events))


def _reference_errors(document: Collection) -> Iterator[Error]:
    """Yield the ids and articles that are not in a document, and the roll calls that do not agree
    with their votes.
    """
    known = {table: {*document.table(table)} for table in get_args(Table)}
    known["event"] = {event.id for event in document.events}
    known["article"] = {
        str(each.number) for each in (document.instrument and document.instrument.articles) or ()
    }
    for table, id_, path in references(document):
        if id_ not in known[table]:
            near = did_you_mean(id_, known[table]) if len(known[table]) <= _MOST_COMPARED else ""
            kind = heading(table, spoken()).lower()
            yield path, _("unknown {table} '{id}'{near}", table=kind, id=id_, near=near)
    for index, event in enumerate(document.events):
        for number, vote in enumerate(event.votes):
            yield from (
                _roll_errors(vote, ("events", index, "votes", number, "roll")) if vote.roll else ()
            )


def _roll_errors(vote: Vote, path: Path) -> Iterator[Error]:
    """Yield the lists of a roll call that are not as long as its vote says, and the actors named
    again.
    """
    named = set[str]()
    for side in ("yes", "no", "abstain", "absent"):
        actors, count = getattr(vote.roll, side), getattr(vote, side, None)
        if side != "absent" and len(actors) != (count or 0):
            yield (
                path,
                _(
                    "{n} actors in '{key}', but the vote has {count}",
                    n=len(actors),
                    key=side,
                    count=count or 0,
                ),
            )
        for number, actor in enumerate(actors):
            if actor in named:
                yield (*path, side, number), _("'{id}' is named twice", id=actor)
            named.add(actor)


def duplicates(text: str) -> list[tuple[Path, int]]:
    """Return the path and offset of each key that occurs before in its object, at any depth."""
    repeats: list[bool] = []  # of each object, which Python's parser says in much less time
    json.loads(
        text,
        object_pairs_hook=lambda pairs: repeats.append(len(dict(pairs)) < len(pairs)),
        parse_int=str,
        parse_float=str,
    )
    return (
        [(path, offset) for path, offset, is_repeated in values(text) if is_repeated]
        if any(repeats)
        else []
    )


def values(text: str) -> Iterator[tuple[Path, int, bool]]:
    """Yield the path of each value, its offset or that of its key, and whether the key occurs
    before in its object.
    """
    # The way to the present value: the index in each array, and the key in each object, None before
    # it is read.
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
