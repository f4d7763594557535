"""JSON and NDJSON: whole records, or the chosen fields. UTF-8, lossless, the same bytes everywhere.

At a terminal the characters that it would act upon are escaped, which means the same to a JSON parser.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from ahc_cli.answer import Screen
from ahc_cli.model.text import inert_json

if TYPE_CHECKING:
    from ahc_cli.answer import Answer

# Characters that some readers take for the end of a line.
_LINE_ENDS = {"\u0085".encode(): b"\\u0085", "\u2028".encode(): b"\\u2028", "\u2029".encode(): b"\\u2029"}


def write(answer: "Answer", screen: Screen) -> Iterator[bytes]:
    """Yield an indented array of the records; an answer that has no lines is one object."""
    if "ndjson" not in answer.formats:
        yield from (_encode(record, screen, indent=2) + b"\n" for record in answer.json())
        return
    yield from write_items(answer.json(), screen)


def write_items(items: Iterable[Any], screen: Screen) -> Iterator[bytes]:
    """Yield an indented array."""
    separator = b"[\n  "
    for record in items:
        yield separator + _encode(record, screen, indent=2).replace(b"\n", b"\n  ")
        separator = b",\n  "
    yield b"[]\n" if separator.startswith(b"[") else b"\n]\n"


def write_lines(answer: "Answer", screen: Screen) -> Iterator[bytes]:
    """Yield a compact record per line."""
    for record in answer.json():
        line = _encode(record, screen)
        for char, escaped in _LINE_ENDS.items():
            line = line.replace(char, escaped)
        yield line + b"\n"


def _encode(value: Any, screen: Screen, indent: int = 0) -> bytes:
    data = msgspec.json.encode(value)
    if indent:
        data = msgspec.json.format(data, indent=indent)
    return inert_json(data.decode()).encode() if screen.terminal else data
