"""Markdown: rows as a table, pages as headings, lists and footnotes.

Nothing in the data acts as Markdown.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from urllib.parse import quote

from msgspec.structs import replace

from ahc_cli.model.labels import heading
from ahc_cli.model.text import inert
from ahc_cli.render import Answer, Line, Screen, Span, Spans
from ahc_cli.render.data import cells_of

_ACTIVE = re.compile(r"([\\`*_{}\[\]()<>#+!|~&$@^])")
# At the start of a line, or after a number there, these would begin a list, a heading or a table.
_STARTING = re.compile(r"^(\d*)([-=:](?<!\d.)|\.(?=\s|$))")
# A bare address would become a link.
_ADDRESS = re.compile(r"(?i)(https?|ftp|www|mailto|xmpp)([:.])")
_ADDRESS_MARKS = ":/?#@!$&'*+,;=%~-._"
# A page is as in a window of this width in cells, whatever the window.
_WIDTH = 80


def write(answer: Answer, screen: Screen) -> Iterator[str]:
    """Yield rows as a table, below the reply to a question, or a page."""
    if not answer.getters:
        return _page(answer, screen)
    names, reply = answer.getters, answer.about.get("answer")
    above = [f"{escape(reply.text.lang())}\n\n"] if reply else []
    return chain(above, _table(names, (map(_cell, names, cells) for cells in cells_of(answer))))


def _table(names: Collection[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield a row of headings, then the rows."""
    for cells in chain((map(escape, map(heading, names)), ["---"] * len(names)), rows):
        yield f"| {' | '.join(cells)} |\n"


def _cell(name: str, cell: str) -> str:
    """Write a cell as plain text, an address as a link."""
    return _address(cell) if name == "url" and cell else escape(cell)


def _address(url: str) -> str:
    return f"<{quote(url, safe=_ADDRESS_MARKS + '()')}>"


def _page(answer: Answer, screen: Screen) -> Iterator[str]:
    """Yield the lines of a page that are not blank."""
    previous_kind = None
    numbers: dict[str, int] = {}
    for line in answer.page(answer, replace(screen, color=False, width=_WIDTH)):
        text = _line(line, numbers)
        if not text:
            continue
        # Items of a list stand close; anything else is a paragraph of its own.
        is_close = line.kind == previous_kind == "item"
        if previous_kind and not is_close:
            yield "\n"
        yield f"{text}\n"
        previous_kind = line.kind
    for id_, number in numbers.items():
        yield "\n" * (number == 1) + f"[^{number}]: {_text(answer.source(id_), numbers)}\n"


def _line(line: Line, numbers: dict[str, int]) -> str:
    """Write a line of a page, its sources as footnotes, which get the next numbers."""
    text = _text(line.spans, numbers)
    mark = line.mark.text.strip("•△ []")
    match line.kind:
        case "title":
            return f"# {text}"
        case "heading":
            return f"## {text}"
        case "item":
            return f"- {escape(mark)} {text}" if mark else f"- {text}"
        case "table":
            names = [column.name for column in line.columns]
            rows = [
                [_text(column.show(row), numbers) for column in line.columns] for row in line.rows
            ]
            return "".join(_table(names, rows)).rstrip()
        case "source":
            return ""
        case _:
            return text


def _text(spans: Spans, numbers: dict[str, int]) -> str:
    """Write spans, but for an address that is written out and that another of them leads to."""
    addresses = {span.link for span in spans} - {""}
    text = ""
    for span in spans:
        if span.link or span.text.strip() not in addresses:
            text += _span(span, numbers)
    return text.strip()


def _span(span: Span, numbers: dict[str, int]) -> str:
    """Write an address as a link, sources as footnotes, anything else as plain text."""
    text = span.plain
    if span.cites:
        notes = (numbers.setdefault(id_, len(numbers) + 1) for id_ in span.cites)
        return " ".join(f"[^{number}]" for number in notes)
    if span.link and span.link == text:
        return _address(text)
    if span.link:
        return f"[{escape(text)}]({quote(span.link, safe=_ADDRESS_MARKS)})"
    # Blanks at the ends part this span from others; a blank one is one blank.
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and not text.isspace() else ""
    return before + escape(text) + after


def escape(cell: str) -> str:
    """Escape a cell so that it reads as Markdown text; line feeds become blanks."""
    text = _ACTIVE.sub(r"\\\1", inert(cell.replace("\n", " ")).strip())
    # GitHub makes a link of an e-mail address even if it is escaped.
    text = re.sub(r"(?<=\S)\\@(?=\S)", "\u2060\\\\@", text)
    return _ADDRESS.sub(r"\1\\\2", _STARTING.sub(r"\1\\\2", text))
