"""The one Rich console, the styles, each with a meaning, and the building blocks of all drawings."""

import re
from collections.abc import Iterable, Iterator
from io import StringIO

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ahc_cli.answer import Screen
from ahc_cli.draw.wrap import WORD_JOINER, WrappedText
from ahc_cli.model.text import inert

# Legible on light and on dark: no yellow, no blue. Nothing essential is faint, and no colour is the only sign.
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

_BETWEEN = "   "
# A date may be broken between its days.
_BETWEEN_DAYS = re.compile(r"(?<=[a-z] – )|(?<=\d\d\d\d – )|(?<=至)|(?<= and )")

_ASCII = str.maketrans({
    "–": "-", "—": "-", "─": "-", "┄": "-", "│": "|", "▆": "#", "•": "*", "·": "-", "○": "o",
    "↷": ">", "×": "x", "…": "...", "←": "<", "→": ">", "△": "!", "“": '"', "”": '"', "‘": "'", "’": "'",
    # Only timelines have these.
    **dict(zip("█▄◆▲■●►▬★✓┬┴┼┃▼├┤", "#=*^@&\"_$%+'+!v[]", strict=True)),
})  # fmt: skip


def text(content: str, style: str = "", *, lines: bool = False) -> Text:
    """Make an inert text that is never read as markup; what is appended to it has its own style."""
    shown = WrappedText(inert(content, lines=lines))
    shown.stylize(style)
    return shown


def unbroken(content: str) -> str:
    """Keep words on one line."""
    return WORD_JOINER.join(content)


def date_text(written: str, style: str = DATE) -> Text:
    """Make a text of a written date, each of its days on one line."""
    return text("".join(map(unbroken, _BETWEEN_DAYS.split(written))), style)


def join(*parts: Text | str) -> Text:
    """Join texts into one."""
    return WrappedText.assemble(*parts)


def indent(part: RenderableType, cells: int) -> Padding:
    """Move a part of a drawing to the right."""
    return Padding(part, (0, 0, 0, cells))


def item_list(items: Iterable[tuple[Text | str, RenderableType]], cells: int) -> Padding:
    """Make an indented list of (mark, item); the lines of an item stand below each other."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    for item in items:
        grid.add_row(*item)
    return indent(grid, cells)


def side_by_side(parts: Iterable[Text], cells: int) -> Iterator[Text]:
    """Yield lines of parts, as many on a line as fit."""
    line = join()
    for part in parts:
        if line and line.cell_len + len(_BETWEEN) + part.cell_len > cells:
            yield line
            line = join()
        line = join(line, _BETWEEN if line else "", part)
    yield line


def render(parts: Iterable[RenderableType], screen: Screen) -> str:
    """Draw parts one below the other."""
    out = StringIO()
    console = Console(
        file=out,
        width=screen.width,
        force_terminal=screen.color,
        color_system="standard" if screen.color else None,
        legacy_windows=False,
        emoji=False,
        markup=False,
        highlight=False,
        _environ={},
    )
    for part in parts:
        console.print(part, crop=False)
    drawn = "\n".join(line.rstrip() for line in out.getvalue().replace(WORD_JOINER, "").split("\n"))
    return drawn if screen.unicode else drawn.translate(_ASCII)
