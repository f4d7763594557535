"""The words of the record in both languages: names of fields and values, and dates as a person
writes them.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from ahc_cli.model import records
from ahc_cli.model.records import Event, Lang, Table
from ahc_cli.model.text import rows
from ahc_cli.model.vocabulary import Article, Chapter, Vocabulary


@cache
def labels(part: str) -> Mapping[str, tuple[str, str]]:
    """Return a part of `labels.txt`: what codes of values, fields, phases or sections are called,
    in both languages.
    """
    return {code: names.partition(" | ")[::2] for code, names in rows("labels.txt", part)}


def label(code: str, lang: Lang, *parts: str) -> str:
    """Name a code in a language, as the first of some parts of `labels.txt` has it; one that none
    has is its name.
    """
    found = (labels(part)[code] for part in parts or ("values",) if code in labels(part))
    return next(found, (code, code))[lang == "zh"]


def heading(name: str, lang: Lang, *parts: str) -> str:
    """Name a field or key as the heading of a column or line, such as `Kind of actor`."""
    words = label(name, lang, *parts, "fields", "values")
    return words[:1].upper() + words[1:]


def section(name: str, lang: Lang) -> str:
    """Name a section of a card."""
    return heading(name, lang, "sections")


_MONTHS = ["", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
COMMA = {"en": ", ", "zh": "、"}
CLAUSE = {"en": ", ", "zh": "，"}
COLON = {"en": ": ", "zh": "："}
MEETINGS = ("session", "consultation")
# The mark before the title of an event that has not happened.
MARKS = {"scheduled": "○", "postponed": "↷", "cancelled": "×"}


def event_date(event: Event, lang: Lang, *, in_year: bool = False) -> str:
    """Write the date of an event, in full or below its year; unless the event lasts, an interval is
    a window.
    """
    return date_in_full(event.date, lang, in_year=in_year, window=not lasts(event))


def lasts(event: Event) -> bool:
    """Whether an event lasts all its days, as meetings and joint signatures do, or is on an unknown
    one of them.
    """
    signatories = [item.actor for item in event.actors if item.role == "signatory"]
    return event.kind in MEETINGS or (event.kind == "signature" and len(signatories) != 1)


def date_in_full(text: str, lang: Lang, *, in_year: bool = False, window: bool = False) -> str:
    """Write an EDTF date: `28 Feb – 11 Mar 2022`, `2022年2月28日–3月11日`.

    If it is `in_year`, a heading has its year.

    Of an interval that is a `window`, one unknown day is meant: `between 28 Feb and 11 Mar 2022`.
    """
    ends = [end.split("-") for end in text.split("/")]
    first, last = ends[0], ends[-1]
    if [".."] in ends:
        return " – ".join(_end(end, lang) for end in ends)
    if first == last:
        return (
            label("in-year", lang, "phrases")
            if in_year and len(first) == 1
            else _end(first, lang, int(in_year))
        )
    # How many parts the two ends have in common: days of a month share two, other dates of a year
    # share one.
    shared = len(first) - 1 if first[:-1] == last[:-1] else int(first[0] == last[0])
    known = {
        "en": (shared or int(in_year), int(in_year and shared > 0)),
        "zh": (int(in_year), shared),
    }[lang]
    written = (_end(end, lang, parts) for end, parts in zip((first, last), known, strict=True))
    return label("window" if window else "span", lang, "phrases").format(*written)


def _end(parts: Sequence[str], lang: Lang, known: int = 0) -> str:
    """Write a year, month and day without the parts that are `known`; a year alone is always
    written.
    """
    if parts == [".."]:
        return label("open", lang, "phrases")
    year, month, day = map(int, (*parts, *"00"[len(parts) - 1 :]))
    pattern = label("ymd"[known : len(parts)] or "y", lang, "phrases")
    return pattern.format(y=year, m=month, d=day, name=_MONTHS[month])


def name_list(vocabulary: Vocabulary, table: Table, ids: Iterable[str], lang: Lang) -> str:
    """Name the ids of a table, separated by commas."""
    return COMMA[lang].join(vocabulary.label(table, id_, lang) for id_ in ids)


def event_words(event: Event, lang: Lang) -> str:
    """Write an event on one line: its date, title with a mark unless it happened, and id."""
    mark = f"{MARKS[event.status]} " if event.status in MARKS else ""
    title = event.title.lang(lang) + aside_of(event, lang)
    return f"{event_date(event, lang)}  {mark}{title}  {event.id}"


def article_title(part: Article | Chapter, lang: Lang, said: records.Text | None = None) -> str:
    """Write the number of an article or a chapter, and its title or what is `said` of it."""
    number = label(type(part).__name__, lang, "phrases").format(part.number)
    return number + COLON[lang] + (said or part.title).lang(lang)


def aside_of(event: Event, lang: Lang) -> str:
    """Say the status of an event unless it happened, and that all facts on it are weak, if they
    are.
    """
    said = [label(event.status, lang)] if event.status in MARKS else []
    if {fact.confidence for fact in event.facts} == {"weak"}:
        said.append(label("weak-source", lang, "phrases"))
    return bracketed(COMMA[lang].join(said), lang)


def bracketed(words: str, lang: Lang) -> str:
    """Put words in brackets, with the space that precedes them in English; no words are nothing."""
    return label("brackets", lang, "phrases").format(words) if words else ""
