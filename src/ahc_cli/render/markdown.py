"""Markdown: rows as a table, pages as headings, lists and footnotes; nothing in the data acts as
Markdown.
"""

import re
from collections.abc import Iterator
from urllib.parse import quote

from msgspec.structs import replace

from ahc_cli.messages import spoken
from ahc_cli.model.labels import heading
from ahc_cli.model.text import WORD_BREAK, WORD_JOINER, inert
from ahc_cli.render import Answer, Line, Screen, Span
from ahc_cli.render.data import cells_of

_ACTIVE = re.compile(r"([\\`*_{}\[\]()<>#+!|~&$@^])")
# At the start of a line, or after a number there, these would begin a list, a heading or a table.
_STARTING = re.compile(r"^(\d*)([-=:](?<!\d.)|\.(?=\s|$))")
# A bare address would become a link.
_ADDRESS = re.compile(r"(?i)(https?|ftp|www|mailto|xmpp)([:.])")
_ADDRESS_MARKS = ":/?#@!$&'*+,;=%~-._"
_NOTE = re.compile(r"\[(\d+)\]")


def write(answer: Answer, screen: Screen) -> Iterator[str]:
    """Yield rows as a table, or a page."""
    if answer.getters:
        yield f"| {' | '.join(heading(name, spoken()) for name in answer.getters)} |\n"
        yield f"|{' --- |' * len(answer.getters)}\n"
        yield from (f"| {' | '.join(map(escape, cells))} |\n" for cells in cells_of(answer, screen))
        return
    before = "start"
    for line in answer.page(replace(screen, color=False)):
        # Items of a list, and sources, stand close; anything else is a paragraph of its own.
        close = line.kind == before and line.kind in ("item", "source")
        if text := _line(line):
            yield f"{'' if close or before == 'start' else chr(10)}{text}\n"
            before = line.kind


def _line(line: Line) -> str:
    """Write a line of a page."""
    links = {span.link for span in line.spans}  # their addresses need not be written out
    said = "".join(
        _span(span) for span in line.spans if span.link or span.text.strip() not in links - {""}
    ).strip()
    mark = line.mark.text.strip("•△ []")
    item = f"- {escape(mark)} {said}" if mark else f"- {said}"
    kinds = {
        "title": f"# {said}",
        "heading": f"## {said}",
        "item": item,
        "source": f"[^{mark}]: {said}",
    }
    return kinds.get(line.kind, said)


def _span(span: Span) -> str:
    """Write a span: an address as a link, the numbers of sources as footnotes, anything else as
    plain text.
    """
    plain = span.text.replace(WORD_JOINER, "").replace(WORD_BREAK, "")
    if span.style == "note":
        return _NOTE.sub(r"[^\1]", plain).strip()
    if span.link:
        return f"[{escape(plain)}]({quote(span.link, safe=_ADDRESS_MARKS)})"
    before, after = " " * plain[:1].isspace(), " " * (plain[-1:].isspace() and not plain.isspace())
    return before + escape(plain) + after


def escape(cell: str) -> str:
    """Escape a cell so that it reads as Markdown text; line feeds become blanks."""
    text = _ACTIVE.sub(r"\\\1", inert(cell.replace("\n", " ")).strip())
    # GitHub makes a link of an e-mail address even if it is escaped.
    text = re.sub(r"(?<=\S)\\@(?=\S)", "\u2060\\\\@", text)
    return _ADDRESS.sub(r"\1\\\2", _STARTING.sub(r"\1\\\2", text))
