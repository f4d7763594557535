"""JSON: an array of whole records, or of the fields named. UTF-8, lossless, the same bytes everywhere.

At a terminal the characters that it would act upon are escaped, which says the same.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from ahc_cli.render import Answer, Screen
from ahc_cli.text import inert_json


def render(answer: Answer, screen: Screen) -> Iterator[bytes]:
    records = lines(answer)
    if answer.whole is not None:
        yield _shown(msgspec.json.format(msgspec.json.encode(answer.whole), indent=2), screen) + b"\n"
        return
    separator = b"[\n  "
    for record in records:
        pretty = msgspec.json.format(record, indent=2).replace(b"\n", b"\n  ")
        yield separator + _shown(pretty, screen)
        separator = b",\n  "
    yield b"[]\n" if separator.startswith(b"[") else b"\n]\n"


def lines(answer: Answer) -> Iterator[bytes]:
    """Each record as compact JSON."""
    encode = msgspec.json.Encoder().encode
    for record in answer.records:
        shown: Any = {column.name: column.value(record) for column in answer.columns} if answer.chosen else record
        yield encode(shown)


def _shown(data: bytes, screen: Screen) -> bytes:
    return inert_json(data.decode()).encode() if screen.terminal else data
