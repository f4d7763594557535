"""Text that wraps as its script does: Latin between words, Chinese between characters.

Rich breaks lines only at blanks, so that Chinese after a blank would start a new line, and so could Chinese marks.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions
from rich.containers import Lines
from rich.measure import Measurement
from rich.segment import Segment
from rich.text import Text

# Stands between two characters, without a width, where no line may break.
WORD_JOINER = "\u2060"

# Marks that start no line, marks that end no line, and units that stay with the number before them.
_CLOSING = frozenset("，。、；：！？）》」』】”’…—–·,.;:!?)]%")
_OPENING = frozenset("（《「『【“‘([")
_UNITS = frozenset("年月日条届次号章份")
# A line may break after a blank or a wide character, before a wide character, and before a unit without a number.
_BREAK = re.compile(r"(?<=[sSACUD])(?=[aodAOD])|(?<=[acd])(?=[AOD])|(?<=[sSACUac])(?=U)")


class WrappedText(Text):
    """A Rich text with line breaks of our own."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterable[Segment]:
        if options.no_wrap:
            return super().__rich_console__(console, options)
        lines = Lines()
        for line in self.split(allow_blank=True):
            lines.extend(line.divide(breaks(line.plain, options.max_width)))
        return Text("\n").join(lines).render(console, end="\n")

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement(*extent(self.plain))


def extent(text: str) -> tuple[int, int]:
    """Return the width of the widest piece of a text that stays together, and of its longest line, in cells."""
    lines = text.split("\n")
    widest = max(cell_len(piece.rstrip()) for line in lines for piece in _pieces(line))
    return widest, max(map(cell_len, lines))


def breaks(line: str, width: int) -> Iterator[int]:
    """Yield the offsets that divide a line into parts of at most `width` cells, not counting blanks at their ends."""
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
    kind = "s" if char.isspace() else "d" if char.isdigit() else kind
    return kind.upper() if cell_len(char) > 1 else kind
