"""Rich texts in lines that break as their script does.

Rich breaks lines only at blanks, so that Chinese after a blank would start a new line, and so could Chinese marks.
"""

from rich.cells import cell_len
from rich.text import Text

from ahc_cli.model.text import WORD_JOINER, breaks, pieces


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
