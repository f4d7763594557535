"""Dates and names as a person writes them, in both languages."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from ahc_cli.dates import Date, Precision, parse
from ahc_cli.labels import label
from ahc_cli.models import Counted, Event, Lang, Table
from ahc_cli.vocabulary import Vocabulary

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_OPEN = {"en": "…", "zh": "……"}
COMMA = {"en": ", ", "zh": "、"}
CLAUSE = {"en": ", ", "zh": "，"}
COLON = {"en": ": ", "zh": "："}
# Before a title: how it stands with an event that did not simply happen.
MARKS = {"scheduled": "○", "postponed": "↷", "cancelled": "×"}
# What people and things are counted by in Chinese.
_COUNTED_BY = {"states": "个", "organizations": "个", "participants": "名"}


@lru_cache(maxsize=4096)
def date_in_year(text: str, lang: Lang) -> str:
    """An EDTF date below a heading that gives its year: `28 Feb – 11 Mar`, `2月28日–3月11日`."""
    span = parse(text)
    year = span.start.year if span.start else None
    return _written(span, lang, known_year=year)


@lru_cache(maxsize=4096)
def date_in_full(text: str, lang: Lang) -> str:
    """An EDTF date with its year: `28 Feb – 11 Mar 2022`, `2022年2月28日–3月11日`."""
    return _written(parse(text), lang, known_year=None)


MEETINGS = ("session", "consultation")
# What takes as long as its date says; anything else with an interval happened on a day in it that is not known.
LASTING = (*MEETINGS, "signature")


def of_event(event: Event, lang: Lang) -> str:
    """The date of an event in full; of a window that it lies in somewhere, `between A and B`."""
    if not _is_window(event):
        return date_in_full(event.date, lang)
    first, last = (date_in_full(part, lang) for part in event.date.split("/"))
    return f"between {first} and {last}" if lang == "en" else f"{first}至{last}之间"


def of_event_short(event: Event, lang: Lang, *, in_year: bool) -> str:
    """The date of an event in a list, below a heading of its year or in full; a window ends with a `?`."""
    said = (date_in_year if in_year else date_in_full)(event.date, lang)
    return f"{said} ?" if _is_window(event) else said


def _is_window(event: Event) -> bool:
    return event.kind not in LASTING and "/" in event.date and ".." not in event.date and event.start != event.end


def _written(span: Date, lang: Lang, known_year: int | None) -> str:
    first_text, _, last_text = span.text.partition("/")
    first = (span.start, _precision(first_text)) if span.start else None
    if last_text in ("", first_text):
        return _point(first, lang, known_year) or ("in the year" if lang == "en" else "年内")
    last = (span.end, _precision(last_text)) if span.end else None
    if first is None or last is None:
        return f"{_point(first, lang, None)} – {_point(last, lang, None)}"
    if lang == "zh":
        start = _point(first, lang, known_year) or f"{first[0].year}年"
        return f"{start}–{_last_zh(first, last)}"
    same_year = first[0].year == last[0].year
    end = _point(last, lang, known_year if same_year else None)
    same_month = same_year and first[0].month == last[0].month and first[1] == last[1] == "day"
    start = str(first[0].day) if same_month else _point(first, lang, first[0].year if same_year else known_year)
    return f"{start or first[0].year} – {end or last[0].year}"


def _last_zh(first: tuple[date, Precision], last: tuple[date, Precision]) -> str:
    """The end of an interval, without what it shares with the beginning."""
    day, precision = last
    if precision == "year" or day.year != first[0].year:
        return _point(last, "zh", None)
    if precision == "day" and day.month == first[0].month and first[1] == "day":
        return f"{day.day}日"
    return _point(last, "zh", day.year)


def _point(period: tuple[date, Precision] | None, lang: Lang, known_year: int | None) -> str:
    if period is None:
        return _OPEN[lang]
    day, precision = period
    with_year = day.year != known_year
    if lang == "zh":
        parts = (f"{day.year}年" if with_year else "", f"{day.month}月", f"{day.day}日")
        return "".join(parts[: {"year": 1, "month": 2, "day": 3}[precision]])
    parts = (str(day.year) if with_year else "", _MONTHS[day.month - 1], str(day.day))
    return " ".join(part for part in reversed(parts[: {"year": 1, "month": 2, "day": 3}[precision]]) if part)


def _precision(text: str) -> Precision:
    return "day" if text.count("-") == 2 else "month" if "-" in text else "year"  # noqa: PLR2004 - two hyphens


def named(vocabulary: Vocabulary, table: Table, ids: Iterable[str], lang: Lang) -> str:
    """What some ids of a table are called, one after the other."""
    return COMMA[lang].join(vocabulary.label(table, id_, lang) for id_ in ids)


def title(event: Event, lang: Lang) -> str:
    """The title, marked and followed by the status if the event did not simply happen."""
    said = event.title.lang(lang)
    mark = MARKS.get(str(event.status))
    return f"{mark} {said}{bracketed(label(str(event.status), lang), lang)}" if mark else said


def attended(count: int, of: Counted, lang: Lang, *, at_least: bool) -> str:
    """How many attended.

    >>> attended(150, "states", "en", at_least=True)
    'at least 150 states'
    """
    if lang == "en":
        return f"{'at least ' if at_least else ''}{count} {label(of, lang)}"
    return f"{'至少' if at_least else ''}{count}{_COUNTED_BY[of]}{label(of, lang)}"


def bracketed(words: str, lang: Lang) -> str:
    """Words in brackets, to stand behind others.

    >>> bracketed("scheduled", "en")
    ' (scheduled)'
    """
    return f" ({words})" if lang == "en" else f"（{words}）"
