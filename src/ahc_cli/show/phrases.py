"""Phrases that several answers share: the one way to write an event, a statement, a citation and a value."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import UNSET

from ahc_cli.ask.question import TakenPosition
from ahc_cli.messages import ngettext, spoken
from ahc_cli.model import records, words
from ahc_cli.model.fields import FIELDS
from ahc_cli.model.records import Confidence, Event, Lang
from ahc_cli.model.statements import Statement
from ahc_cli.model.text import WORD_BREAK, WORD_JOINER
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.out import Span, Spans, Style

# A date may be broken between its days.
_BETWEEN_DAYS = re.compile(r"(?<=[a-z] – )|(?<=\d\d\d\d – )|(?<=–)(?=\d+[年月])|(?<=至)|(?=and )")


def unbroken(content: str) -> str:
    """Keep words on one line."""
    return WORD_JOINER.join(content)


def date_words(written: str) -> str:
    """Keep each day of a written date on one line."""
    days = _BETWEEN_DAYS.split(written)
    return "".join(unbroken(day.rstrip()) + (" " if day.endswith(" ") else WORD_BREAK) for day in days)


def date_span(event: Event, *, in_year: bool = False) -> Span:
    """Write the date of an event, in the style of what is past or planned."""
    style: Style = "planned" if event.status == "scheduled" else ""
    return Span(date_words(words.event_date(event, spoken(), in_year=in_year)), style)


def title_spans(event: Event, style: Style = "") -> Spans:
    """Write the title of an event with what matches marked; the mark of its status stays with its first letter."""
    mark = unbroken(f"{words.MARKS[event.status]} ") + WORD_JOINER if event.status in words.MARKS else ""
    title = highlighted(event.title.lang(spoken()), event, f"title.{spoken()}", style)
    return Span(mark, style), *title, Span(words.aside_of(event, spoken()), style)


def counts_span(event: Event) -> Span:
    """Write the counts of the votes of an event, or how many signed, in brackets."""
    counts = [words.vote_counts(vote, spoken()) for vote in event.votes]
    signed = sum(item.role == "signatory" for item in event.actors)
    if signed > 1:
        counts.append(ngettext("{n} signatory", "{n} signatories", signed))
    said = words.COMMA[spoken()].join(filter(None, counts))
    return Span(words.bracketed(unbroken(said), spoken()), "faint")


def event_line(event: Event) -> Spans:
    """Name an event by its date, title and id."""
    return date_span(event), Span("  "), *title_spans(event), Span("  "), Span(event.id, "id")


def highlighted(content: str, event: Event | None, path: str, style: Style = "") -> Spans:
    """Write what is at a path of an event, with what matches marked."""
    spans: list[Span] = []
    start, matches = 0, (event and event.matches) or ()
    found = ((m.start, m.end) for m in matches if m.field == path and m.start is not None and m.end is not None)
    for first, last in sorted(found):
        if start <= first:
            spans += [Span(content[start:first], style), Span(content[first:last], "match")]
            start = last
    return *spans, Span(content[start:], style)


def stance_spans(actors: Iterable[str], stance: records.Stance, topic: str | None, vocabulary: Vocabulary) -> Spans:
    """Write who takes which stance on what, the stance stressed."""
    lang = spoken()
    who = words.named(vocabulary, "actor", actors, lang)
    about = f" · {vocabulary.label('topic', topic, lang)}" if topic else ""
    return Span(f"{who} · " if who else ""), Span(unbroken(words.label(stance, lang)), "heading"), Span(about)


def position_spans(taken: TakenPosition, vocabulary: Vocabulary, *, of: str = "") -> Spans:
    """Write a position; on the card of a topic without that topic."""
    topic = taken.topic if taken.topic != of else None
    said = Span(words.COLON[spoken()] + taken.text.lang(spoken()))
    return *stance_spans(taken.actors, taken.stance, topic, vocabulary), said


def sure_span(sure: Confidence | None) -> Span:
    """Say how sure a statement is; what is weak has a style of its own."""
    said = f" {unbroken(words.label(sure, spoken()))}" if sure else ""
    return Span(said, "weak" if sure == "weak" else "")


def doubt_span(sure: Confidence | None) -> Span:
    """Say in brackets how sure a statement is, if a reader should know that at once."""
    said = words.label(sure, spoken()) if sure in ("single", "timeline", "weak") else ""
    return Span(words.bracketed(unbroken(said), spoken()), "weak" if sure == "weak" else "")


def citation(sources: Sequence[str], most: int | None = None) -> Span:
    """Cite sources by their ids, as in ` [un-report, daily]`, of many only the first."""
    shown = [*sources[:most], *(["…"] if most and len(sources) > most else [])]
    return Span(f" [{', '.join(shown)}]" if shown else "", "faint")


def statement_spans(statement: Statement, vocabulary: Vocabulary) -> Spans:
    """Write a statement of an event, with what matches marked, and its doubt."""
    lang, item = spoken(), statement.item
    if isinstance(item, records.Attendance | records.Appearance | records.Vote | records.Document):
        return Span(words.item_words(item, vocabulary, lang)), doubt_span(statement.confidence)
    content = statement.text.lang(lang) if statement.text else ""
    path = statement.path if item is None else f"{statement.path}.text"
    said = (*highlighted(content, statement.event, f"{path}.{lang}"), doubt_span(statement.confidence))
    if isinstance(item, records.Position):
        return *stance_spans(item.actors, item.stance, item.topic, vocabulary), Span(words.COLON[lang]), *said
    return said


def value_words(name: str, value: Any, vocabulary: Vocabulary, of: object = None, lang: Lang | None = None) -> str:
    """Write the value of a key in words, items on a line each; a source by its id, because a publisher has many.

    `of` is the record that has it: the dates of an event that does not last are windows.
    """
    lang = lang or spoken()
    field = FIELDS.get(name) or FIELDS.get(name.removesuffix("s"))
    if value is None or value is UNSET:
        return ""
    if isinstance(value, list | tuple):
        parts = [value_words(name, one, vocabulary, of, lang) for one in value]
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
