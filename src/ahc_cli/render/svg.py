"""A page as an SVG picture, set like a wide terminal; it refers to nothing outside itself."""

from collections.abc import Iterator
from html import escape
from itertools import pairwise
from pkgutil import get_data

from msgspec.structs import replace

from ahc_cli.model.text import WORD_JOINER, breaks, inert, width
from ahc_cli.render import BLANK, Answer, Line, Screen, Span

# Columns, and the cell of a terminal and the margin in pixels.
_COLUMNS, _WIDE, _HIGH, _MARGIN = 140, 9, 20, 24


def write(answer: Answer, screen: Screen) -> Iterator[bytes]:
    """Yield a picture of a page below its title; every span of it has as many columns as at a
    terminal.
    """
    screen, lines = replace(screen, width=_COLUMNS, unicode=True), list[Line]()
    for line in (Line((Span(answer.title, "heading"),)), BLANK, *answer.page(screen)):
        said, style = (
            "".join(span.text for span in line.spans),
            line.spans[0].style if line.spans else "",
        )
        ends = (0, *breaks(said, _COLUMNS - line.indent), len(said))
        wrapped = (Line((Span(said[start:end], style),)) for start, end in pairwise(ends))
        lines += [line] if line.kind == "chart" else wrapped
    wide, high = _COLUMNS * _WIDE + 2 * _MARGIN, len(lines) * _HIGH + 2 * _MARGIN
    css, title = (get_data("ahc_cli", "render/svg.css") or b"").decode(), _xml(answer.title)
    yield f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}"\
 height="{high}" role="img" lang="{screen.lang}" aria-label="{title}">
<title>{title}</title>
<style>
{css}</style>
<rect class="paper" width="{wide}" height="{high}"/>
""".encode()
    for row, line in enumerate(lines, 1):
        at = line.indent
        for span in line.spans:
            text = inert(span.text.replace(WORD_JOINER, ""))
            if said := text.strip():
                x = _MARGIN + (at + width(text) - width(text.lstrip())) * _WIDE
                # Fonts differ in how wide Chinese and signs are.
                place = f'x="{x}" y="{_MARGIN + row * _HIGH}" textLength="{width(said) * _WIDE}"'
                yield f'<text class="{span.style}" {place}>{_xml(said)}</text>\n'.encode()
            at += width(text)
    yield b"</svg>\n"


def _xml(text: str) -> str:
    """Escape a text for XML, which has no control characters and no noncharacters."""
    return escape(inert(text).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd"))
