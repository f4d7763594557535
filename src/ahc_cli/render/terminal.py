"""Pages and tables as text for a terminal. Rich writes the styles; JSON never loads it."""

import sys
from collections.abc import Iterator

from msgspec.structs import replace
from rich.color import ColorSystem
from rich.style import Style

from ahc_cli.render import Answer, Screen, Span, Spans
from ahc_cli.render.layout import table_lines, wrap_line

# A narrower window is drawn as one of the first width; prose is no wider than the second.
_NARROWEST, _WIDEST = 20, 100
# Fixed colours of the 256, legible on a light and on a dark ground, as a test computes. Nothing is
# said by a colour alone.
STYLES = {
    "heading": "bold",
    "id": "color(133)",
    "faint": "dim",
    "weak": "color(130)",
    "match": "not dim underline",
    "planned": "italic",
    "note": "dim",
    "old": "color(166) strike",
    "new": "color(28) underline",
    "meetings": "color(31)",
    "decisions": "color(133)",
    "documents": "color(28)",
    "statements": "color(130)",
    "signatures": "color(166)",
}
# Signs, and what stands for each where the output has only ASCII.
_ASCII = str.maketrans(
    "–—─┄│·•○×▆△←→↷‘’“”█▄◆▲■●►▬★✓┬┴┃├┤",
    "----|-*ox#!<>>''\"\"#=*^@&\"_$%+'![]",
) | {ord("…"): "..."}


def write(answer: Answer, screen: Screen) -> Iterator[str]:
    """Draw an answer; a table without a record is drawn as nothing."""
    screen = replace(screen, width=max(screen.width, _NARROWEST))
    drawn = ""
    for spans in _lines(answer, screen):
        line = "".join(_styled(span, screen) for span in spans)
        drawn += line.rstrip() + "\n"
    yield drawn if screen.unicode else drawn.translate(_ASCII)


def _lines(answer: Answer, screen: Screen) -> Iterator[Spans]:
    """Yield the lines of the page and of the table; in a pipe, addresses stay whole."""
    in_pipe = not screen.terminal
    for line in answer.page(screen):
        width = min(screen.width, _WIDEST)
        if line.kind == "chart":
            # It was made for the width of the window; where there is no window, it stays whole.
            width = sys.maxsize if in_pipe else screen.width
        yield from wrap_line(line, width, whole_addresses=in_pipe)
    if answer.records and answer.table:
        yield from table_lines(answer, screen.width, whole_addresses=in_pipe)


def _styled(span: Span, screen: Screen) -> str:
    """Write a span in its style, at a terminal also as a link."""
    if not screen.color:
        return span.plain
    style = Style.parse(STYLES.get(span.style, ""))
    text = style.render(span.plain, color_system=ColorSystem.EIGHT_BIT)
    if not (span.link and screen.terminal):
        return text
    # Rich would give the link a random id, which no terminal needs for a link on one line.
    return f"\x1b]8;;{span.link}\x1b\\{text}\x1b]8;;\x1b\\"
