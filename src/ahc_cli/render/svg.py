"""A page as an SVG picture, set like a wide terminal; it refers to nothing outside itself."""

import re
from collections.abc import Collection, Iterator, Sequence
from html import escape as escape_markup

from msgspec.structs import replace

from ahc_cli.messages import spoken
from ahc_cli.model.text import WIDE, data_text, inert, width
from ahc_cli.render import BLANK, Answer, Line, Screen, Span, Spans
from ahc_cli.render.layout import wrap_line

# The width and height of a cell, and the margin, in pixels.
_CELL_WIDTH, _CELL_HEIGHT, _MARGIN = 9, 20, 24


def write(answer: Answer, screen: Screen, ids: Collection[str] = ()) -> Iterator[str]:
    """Yield a picture of a page below its title; tiles with these ids lead to them."""
    columns = answer.picture_width
    screen = replace(screen, width=columns, unicode=True)
    lines: list[Spans] = []
    for line in (Line((Span(answer.title, "heading"),)), BLANK, *answer.page(answer, screen)):
        lines += wrap_line(line, columns)
    return draw(lines, columns, answer.title, ids=ids)


def draw(
    lines: Sequence[Spans],
    columns: int,
    title: str,
    more_css: str = "",
    ids: Collection[str] = (),
) -> Iterator[str]:
    """Yield a picture of lines, each span in the columns that it has at a terminal.

    The styles of spans are classes; `more_css` adds to what is said of them, or overrides it. Tiles
    with these ids lead to them.
    """
    drawn: list[str] = []
    for number, line in enumerate(lines, 1):
        drawn += _texts(line, _MARGIN + number * _CELL_HEIGHT, ids)
    # What is one image for those who hear it cannot have links.
    role = "group" if any(text.startswith("<a") for text in drawn) else "img"
    css = data_text("render/svg.css") + more_css
    picture_width = columns * _CELL_WIDTH + 2 * _MARGIN
    picture_height = len(lines) * _CELL_HEIGHT + 2 * _MARGIN
    size = f'width="{picture_width}" height="{picture_height}"'
    yield f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {picture_width} {picture_height}" {size}\
 role="{role}" lang="{spoken()}" aria-label="{escape(title)}">
<title>{escape(title)}</title>
<style>
{css}</style>
<rect class="paper" {size}/>
"""
    yield from drawn
    yield "</svg>\n"


def _texts(line: Spans, y: int, ids: Collection[str]) -> Iterator[str]:
    """Yield an element for each span of a line that is not blank."""
    column = 0
    for span in line:
        text, shown = span.plain, span.plain.strip()
        if span.tile:
            yield _boxed(span, _MARGIN + column * _CELL_WIDTH, y, ids)
        elif shown:
            x = _MARGIN + (column + width(text) - width(text.lstrip())) * _CELL_WIDTH
            # Fonts differ in how wide letters are; not all programs that draw look at the length.
            place = f'x="{x}" y="{y}" textLength="{width(shown) * _CELL_WIDTH}"'
            yield f'<text class="{span.style}" {place}>{_spaced(escape(shown))}</text>\n'
        column += width(text)


def _boxed(span: Span, x: int, y: int, ids: Collection[str]) -> str:
    """Draw a tile, two lines high and four cells wide, as a link if it leads anywhere."""
    id_, title, code = map(escape, (*span.tile, span.plain.strip()))
    box = f'<rect class="tile {span.style}" x="{x + 1}" y="{y - 24}" width="34" height="38"/>'
    place = f'x="{x + 18}" y="{y}" text-anchor="middle"'
    text = f'<text class="{span.style and "code"}" {place}>{code}</text>'
    tile = f"<g><title>{title}</title>{box}{text}</g>\n"
    return f'<a href="#{id_}">{tile}</a>' if id_ in ids else tile


def _spaced(text: str) -> str:
    """Space wide characters, which are not as wide as two cells."""
    return re.sub(f"[{WIDE}]+", r'<tspan class="wide">\g<0></tspan>', text)


def escape(text: str) -> str:
    """Escape a text for XML, which has no control characters and no noncharacters, or HTML."""
    return escape_markup(
        inert(text, lines=True).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
    )
