"""Finds where the values of JSON are, and which keys occur twice in an object.

msgspec gives the path of an invalid value, but not its place, and accepts duplicate keys. The JSON must be well-formed.
"""

import json
from collections.abc import Collection, Iterator
from itertools import count

import msgspec
from msgspec import Raw, Struct

from ahc_cli.model.records import Path

_decode_raw = msgspec.json.Decoder(Raw).decode


class Value(Struct, frozen=True):
    """A value in JSON: its path, its place (that of its key if it has one), and where it starts and ends, in bytes."""

    data: bytes
    path: Path
    place: int
    start: int
    end: int

    @property
    def text(self) -> memoryview:
        """The value as it is written, perhaps with blanks after it."""
        return memoryview(self.data)[self.start : self.end]

    @property
    def opening(self) -> str:
        """The first character, which tells objects and arrays from other values."""
        return chr(self.data[self.start])

    def members(self, opening: str = "[{") -> Iterator["Value"]:
        """Yield the values directly in an array or object, or in the one asked for, those of duplicate keys too."""
        data, end = self.data, self.start + 1
        for index in count() if self.opening in opening else ():
            place = start = _skip(data, end)
            if data[start] in b"]}":
                return
            step: str | int = index
            if self.opening == "{":
                colon = _end(data, place)
                step, start = msgspec.json.decode(data[place:colon], type=str), _skip(data, colon)
            end = _end(data, start)
            yield Value(data, (*self.path, step), place, start, end)


def root(data: bytes) -> Value:
    """Return the value that a whole text is."""
    start = _skip(data, 0)
    return Value(data, (), start, start, len(data))


def _skip(data: bytes, at: int) -> int:
    """Return the offset of the next byte that is not a blank, comma or colon."""
    while data[at] in b" \t\r\n,:":
        at += 1
    return at


def _end(data: bytes, start: int) -> int:
    """Return the offset of what follows a value in an array or object: a comma, colon or bracket."""
    said = ""
    try:
        _decode_raw(memoryview(data)[start:])
    except msgspec.DecodeError as error:
        said = str(error)
    # "trailing characters (byte N)", where N is the offset of the second one, counted from the value.
    return start + int(said.rpartition(" ")[2][:-1]) - 1


def locate(value: Value, paths: Collection[Path]) -> dict[Path, int]:
    """Return the place of each value on the way to paths in a value; the last one if a key occurs twice."""
    ways = {path[:length] for path in paths for length in range(len(path))}
    places = {}
    values = [value]
    for each in values:
        places[each.path] = each.place
        if each.path in ways:
            values += [member for member in each.members() if member.path in ways or member.path in paths]
    return places


def duplicates(value: Value) -> Iterator[Value]:
    """Yield the values, at any depth, whose key occurs before in the same object."""
    try:
        json.loads(str(value.text, "utf-8"), object_pairs_hook=_compare_keys, parse_int=str, parse_float=str)
    except MemoryError:
        pass  # So much cannot be a record, and is reported for that.
    except KeyError:
        paths = set()
        for member in value.members():
            if member.path in paths:
                yield member
            paths.add(member.path)
            yield from duplicates(member)


def _compare_keys(pairs: list[tuple[str, None]]) -> None:
    if len(dict(pairs)) < len(pairs):
        raise KeyError
