"""A page as an SVG picture, set like a wide terminal; it refers to nothing outside itself."""

import re
from collections.abc import Iterator, Sequence
from html import escape as escape_markup

from msgspec.structs import replace

from ahc_cli.messages import spoken
from ahc_cli.model.text import WIDE, data_text, inert, width
from ahc_cli.render import BLANK, Answer, Line, Screen, Span, Spans
from ahc_cli.render.layout import wrap_line

# How many cells wide the picture of a page is.
_COLUMNS = 140
# The width and height of a cell, and the margin, in pixels.
_CELL_WIDTH, _CELL_HEIGHT, _MARGIN = 9, 20, 24


def write(answer: Answer, screen: Screen) -> Iterator[str]:
    """Yield a picture of a page below its title."""
    screen = replace(screen, width=_COLUMNS, unicode=True)
    lines: list[Spans] = []
    for line in (Line((Span(answer.title, "heading"),)), BLANK, *answer.page(answer, screen)):
        lines += wrap_line(line, _COLUMNS)
    return draw(lines, _COLUMNS, answer.title)


def draw(lines: Sequence[Spans], columns: int, title: str, more_css: str = "") -> Iterator[str]:
    """Yield a picture of lines, each span in the columns that it has at a terminal.

    The styles of spans are classes; `more_css` adds to what is said of them, or overrides it.
    """
    css = data_text("render/svg.css") + more_css
    picture_width = columns * _CELL_WIDTH + 2 * _MARGIN
    picture_height = len(lines) * _CELL_HEIGHT + 2 * _MARGIN
    size = f'width="{picture_width}" height="{picture_height}"'
    yield f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {picture_width} {picture_height}" {size}\
 role="img" lang="{spoken()}" aria-label="{escape(title)}">
<title>{escape(title)}</title>
<style>
{css}</style>
<rect class="paper" {size}/>
"""
    for number, line in enumerate(lines, 1):
        yield from _texts(line, _MARGIN + number * _CELL_HEIGHT)
    yield "</svg>\n"


def _texts(line: Spans, y: int) -> Iterator[str]:
    """Yield an element for each span of a line that is not blank."""
    column = 0
    for span in line:
        text, shown = span.plain, span.plain.strip()
        if shown:
            x = _MARGIN + (column + width(text) - width(text.lstrip())) * _CELL_WIDTH
            # Fonts differ in how wide letters are; not all programs that draw look at the length.
            place = f'x="{x}" y="{y}" textLength="{width(shown) * _CELL_WIDTH}"'
            yield f'<text class="{span.style}" {place}>{_spaced(escape(shown))}</text>\n'
        column += width(text)


def _spaced(text: str) -> str:
    """Space wide characters, which are not as wide as two cells."""
    return re.sub(f"[{WIDE}]+", r'<tspan class="wide">\g<0></tspan>', text)


def escape(text: str) -> str:
    """Escape a text for XML, which has no control characters and no noncharacters, or HTML."""
    return escape_markup(
        inert(text, lines=True).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
    )
