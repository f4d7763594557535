"""Readers of each format, which check that it is well formed and that nothing in it is active."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from typing import Any

import icalendar

from robustness.attacks import OWN, is_inert

# Blanks and quotes, which a spreadsheet may skip at the start of a cell.
_SKIPPED = (
    "".join({*filter(str.isspace, map(chr, range(0x3001)))} - set("\t\r\n")) + '"\u200b\ufeff'
)
# All the keys that an entry of a calendar may have.
_ENTRY_KEYS = {
    "UID",
    "DTSTAMP",
    "DTSTART",
    "DTEND",
    "SUMMARY",
    "DESCRIPTION",
    "LOCATION",
    "CATEGORIES",
    "STATUS",
    "TRANSP",
    "URL",
}
_LIVE_MARKDOWN = re.compile(r"(?<!\\)(?:\\\\)*[<>\[\]`*!&#{}]")
_LIVE_ELEMENTS = {"script", "foreignObject", "image", "use", "iframe", "animate", "set", "a"}


def read_drawing(text: str) -> str:
    """Return what a terminal shows of a drawing in colours."""
    shown = OWN.sub("", text)
    assert is_inert(shown)
    return shown


def read_json(text: str, *, terminal: bool = False) -> Any:
    assert not terminal or is_inert(text)
    return json.loads(text)


def read_ndjson(text: str, *, terminal: bool = False) -> list[Any]:
    """Read NDJSON; a reader may split its lines at U+2028, U+2029 and U+0085 too."""
    assert not terminal or is_inert(text)
    assert text.splitlines() == text.split("\n")[:-1]
    return [json.loads(line) for line in text.splitlines()]


def read_tsv(text: str) -> list[list[str]]:
    rows = [line.split("\t") for line in text.removesuffix("\n").split("\n")]
    assert len({len(row) for row in rows}) == 1
    assert is_inert(text, "\t")
    return rows


def read_csv(text: str) -> list[list[str]]:
    """Read CSV, of which no cell may start a formula."""
    rows = [*csv.reader(io.StringIO(text, newline=""), strict=True)]
    assert len({len(row) for row in rows}) == 1
    assert text.count("\r\n") == len(rows)
    assert [cell for row in rows for cell in row if _starts_a_formula(cell)] == []
    assert is_inert(text.replace("\r\n", "\n"))
    return rows


def _starts_a_formula(cell: str) -> bool:
    """Whether a spreadsheet that skips blanks and quotes might calculate a cell."""
    is_number = re.fullmatch(r"-?\d+(\.\d+)?", cell)
    return not is_number and cell.lstrip(_SKIPPED).startswith(tuple("=+-@\t\r\n＝＋－＠"))


def read_calendar(data: bytes) -> list[Any]:
    """Read a calendar and return its entries."""
    assert data.endswith(b"END:VCALENDAR\r\n")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # no character is split
    assert is_inert(data.decode().replace("\r\n", "\n"))
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", data)
    unfolded = data.replace(b"\r\n ", b"").split(b"\r\n")
    entries = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert unfolded.count(b"BEGIN:VEVENT") == unfolded.count(b"END:VEVENT") == len(entries)
    assert unfolded.count(b"END:VCALENDAR") == 1
    assert {key for entry in entries for key in entry} <= _ENTRY_KEYS
    return entries


def read_markdown(text: str) -> list[list[str]]:
    """Read a table as GitHub divides it, at bars that are not escaped."""
    lines = text.removesuffix("\n").split("\n")
    assert all(line.startswith("| ") and line.endswith(" |") for line in lines)
    rows = [
        [cell.strip() for cell in re.split(r"(?<!\\)(?:\\\\)*\|", line[1:-1])] for line in lines
    ]
    assert len({len(row) for row in rows}) == 1
    assert is_inert(text)
    assert not _LIVE_MARKDOWN.search(re.sub(r"<https?://[!-~]+?>", "", text))
    return rows


# The address of each source of the hostile dataset.
LINK = "https://example.org/a;b"


def check_markdown_card(text: str) -> None:
    """Check a card, in which only links to sources may be live."""
    assert is_inert(text)
    text = text.replace(f"<{LINK}>", "")
    assert (
        re.findall(r"(?<!\\)(?:\\\\)*[<>`!&#{}]", re.sub(r"^#+ ", "", text, flags=re.MULTILINE))
        == []
    )
    assert set(re.findall(r"(?<!\\)\]\((.*?)\)", text)) <= {LINK}


def read_picture(text: str) -> ET.Element:
    """Read an SVG, in which nothing may be live."""
    assert is_inert(text)
    root = ET.fromstring(text)
    for element in root.iter():
        assert element.tag.rpartition("}")[2] not in _LIVE_ELEMENTS
        assert not [
            name for name in element.attrib if name.startswith("on") or name.endswith("href")
        ]
    return root


# The elements that a page may have, and their attributes; nothing else acts or asks for anything.
_ELEMENTS = {
    "meta": {"charset", "name", "http-equiv", "content"},
    "html": {"lang"},
    "article": {"id"},
    "li": {"id"},
    "section": {"id"},
    "search": {"hidden"},
    "input": {"type", "placeholder", "aria-label"},
    "a": {"class", "href"},
    "output": {"data-found", "data-some", "data-none"},
    "span": {"class"},
    "div": {"tabindex"},
    "td": {"class", "colspan", "data-key"},
    "th": {"class"},
    **{tag: set() for tag in ("head", "title", "style", "body", "h1", "h2", "h3", "h4", "p", "pre", "ul", "ol", "b", "table", "thead", "tbody", "tr", "header", "nav", "main", "footer", "g")},
    "svg": {"xmlns", "viewbox", "width", "height", "role", "lang", "aria-label"},
    "rect": {"class", "x", "y", "width", "height"},
    "tspan": {"class"},
    "text": {"class", "x", "y", "textlength", "text-anchor"},
}  # fmt: skip


class _Page(HTMLParser):
    """What a browser would show of a page, and whether its elements are closed."""

    def __init__(self) -> None:
        super().__init__()
        self.shown = ""
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert {name for name, _ in attrs} <= _ELEMENTS[tag]
        href = dict(attrs).get("href") or "#"
        assert re.match(r"#|https?://(?!evil)", href), href
        if tag not in ("meta", "rect", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag != "rect":
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.shown += data

    def handle_decl(self, decl: str) -> None:
        assert decl == "DOCTYPE html"

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)

    handle_comment = handle_pi = unknown_decl


def read_html(text: str) -> str:
    """Read a page of HTML, in which nothing may be live, and return what it shows."""
    assert is_inert(text)
    page = _Page()
    page.feed(text)
    page.close()
    assert page.open == []
    return page.shown
