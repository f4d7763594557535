"""The one Rich console, and the small set of styles, each with a meaning."""

import re
from collections.abc import Iterable
from io import StringIO

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.segment import Segment, Segments
from rich.table import Table
from rich.text import Text

from ahc_cli.models import Event
from ahc_cli.render import Screen
from ahc_cli.render.prose import WORD_JOINER, Prose
from ahc_cli.text import inert

# The narrowest window that is drawn for; below it lines are as long as they need to be.
NARROWEST = 20

# Only what the usual palettes keep legible on light and on dark: no yellow, no blue; nothing that a reader cannot do
# without is faint, and no colour says what words or signs do not.
HEADING = "bold"
FAINT = "dim"
ID = "cyan"
DATE = "green"
PLANNED = "magenta"
DOUBT = "red"
MATCH = "not dim underline"
OLD = "red"
NEW = "green"
REMOVED = f"{OLD} strike"
INSERTED = f"{NEW} underline"

# Where a date may be broken.
_BETWEEN_DAYS = re.compile(r"(?<=[a-z] – )|(?<=\d\d\d\d – )|(?<=至)|(?<= and )")


def text(said: str, style: str = "", *, lines: bool = False) -> Text:
    """Text for a terminal: inert first, then never read as markup; what is appended to it has its own style."""
    shown = Prose(inert(said, lines=lines), overflow="fold")
    shown.stylize(style)
    return shown


def unbroken(said: str) -> str:
    """Words that stay on one line."""
    return WORD_JOINER.join(said)


def dated(said: str, style: str = DATE) -> Text:
    """A date as it is written, each day of it on one line."""
    return text("".join(map(unbroken, _BETWEEN_DAYS.split(said))), style)


def date_style(event: Event) -> str:
    """How a date looks: whether it is past or planned."""
    return PLANNED if event.status == "scheduled" else DATE


def drawn(things: Iterable[RenderableType], screen: Screen) -> str:
    """What Rich draws, as a string; without colour and links where the screen has none."""
    out = StringIO()
    console = Console(
        file=out,
        width=max(screen.width, NARROWEST),
        force_terminal=screen.color,
        color_system="standard" if screen.color else None,
        no_color=not screen.color,
        legacy_windows=False,
        emoji=False,
        markup=False,
        highlight=False,
        _environ={},
    )
    for thing in things:
        console.print(thing, crop=False)
    shown = out.getvalue().replace(WORD_JOINER, "")
    if not screen.color:
        shown = "\n".join(line.rstrip() for line in shown.split("\n"))
    return shown if screen.unicode else ascii_only(shown)


_ASCII = str.maketrans({
    "–": "-", "—": "-", "─": "-", "┄": "-", "│": "|", "▆": "#", "•": "*", "·": "-", "○": "o",
    "↷": ">", "×": "x", "…": "...", "←": "<", "→": ">", "△": "!", "“": '"', "”": '"', "‘": "'", "’": "'",
})  # fmt: skip


def ascii_only(drawn: str) -> str:
    """The drawing with the marks that an ASCII output lacks as their twins."""
    return drawn.translate(_ASCII)


def joined(*parts: Text | str) -> Text:
    """Texts one after the other on a line."""
    whole = Prose(overflow="fold")
    for part in parts:
        whole.append(part) if isinstance(part, str) else whole.append_text(part)
    return whole


def listed(items: Iterable[tuple[Text | str, RenderableType]], indent: int) -> RenderableType:
    """Items behind their marks, further lines of one below its words."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for mark, item in items:
        grid.add_row(mark, item)
    return Padding(grid, (0, 0, 0, indent))


def link(url: str, screen: Screen, indent: int) -> RenderableType:
    """An address: a hyperlink where the terminal may have them, whole on its line in a pipe."""
    if not screen.terminal:
        return Segments([Segment(" " * indent + inert(url)), Segment.line()])
    shown = text(url, FAINT)
    if screen.color and url.isascii() and url.isprintable() and url.startswith("http"):
        shown.stylize(f"link {url}")
    return Padding(shown, (0, 0, 0, indent))
