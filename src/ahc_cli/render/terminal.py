"""Pages and tables as text for a terminal. Rich makes its colours, and is used nowhere else."""

import sys
from collections.abc import Iterator

from msgspec.structs import replace
from rich.color import ColorSystem
from rich.style import Style

from ahc_cli.render import Answer, Line, Screen, Span, Spans
from ahc_cli.render.layout import table_lines, wrap_line

# Drawings are made for no narrower window than this, and prose for no wider one than that.
_NARROWEST, _WIDEST = 20, 100
# Fixed colours of the 256, each legible on a light and on a dark ground; a test computes it. None
# is the only sign.
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
_ASCII = str.maketrans(
    {
        "–": "-",
        "—": "-",
        "─": "-",
        "┄": "-",
        "│": "|",
        "▆": "#",
        "•": "*",
        "·": "-",
        "○": "o",
        "↷": ">",
        "×": "x",
        "…": "...",
        "←": "<",
        "→": ">",
        "△": "!",
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        # Only timelines have these, and the column of kinds.
        **dict(zip("█▄◆▲■●►▬★✓┬┴┃├┤", "#=*^@&\"_$%+'![]", strict=True)),
    }
)


def write(answer: Answer, screen: Screen) -> Iterator[str]:
    """Draw an answer; a table without a record is drawn as nothing."""
    screen = replace(screen, width=max(screen.width, _NARROWEST))
    drawn = "".join(f"{_drawn(spans, screen)}\n" for spans in _lines(answer, screen))
    yield drawn if screen.unicode else drawn.translate(_ASCII)


def _lines(answer: Answer, screen: Screen) -> Iterator[Spans]:
    """Yield the lines of the page and of the table; in a pipe, addresses stay whole."""
    whole_addresses = not screen.terminal
    for line in answer.page(screen):
        yield from wrap_line(line, _width(line, screen), whole_addresses=whole_addresses)
    if answer.records and answer.table:
        yield from table_lines(answer, screen.width, whole_addresses=whole_addresses)


def _width(line: Line, screen: Screen) -> int:
    """Return how many cells a line may take; a chart was made for the screen, and is left whole."""
    if line.kind != "chart":
        return min(screen.width, _WIDEST)
    return screen.width if screen.terminal else sys.maxsize


def _drawn(spans: Spans, screen: Screen) -> str:
    """Write a line without blanks at its end."""
    return "".join(_styled(span, screen) for span in spans).rstrip()


def _styled(span: Span, screen: Screen) -> str:
    """Write a span in its style, at a terminal also as a link."""
    if not screen.color:
        return span.plain
    style = Style.parse(STYLES.get(span.style, ""))
    text = style.render(span.plain, color_system=ColorSystem.EIGHT_BIT)
    # Rich gives links ids that are random, and that no terminal needs for links on one line.
    is_link = span.link and screen.terminal
    return f"\x1b]8;;{span.link}\x1b\\{text}\x1b]8;;\x1b\\" if is_link else text
