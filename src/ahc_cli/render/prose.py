"""Text that wraps as its script does: Latin between words, Chinese between characters.

Rich breaks lines only at blanks, so that a Chinese sentence after one begins a new line, and its punctuation
may begin one too. A text may have millions of characters: whatever is done for each of them is done by `translate`
and by expressions over the kinds of characters, of which there are few.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, chain

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions
from rich.measure import Measurement
from rich.segment import Segment
from rich.text import Text

_WIDE = 2
# What does not begin a line, and what does not end one.
_CLOSING = frozenset("，。、；：！？）》」』】”’…—–·,.;:!?)]%")
_COUNTED = frozenset("年月日条届次号章份")
_OPENING = frozenset("（《「『【“‘([")
# Stands between two characters, without a width, where a line is not to be broken.
WORD_JOINER = "\u2060"


class _Kinds(dict[int, str]):
    """Code point → the letter of its kind, a capital if it is wide. Worked out when first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        cells = cell_len(char)
        if not cells:
            kind = "j" if char == WORD_JOINER else "z"
        elif char.isspace():
            kind = "s"
        elif char in _CLOSING:
            kind = "c"
        elif char in _OPENING:
            kind = "o"
        elif char in _COUNTED:
            kind = "n"
        else:
            kind = "d" if char.isdigit() else "a"
        shown = self[code] = kind.upper() if cells == _WIDE else kind
        return shown


_KINDS = _Kinds()
# The second cell of what is wide; then the letters of a text are as many as its cells.
_SECOND = {"A": "w", "C": "w", "N": "w", "O": "p", "D": "x", "S": "b"}
_DOUBLED = str.maketrans({first: first + second for first, second in _SECOND.items()})
_SECONDS = "".join(sorted({*_SECOND.values()}))
# Where a line may end; in ASCII, where Rich has it.
_BREAK = r"(?:(?<=[sSACNDwxb])(?=[aodzAOD])|(?<=[sSACNwbacz])(?=N)|(?<=[acdz])(?=[AOD])|\Z)"
_BLANK = r"(?:(?<=s)(?=[^s])|\Z)"
# Within narrow letters there is no break: a run of them is passed at once.
_PIECE = "(?:[acdjoz]++|.).*?"


@lru_cache(maxsize=512)
def _fitting(width: int, ending: str, lines: str = "") -> re.Pattern[str]:
    """As many pieces as fit a width, which the blanks at their end may exceed."""
    return re.compile(rf"(?:.{{1,{width}}}[sSb]*+{ending}){lines}")


@lru_cache(maxsize=4)
def _cells(line: str) -> str:
    """A letter for each cell of a line, none of it for one with characters that have no width."""
    kinds = line.translate(_KINDS)
    if "z" in kinds or "j" in kinds:
        return ""
    return kinds if kinds.islower() else kinds.translate(_DOUBLED)


def _pieces(line: str) -> Iterator[tuple[int, int, int]]:
    """The pieces of a line that stay together: (end, width, width without the blanks at its end)."""
    start = 0
    for match in re.finditer(_PIECE + _BREAK, line.translate(_KINDS)):
        piece = line[start : match.end()]
        start = match.end()
        yield start, cell_len(piece), cell_len(piece.rstrip())


def breaks(line: str, width: int) -> Iterator[int]:
    """Where a line is divided so that no part is wider than `width`; what is wider by itself is cut."""
    cells = _cells(line)
    if line.isascii():
        # As Rich has it, the blanks before the first word are of it.
        lead = len(cells) - len(cells.lstrip("s"))
        yield from _fast_breaks("a" * lead + cells[lead:], width, _BLANK) if lead < len(cells) else ()
        return
    if not cells or width < _WIDE:
        yield from _measured_breaks(line, width)
        return
    at = start = 0
    for end in _fast_breaks(cells, width, _BREAK):
        at += end - start - sum(cells.count(second, start, end) for second in _SECONDS)
        start = end
        yield at


def _fast_breaks(cells: str, width: int, ending: str) -> Iterator[int]:
    """The same of a line as its cells, by lines rather than by pieces."""
    fitting, piece = _fitting(width, ending), re.compile(_PIECE + ending)
    begin = end = 0
    while end < len(cells):
        if end:
            yield end
        begin = end
        if fits := fitting.match(cells, end):
            end = fits.end()
            continue
        whole = piece.match(cells, end)
        after = whole.end() if whole else len(cells)
        while (cut := begin + width) < after:
            cut -= cells[cut] in _SECONDS
            yield cut
            begin = cut
        end = after
        rest = begin + width - end
        if rest > 0 and (fits := _fitting(rest, ending).match(cells, end)):
            end = fits.end()


def _measured_breaks(line: str, width: int) -> Iterator[int]:
    """The same by measuring, where a character may have no width of its own."""
    start = used = 0
    for end, whole, bare in _pieces(line):
        if used and used + bare > width:
            yield start
            used = 0
        if bare > width:
            for at in range(start, end):
                cells = cell_len(line[at])
                if used and used + cells > width:
                    yield at
                    used = 0
                used += cells
        else:
            used += whole
        start = end


@lru_cache(maxsize=4)
def extent(line: str) -> tuple[int, int]:
    """The width of the widest piece of a line, and of the line."""
    cells = _cells(line)
    if not cells:
        return max((bare for _, _, bare in _pieces(line)), default=0), cell_len(line)
    piece = re.compile(_PIECE + _BREAK)
    widest, at = 1, 0
    while at < len(cells):
        if many := _fitting(widest, _BREAK, "{1,1000}+").match(cells, at):
            at = many.end()
        elif wider := piece.match(cells, at):
            widest = len(wider[0].rstrip("sSb"))
            at = wider.end()
    return (widest if cells.strip("sSb") else 0), len(cells)


class Prose(Text):
    """A Rich text with breaks of our own."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        """The segments of one line after the other; Rich makes a text of each, and one of all of them again."""
        justify = self.justify or options.justify
        if self.no_wrap or options.no_wrap:
            yield from super().__rich_console__(console, options)
            return
        base = console.get_style(self.style, default="")
        runs = [*self.render(console)] if self.spans else [Segment(self.plain, base)]
        ends, run = [*accumulate(len(segment.text) for segment in runs)], 0
        for start, end in _lines(self.plain, options.max_width, bare=justify == "right"):
            if justify == "right":
                yield Segment(" " * (options.max_width - cell_len(self.plain[start:end])), base)
            at = start
            while at < end:
                while ends[run] <= at:
                    run += 1
                part = self.plain[at : min(end, ends[run])]
                at += len(part)
                yield Segment(part, runs[run].style)
            yield Segment.line()

    def __rich_measure__(self, console: Console, options: object) -> Measurement:
        found = [extent(line) for line in self.plain.splitlines()]
        longest = max((length for _, length in found), default=0)
        return Measurement(longest if self.no_wrap else max((w for w, _ in found), default=0), longest)


def _lines(text: str, width: int, *, bare: bool) -> Iterator[tuple[int, int]]:
    """Where the lines of a text begin and end, without the blanks at their ends that no width is left for, or any."""
    start = 0
    for line in text.split("\n"):
        begin = 0
        for end in chain(breaks(line, width), (len(line),)):
            least = len(line[begin:end].rstrip())
            yield start + begin, start + min(end, begin + (least if bare else max(least, width)))
            begin = end
        start += len(line) + 1
