"""Where the values of a JSON text stand, and which keys stand twice.

msgspec names a faulty value by its path, takes duplicate keys silently and gives no line. This reads JSON
that msgspec found well formed once more, only to answer these questions.
"""

import re
import sys
from collections.abc import Iterable, Iterator

import msgspec
from msgspec import Struct

from ahc_cli.model.records import Path

# Possessive, so that a string of millions of characters leaves nothing behind to go back to.
_STRING = rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_TOKEN = re.compile(_STRING + rb'|[{}\[\],:]|[^\s{}\[\],:"]++', re.DOTALL)
# What can hold no key twice, and then a bracket that opens, one that closes, or a key.
_FLAT = rb'[^"\[\]{}]++|%b(?!\s*+:)|\[[^"\[\]{}]*+\]|\{\s*+(?:%b\s*+:\s*+[^"\[\]{},]++)?\}' % (_STRING, _STRING)
_STEP = re.compile(rb"(?:%b)*+(?:([\[{])|([\]}])|(%b)\s*+:)" % (_FLAT, _STRING), re.DOTALL)


class Place(Struct, frozen=True):
    """Where a value stands, in bytes: `offset` is that of its key, if it has one, as editors show it.

    `again` says that the key stood before in its object.
    """

    path: Path
    offset: int
    value: int
    again: bool


class _Open(Struct):
    """An array or object that is not yet closed, and where in it the reading is."""

    is_object: bool
    step: str | int = 0
    offset: int | None = None
    again: bool = False
    seen: set[str] = set()

    def enter(self, key: str, offset: int) -> None:
        self.step, self.offset, self.again = key, offset, key in self.seen
        self.seen.add(key)

    def leave(self) -> None:
        self.offset = None
        if isinstance(self.step, int):
            self.step += 1


def locate(data: bytes, depth: int = sys.maxsize) -> Iterator[Place]:
    """The place of each value of a well-formed JSON text, in the order of the text.

    Of what lies deeper than `depth`, which may be very much, only those whose key stands twice.
    """
    stack: list[_Open] = []
    at = 0
    while match := _TOKEN.search(data, at):
        token, offset, at = match[0], match.start(), match.end()
        top = stack[-1] if stack else None
        if token == b":":
            continue
        if token == b"," and top:
            top.leave()
        elif token in (b"}", b"]"):
            stack.pop()
        elif top and top.is_object and top.offset is None:
            top.enter(_key(token), offset)
        else:
            again = top is not None and top.again
            if again or len(stack) <= depth:
                key = top.offset if top else None
                yield Place(tuple(opened.step for opened in stack), offset if key is None else key, offset, again)
            if token in (b"{", b"["):
                if len(stack) == depth and (behind := _behind(data, at)):
                    at = behind
                else:
                    stack.append(_Open(token == b"{"))


def _behind(data: bytes, at: int) -> int | None:
    """Where an array or object ends that begins before `at`; None if a key stands twice in it."""
    opened: list[set[str]] = [set()]
    while opened and (match := _STEP.match(data, at)):
        at = match.end()
        if match[1]:
            opened.append(set())
        elif match[2]:
            opened.pop()
        elif (key := _key(match[3])) in opened[-1]:
            return None
        else:
            opened[-1].add(key)
    return None if opened else at


def _key(token: bytes) -> str:
    return msgspec.json.decode(token, type=str) if b"\\" in token else token[1:-1].decode()


def lines_and_columns(data: bytes, offsets: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Ascending byte offsets as people count: the line, and the character in it, both from 1.

    However many they are, the text is gone through once.
    """
    line, column, reached = 1, 1, 0
    for offset in offsets:
        if breaks := data.count(b"\n", reached, offset):
            line, column, reached = line + breaks, 1, data.rindex(b"\n", reached, offset) + 1
        column += len(data[reached:offset].decode(errors="replace"))
        reached = offset
        yield line, column
