"""Text that wraps as its script does: Latin between words, Chinese between characters.

Rich breaks lines only at blanks, so that Chinese after a blank would start a new line, and so could Chinese marks.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from rich.cells import cell_len
from rich.text import Text

# These stand between two characters, without a width, where no line may break, and where one may.
WORD_JOINER = "\u2060"
WORD_BREAK = "\u200b"

# Marks that start no line, marks that end no line, and units that stay with the number before them.
_CLOSING = frozenset("，。、；：！？）》」』】”’…—–·,.;:!?)]%")
_OPENING = frozenset("（《「『【“‘([")
_UNITS = frozenset("年月日条届次号章份")
# A line may break after a blank or a wide character, before a wide character, and before a unit without a number.
_BREAK = re.compile(r"(?<=[sSACUD])(?=[aodAOD])|(?<=[acd])(?=[AOD])|(?<=[sSACUac])(?=U)")


def unbroken(content: str) -> str:
    """Keep words on one line."""
    return WORD_JOINER.join(content)


def wrap(content: Text, width: int) -> list[Text]:
    """Divide a text into lines of at most `width` cells, without the blanks at their ends."""
    lines = content.split(allow_blank=True) if "\n" in content.plain else [content]
    parts = [part for line in lines for part in line.divide(breaks(line.plain, width))]
    for part in parts:
        part.rstrip()
    return parts


def extent(text: str) -> tuple[int, int]:
    """Return the width of the widest piece of a text that stays together, and of its longest line, in cells."""
    lines = text.split("\n")
    widest = max(cell_len(piece.rstrip()) for line in lines for piece in _pieces(line))
    return widest, max(map(cell_len, lines))


def column_width(content: Text, most: int) -> int:
    """Return the width of a column for a text: that of its longest line, or of its widest piece if that is too wide."""
    widest, longest = extent(content.plain)
    return longest if longest <= most else widest


def breaks(line: str, width: int) -> Iterator[int]:
    """Yield the offsets that divide a line into parts of at most `width` cells, not counting blanks at their ends."""
    if cell_len(line.rstrip()) <= width:
        return
    start = used = 0
    for piece in _pieces(line):
        needed = cell_len(piece.rstrip())
        if used and used + needed > width:
            yield start
            used = 0
        # A piece that is wider than the line is cut between characters.
        for part in piece if needed > width else (piece,):
            if used and used + cell_len(part.rstrip()) > width:
                yield start
                used = 0
            used += cell_len(part)
            start += len(part)


def _pieces(line: str) -> Iterator[str]:
    """Yield the pieces of a line between which it may break; one empty piece for an empty line."""
    ends = (found.start() for found in _BREAK.finditer("".join(map(_kind, line))))
    for start, end in pairwise((0, *ends, len(line))):
        yield line[start:end]


@cache
def _kind(char: str) -> str:
    """Return the letter for how a character breaks, a capital if it is wide; see `_BREAK`."""
    if char == WORD_JOINER:
        return "j"
    kind = "c" if char in _CLOSING else "o" if char in _OPENING else "u" if char in _UNITS else "a"
    kind = "s" if char.isspace() or char == WORD_BREAK else "d" if char.isdigit() else kind
    return kind.upper() if cell_len(char) > 1 else kind
