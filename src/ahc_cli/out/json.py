"""JSON, NDJSON and CSL-JSON: whole records, or the chosen fields. UTF-8, lossless, the same bytes everywhere.

At a terminal the characters that it would act upon are escaped, which means the same to a JSON parser.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import msgspec

from ahc_cli.model.text import inert_json
from ahc_cli.out import Answer, Rows, Screen

_AT_A_TIME = 100
# Characters that some readers take for the end of a line.
_LINE_ENDS = {"\u0085".encode(): b"\\u0085", "\u2028".encode(): b"\\u2028", "\u2029".encode(): b"\\u2029"}
# What kind of publication a source of a weight is, for citations; any other is a page.
_CSL_TYPES = {"press": "article-newspaper", "academic": "article"}


def write(answer: Answer, screen: Screen) -> Iterator[bytes]:
    """Yield an indented array of the records; an answer that has no lines is one object."""
    if "ndjson" in answer.formats:
        return _array(answer.json(), screen)
    return (_encode(record, screen, indent=2) + b"\n" for record in answer.json())


def write_lines(answer: Answer, screen: Screen) -> Iterator[bytes]:
    """Yield a compact record per line."""
    for record in answer.json():
        line = _encode(record, screen)
        for char, escaped in _LINE_ENDS.items():
            line = line.replace(char, escaped)
        yield line + b"\n"


def write_csl(answer: Rows[Any], screen: Screen) -> Iterator[bytes]:
    """Yield an array of sources as Zotero, Pandoc and papis read them."""
    items: list[dict[str, Any]] = []
    for source in answer.records:
        ends = [end for end in (source.date or "").split("/") if end not in ("", "..")]
        issued = {"date-parts": [[int(part) for part in end.split("-")] for end in ends]}
        items.append(
            {
                "id": source.id,
                "type": _CSL_TYPES.get(source.weight, "webpage"),
                # Citation processors read tags in titles as markup.
                "title": _plain(source.title),
                "publisher": _plain(source.publisher),
                "container-title": _plain(source.publisher),
                "author": [{"literal": _plain(source.publisher)}],
                **({"issued": issued} if ends else {}),
                **({"URL": source.url} if source.url else {}),
            }
        )
    return _array(items, screen)


def _plain(text: str) -> str:
    return text.replace("&", "&#38;").replace("<", "&#60;")


def _array(items: Iterable[Any], screen: Screen) -> Iterator[bytes]:
    """Yield an indented array, some items at a time."""
    items, opening = iter(items), b"["
    while some := list(islice(items, _AT_A_TIME)):
        yield opening + _encode(some, screen, indent=2).removeprefix(b"[").removesuffix(b"\n]")
        opening = b","
    yield b"[]\n" if opening == b"[" else b"\n]\n"


def _encode(value: Any, screen: Screen, indent: int = 0) -> bytes:
    data = msgspec.json.encode(value)
    if indent:
        data = msgspec.json.format(data, indent=indent)
    return inert_json(data.decode()).encode() if screen.terminal else data
