"""Phrases that several drawings share: how they show events, stances, sources and the items of an event's lists."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich.console import RenderableType
from rich.segment import Segment, Segments
from rich.text import Text

from ahc_cli.answer import Screen
from ahc_cli.draw.console import DATE, FAINT, HEADING, ID, MATCH, PLANNED, date_text, indent, item_list, join, text, unbroken
from ahc_cli.draw.wrap import WORD_JOINER
from ahc_cli.model import records, words
from ahc_cli.model.records import Event, Lang, Stance, Table
from ahc_cli.model.vocabulary import Vocabulary

# The headings of the sections of cards that are not the names of their keys.
SECTIONS = {
    "attendance": ("Attendance", "出席情况"),
    "caveats": ("Sources disagree, or are in doubt", "来源不一或存疑之处"),
    "actors": ("Took part", "参与方"),
    "history": ("As it was planned before", "此前的安排"),
    "series": ("Before and after in the series", "系列中的前后"),
    "related": ("See also", "另见"),
    "wanted": ("What it wanted", "主张"),
    "said": ("Positions on it", "各方立场"),
    "appears": ("Where it appears", "相关事件"),
    "cites": ("What rests on it", "引用该来源的事件"),
}

Spans = Sequence[tuple[int, int]]

# Keys of items whose values are ids of a table, and keys whose values are codes.
_TABLES: dict[str, Table] = {"actor": "actor", "actors": "actor", "topic": "topic", "place": "place"}
_CODES = ("role", "stance", "result", "confidence", "status")


def section(
    name: str, items: Iterable[RenderableType], lang: Lang, style: str = "", mark: str = "•"
) -> Iterator[RenderableType]:
    """Yield a section of a card below its heading; nothing if there are no items."""
    if shown := [(mark, item) for item in items]:
        heading = SECTIONS[name][lang == "zh"] if name in SECTIONS else words.heading(name, lang)
        yield Text()
        yield indent(text(heading, f"{HEADING} {style}".strip()), 1)
        yield item_list(shown, 2)


def translation(title: records.Text, lang: Lang) -> Iterator[RenderableType]:
    """Yield the line of a card that has its title in the other language, if there is one."""
    if title.en and title.zh:
        yield indent(text(title.zh if lang == "en" else title.en, FAINT), 1)


def title_text(event: Event, lang: Lang, style: str = "", spans: Spans = ()) -> Text:
    """Make a text of the title of an event, its mark on the same line as its first letter; `spans` match a search."""
    title = highlighted(event.title.lang(lang), spans, style)
    if event.status == "happened":
        return title
    mark = unbroken(f"{words.MARKS[event.status]} ") + WORD_JOINER
    return join(text(mark, style), title, text(words.bracketed(words.label(event.status, lang), lang), style))


def highlighted(whole: str, spans: Spans, style: str = "", start: int = 0) -> Text:
    """Make a text of the rest of a text from `start` on, the spans in it marked."""
    parts: list[Text] = []
    for first, last in sorted(spans):
        if start <= first and last <= len(whole):
            parts += [text(whole[start:first], style), text(whole[first:last], f"{style} {MATCH}")]
            start = last
    return join(*parts, text(whole[start:], style))


def date_style(event: Event) -> str:
    """Return the style of an event's date: past or planned."""
    return PLANNED if event.status == "scheduled" else DATE


def event_date(event: Event, lang: Lang) -> Text:
    """Make a text of the date of an event in full."""
    return date_text(words.event_date(event, lang), date_style(event))


def event_line(event: Event, lang: Lang) -> Text:
    """Name an event by its date, title and id."""
    return join(event_date(event, lang), "  ", title_text(event, lang), "  ", text(event.id, ID))


def stance_text(stance: Stance, lang: Lang, before: str = "", after: str = "") -> Text:
    """Make a text of a stance between the actors and the topic, or one of them; it is what is read first."""
    stressed = text(unbroken(words.label(stance, lang)), HEADING)
    return join(text(f"{before} · " if before else ""), stressed, text(f" · {after}" if after else ""))


def aside(content: str, lang: Lang) -> Text:
    """Put words in brackets behind others, faint and on one line."""
    bracketed = words.bracketed(content, lang)
    return text(" " * bracketed.startswith(" ") + unbroken(bracketed.lstrip()), FAINT)


def citation(sources: Sequence[str]) -> str:
    """Cite sources by their ids.

    >>> citation(["daily", "un-report"])
    ' [daily, un-report]'
    """
    return f" [{', '.join(sources)}]" if sources else ""


def link(url: str, screen: Screen, cells: int) -> RenderableType:
    """Show an address: a hyperlink if the terminal has colour, whole on its line in a pipe."""
    if not screen.terminal:
        return Segments([Segment(" " * cells + url), Segment.line()])
    return indent(text(url, f"{FAINT} link {url}" if screen.color else FAINT), cells)


def item_words(item: Any, vocabulary: Vocabulary, lang: Lang, *, both: bool = False) -> str:
    """Write an item of a list, shaped as in JSON, on one line without its sources; its texts in `both` languages."""
    if not isinstance(item, dict):
        return str(item)
    if "count" in item:
        return words.attended(item["count"], item["of"], lang, at_least=item.get("at_least", False))

    def value_words(key: str, value: Any) -> str:
        if isinstance(value, dict):
            return " / ".join(value.values()) if both else records.Text(**value).lang(lang)
        if table := _TABLES.get(key):
            return words.named(vocabulary, table, [value] if isinstance(value, str) else value, lang)
        if key in ("date", "as_of"):
            return words.date_in_full(value, lang)
        if key in ("yes", "no", "abstain"):
            return f"{words.label(key, lang)} {value}"
        return words.label(value, lang) if key in _CODES else str(value)

    return " · ".join(value_words(key, value) for key, value in item.items() if key != "sources")
