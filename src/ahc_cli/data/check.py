"""Finds every problem of a dataset, with its place.

Loading decodes a dataset at once, and all it can tell is that it is invalid. Here what cannot be
decoded is taken apart until it is clear which values are wrong. Ids and references are checked in
what can be decoded.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import chain, islice
from operator import itemgetter
from types import UnionType
from typing import Annotated, Any, BinaryIO, Union, get_args, get_origin, get_type_hints

from msgspec import UNSET, DecodeError, Raw, Struct, UnsetType, ValidationError
from msgspec.json import decode
from msgspec.structs import fields

from ahc_cli.data.files import Part, bundled_bytes, is_document, open_input, raw_events
from ahc_cli.errors import DateError
from ahc_cli.messages import _
from ahc_cli.model.labels import heading
from ahc_cli.model.records import ID, RESERVED, TABLES, Event, Path, Table, references
from ahc_cli.model.text import fold, inert, shorten
from ahc_cli.model.vocabulary import Article, Chapter, Collection, did_you_mean, names

# The path of a value, and what is wrong with it.
Error = tuple[Path, str]
# The same, and the offset of the value in its text, in code points.
Located = tuple[int, Path, str]
Decoded = Collection | tuple[Event, ...] | Event

# Among more ids than these, looking for near ones takes too long.
_MOST_COMPARED = 5000
# Of a text; more take time, and nobody reads them.
_MOST_PROBLEMS = 1000
# How many characters of its line a problem has on either side of its place.
_QUOTED = 100
# The first of two escapes for one character, without the second, which msgspec does not name.
_HALF = re.compile(rb"\\u[dD][89abAB]..(?!\\u[dD][c-fC-F])")
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
    """Return the problems of a dataset in order and, if there are none, the number of its events.

    It is a file, standard input (`-`) or the bundled dataset (`bundled`). DatasetError if it cannot
    be read.
    """
    all_problems, used_ids, event_count = list[Problem](), set[str](), 0
    for part in [bundled_bytes()] if name == "bundled" else open_input(name, stdin)[1]:
        all_problems += problems(part, used_ids)
        if len(all_problems) > _MOST_PROBLEMS:
            break
        if not all_problems:
            event_count += len(raw_events(part))
    return all_problems, event_count


def problems(part: Part, used_ids: set[str]) -> Iterator[Problem]:
    """Yield the problems of a document, an array or lines of NDJSON.

    `used_ids` are those of the parts before; the ids of this one are added.
    """
    if isinstance(part, bytes):
        type_ = Collection if is_document(part) else tuple[Event, ...]
        yield from _problems(part, type_, used_ids, 1)
        return
    first_number, lines = part
    for number, line in enumerate(lines, first_number):
        if not line.isspace():
            yield from _problems(line, Event, used_ids, number)


def _problems(data: bytes, type_: Any, used_ids: set[str], number: int) -> Iterator[Problem]:
    """Yield the problems of JSON of a type, which begins on the line with a number."""
    located = _located_errors(data, type_, used_ids)
    text = data.decode(errors="replace")
    line_start = previous = 0
    for offset, path, message in sorted(located, key=itemgetter(0)):
        number += text.count("\n", previous, offset)
        line_start = max(line_start, text.rfind("\n", previous, offset) + 1)
        previous = offset
        before = text[max(line_start, offset - _QUOTED) : offset]
        after = text[offset : offset + _QUOTED].partition("\n")[0]
        yield Problem(
            line=number,
            column=offset - line_start + 1,
            path=shorten(_dotted(path)),
            message=shorten(message),
            quote=(inert(before), inert(after)),
        )


def _dotted(path: Path) -> str:
    """Write a path as `events[3].title`."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")


def _located_errors(data: bytes, type_: Any, used_ids: set[str]) -> list[Located]:
    """Return why a text is not JSON, or else what is wrong with its values."""
    try:
        text = data.decode()
        decode(data, type=Raw)
        return _wrong_values(data, text, type_, used_ids)
    except UnicodeDecodeError as error:
        byte, reason = error.start, _("not UTF-8; convert the file first")
    except DecodeError as error:
        byte, reason = _malformed(data, str(error))
    except RecursionError:
        byte, reason = 0, _("nested too deeply")
    return [(len(data[:byte].decode(errors="replace")), (), reason)]


def _malformed(data: bytes, error: str) -> tuple[int, str]:
    """Return at which byte and why data is not JSON."""
    reason, _separator, position = error.removeprefix("JSON is malformed: ").partition(" (byte ")
    byte = int(position.removesuffix(")") or len(data.rstrip()))
    half = _HALF.search(data, 0, byte)
    if half:
        return half.start(), _("half of a surrogate pair")
    if not position:
        return byte, _("ends too early; is the file complete?")
    if reason == "trailing characters":
        # Only here msgspec names the byte after the first one.
        return byte - 1, _("more than one value; NDJSON has one event per line")
    return byte, _(reason)


def _wrong_values(data: bytes, text: str, type_: Any, used_ids: set[str]) -> list[Located]:
    """Return the duplicate keys, or else what cannot be decoded, or else the wrong ids."""
    keys = duplicates(text)[:_MOST_PROBLEMS]
    if keys:
        return [(offset, path, _("duplicate key '{key}'", key=path[-1])) for path, offset in keys]
    errors = list(islice(_decode_errors(data, type_), _MOST_PROBLEMS))
    if not errors:
        errors = list(islice(id_errors(decode(data, type=type_), used_ids), _MOST_PROBLEMS))
    paths = {path for path, _message in errors}
    places = ((path, offset) for path, offset, _repeated in values(text) if path in paths)
    offsets = dict(islice(places, len(paths)))  # so that nothing is read behind the last of them
    return [(offsets[path], path, message) for path, message in errors]


def _decode_errors(value: bytes | Raw, type_: Any, path: Path = ()) -> Iterator[Error]:
    """Yield why a value cannot be decoded: the errors of its parts, or else its own."""
    try:
        decode(value, type=type_)
    except ValidationError as error:
        inner_errors = _inner_errors(value, type_, path)
        yield next(inner_errors, None) or _own_error(error, type_, path)
        yield from inner_errors


def _inner_errors(value: bytes | Raw, type_: Any, path: Path) -> Iterator[Error]:
    """Yield why the parts of a value cannot be decoded, as each type that the value may have."""
    for alternative in _alternatives(type_):
        with suppress(ValidationError):
            for step, part, part_type in _parts(value, alternative):
                yield from _decode_errors(part, part_type, (*path, step))


def _alternatives(type_: Any) -> list[Any]:
    """Return the types that a type with limits, or a union, consists of."""
    if get_origin(type_) not in (Annotated, Union, UnionType):
        return [type_]
    return list(chain.from_iterable(map(_alternatives, get_args(type_))))


def _parts(value: bytes | Raw, type_: Any) -> Iterator[tuple[str | int, Raw, Any]]:
    """Yield the index or key, the JSON and the type of each part of an array or object.

    ValidationError if the value is not what the type says, an array or an object.
    """
    origin, arguments = get_origin(type_) or type_, get_args(type_)
    if origin is tuple:
        for index, item in enumerate(decode(value, type=list[Raw])):
            yield index, item, arguments[0]
    elif origin is dict:
        for key, item in decode(value, type=dict[str, Raw]).items():
            yield key, item, arguments[1]
    elif hasattr(origin, "__struct_fields__"):
        types = get_type_hints(origin, include_extras=True)
        for key, item in decode(value, type=dict[str, Raw]).items():
            if key in types:
                yield key, item, types[key]


def _own_error(error: ValidationError, type_: Any, path: Path) -> Error:
    """Say what is wrong with a value whose parts are right, in which msgspec found an error."""
    if isinstance(error.__cause__, DateError):
        return (*path, "date"), str(error.__cause__)
    if path == ("schema_version",):
        return path, _(
            "must be 2 or 3; ahc-cli 2 reads version 1, a later ahc-cli a later one; in version 1, "
            "write the members of a group as ids, with the days of those "
            "who joined or left in 'joined' and 'left', and an unknown day between two as [A..B]"
        )
    reason = str(error)
    valid: list[str] = []  # the keys of records, and the values of closed sets
    for alternative in _alternatives(type_):
        valid += map(str, getattr(alternative, "__struct_fields__", get_args(alternative)))
    for pattern, message in (
        ("Object contains unknown field `(.*)`", _("unknown key '{0}'{near}")),
        ("Object missing required field `(.*)`", _("missing key '{0}'")),
        ("Invalid enum value '?(.*?)'?", _("'{0}' is not one of {choices}{near}")),
        ("Expected `(str)` matching regex .*", _expected_by_pattern(path)),
        ("Expected `object`, got `(.*)`", _("expected {example}, got {0}")),
        ("Expected `(.*)`, got `(.*)`", _("expected {0}, got {1}")),
        ("Invalid (RFC3339) .*", _("not a full date; try 2022-02-28")),
        ("(.*) of length >= 1", _("must not be empty")),
        ("Expected `str` of length <= (.*)", _("has more than {0} characters")),
        ("Expected .* of length <= (.*)", _("has more than {0} items")),
    ):
        match = re.fullmatch(pattern, reason, re.DOTALL)
        if match:
            near, choices = did_you_mean(match[1], valid), _(", ").join(valid)
            place = (*path, match[1]) if "unknown field" in pattern else path
            example = _example(type_)
            names = {"near": near, "choices": choices, "example": example}
            return place, message.format(*match.groups(), **names)
    return path, reason.replace("`", "").replace("Expected", "expected")


def _expected_by_pattern(path: Path) -> str:
    """Say in words what a value that a pattern describes must be, a code or else an address."""
    if path[-1:] == ("iso",):
        return _('expected two capital letters, as in "NZ"')
    if path[-1:] == ("iso3",):
        return _('expected three capital letters, as in "NZL"')
    return _(
        "expected an address that begins with http:// or https://, in ASCII and without blanks"
    )


def _example(type_: Any) -> str:
    """Write an object of a type with the keys that it must have, or else with any of them."""
    record = _alternatives(type_)[0]
    if not hasattr(record, "__struct_fields__"):
        return "object"
    required = [field.name for field in fields(record) if field.required]
    members = ", ".join(f'"{key}": ...' for key in required or record.__struct_fields__)
    return f"{{{members}}}"


def id_errors(decoded: Decoded, used_ids: set[str]) -> Iterator[Error]:
    """Yield what is wrong with ids, with roll calls and, in a document, with references.

    `used_ids` are those of other events; these ids are added.
    """
    for path, id_ in _ids(decoded):
        if not re.fullmatch(ID, id_):
            message = _(
                "'{id}' is not an id; use at most 64 lower-case letters, digits and hyphens, "
                "starting with a letter",
                id=id_,
            )
            yield path, message
        elif id_ in RESERVED:
            yield path, _("'{id}' is reserved", id=id_)
        elif id_ in used_ids:
            yield path, _("'{id}' is used twice", id=id_)
        used_ids.add(id_)
    if isinstance(decoded, Collection):
        yield from _reference_errors(decoded)
        yield from _member_errors(decoded)
        yield from _name_errors(decoded)
        yield from _tile_errors(decoded)
        yield from _number_errors(decoded)
    yield from _roll_errors(decoded)


def _ids(decoded: Decoded) -> Iterator[tuple[Path, str]]:
    """Yield the ids of records, with their paths."""
    if isinstance(decoded, Collection):
        for table, key in TABLES.items():
            for id_ in decoded.table(table):
                yield (key, id_), id_
    for path, event in _events(decoded):
        yield (*path, "id"), event.id


def _events(decoded: Decoded) -> Iterator[tuple[Path, Event]]:
    """Yield the events, with their paths."""
    if isinstance(decoded, Event):
        yield (), decoded
    elif isinstance(decoded, tuple):
        for index, event in enumerate(decoded):
            yield (index,), event
    else:
        for path, event in _events(decoded.events):
            yield ("events", *path), event


def _reference_errors(document: Collection) -> Iterator[Error]:
    """Yield the ids and articles that a document refers to and does not have."""
    known: dict[str, set[str]] = {table: {*document.table(table)} for table in TABLES}
    known["event"] = {event.id for event in document.events}
    articles = document.instrument.articles if document.instrument else ()
    known["article"] = {str(article.number) for article in articles}
    for table, id_, path in references(document):
        if id_ not in known[table]:
            candidates = known[table] if len(known[table]) <= _MOST_COMPARED else ()
            near = did_you_mean(id_, candidates)
            if not near:
                key = "instrument.articles"
                if table != "article":
                    key = "events" if table == "event" else TABLES[table]
                near = _("; add it to '{key}'", key=key)
            name = heading(table).lower()
            yield path, _("unknown {table} '{id}'{near}", table=name, id=id_, near=near)


def _member_errors(document: Collection) -> Iterator[Error]:
    """Yield the ids that joined or left a group of which they are no members."""
    for group, actor in document.actors.items():
        for key, days in (("joined", actor.joined), ("left", actor.left)):
            for id_ in days:
                if id_ not in actor.members:
                    message = _("'{id}' is not one of the members", id=id_)
                    yield ("actors", group, key, id_), message


def _name_errors(document: Collection) -> Iterator[Error]:
    """Yield the names that two actors, two places, or two topics or treaties have; but a treaty
    has those of its topic.
    """
    tables: tuple[Table, ...] = ("actor", "place", "topic", "treaty")
    owners: dict[str, str] = {}
    for table in tables:
        owners = owners if table == "treaty" else {}
        for id_, record in document.table(table).items():
            spellings = {fold(name): name for name in names(record)}
            for folded, name in spellings.items():
                owner = owners.setdefault(folded, id_)
                if owner not in (id_, getattr(record, "topic", None)):
                    message = _(
                        "'{name}' is a name of both '{one}' and '{other}'",
                        name=name,
                        one=owner,
                        other=id_,
                    )
                    yield (TABLES[table], id_), message


def _tile_errors(document: Collection) -> Iterator[Error]:
    """Yield the places on the map that two actors have."""
    owners: dict[Any, str] = {}
    for id_, actor in document.actors.items():
        owner = owners.setdefault(actor.tile, id_)
        if actor.tile and owner != id_:
            message = _("'{owner}' has the same place on the map", owner=owner)
            yield ("actors", id_, "tile"), message


def _number_errors(document: Collection) -> Iterator[Error]:
    """Yield the numbers that two articles or chapters have, chapters that do not exist, and what is
    wrong with the parallels of articles.
    """
    if document.instrument is None:
        return
    chapters, articles = document.instrument.chapters, document.instrument.articles
    yield from _repeated_numbers("chapters", chapters)
    yield from _repeated_numbers("articles", articles)
    known = {chapter.number for chapter in chapters}
    for index, article in enumerate(articles):
        if article.chapter is not None and article.chapter not in known:
            message = _("no chapter has the number {n}", n=article.chapter)
            yield ("instrument", "articles", index, "chapter"), message
        yield from _parallel_errors(index, article, document)


def _repeated_numbers(key: str, parts: Sequence[Article | Chapter]) -> Iterator[Error]:
    """Yield the numbers of articles or chapters that one before has."""
    numbers = set[int]()
    for index, part in enumerate(parts):
        if part.number in numbers:
            path = ("instrument", key, index, "number")
            yield path, _("the number {n} is used twice", n=part.number)
        numbers.add(part.number)


def _parallel_errors(index: int, article: Article, document: Collection) -> Iterator[Error]:
    """Yield the parallels of an article that are no matter of opinion, and the numbers that no
    treaty has.
    """
    treaties = document.treaties
    for item, parallel in enumerate(article.parallels):
        path = ("instrument", "articles", index, "parallels", item)
        if parallel.basis == "editors" and parallel.relation != "same-subject":
            message = _("editors say 'same-subject' alone; this needs 'texts' or a 'source'")
            yield (*path, "relation"), message
        counts = [treaties[id_].article_count for id_ in parallel.treaties if id_ in treaties]
        last = min(filter(None, counts), default=1000)
        for place, numbers in enumerate(parallel.articles):
            first, end = numbers if isinstance(numbers, tuple) else (numbers, numbers)
            if not first <= end <= last:
                yield (*path, "articles", place), _("not within 1 to {n}", n=last)


def _roll_errors(decoded: Decoded) -> Iterator[Error]:
    """Yield what is wrong with the roll calls of votes."""
    for event_path, event in _events(decoded):
        for index, vote in enumerate(event.votes):
            for path, message in vote.roll_errors():
                yield (*event_path, "votes", index, *path), message


def duplicates(text: str) -> list[tuple[Path, int]]:
    """Return the path and offset of each key that occurs before in its object, at any depth."""
    repeats: list[bool] = []  # of each object, which Python's parser says in much less time
    json.loads(
        text,
        object_pairs_hook=lambda pairs: repeats.append(len(dict(pairs)) < len(pairs)),
        parse_int=str,
        parse_float=str,
    )
    if not any(repeats):
        return []
    return [(path, offset) for path, offset, is_repeated in values(text) if is_repeated]


def values(text: str) -> Iterator[tuple[Path, int, bool]]:
    """Yield the path and offset of each value, and whether its key occurs before in its object.

    The offset of a value with a key is that of the key.
    """
    # The index in each array and the key in each object around the present place, None before it
    # is read; the whole text is taken for the first item of an array.
    path: list[Any] = [0]
    # The keys before, in each of them.
    keys: list[set[str]] = [set()]
    for token in _TOKEN.finditer(text):
        written, offset = token[0], token.start()
        if written in ("]", "}"):
            path.pop()
            keys.pop()
        elif written == ",":
            path[-1] = path[-1] + 1 if isinstance(path[-1], int) else None
        elif path[-1] is None:
            key = json.loads(written)
            path[-1] = key
            yield tuple(path[1:]), offset, key in keys[-1]
            keys[-1].add(key)
        else:
            if isinstance(path[-1], int):
                yield tuple(path[1:]), offset, False
            if written in ("[", "{"):
                path.append(0 if written == "[" else None)
                keys.append(set())
