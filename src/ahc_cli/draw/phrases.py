"""Phrases that several drawings share: how they show events, stances, sources and the items of an event's lists."""

import re
from collections.abc import Sequence
from typing import Any

from rich.cells import cell_len
from rich.text import Text

from ahc_cli.draw import console
from ahc_cli.draw.console import HEADING, ID, date_text, join, text, unbroken
from ahc_cli.draw.wrap import WORD_JOINER
from ahc_cli.model import records, words
from ahc_cli.model.fields import FIELDS
from ahc_cli.model.records import Event, Lang, Stance
from ahc_cli.model.vocabulary import Vocabulary

Spans = Sequence[tuple[int, int]]


def title_text(event: Event, lang: Lang, style: str = "", spans: Spans = ()) -> Text:
    """Make a text of the title of an event with the spans that match; its mark stays with its first letter."""
    title = highlighted(event.title.lang(lang), spans, style)
    if event.status == "happened":
        return title
    mark = unbroken(f"{words.MARKS[event.status]} ") + WORD_JOINER
    return join(text(mark, style), title, text(words.bracketed(words.label(event.status, lang), lang), style))


def highlighted(content: str, spans: Spans, style: str) -> Text:
    """Make a text with the spans that match marked."""
    parts: list[Text] = []
    start = 0
    for first, last in sorted(spans):
        if start <= first and last <= len(content):
            parts += [text(content[start:first], style), text(content[first:last], f"{style} {console.MATCH}")]
            start = last
    return join(*parts, text(content[start:], style))


def date_style(event: Event) -> str:
    """Return the style of an event's date: past or planned."""
    return console.PLANNED if event.status == "scheduled" else console.DATE


def folded(date: str, most: int) -> str:
    """Fold a date of more than `most` cells to two lines, as in `between 28 Nov` and `and 28 Jan 2024`."""
    return date if cell_len(date) <= most else re.sub(r"(?<=–) ?(?=\w)| (?=and )|(?<=至)", "\n", date)


def event_date(event: Event, lang: Lang) -> Text:
    """Make a text of the date of an event, in full."""
    return date_text(words.event_date(event, lang), date_style(event))


def event_line(event: Event, lang: Lang) -> Text:
    """Name an event by its date, title and id."""
    return join(event_date(event, lang), "  ", title_text(event, lang), "  ", text(event.id, ID))


def stance_text(stance: Stance, lang: Lang, before: str = "", after: str = "") -> Text:
    """Make a text of a stance, stressed, between the actors and the topic of a position or beside one of them."""
    stressed = text(unbroken(words.label(stance, lang)), HEADING)
    return join(text(f"{before} · " if before else ""), stressed, text(f" · {after}" if after else ""))


def citation(sources: Sequence[str]) -> str:
    """Cite sources by their ids, as in ` [un-report, daily]`."""
    return f" [{', '.join(sources)}]" if sources else ""


def value_words(name: str, value: Any, vocabulary: Vocabulary, lang: Lang, *, window: bool = False) -> str:
    """Write the value of a key, shaped as in JSON, on one line; a date that is an interval may be a `window`.

    Items are written without their sources, and a source by its id, because a publisher has many.
    """

    def write(name: str, value: Any) -> str:
        field = FIELDS.get(name) or FIELDS.get(name.removesuffix("s"))
        if isinstance(value, list | tuple):
            return words.COMMA[lang].join(write(name, one) for one in value)
        if isinstance(value, dict):
            if value.keys() <= {"en", "zh"}:
                return records.Text(**value).lang(lang)
            if "count" in value:
                return words.attended(value["count"], value["of"], lang, at_least=value.get("at_least", False))
            tags = " · ".join(write(key, part) for key, part in value.items() if key not in ("sources", "text"))
            return words.COLON[lang].join(filter(None, (tags, write("text", value["text"]) if "text" in value else "")))
        if name in ("yes", "no", "abstain"):
            return f"{words.label(name, lang)} {value}"
        if name in ("date", "as_of"):
            return words.date_in_full(value, lang, window=window)
        if field and field.table and field.table != "source":
            return vocabulary.label(field.table, value, lang)
        coded = name in ("result", "weight") or (field and field.choices)
        return words.label(value, lang) if coded else str(value)

    return "" if value is None else write(name, value)
