"""What programs read: JSON, NDJSON and CSL-JSON, and rows as TSV, CSV and ids; UTF-8, and the same
bytes everywhere.

JSON has whole records, or the chosen fields, without loss; at a terminal what it would act upon is
escaped. Rows have codes, EDTF dates and ids, only texts in the reader's language, and nothing cut.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import msgspec

from ahc_cli.model.text import inert, inert_json
from ahc_cli.render import Answer, Screen, cell

_AT_A_TIME = 100
# Characters that some readers take for the end of a line.
_LINE_ENDS = {
    "\u0085".encode(): b"\\u0085",
    "\u2028".encode(): b"\\u2028",
    "\u2029".encode(): b"\\u2029",
}
# What kind of publication a source of a weight is, for citations; any other is a page.
_CSL_TYPES = {"press": "article-newspaper", "academic": "article"}
# What can start a formula; spreadsheets skip blanks, quotes and characters without width.
_FORMULA = re.compile(r"[\s\"'\u200b\ufeff]*[=+\-@\t\r\n＝＋－＠]")


def write_json(answer: Answer, screen: Screen) -> Iterator[bytes]:
    """Yield an indented array of the records; an answer that has no lines is one object."""
    if "ndjson" in answer.formats:
        return _array(map(answer.json, answer.records), screen)
    return (_encode(answer.json(record), screen, indent=2) + b"\n" for record in answer.records)


def write_lines(answer: Answer, screen: Screen) -> Iterator[bytes]:
    """Yield a compact record per line."""
    for record in answer.records:
        line = _encode(answer.json(record), screen)
        for char, escaped in _LINE_ENDS.items():
            line = line.replace(char, escaped)
        yield line + b"\n"


def write_csl(answer: Answer, screen: Screen) -> Iterator[bytes]:
    """Yield an array of sources as Zotero, Pandoc and papis read them."""
    items: list[dict[str, Any]] = []
    for source in answer.records:
        ends = [
            end.split("-") for end in source.get("date", "").split("/") if end not in ("", "..")
        ]
        # Citation processors read tags as markup, and entities as they stand; before a word joiner
        # nothing is a tag.
        title, publisher = (source[key].replace("<", "<\u2060") for key in ("title", "publisher"))
        item = {
            "id": source["id"],
            "type": _CSL_TYPES.get(source["weight"], "webpage"),
            "title": title,
            "publisher": publisher,
            "container-title": publisher,
            "author": [{"literal": publisher}],
            "issued": {"date-parts": [[int(part) for part in end] for end in ends]}
            if ends
            else None,
            "URL": source.get("url"),
        }
        items.append({key: value for key, value in item.items() if value})
    return _array(items, screen)


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


def cells_of(rows: Answer, screen: Screen) -> Iterator[list[str]]:
    """Yield the cells of each record, as codes and text."""
    return (
        [cell(value(record), screen.lang) for value in rows.getters.values()]
        for record in rows.records
    )


def write_ids(rows: Answer, screen: Screen) -> Iterator[str]:
    """Yield the first key of each record, which is its id, on a line."""
    for record in rows.records:
        first = (
            record["id"]
            if isinstance(record, dict)
            else getattr(record, record.__struct_fields__[0])
        )
        yield inert(cell(first, screen.lang)) + "\n"


def write_tsv(rows: Answer, screen: Screen) -> Iterator[str]:
    """Yield a line of cells for each record, without a header."""
    for cells in cells_of(rows, screen):
        yield "\t".join(map(inert, cells)) + "\n"


def write_csv(rows: Answer, screen: Screen) -> Iterator[str]:
    """Yield a header and a line for each record; what a program could take for a separator is
    quoted.
    """
    for cells in ([*rows.getters], *cells_of(rows, screen)):
        guarded = [each.replace('"', '""') for each in map(guard, cells)]
        yield (
            ",".join(f'"{each}"' if re.search('[,;"\n]', each) else each for each in guarded)
            or '""'
        ) + "\r\n"


def guard(cell: str) -> str:
    """Return a cell that no spreadsheet calculates, its controls visible; numbers and dates stay as
    they are.
    """
    is_number = cell.isascii() and cell.removeprefix("-").replace(".", "", 1).isdigit()
    prefix = "'" if _FORMULA.match(cell) and not is_number else ""
    return prefix + inert(cell, lines=True)
