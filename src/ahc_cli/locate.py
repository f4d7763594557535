"""Where the values of a JSON text stand, and which keys stand twice.

msgspec names a faulty value by its path, takes duplicate keys silently and gives no line. This reads JSON
that msgspec found well formed once more, only to answer these questions.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec

from ahc_cli.models import Path

_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)


@dataclass(slots=True)
class _Open:
    """An array or object that is not yet closed, and where in it the reading is."""

    is_object: bool
    key: str | int = 0
    wants_key: bool = True
    seen: set[str] = field(default_factory=set)


def locate(data: bytes) -> Iterator[tuple[Path, int, bool]]:
    """Each value of a JSON text: its path, its byte offset, and whether its key stood before in its object.

    A member of an object is placed at its key, where an editor looks for it.
    """
    stack: list[_Open] = []
    for match in _TOKEN.finditer(data):
        token, top = match[0], stack[-1] if stack else None
        if token == b"," and top:
            top.wants_key = True
            if not top.is_object:
                top.key = int(top.key) + 1
        elif token in (b"}", b"]"):
            stack.pop()
        elif token == b":":
            continue
        elif top and top.is_object and top.wants_key:
            top.key = key = msgspec.json.decode(token, type=str)
            yield tuple(opened.key for opened in stack), match.start(), key in top.seen
            top.seen.add(key)
            top.wants_key = False
        else:
            if not (top and top.is_object):
                yield tuple(opened.key for opened in stack), match.start(), False
            if token in (b"{", b"["):
                stack.append(_Open(is_object=token == b"{"))


def line_and_column(data: bytes, offset: int) -> tuple[int, int]:
    """A byte offset as people count: the line, and the character in it, both from 1."""
    start = data.rfind(b"\n", 0, offset) + 1
    return data.count(b"\n", 0, offset) + 1, len(data[start:offset].decode(errors="replace")) + 1


def spelled(path: Path) -> str:
    """A path as errors show it.

    >>> spelled(("events", 12, "date"))
    'events[12].date'
    """
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")
