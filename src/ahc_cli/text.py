"""Folding text for matching, and making it inert for a terminal."""

import re
import unicodedata
from array import array
from collections.abc import Callable, Sequence
from functools import cache, lru_cache

_ACCENTS = range(0x300, 0x370)


class _Fold(dict[int, str]):
    """Code point → its folded form, worked out when first met."""

    def __missing__(self, code: int) -> str:
        apart = unicodedata.normalize("NFKD", chr(code)).casefold()
        bare = "".join(c for c in apart if ord(c) not in _ACCENTS)
        folded = self[code] = unicodedata.normalize("NFKC", bare)
        return folded


_FOLD = _Fold()
_WIDE = "，：；（）！？"


@cache
def _plain() -> re.Pattern[str]:
    """What most texts are: nothing but case and wide marks to fold, which is done the faster way."""
    return re.compile(rf"[\x00-\x7f\u3400-\u9fff、。《》“”‘’·–—{_WIDE}]*")


def fold(text: str) -> str:
    """The form in which texts are compared: NFKC, casefold, accents off.

    Each character is folded by itself, so that places in the result lead back to the text.

    >>> fold("Ｄémocratie ①")
    'democratie 1'
    """
    if text.isascii():
        return text.lower()
    if not _plain().fullmatch(text):
        return text.translate(_FOLD)
    folded = text.lower()
    for mark in _WIDE:
        folded = folded.replace(mark, _FOLD[ord(mark)])
    return folded


def unfolded(text: str, start: int, end: int) -> tuple[int, int]:
    """A place in the folded text as the place in the text itself, both in code points.

    Marks that folding took off stay with the letter before them.
    """
    if text.isascii():
        return start, end
    origin = _origins(text)
    first, last = origin[start], origin[end - 1] + 1
    while last < len(text) and not _FOLD[ord(text[last])]:
        last += 1
    return first, last


@lru_cache(maxsize=4)
def _origins(text: str) -> Sequence[int]:
    """For each character of the folded text, which one of the text it comes from."""
    return array("I", (i for i, char in enumerate(text) for _ in _FOLD[ord(char)]))


def respelled(text: str) -> str:
    """A text with its Chinese ordinals, up to the 99th, in the other numerals: each is written in both.

    >>> respelled("第42条"), respelled("第四十二条")
    ('第四十二条', '第42条')
    """
    return _ordinal().sub(lambda found: "第" + _twins().get(found[1], found[1]), text) if "第" in text else text


@cache
def _ordinal() -> re.Pattern[str]:
    return re.compile(r"第([0-9]+|[一二三四五六七八九十]+)(?![0-9〇零一二三四五六七八九十百千])")


@cache
def _twins() -> dict[str, str]:
    """The numbers from 1 to 99 in digits and in Chinese numerals, each leading to the other."""
    digits = ("", *"一二三四五六七八九")
    tens = ("", "十", *(f"{digit}十" for digit in digits[2:]))
    pairs = [(str(number), tens[number // 10] + digits[number % 10]) for number in range(1, 100)]
    return dict(pairs) | {chinese: number for number, chinese in pairs}


def is_han(char: str) -> bool:
    """Whether a character is a CJK ideograph, and so a word by itself."""
    return "\u3400" <= char <= "\u9fff" or "\U00020000" <= char <= "\U0003ffff" or "\uf900" <= char <= "\ufaff"


def is_word(char: str) -> bool:
    """Whether a character continues a word of letters or digits (Chinese words have no such border)."""
    return char.isalnum() and not is_han(char)


# What a terminal would act upon: controls, bidi controls, line separators, interlinear marks, tags, surrogates.
_ACTIVE = (
    (0x00, 0x1F), (0x7F, 0x9F), (0x61C, 0x61C), (0x200E, 0x200F), (0x2028, 0x202E), (0x2066, 0x2069),
    (0xD800, 0xDFFF), (0xFFF9, 0xFFFB), (0xE0000, 0xE007F),
)  # fmt: skip


_LAST_BYTE = 0xFF


class _Marks(dict[int, str]):
    """Code point → what is shown for it: a mark if a terminal would act upon it. Worked out when first met."""

    def __init__(self, mark: Callable[[int], str], shown: dict[int, str]) -> None:
        super().__init__(shown)
        self._mark = mark

    def __missing__(self, code: int) -> str:
        active = any(first <= code <= last for first, last in _ACTIVE)
        shown = self[code] = self._mark(code) if active else chr(code)
        return shown


def _visible(code: int) -> str:
    return f"\\x{code:02x}" if code <= _LAST_BYTE else ascii(chr(code))[1:-1]


def _escape(code: int) -> str:
    """A code point as JSON escapes it: UTF-16 units, `\\uXXXX` each."""
    units = chr(code).encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


_LINE = _Marks(_visible, {0x09: " ", 0x0A: "\\n"})
_LINES = _Marks(_visible, {0x09: " ", 0x0A: "\n"})
_JSON = _Marks(_escape, {0x0A: "\n"})
_REPLACED = _Marks(lambda _: "\ufffd", {0x09: " ", 0x0A: "\n"})


def inert(text: str, *, lines: bool = False) -> str:
    r"""The text with everything a terminal would act upon as a visible mark.

    A line feed is a mark too, unless `lines` says that the text may have several.

    >>> inert("a\x1b[31mb")
    'a\\x1b[31mb'
    """
    if text.isprintable():
        return text
    return text.translate(_LINES if lines else _LINE)


def replaced(text: str) -> str:
    """The text with U+FFFD for everything a terminal would act upon; for formats that have no other mark.

    >>> replaced("a" + chr(0x1B) + "[31mb")
    'a�[31mb'
    """
    return text if text.isprintable() else text.translate(_REPLACED)


def inert_json(text: str) -> str:
    """JSON text with what a terminal would act upon as escapes, which mean the same to a JSON parser.

    >>> inert_json('"' + chr(0x202E) + '"')
    '"\\\\u202e"'
    """
    return text.translate(_JSON)


def cut(text: str, most: int = 300) -> str:
    """A text of bearable length, its beginning and end kept."""
    return text if len(text) <= most else f"{text[: most // 2]} … {text[-(most // 2) :]}"


def count_of(number: int, noun: str) -> str:
    """A number of things.

    >>> count_of(2, "event")
    '2 events'
    """
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number} {noun if number == 1 else plural}"


def width(text: str) -> int:
    """How many cells of a terminal the text takes: two for a wide character, none for a combining one."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
