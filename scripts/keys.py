"""What `cog -I scripts -r docs/data.md` puts into it: the keys of a dataset and their values."""

from collections.abc import Iterator
from functools import partial
from typing import Any, Literal, get_args, get_origin

import cog
from msgspec.structs import FieldInfo, fields

from ahc_cli.model.records import Record, Text
from ahc_cli.model.vocabulary import Collection

# The keys that only answers have.
_DERIVED = ("start", "end", "precision", "confidence", "score", "matches")


def keys() -> None:
    """Write a table of the keys of each record: those that it must have, and those it may have."""
    cog.outl("| in | must have | may have |\n| --- | --- | --- |")
    for place, record in _records("", Collection):
        known = [field for field in fields(record) if field.name not in _DERIVED]
        must, may = [], []
        for field in known:
            (must if field.required else may).append(_marked(field))
        cog.outl(f"| {place or 'the document'} | {' '.join(must)} | {' '.join(may)} |")


def values() -> None:
    """Write a table of the keys that have one of some values, with these."""
    cog.outl("| key | values |\n| --- | --- |")
    for place, record in _records("", Collection):
        for field in fields(record):
            codes = [code for code in _codes(field.type) if isinstance(code, str)]
            if codes and field.name not in _DERIVED:
                key = f"{place}.{field.name}".replace("`", "").strip(".")
                cog.outl(f"| `{key}` | {' '.join(f'`{code}`' for code in codes)} |")


def _records(place: str, record: type[Record]) -> Iterator[tuple[str, type[Record]]]:
    """Yield a record and those within it, each with its place, such as `events.votes.roll`."""
    yield place, record
    for field in fields(record):
        is_text = any(_is(Text, part) for part in _parts(field.type))
        if not is_text and field.name not in _DERIVED:
            inner_place = f"{place.strip('`')}.{field.name}".strip(".")
            for inner in filter(partial(_is, Record), _parts(field.type)):
                yield from _records(f"`{inner_place}`", inner)


def _marked(field: FieldInfo) -> str:
    """Write a key, marked if it has a text in both languages."""
    is_text = any(_is(Text, part) for part in _parts(field.type))
    return f"`{field.name}`" + ("\\*" if is_text else "")


def _is(record: type[Record], part: Any) -> bool:
    """Whether a part of a type is a record of a sort."""
    return isinstance(part, type) and issubclass(part, record)


def _codes(type_: Any) -> tuple[Any, ...]:
    """Return the values of a closed set, or none."""
    for part in _parts(type_):
        if get_origin(part) is Literal:
            return get_args(part)
    return ()


def _parts(type_: Any) -> Iterator[Any]:
    """Yield a type and those that it is made of."""
    yield type_
    if get_origin(type_) is not Literal:
        for part in get_args(type_):
            yield from _parts(part)
