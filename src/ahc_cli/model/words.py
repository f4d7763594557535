"""The words of the record in both languages: names of fields and values, and dates as a person writes them."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from ahc_cli.model import records
from ahc_cli.model.records import Event, Lang, Table
from ahc_cli.model.text import fold, rows
from ahc_cli.model.vocabulary import Article, Chapter, Vocabulary

# English and Chinese.
Pair = tuple[str, str]


@cache
def labels(part: str) -> Mapping[str, Pair]:
    """Return a part of `labels.txt`: what codes of values, fields, phases or sections are called."""
    named = ((code, names.partition(" | ")) for code, names in rows("labels.txt", part))
    return {code: (english, chinese) for code, (english, _bar, chinese) in named}


def label(code: str, lang: Lang, part: str = "values") -> str:
    """Name a code of a part of `labels.txt` in a language; what is no value of a closed set is shown as it is."""
    return (labels(part)[code] if part != "values" else labels(part).get(code, (code, code)))[lang == "zh"]


def heading(name: str, lang: Lang) -> str:
    """Name a field or key as the heading of a column or line, such as `Kind of actor`."""
    words = label(name, lang, "fields") if name in labels("fields") else label(name, lang)
    return words[:1].upper() + words[1:]


def section(name: str, lang: Lang) -> str:
    """Name a section of a card."""
    return label(name, lang, "sections") if name in labels("sections") else heading(name, lang)


def find_choice(text: str, choices: Iterable[str]) -> str | None:
    """Return the choice whose code or name, in either language, is the text."""
    return next((c for c in choices if fold(text) in map(fold, (c, *labels("values").get(c, ())))), None)


_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_OPEN = {"en": "…", "zh": "……"}
COMMA = {"en": ", ", "zh": "、"}
CLAUSE = {"en": ", ", "zh": "，"}
COLON = {"en": ": ", "zh": "："}
MEETINGS = ("session", "consultation")
# The mark before the title of an event that has not happened.
MARKS = {"scheduled": "○", "postponed": "↷", "cancelled": "×"}


def event_date(event: Event, lang: Lang, *, in_year: bool = False) -> str:
    """Write the date of an event, in full or below its year; unless the event lasts, an interval is a window."""
    return date_in_full(event.date, lang, in_year=in_year, window=not lasts(event))


def lasts(event: Event) -> bool:
    """Whether an event lasts all its days, as meetings and joint signatures do, or is on an unknown one of them."""
    signatories = [item.actor for item in event.actors if item.role == "signatory"]
    return event.kind in MEETINGS or (event.kind == "signature" and len(signatories) != 1)


def date_in_full(text: str, lang: Lang, *, in_year: bool = False, window: bool = False) -> str:
    """Write an EDTF date: `28 Feb – 11 Mar 2022`, `2022年2月28日–3月11日`; `in_year`, a heading has its year.

    Of an interval that is a `window`, one unknown day is meant: `between 28 Feb and 11 Mar 2022`.
    """
    ends = text.split("/")
    if ".." in ends:
        return " – ".join(_OPEN[lang] if end == ".." else _end(end.split("-"), lang) for end in ends)
    first, last = ends[0].split("-"), ends[-1].split("-")
    if first == last:
        if in_year and len(first) == 1:
            return "in the year" if lang == "en" else "年内"
        return _end(first, lang, int(in_year))
    # How many parts the two ends have in common: days of a month share two, other dates of a year share one.
    shared = len(first) - 1 if first[:-1] == last[:-1] else int(first[0] == last[0])
    if lang == "zh":
        ends = [_end(first, lang, int(in_year)), _end(last, lang, shared)]
        return "{}至{}之间".format(*ends) if window else "–".join(ends)
    ends = [_end(first, lang, shared or int(in_year)), _end(last, lang, int(in_year and shared > 0))]
    return "between {} and {}".format(*ends) if window else " – ".join(ends)


def _end(parts: Sequence[str], lang: Lang, known: int = 0) -> str:
    """Write a year, month and day without the parts that are `known`; a year alone is always written."""
    numbers = [int(part) for part in parts]
    if lang == "zh":
        written = [f"{number}{unit}" for number, unit in zip(numbers, "年月日", strict=False)]
        return "".join(written[known:] or written)
    written = [_MONTHS[number - 1] if at == 1 else str(number) for at, number in enumerate(numbers)]
    return " ".join(reversed(written[known:] or written))


def named(vocabulary: Vocabulary, table: Table, ids: Iterable[str], lang: Lang) -> str:
    """Name the ids of a table, separated by commas."""
    return COMMA[lang].join(vocabulary.label(table, id_, lang) for id_ in ids)


def event_words(event: Event, lang: Lang) -> str:
    """Write an event on one line: its date, its title with a mark unless it happened, and its id."""
    mark = f"{MARKS[event.status]} " if event.status in MARKS else ""
    return f"{event_date(event, lang)}  {mark}{event.title.lang(lang)}{aside_of(event, lang)}  {event.id}"


def article_title(part: Article | Chapter, lang: Lang, said: records.Text | None = None) -> str:
    """Write the number of an article or a chapter, and its title or what is `said` of it."""
    english, chinese = ("Article", "条") if isinstance(part, Article) else ("Chapter", "章")
    number = f"{english} {part.number}" if lang == "en" else f"第{part.number}{chinese}"
    return number + COLON[lang] + (said or part.title).lang(lang)


def aside_of(event: Event, lang: Lang) -> str:
    """Say the status of an event unless it happened, and that all facts on it are weak, if they are."""
    said = [label(event.status, lang)] if event.status in MARKS else []
    if {fact.confidence for fact in event.facts} == {"weak"}:
        said.append("weak source" if lang == "en" else "来源薄弱")
    return bracketed(COMMA[lang].join(said), lang)


def vote_counts(vote: records.Vote, lang: Lang) -> str:
    """Write the counts of a vote in one word, such as `79–60–33` or `amendment 88–42–32`; empty if one is unknown."""
    counts = (vote.yes, vote.no, vote.abstain)
    amendment = {"en": "amendment ", "zh": "修正案"}[lang] if vote.amendment else ""
    return "" if None in counts else amendment + "–".join(map(str, counts))


def item_words(item: records.Listed, vocabulary: Vocabulary, lang: Lang, *, window: bool = False) -> str:
    """Write an item of a list of an event, without its sources; the date of a plan may be a `window`."""
    match item:
        case records.Appearance():
            day = date_in_full(item.date, lang) if item.date else ""
            parts = (vocabulary.label("actor", item.actor, lang), label(item.role, lang), day)
            return " · ".join(filter(None, parts))
        case records.Position():
            about = vocabulary.label("topic", item.topic, lang) if item.topic else ""
            parts = (named(vocabulary, "actor", item.actors, lang), label(item.stance, lang), about)
            return " · ".join(filter(None, parts)) + COLON[lang] + item.text.lang(lang)
        case records.Vote():
            counts = (("yes", item.yes), ("no", item.no), ("abstain", item.abstain))
            unit = " " if lang == "en" else "票"
            said = COMMA[lang].join(f"{n}{unit}{label(name, lang)}" for name, n in counts if n is not None)
            result = f"{item.motion.lang(lang)}{COLON[lang]}{label(item.result, lang)}"
            return result + bracketed(said, lang)
        case records.Attendance():
            least, unit = ("at least ", " ") if lang == "en" else ("至少", "名" if item.of == "participants" else "个")
            return f"{least if item.at_least else ''}{item.count}{unit}{label(item.of, lang)}"
        case records.Document():
            return item.symbol + (f"  {item.title.lang(lang)}" if item.title else "")
        case records.Plan():
            day = date_in_full(item.date, lang, window=window)
            planned = CLAUSE[lang].join((day, label(item.status, lang), item.title.lang(lang)))
            return date_in_full(item.as_of.isoformat(), lang) + COLON[lang] + planned
        case _:
            return item.text.lang(lang)


def bracketed(words: str, lang: Lang) -> str:
    """Put words in brackets, with the space that precedes them in English; no words are nothing."""
    return "" if not words else f" ({words})" if lang == "en" else f"（{words}）"
