"""Text that wraps as its script does: Latin between words, Chinese between characters.

Rich breaks lines only at blanks, so that a Chinese sentence after one begins a new line, and its punctuation
may begin one too.
"""

from rich.cells import cell_len
from rich.console import Console, JustifyMethod, OverflowMethod
from rich.containers import Lines
from rich.measure import Measurement
from rich.text import Text

_WIDE = 2
# What does not begin a line, and what does not end one.
_CLOSING = frozenset("，。、；：！？）》」』】”’…—·,.;:!?)]%")
_COUNTED = frozenset("年月日条届次号章份")
_OPENING = frozenset("（《「『【“‘([")


def pieces(line: str) -> list[tuple[int, int, int]]:
    """The pieces of a line that stay together: (end, width, width without the blanks at its end)."""
    found: list[tuple[int, int, int]] = []
    start = 0
    for at in range(1, len(line) + 1):
        if at == len(line) or _may_break(line[at - 1], line[at]):
            piece = line[start:at]
            found.append((at, cell_len(piece), cell_len(piece.rstrip())))
            start = at
    return found


def breaks(line: str, width: int) -> list[int]:
    """Where a line is divided so that no part is wider than `width`; what is wider by itself is cut."""
    offsets: list[int] = []
    start = used = 0
    for end, whole, bare in pieces(line):
        if used and used + bare > width:
            offsets.append(start)
            used = 0
        if bare > width:
            for at in range(start, end):
                cells = cell_len(line[at])
                if used and used + cells > width:
                    offsets.append(at)
                    used = 0
                used += cells
        else:
            used += whole
        start = end
    return offsets


def _may_break(before: str, after: str) -> bool:
    """Whether a line may end between two characters."""
    if after.isspace() or after in _CLOSING or before in _OPENING or (before.isdigit() and after in _COUNTED):
        return False
    return before.isspace() or cell_len(before) == _WIDE or cell_len(after) == _WIDE


class Prose(Text):
    """A Rich text with breaks of our own."""

    def wrap(  # noqa: PLR0913 - the signature of Rich
        self,
        console: Console,
        width: int,
        *,
        justify: JustifyMethod | None = None,
        overflow: OverflowMethod | None = None,
        tab_size: int = 8,
        no_wrap: bool | None = None,
    ) -> Lines:
        if no_wrap or self.no_wrap or str(self).isascii():
            return super().wrap(console, width, justify=justify, overflow=overflow, tab_size=tab_size, no_wrap=no_wrap)
        lines = Lines()
        for line in self.split(allow_blank=True):
            for part in line.divide(breaks(line.plain, width)):
                part.rstrip_end(width)
                lines.append(part)
        if justify == "right":
            lines.justify(console, width, justify="right", overflow="fold")
        return lines

    def __rich_measure__(self, console: Console, options: object) -> Measurement:
        plain = self.plain
        longest = max((cell_len(line) for line in plain.splitlines()), default=0)
        widest = (
            longest if self.no_wrap else max((p[2] for line in plain.splitlines() for p in pieces(line)), default=0)
        )
        return Measurement(widest, longest)
