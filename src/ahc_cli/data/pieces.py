"""Parts of a JSON text that are decoded by themselves, and why one is refused: in our words, at its place."""

import re
from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Struct

from ahc_cli.model import records as models
from ahc_cli.errors import DateError
from ahc_cli.data.locate import Place, locate
from ahc_cli.model.records import Path, Record, Text
from ahc_cli.model.text import shorten as cut
from ahc_cli.model.vocabulary import did_you_mean

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
NO_ID = "not an id; use lower-case letters, digits and hyphens, a letter first"
# What the patterns of the models ask for, by the field.
_PATTERNS = {
    "id": NO_ID,
    "url": "not an http or https address of printable ASCII",
    "iso": "not a country code; use two capital letters",
}
_LONE_SURROGATE = re.compile(rb"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])")
_AT = re.compile(r"(.*?)(?: - at `\$([^`]*)`)?", re.DOTALL)
_DATES = "2022, 2022-02, 2022-02-28 or 2022-02-28/2022-03-11"

# Where a fault is, in bytes and in the structure, and what it is.
Fault = tuple[int, Path, str]


class Piece(Struct, frozen=True, dict=True):
    """A part of a file that is decoded by itself: its bytes, and its place in the file."""

    data: bytes
    place: Place = Place((), 0, 0, again=False)

    def fault(self, path: Path, message: str) -> Fault:
        """A fault of something in the piece, or of all of it."""
        return self.fault_at(self._offsets[path], path, message) if path else self._whole(path, message)

    def refusal(self, path: Path, message: str) -> Fault:
        """The only fault of the piece, at the nearest thing to the path that exists; not all places are kept for it."""
        nearest = Place((), 0, 0, again=False)
        for place in locate(self.data, len(path)) if path else ():
            if len(place.path) >= len(nearest.path) and place.path == path[: len(place.path)]:
                nearest = place
            if place.path == path and isinstance(path[-1], int):
                break
        return self.fault_at(nearest.offset, path, message) if nearest.path else self._whole(path, message)

    def _whole(self, path: Path, message: str) -> Fault:
        return self.place.offset, self.place.path + path, message

    def fault_at(self, offset: int, path: Path, message: str) -> Fault:
        return self.place.value + offset, self.place.path + path, message

    @cached_property
    def _offsets(self) -> dict[Path, int]:
        return {place.path: place.offset for place in locate(self.data)}


def decoded(piece: Piece, shape: Any) -> tuple[Any, tuple[Fault, ...]]:
    """A piece read as a shape, or None and why it is none."""
    try:
        piece.data.decode()
        return msgspec.json.decode(piece.data, type=shape), ()
    except UnicodeDecodeError as error:
        return None, (piece.fault_at(error.start, (), "not UTF-8; convert the file first"),)
    except RecursionError:
        return None, (piece.fault_at(0, (), "nested too deeply"),)
    except msgspec.ValidationError as error:
        return None, (_refusal(piece, error, shape),)
    except msgspec.DecodeError as error:
        return None, (_malformed(piece, str(error)),)


def unknown_key(key: str, shape: Any) -> str:
    return f"unknown key '{cut(key)}'{did_you_mean(key, shape.__struct_fields__)}"


def _refusal(piece: Piece, error: Exception, shape: Any) -> Fault:
    """What msgspec says, at its place and in our words."""
    matched = _AT.fullmatch(str(error))
    said, at = matched.groups("") if matched else (str(error), "")
    path: Path = tuple(int(step) if step.isdigit() else step for step in re.findall(r"\w+", at))
    if isinstance(error.__cause__, DateError):
        # The error speaks to one who types a date, who may write more than data do.
        reason, typed, _ = said.rpartition("; try ")
        return piece.refusal((*path, "date"), f"{reason}; try {_DATES}" if typed else said)
    if key := re.fullmatch("Object contains unknown field `(.*)`", said, re.DOTALL):
        return piece.refusal((*path, key[1]), unknown_key(key[1], _shape_at(path, shape)))
    if key := re.fullmatch("Object missing required field `(.*)`", said):
        return piece.refusal((*path, key[1]), f"'{key[1]}' is missing")
    name = str(path[-1]) if path else ""
    if value := re.fullmatch("Invalid enum value '?(.*?)'?", said, re.DOTALL):
        choices = _choices(_shape_at(path[:-1], shape), name)
        listed = f"'{cut(value[1])}' is not one of {', '.join(choices)}"
        return piece.refusal(path, listed + did_you_mean(value[1], choices))
    if "matching regex" in said:
        said = _PATTERNS[name]
    elif "RFC3339" in said:
        said = "not a day; try 2022-02-28"
    elif said.endswith(" of length >= 1"):
        said = "empty"
    return piece.refusal(path, said.replace("`", "").replace("Expected", "expected"))


def _shape_at(path: Path, shape: Any) -> Any:
    """The shape of the object at a path inside a record of a shape."""
    steps = [step for step in path if isinstance(step, str)]
    return _PARTS.get(steps[-1], Text) if steps else shape


@lru_cache
def _choices(shape: Any, name: str) -> tuple[str, ...]:
    """What the Literal allows that is a field of a shape, or the shape itself."""
    hint = get_type_hints(shape)[name] if name else shape
    literal = next(option for option in (hint, *get_args(hint)) if get_origin(option) is Literal)
    return tuple(map(str, get_args(literal)))


def _malformed(piece: Piece, said: str) -> Fault:
    """Not JSON at all: msgspec gives the byte."""
    reason, _, at = said.removeprefix("JSON is malformed: ").partition(" (byte ")
    lone = _LONE_SURROGATE.search(piece.data)
    if lone and ("truncated" in reason or "surrogate" in reason or "hex escape" in reason):
        return piece.fault_at(lone.start(), (), f"'{lone[0].decode()}' alone is no character")
    if not at:
        return piece.fault_at(len(piece.data.rstrip()), (), "ends too early; is the file whole?")
    offset = int(at.rstrip(")"))
    if reason == "trailing characters":
        # Of these alone the byte is the one behind the first.
        return piece.fault_at(offset - 1, (), "more than one value; NDJSON has one event on each line")
    if piece.data[offset : offset + 1] == b"\n" and reason == "invalid character":
        reason = "the line ends inside a string"
    return piece.fault_at(offset, (), reason)
