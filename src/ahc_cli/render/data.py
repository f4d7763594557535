"""What programs read: JSON, NDJSON and CSL-JSON, and rows as TSV, CSV and ids.

It is UTF-8, and the same bytes everywhere. JSON has whole records, or the chosen fields, without
loss; at a terminal, what the terminal would act upon is escaped. Rows have codes, EDTF dates and
ids; only texts are in the reader's language, and nothing is cut.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import msgspec

from ahc_cli.model.dates import ends_of
from ahc_cli.model.text import inert, inert_json
from ahc_cli.render import Answer, Screen, cell

# How many items of an array are encoded at a time.
_BATCH = 100
# Characters that some readers take for the end of a line.
_LINE_ENDS = {
    "\u0085".encode(): b"\\u0085",
    "\u2028".encode(): b"\\u2028",
    "\u2029".encode(): b"\\u2029",
}
# The kind of publication that a source of a weight is in a citation; any other is a web page.
_CSL_TYPES = {"press": "article-newspaper", "academic": "article"}
# Where a formula can start: at the beginning of a cell, and behind what separates cells and rows
# for some programs, quoted or not. They skip blanks, quotes and characters without width.
_FORMULA = (
    r"^(?=[\s\"'\u200b\ufeff]*[=+\-@\t\r\n＝＋－＠])"
    r"|(?<=[;\n])(?=(?:[^\S\n]|[\"'\u200b\ufeff])*[=+\-@＝＋－＠])"
)


def write_json(answer: Answer, screen: Screen) -> Iterator[bytes]:
    """Yield an indented array of the records, or the object that an answer is."""
    if answer.about or "ndjson" not in answer.formats:
        return iter([_encode(answer.plain, screen, indent=2) + b"\n"])
    return _array(map(answer.json, answer.records), screen)


def write_lines(answer: Answer, screen: Screen) -> Iterator[bytes]:
    """Yield a compact record per line."""
    for record in answer.records:
        line = _encode(answer.json(record), screen)
        for char, escaped in _LINE_ENDS.items():
            line = line.replace(char, escaped)
        yield line + b"\n"


def write_csl(answer: Answer, screen: Screen) -> Iterator[bytes]:
    """Yield an array of sources as Zotero, Pandoc and papis read them."""
    return _array(map(_citation, answer.records), screen)


def _citation(source: dict[str, Any]) -> dict[str, Any]:
    """Make a source an item of CSL-JSON, without the keys that it has no value for."""
    # Citation processors read tags as markup, and entities as they stand; before a word joiner
    # nothing is a tag.
    title, publisher = (source[key].replace("<", "<\u2060") for key in ("title", "publisher"))
    type_ = _CSL_TYPES.get(source["weight"], "webpage")
    # What publishes an article contains it; what publishes a page wrote it.
    author = {"author": [{"literal": publisher}]}
    item = {
        "id": source["id"],
        "type": type_,
        "title": title,
        **(author if type_ == "webpage" else {"container-title": publisher}),
        "issued": _issued(source.get("date") or ""),
        "URL": source.get("url"),
    }
    return {key: value for key, value in item.items() if value}


def _issued(date: str) -> dict[str, Any] | None:
    """Return the date of CSL-JSON for an EDTF date, of which an open end is left out."""
    ends = [end for end in ends_of(date) if end not in ("", "..")]
    if not ends:
        return None
    return {"date-parts": [list(map(int, end.split("-"))) for end in ends]}


def _array(items: Iterable[Any], screen: Screen) -> Iterator[bytes]:
    """Yield an indented array, a batch of items at a time."""
    items = iter(items)
    opening = b"["
    while batch := list(islice(items, _BATCH)):
        yield opening + _encode(batch, screen, indent=2).removeprefix(b"[").removesuffix(b"\n]")
        opening = b","
    yield b"[]\n" if opening == b"[" else b"\n]\n"


def _encode(value: Any, screen: Screen, indent: int = 0) -> bytes:
    data = msgspec.json.encode(value)
    if indent:
        data = msgspec.json.format(data, indent=indent)
    if screen.terminal:
        data = inert_json(data.decode()).encode()
    return data


def cells_of(rows: Answer) -> Iterator[list[str]]:
    """Yield the cells of each record, as codes and text."""
    for record in rows.records:
        yield [cell(getter(record)) for getter in rows.getters.values()]


def write_ids(rows: Answer, _screen: Screen) -> Iterator[str]:
    """Yield the id of each record, or else its first key, on a line; none of what has none."""
    for record in rows.records:
        if isinstance(record, dict):
            id_ = record["id"]
        else:
            first_key = record.__struct_fields__[0]
            id_ = getattr(record, "id", getattr(record, first_key))
        if id_ not in ("", None):
            yield inert(cell(id_)) + "\n"


def write_tsv(rows: Answer, _screen: Screen) -> Iterator[str]:
    """Yield a line of cells for each record, without a header."""
    for cells in cells_of(rows):
        yield "\t".join(map(inert, cells)) + "\n"


def write_csv(rows: Answer, _screen: Screen) -> Iterator[str]:
    """Yield a header and a line for each record."""
    for cells in ([*rows.getters], *cells_of(rows)):
        # A lone empty cell is quoted, because readers skip blank lines.
        yield (",".join(map(_quoted, cells)) or '""') + "\r\n"


def _quoted(cell: str) -> str:
    """Return a cell of CSV, in quotes if a program could take something in it for a separator."""
    escaped = guard(cell).replace('"', '""')
    return f'"{escaped}"' if re.search('[,;"\n]', escaped) else escaped


def guard(cell: str) -> str:
    """Return a cell that no spreadsheet calculates, with its control characters visible.

    Numbers and dates stay as they are.
    """
    is_number = cell.isascii() and cell.removeprefix("-").replace(".", "", 1).isdigit()
    if not is_number:
        cell = re.sub(_FORMULA, "'", cell)
    return inert(cell, lines=True)
