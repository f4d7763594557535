"""Folding text for matching, and making it inert for a terminal."""

import re
import unicodedata
from array import array
from collections.abc import Callable, Sequence
from functools import cache, lru_cache

_ACCENTS = range(0x300, 0x370)


class _Fold(dict[int, str]):
    """Code point → its folded form, computed on first use."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFKD", chr(code)).casefold()
        bare = "".join(c for c in decomposed if ord(c) not in _ACCENTS)
        folded = self[code] = unicodedata.normalize("NFKC", bare)
        return folded


_FOLD = _Fold()
_WIDE = "，：；（）！？"


@cache
def _simple() -> re.Pattern[str]:
    """Texts in which only case and full-width marks change; most do, and folding them is faster."""
    return re.compile(rf"[\x00-\x7f\u3400-\u9fff、。《》“”‘’·–—{_WIDE}]*")


def fold(text: str) -> str:
    """Fold a text for comparison: NFKC, case folded, accents removed.

    Each character is folded by itself, so that `unfold` can map positions back.

    >>> fold("Ｄémocratie ①")
    'democratie 1'
    """
    if text.isascii():
        return text.lower()
    if not _simple().fullmatch(text):
        return text.translate(_FOLD)
    folded = text.lower()
    for mark in _WIDE:
        folded = folded.replace(mark, _FOLD[ord(mark)])
    return folded


def unfold(text: str, start: int, end: int) -> tuple[int, int]:
    """Map a span of the folded text to the text itself, in code points.

    Accents that folding removed belong to the letter before them.
    """
    if text.isascii():
        return start, end
    origins = _origins(text)
    first, last = origins[start], origins[end - 1] + 1
    while last < len(text) and not _FOLD[ord(text[last])]:
        last += 1
    return first, last


@lru_cache(maxsize=4)
def _origins(text: str) -> Sequence[int]:
    """For each character of the folded text, the index of the character it comes from."""
    return array("I", (i for i, char in enumerate(text) for _ in _FOLD[ord(char)]))


def swap_numerals(text: str) -> str:
    """Write the Chinese ordinals of a text, up to the 99th, in the other numerals.

    >>> swap_numerals("第42条"), swap_numerals("第四十二条")
    ('第四十二条', '第42条')
    """
    return _ordinal().sub(lambda found: "第" + _numerals().get(found[1], found[1]), text) if "第" in text else text


@cache
def _ordinal() -> re.Pattern[str]:
    return re.compile(r"第([0-9]+|[一二三四五六七八九十]+)(?![0-9〇零一二三四五六七八九十百千])")


@cache
def _numerals() -> dict[str, str]:
    """The numbers from 1 to 99, digits → Chinese numerals and back."""
    digits = ("", *"一二三四五六七八九")
    tens = ("", "十", *(f"{digit}十" for digit in digits[2:]))
    pairs = [(str(number), tens[number // 10] + digits[number % 10]) for number in range(1, 100)]
    return dict(pairs) | {chinese: number for number, chinese in pairs}


def is_han(char: str) -> bool:
    """Whether a character is a CJK ideograph, and so a word by itself."""
    return "\u3400" <= char <= "\u9fff" or "\U00020000" <= char <= "\U0003ffff" or "\uf900" <= char <= "\ufaff"


def is_word(char: str) -> bool:
    """Whether a character can continue a word of letters or digits; a Chinese character cannot."""
    return char.isalnum() and not is_han(char)


# What a terminal acts upon: controls, bidi controls, line separators, interlinear marks, tags, surrogates.
_ACTIVE = (
    (0x00, 0x1F), (0x7F, 0x9F), (0x61C, 0x61C), (0x200E, 0x200F), (0x2028, 0x202E), (0x2066, 0x2069),
    (0xD800, 0xDFFF), (0xFFF9, 0xFFFB), (0xE0000, 0xE007F),
)  # fmt: skip
_LAST_BYTE = 0xFF


class _Marks(dict[int, str]):
    """Code point → what to write for it, a mark if a terminal would act upon it; computed on first use."""

    def __init__(self, mark: Callable[[int], str], kept: dict[int, str]) -> None:
        super().__init__(kept)
        self._mark = mark

    def __missing__(self, code: int) -> str:
        active = any(first <= code <= last for first, last in _ACTIVE)
        shown = self[code] = self._mark(code) if active else chr(code)
        return shown


def _visible(code: int) -> str:
    return f"\\x{code:02x}" if code <= _LAST_BYTE else ascii(chr(code))[1:-1]


def _json_escape(code: int) -> str:
    """Escape a code point as JSON does: `\\uXXXX` for each UTF-16 unit."""
    units = chr(code).encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


_LINE = _Marks(_visible, {0x09: " ", 0x0A: "\\n"})
_LINES = _Marks(_visible, {0x09: " ", 0x0A: "\n"})
_JSON = _Marks(_json_escape, {0x0A: "\n"})
_REPLACEMENT = _Marks(lambda _: "\ufffd", {0x09: " ", 0x0A: "\n"})


def inert(text: str, *, lines: bool = False) -> str:
    r"""Replace everything a terminal would act upon by a visible mark.

    A line feed is replaced too, unless `lines` allows several lines.

    >>> inert("a\x1b[31mb")
    'a\\x1b[31mb'
    """
    if text.isprintable():
        return text
    return text.translate(_LINES if lines else _LINE)


def inert_plain(text: str) -> str:
    """Replace everything a terminal would act upon by U+FFFD, for formats that have no other mark.

    >>> inert_plain("a" + chr(0x1B) + "[31mb")
    'a�[31mb'
    """
    return text if text.isprintable() else text.translate(_REPLACEMENT)


def inert_json(text: str) -> str:
    """Escape everything a terminal would act upon in a JSON text; its meaning stays the same.

    >>> inert_json('"' + chr(0x202E) + '"')
    '"\\\\u202e"'
    """
    return text.translate(_JSON)


def shorten(text: str, limit: int = 300) -> str:
    """Cut the middle out of a text of more than `limit` characters."""
    return text if len(text) <= limit else f"{text[: limit // 2]} … {text[-(limit // 2) :]}"


def plural(number: int, noun: str) -> str:
    """Write a number of things.

    >>> plural(2, "event"), plural(1, "entry")
    ('2 events', '1 entry')
    """
    several = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number} {noun if number == 1 else several}"


def width(text: str) -> int:
    """Cells that a text takes at a terminal: two for a wide character, none for a combining one."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
