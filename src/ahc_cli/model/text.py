"""Text: folded for matching, inert for a terminal, measured, and broken into lines."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from pkgutil import get_data

from ahc_cli.errors import UsageError
from ahc_cli.messages import _

# Chinese characters (CJK ideographs), as the content of a class in a pattern.
HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
MAX_QUERY = 10_000  # characters


def data_text(path: str) -> str:
    """Return a text file of the package, whatever its lines end with."""
    return (get_data("ahc_cli", path) or b"").decode().replace("\r\n", "\n")


@cache
def rows(file: str, section: str) -> list[tuple[str, str]]:
    """Return the rows of a section of a data file beside this module, as pairs.

    A row is `name = value`; a line that begins with `#` is a comment.
    """
    text = data_text(f"model/{file}")
    lines = text.partition(f"[{section}]\n")[2].partition("\n[")[0].splitlines()
    parts = [line.partition(" = ") for line in lines if not line.startswith("#")]
    return [(name, value) for name, equals, value in parts if equals]


class _Fold(dict[int, str]):
    """Code point → its folded form, computed on first use."""

    def __missing__(self, code: int) -> str:
        import unicodedata  # ASCII needs none of it

        decomposed = unicodedata.normalize("NFKD", chr(code)).casefold()
        bare = "".join(c for c in decomposed if not "\u0300" <= c <= "\u036f")
        folded = self[code] = unicodedata.normalize("NFKC", bare).translate(simplified())
        return folded


_FOLD = _Fold()


@cache
def simplified() -> dict[int, int]:
    """Traditional characters → Simplified ones, one for one; see scripts/make_simplified.py."""
    traditional, simplified, _rest = data_text("model/simplified.txt").split("\n")
    return str.maketrans(traditional, simplified)


def fold(text: str) -> str:
    """Fold a text for comparison: NFKC, lower case, no accents, Simplified characters.

    Each character is folded by itself, so that `unfold` can map positions back.

    >>> fold("Ｄémocratie ①"), fold("聯合國")
    ('democratie 1', '联合国')
    """
    return text.lower() if text.isascii() else text.translate(_FOLD)


def unfold(text: str, start: int, end: int) -> tuple[int, int]:
    """Map a span of the folded text, in code points, to a span of the text itself.

    The span includes the accents behind its last letter.
    """
    if text.isascii():
        return start, end
    ends = _ends(text)
    return bisect_right(ends, start), bisect_right(ends, ends[bisect_left(ends, end)])


@lru_cache(maxsize=4)
def _ends(text: str) -> list[int]:
    """Where the folded form of each character ends in the folded text."""
    return list(accumulate(len(_FOLD[ord(char)]) for char in text))


# A number up to the 99th after 第, not cut out of a longer one.
_NUMBERED = "第([0-9]+|[一二三四五六七八九十]+)(?![0-9〇零一二三四五六七八九十百千])"


def swap_numerals(text: str) -> str:
    """Write the Chinese ordinals of a text, up to the 99th, in the other numerals.

    >>> swap_numerals("第42条"), swap_numerals("第四十二条")
    ('第四十二条', '第42条')
    """
    return re.sub(_NUMBERED, _swapped, text)


def _swapped(ordinal: re.Match[str]) -> str:
    return "第" + _numerals().get(ordinal[1], ordinal[1])


@cache
def _numerals() -> dict[str, str]:
    """The numbers from 1 to 99, digits → Chinese numerals and back."""
    tens = ("", "十", *(f"{digit}十" for digit in "二三四五六七八九"))
    chinese = [ten + digit for ten in tens for digit in ("", *"一二三四五六七八九")]
    to_chinese = {str(number): chinese[number] for number in range(1, 100)}
    return to_chinese | {numeral: number for number, numeral in to_chinese.items()}


@lru_cache(1000)  # a long line repeats phrases
def canonical(text: str) -> str:
    """Fold a name or phrase to the one form that an index has of it.

    Hyphens and marks are blanks, Latin words are in the singular and without a possessive, ordinals
    are in digits, "St." and "&" are words; the symbol of a resolution is its number.

    >>> canonical("Fourth Sessions"), canonical("第二十四条"), canonical("《公约》, blower’s")
    ('4th session', '第24条', '公约blower')
    >>> canonical("St. Kitts & Nevis")
    'saint kitt and nevis'
    >>> canonical("A/RES/74/247"), canonical("resolution 74/247"), canonical("第74/247号决议")
    ('74/247', '74/247', '74/247')
    """
    folded = fold(text).strip()
    if "/" in folded and (resolution := re.fullmatch(_RESOLUTION, folded)):
        return resolution[1]
    if "第" in folded:
        folded = re.sub(_NUMBERED, _in_digits, folded)
    if not folded.replace(" ", "").isalnum():
        folded = re.sub(_MARKS, " ", folded)
    phrase = " ".join(filter(None, map(_singular, folded.split())))
    if phrase.isascii() or " " not in phrase:
        return phrase
    return re.sub(f" ?([{HAN}]+) ?", r"\1", phrase)


_RESOLUTION = r"(?:a/res/|resolution |(?:联合国)?(?:大会|联大)?(?:决议)?第?)(\d+/\d+)(?:号决议|号)?"
_MARKS = r"[^\w./&+@'’]"
_SPELLED = {
    "&": "and",
    "st": "saint",
    "first": "1st",
    "second": "2nd",
    "third": "3rd",
    "fourth": "4th",
    "fifth": "5th",
    "sixth": "6th",
    "seventh": "7th",
}
# The first that a plural ends in is replaced.
_PLURALS = {"ies": "y", "sses": "ss", "xes": "x", "ches": "ch", "shes": "sh", "s": ""}


def _in_digits(ordinal: re.Match[str]) -> str:
    return ordinal[0] if ordinal[1].isdecimal() else _swapped(ordinal)


@lru_cache(maxsize=4096)
def _singular(word: str) -> str:
    word = word.lstrip("'’").rstrip("'’.").replace("’", "'").removesuffix("'s")
    # Not gas, process, virus, or analysis.
    if word.endswith("s") and word.isascii() and re.fullmatch(".{2,}[^sui]s", word):
        ending = next(ending for ending in _PLURALS if word.endswith(ending))
        return word.removesuffix(ending) + _PLURALS[ending]
    return _SPELLED.get(word, word)


def is_han(char: str) -> bool:
    """Whether a character is a CJK ideograph, and so a word by itself."""
    return re.fullmatch(f"[{HAN}]", char) is not None


# What a terminal acts upon: controls, bidi controls, line separators, interlinear marks, tags,
# surrogates. Line feeds are not in it, because some formats keep them.
_ACTIVE = (
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
    r"\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def inert(text: str, *, lines: bool = False) -> str:
    """Replace everything a terminal would act upon by a visible mark.

    Line feeds are replaced too, unless `lines` allows them.
    """
    if text.isprintable():
        return text
    single_spaced = text.replace("\t", " ").replace("\r", r"\x0d")
    marked = re.sub(_ACTIVE, lambda char: ascii(char[0])[1:-1], single_spaced)
    return marked if lines else marked.replace("\n", "\\n")


def inert_plain(text: str) -> str:
    """Replace everything a terminal would act upon, but for line ends, by U+FFFD.

    Some formats have no other mark.
    """
    if text.isprintable():
        return text
    return re.sub(_ACTIVE, "\ufffd", text.replace("\t", " ").replace("\r\n", "\n"))


def inert_json(text: str) -> str:
    """Escape everything a terminal would act upon in a JSON text; its meaning stays the same."""

    def escaped(char: re.Match[str]) -> str:
        units = char[0].encode("utf-16-be", "surrogatepass").hex(" ", 2).split()
        return "".join(f"\\u{unit}" for unit in units)

    return re.sub(_ACTIVE, escaped, text)


def check_length(text: str, most: int = MAX_QUERY) -> None:
    """Raise UsageError for a text that is too long."""
    if len(text) > most:
        raise UsageError(
            _("{n} characters are too many; give at most {most}", n=len(text), most=most)
        )


def shorten(text: str, limit: int = 300) -> str:
    """Cut the middle out of a text of more than `limit` characters."""
    half = limit // 2
    return text if len(text) <= limit else f"{text[:half]} … {text[-half:]}"


def width(text: str) -> int:
    """Cells that a text takes at a terminal: two for a wide character, none for a combining one."""
    return len(text) if text.isascii() else _width(text)


@lru_cache(maxsize=4096)
def _width(text: str) -> int:
    text = text.replace(WORD_JOINER, "").replace(WORD_BREAK, "")
    if text.isascii():
        return len(text)
    from rich.cells import cell_len  # imported only where something is drawn

    return cell_len(text)


# These stand between two characters, without a width, where no line may break, and where one may.
# No text has them.
WORD_JOINER = "\U000e0ffe"
WORD_BREAK = "\U000e0fff"

# Parts of a class of characters: wide ones, marks that start no line, those that end none, and
# units, which stay with the number before them.
WIDE = "ᄀ-ᅟ⺀-⿿、-〾ぁ-꓏가-힣豈-﫿︰-﹏！-｠￠-￦\U0001f300-\U0001faff\U00020000-\U0003fffd"
_CLOSING = r"，。、；：？！）》」』】”’…—–,.;:!?)\]%"
_OPENING = r"（《「『【“‘(\["
_UNITS = "年月日条届次号章份"
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_BLANK = rf"\s{WORD_BREAK}\u200b"
_JOINER = f"{WORD_JOINER}\u2060"
# Where a line may break: after a blank or a wide character, but not within a date, before a wide
# character, and before a unit without a number. A dot between blanks goes with what is behind it,
# one in a name with what is before. It is compiled when a line is first broken, because that takes
# 5 ms.
_BREAK = rf"""(?sx)
    (?<=.)(?=.)(?<![{_OPENING}{_JOINER}])(?<!·[ ])
    (?<![0-9][ ](?=(?:{_MONTHS})\b))(?<!(?:{_MONTHS})[ ](?=\d{{4}}\b))
    (?: (?<=[{_BLANK}{WIDE}]) (?![{_BLANK}{_CLOSING}{_UNITS}{_JOINER}])(?<![{WIDE}](?=·))
          (?<![年月](?=\d{{1,2}}[月日]))
      | (?=[{WIDE}])          (?![{_CLOSING}{_UNITS}])
      | (?<!\d)(?=[{_UNITS}]) )
"""
# Or what has none, at once.
_BREAK_OR_RUN = rf"{_BREAK}|[^{_BLANK}{WIDE}{_UNITS}]+"


def breaks(line: str, most: int, hang: int = 0) -> Iterator[int]:
    """Yield the offsets that divide a line into parts of at most some cells.

    All parts but the first are narrower by `hang`. Blanks at the ends of parts are not counted.
    Latin breaks between words, Chinese between characters.
    """
    if width(line.rstrip()) <= most:
        return
    start = used = 0
    room = max(1, most - hang)
    for piece in _narrow_pieces(line, room):
        needed = width(piece.rstrip())
        if needed > room:
            cut = 0
            for cut in _cuts(piece, most - used, room):
                yield start + cut
                used = hang
            used += width(piece[cut:])
        else:
            if used + needed > most:
                yield start
                used = hang
            used += width(piece)
        start += len(piece)


def _narrow_pieces(line: str, most: int) -> Iterator[str]:
    """Yield the pieces of a line; one that is wider than `most` cells word by word."""
    for piece in pieces(line):
        is_narrow = width(piece.rstrip()) <= most
        yield from (piece,) if is_narrow else re.findall(r"\S+\s*|\s+", piece)


def _cuts(word: str, room: int, most: int) -> Iterator[int]:
    """Yield the offsets that divide a word into parts of at most `most` cells, the first of `room`.

    A part has at least one character, but for the first where another line has more room.
    """
    ends = list(accumulate(map(_width, word.rstrip())))
    cut = -1 if room < most else 0
    while ends[-1] > room:
        cut = max(cut + 1, bisect_right(ends, room))
        yield cut
        room = most + (ends[cut - 1] if cut else 0)


def pieces(line: str) -> Iterator[str]:
    """Yield the pieces of a line between which it may break; one empty piece for an empty line."""
    ends = (match.start() for match in re.finditer(_BREAK_OR_RUN, line) if not match[0])
    for start, end in pairwise((0, *ends, len(line))):
        yield line[start:end]
