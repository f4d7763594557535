"""The words of the record in both languages: names of fields and values, and dates in full."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache

from ahc_cli.messages import Lang, _, spoken
from ahc_cli.model import records
from ahc_cli.model.dates import ends_of
from ahc_cli.model.records import Event, Ranges
from ahc_cli.model.text import rows, swap_numerals
from ahc_cli.model.vocabulary import Article, Chapter, Vocabulary


@cache
def labels(part: str) -> Mapping[str, tuple[str, str]]:
    """Return a part of `labels.txt`: codes, such as those of values, and their two names."""
    return {code: names.partition(" | ")[::2] for code, names in rows("labels.txt", part)}


def label(code: str, *parts: str, lang: Lang | None = None) -> str:
    """Name a code, as the first of some parts of `labels.txt` has it, in the reader's language or
    in another.

    A code that none of them has is its own name.
    """
    for part in parts or ("values",):
        if code in labels(part):
            english, chinese = labels(part)[code]
            return chinese if (lang or spoken()) == "zh" else english
    return code


def heading(name: str, *parts: str, lang: Lang | None = None) -> str:
    """Name a field or key as the heading of a column or line, such as `Kind of actor`.

    What `labels.txt` has not, such as an id, stands as it is.
    """
    parts = (*parts, "fields", "values")
    if not any(name in labels(part) for part in parts):
        return name
    words = label(name, *parts, lang=lang)
    return words[:1].upper() + words[1:]


def section(name: str) -> str:
    """Name a section of a card."""
    words = heading(name, "sections")
    return words[:1].upper() + words[1:]


_MONTHS = ["", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
MEETINGS = ("session", "consultation")
# The mark before the title of an event that has not happened.
MARKS = {"scheduled": "○", "postponed": "↷", "cancelled": "×"}


def month_name(day: date) -> str:
    """Name the month of a day in short."""
    return _end([str(day.year), str(day.month)], 1)


def date_in_full(text: str) -> str:
    """Write an EDTF date, such as `28 Feb – 11 Mar 2022`; a window is `between` two days."""
    is_window = text.startswith("[")
    ends = [period.split("-") for period in ends_of(text)]
    first, last = ends[0], ends[-1]
    if [".."] in ends:
        return " – ".join(_end(end) for end in ends)
    if first == last:
        return _end(first)
    shared = _shared(first, last)
    # What both ends share is written in English with the last one, in Chinese with the first.
    omitted = (0, shared) if spoken() == "zh" else (shared, 0)
    written = (_end(end, parts) for end, parts in zip(ends, omitted, strict=True))
    return label("window" if is_window else "span", "phrases").format(*written)


def _shared(first: Sequence[str], last: Sequence[str]) -> int:
    """Return how many parts two dates share: two days of a month two, others of a year one."""
    if first[:-1] == last[:-1]:
        return len(first) - 1
    return int(first[0] == last[0])


def _end(parts: Sequence[str], omitted: int = 0) -> str:
    """Write a year, month and day without the first parts; a year alone is always written."""
    if parts == [".."]:
        return label("open", "phrases")
    year, month, day, *_rest = *map(int, parts), 0, 0
    pattern = label("ymd"[omitted : len(parts)] or "y", "phrases")
    return pattern.format(y=year, m=month, d=day, name=_MONTHS[month])


def name_list(vocabulary: Vocabulary, ids: Iterable[str]) -> str:
    """Name actors, separated by commas."""
    return _(", ").join(vocabulary.label("actor", id_) for id_ in ids)


def side_counts(counts: Mapping[str, int | None]) -> Iterator[str]:
    """Write how many voted for each side of which that is known, as in "94 yes"."""
    for side, n in counts.items():
        if n is not None:
            yield _("{n} {side}", n=n, side=label(side, "sides"))


def event_words(event: Event) -> str:
    """Write an event on one line: its date, id, and title with a mark unless it happened."""
    mark = f"{MARKS[event.status]} " if event.status in MARKS else ""
    title = event.title.lang() + aside_of(event)
    return f"{date_in_full(event.date)}  {event.id}  {mark}{title}"


def article_title(part: Article | Chapter, text: records.Text | None = None) -> str:
    """Write the number of an article or a chapter, and its title, if any, or another text."""
    number = swap_numerals(label(type(part).__name__, "phrases").format(part.number))
    text = text or part.title
    return number + _(": ") + text.lang() if text else number


def treaty_words(
    treaties: Iterable[str], numbers: Ranges, vocabulary: Vocabulary, joint: str = ""
) -> str:
    """Name treaties, or articles of one, as in `UNTOC, article 4`."""
    names = (joint or _(" or ")).join(vocabulary.label("treaty", id_) for id_ in treaties)
    words = range_words(numbers)
    if not words:
        return names
    named = label("of-treaty", "phrases").format(names, words)
    return swap_numerals(named) if words.isdecimal() else named


def range_words(numbers: Ranges) -> str:
    """Write numbers of articles: `25, 27–28`."""
    return _(", ").join(
        "–".join(map(str, each)) if isinstance(each, tuple) else str(each) for each in numbers
    )


def aside_of(event: Event) -> str:
    """Say the status of an event unless it happened, and whether all facts on it are weak."""
    remarks = []
    if event.status in MARKS:
        remarks.append(label(event.status))
    if {fact.confidence for fact in event.facts} == {"weak"}:
        remarks.append(label("weak-source", "phrases"))
    return bracketed(_(", ").join(remarks))


def bracketed(words: str) -> str:
    """Put words in brackets, with the space that precedes them in English; no words are nothing."""
    return label("brackets", "phrases").format(words) if words else ""
