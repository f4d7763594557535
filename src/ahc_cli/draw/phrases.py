"""Phrases that several drawings share: how they show events, stances, sources and values."""

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import UNSET
from rich.text import Text

from ahc_cli.draw.console import FAINT, HEADING, ID, MATCH, PLANNED, date_text, join, text, unbroken
from ahc_cli.model import records, words
from ahc_cli.model.fields import FIELDS
from ahc_cli.model.records import Confidence, Event, Lang, Stance
from ahc_cli.model.text import WORD_JOINER
from ahc_cli.model.vocabulary import Vocabulary


def title_text(event: Event, lang: Lang, style: str = "") -> Text:
    """Make a text of the title of an event; the mark of its status stays with its first letter."""
    title = highlighted(event.title.lang(lang), event, f"title.{lang}", style)
    mark = unbroken(f"{words.MARKS[event.status]} ") + WORD_JOINER if event.status in words.MARKS else ""
    return join(text(mark, style), title, text(words.aside_of(event, lang), style))


def highlighted(content: str, event: Event, path: str, style: str = "") -> Text:
    """Make a text of what is at a path of an event, with what matches marked."""
    parts, start, matches = [], 0, event.matches or ()
    spans = ((m.start, m.end) for m in matches if m.field == path and m.start is not None and m.end is not None)
    for first, last in sorted(spans):
        if start <= first:
            parts += [text(content[start:first], style), text(content[first:last], f"{style} {MATCH}")]
            start = last
    return join(*parts, text(content[start:], style))


def event_date(event: Event, lang: Lang, *, in_year: bool = False) -> Text:
    """Make a text of the date of an event, in the style of what is past or planned."""
    style = PLANNED if event.status == "scheduled" else ""
    return date_text(words.event_date(event, lang, in_year=in_year), style)


def event_line(event: Event, lang: Lang) -> Text:
    """Name an event by its date, title and id."""
    return join(event_date(event, lang), "  ", title_text(event, lang), "  ", text(event.id, ID))


def stance_text(actors: Iterable[str], stance: Stance, topic: str | None, vocabulary: Vocabulary, lang: Lang) -> Text:
    """Make a text of who takes which stance on what, the stance stressed."""
    name = words.label(stance, lang)
    shown = text(words.stance_words(actors, stance, topic, vocabulary, lang).replace(name, unbroken(name)))
    shown.highlight_words([unbroken(name)], HEADING)
    return shown


def aside(said: str, lang: Lang) -> Text:
    """Put words in brackets behind others, faint and on one line; no words are nothing."""
    return text(words.bracketed(unbroken(said), lang), FAINT)


def doubt(sure: Confidence | None, lang: Lang) -> Text:
    """Say behind a statement how sure it is, if a reader should know that at once."""
    return aside(words.doubt(sure, lang), lang)


def citation(sources: Sequence[str]) -> str:
    """Cite sources by their ids, as in ` [un-report, daily]`."""
    return f" [{', '.join(sources)}]" if sources else ""


def with_sources(said: Text, sources: Sequence[str], sure: Confidence | None, lang: Lang) -> Text:
    """Put the ids of sources behind words, faint, and how sure these are."""
    how_sure = f" {unbroken(words.label(sure, lang))}" if sure else ""
    return join(said, text(citation(sources) + how_sure, FAINT))


def value_words(name: str, value: Any, vocabulary: Vocabulary, lang: Lang, of: object = None) -> str:
    """Write the value of a key in words, items on a line each; a source by its id, because a publisher has many.

    `of` is the record that has it: the dates of an event that does not last are windows.
    """
    field = FIELDS.get(name) or FIELDS.get(name.removesuffix("s"))
    if value is None or value is UNSET:
        return ""
    if isinstance(value, list | tuple):
        parts = [value_words(name, one, vocabulary, lang, of) for one in value]
        are_items = bool(value) and isinstance(value[0], records.Listed)
        return "\n".join(f"• {part}" for part in parts) if are_items else words.COMMA[lang].join(parts)
    if isinstance(value, records.Text):
        return value.lang(lang)
    if isinstance(value, records.Match):
        return value.field
    window = isinstance(of, Event) and not words.lasts(of)
    if isinstance(value, records.Listed):
        sure = getattr(value, "confidence", None)
        said = words.item_words(value, vocabulary, lang, window=window)
        return said + (words.bracketed(words.label(sure, lang), lang) if sure else "")
    if name == "date":
        return words.date_in_full(value, lang, window=window)
    if field and field.table and field.table != "source":
        return vocabulary.label(field.table, value, lang)
    return words.label(value, lang) if name == "weight" or (field and field.choices) else str(value)
