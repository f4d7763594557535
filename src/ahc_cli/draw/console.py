"""The one Rich console, the styles, each with a meaning, and the building blocks of all drawings.

Lines break as their script does: Rich breaks them only at blanks, so that Chinese after a blank would start a new line,
and so could Chinese marks.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import zip_longest
from typing import Literal

from msgspec import Struct
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group
from rich.segment import Segment
from rich.text import Text

from ahc_cli.answer import Screen
from ahc_cli.model.text import WORD_BREAK, WORD_JOINER, breaks, inert, pieces

# Legible on light and on dark: of the plain colours only red and magenta are. Nothing essential is faint, and no colour
# is the only sign.
HEADING = "bold"
FAINT = "dim"
ID = "magenta"
PLANNED = "italic"
DOUBT = "red"
MATCH = "not dim underline"
OLD = "red"
NEW = "bold"

# Blanks between the columns of a table.
GAP = 2
# A date may be broken between its days.
_BETWEEN_DAYS = re.compile(r"(?<=[a-z] – )|(?<=\d\d\d\d – )|(?<=–)(?=\d+[年月])|(?<=至)|(?=and )")

_ASCII = str.maketrans({
    "–": "-", "—": "-", "─": "-", "┄": "-", "│": "|", "▆": "#", "•": "*", "·": "-", "○": "o",
    "↷": ">", "×": "x", "…": "...", "←": "<", "→": ">", "△": "!", "“": '"', "”": '"', "‘": "'", "’": "'",
    # Only timelines have these.
    **dict(zip("█▄◆▲■●►▬★✓┬┴┼┃▼├┤", "#=*^@&\"_$%+'+!v[]", strict=True)),
})  # fmt: skip


class Row(Struct, frozen=True):
    """Texts beside each other behind a margin, each wrapped in a number of cells; None is the rest of the window."""

    margin: int
    cells: Sequence[tuple[Text, int | None]]
    gap: int = GAP

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        taken = sum(width or 0 for _, width in self.cells) + self.gap * (len(self.cells) - 1)
        rest = max(1, options.max_width - self.margin - taken)
        widths = [rest if width is None else width for _, width in self.cells]
        columns = [wrap(content, width) for (content, _), width in zip(self.cells, widths, strict=True)]
        for parts in zip_longest(*columns):
            line, start = Text(), self.margin
            for part, width in zip(parts, widths, strict=True):
                if part:
                    line.pad_right(start - line.cell_len)
                    line.append_text(part)
                start += width + self.gap
            # Everything drawn passes here, so nothing that a terminal would act upon leaves. Without colour there is
            # nothing to render but the words.
            line.plain = inert(line.plain)
            yield from line.render(console, end="\n") if console.color_system else [Segment(f"{line.plain}\n")]


BLANK = Row(0, [(Text(), None)])
join = Text.assemble


def text(content: str, style: str = "", *, lines: bool = False) -> Text:
    """Make an inert text that is never read as markup; what is appended to it has its own style."""
    shown = Text(inert(content, lines=lines))
    shown.stylize(style)
    return shown


def unbroken(content: str) -> str:
    """Keep words on one line."""
    return WORD_JOINER.join(content)


def wrap(content: Text, width: int) -> list[Text]:
    """Divide a text into lines of at most `width` cells, without the blanks at their ends."""
    lines = content.split(allow_blank=True) if "\n" in content.plain else [content]
    parts = [part for line in lines for part in line.divide(breaks(line.plain, width, cell_len))]
    for part in parts:
        part.rstrip()
    return parts


def extent(text: str) -> tuple[int, int]:
    """Return the width of the widest piece of a text that stays together, and of its longest line, in cells."""
    lines = text.split("\n")
    widest = max(cell_len(piece.rstrip()) for line in lines for piece in pieces(line))
    return widest, max(map(cell_len, lines))


def column_width(content: Text, most: int) -> int:
    """Return the width of a column for a text: that of its longest line, or of its widest piece if that is too wide."""
    widest, longest = extent(content.plain)
    return longest if longest <= most else widest


def date_text(written: str, style: str = "") -> Text:
    """Make a text of a written date, each of its days on one line."""
    days = _BETWEEN_DAYS.split(written)
    return text("".join(unbroken(day.rstrip()) + (" " if day.endswith(" ") else WORD_BREAK) for day in days), style)


def indent(content: Text, cells: int) -> Row:
    """Move a text to the right."""
    return Row(cells, [(content, None)])


def item_list(items: Iterable[tuple[Text, Text]], margin: int) -> Iterator[Row]:
    """Yield (mark, item) pairs as rows in which the lines of an item are below each other."""
    items = list(items)
    widest = max((mark.cell_len for mark, _ in items), default=0)
    return (Row(margin, [(mark, widest), (item, None)], gap=1) for mark, item in items)


def render(rows: Iterable[Row], screen: Screen) -> str:
    """Draw rows one below the other."""
    out = StringIO()
    colors: Literal["standard"] | None = "standard" if screen.color else None
    console = Console(file=out, width=screen.width, color_system=colors, legacy_windows=False, _environ={})
    console.print(Group(*rows), crop=False)
    written = out.getvalue().replace(WORD_JOINER, "").replace(WORD_BREAK, "")
    drawn = "\n".join(line.rstrip() for line in written.split("\n"))
    return drawn if screen.unicode else drawn.translate(_ASCII)
