"""Phrases that several answers share: the one way to write an event, a statement, a citation and a
value.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ahc_cli.messages import _, ngettext, spoken
from ahc_cli.model import records
from ahc_cli.model.fields import FIELDS
from ahc_cli.model.labels import (
    CLAUSE,
    COLON,
    COMMA,
    MARKS,
    aside_of,
    bracketed,
    date_in_full,
    event_date,
    label,
    lasts,
    name_list,
)
from ahc_cli.model.records import Confidence, Event, Lang
from ahc_cli.model.statements import Statement
from ahc_cli.model.text import WORD_BREAK, WORD_JOINER
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.render import Span, Spans, Style, cell
from ahc_cli.report.positions import TakenPosition

# How many of several sources are named where that is enough; JSON has all.
_FEW = 2
# A date may be broken between its days.
_BETWEEN_DAYS = re.compile(r"(?<=[a-z] – )|(?<=\d\d\d\d – )|(?<=–)(?=\d+[年月])|(?<=至)|(?=and )")


def unbroken(content: str) -> str:
    """Keep words on one line."""
    return WORD_JOINER.join(content)


def date_words(written: str) -> str:
    """Keep each day of a written date on one line."""
    days = _BETWEEN_DAYS.split(written)
    return "".join(
        unbroken(day.rstrip()) + (" " if day.endswith(" ") else WORD_BREAK) for day in days
    )


def date_span(event: Event, *, in_year: bool = False) -> Span:
    """Write the date of an event, in the style of what is past or planned."""
    style: Style = "planned" if event.status == "scheduled" else ""
    return Span(date_words(event_date(event, spoken(), in_year=in_year)), style)


def title_spans(event: Event, style: Style = "") -> Spans:
    """Write the title of an event with what matches marked; the mark of its status stays with its
    first letter.
    """
    mark = unbroken(f"{MARKS[event.status]} ") + WORD_JOINER if event.status in MARKS else ""
    title = highlighted(event.title.lang(spoken()), event, f"title.{spoken()}", style)
    return Span(mark, style), *title, Span(aside_of(event, spoken()), style)


def counts_span(event: Event) -> Span:
    """Write the counts of the votes of an event in brackets."""
    counts = []
    for vote in event.votes:
        if None not in (numbers := (vote.yes, vote.no, vote.abstain)):
            said = "–".join(map(str, numbers))
            counts.append(_("amendment {counts}", counts=said) if vote.amendment else said)
    return Span(bracketed(unbroken(COMMA[spoken()].join(counts)), spoken()), "faint")


def place_span(event: Event, vocabulary: Vocabulary) -> Span:
    """Write the place of an event, if it has one, behind something else."""
    return Span(
        f"  {unbroken(vocabulary.label('place', event.place, spoken()))}" if event.place else "",
        "faint",
    )


def event_line(id_: str, events: Mapping[str, Event], style: Style = "") -> Spans:
    """Name one of some events by its date, title and id; one that is not among them by its id."""
    event = events.get(id_)
    said = (date_span(event), Span("  "), *title_spans(event, style), Span("  ")) if event else ()
    return *said, Span(id_, "id")


def highlighted(content: str, event: Event | None, path: str, style: Style = "") -> Spans:
    """Write what is at a path of an event, with what matches marked."""
    spans: list[Span] = []
    start, matches = 0, (event and event.matches) or ()
    found = (
        (m.start, m.end)
        for m in matches
        if m.field == path and m.start is not None and m.end is not None
    )
    for first, last in sorted(found):
        if start <= first:
            spans += [Span(content[start:first], style), Span(content[first:last], "match")]
            start = last
    return *spans, Span(content[start:], style)


def item_spans(
    item: records.Listed | TakenPosition, vocabulary: Vocabulary, *behind: Span, said: Spans = ()
) -> Spans:
    """Write an item, which may be `said` with what matches marked, what stands `behind` it, and how
    sure it is.
    """
    lang = spoken()
    match item:
        case records.Appearance():
            day = date_in_full(item.date, lang) if item.date else ""
            parts = (
                vocabulary.label("actor", item.actor, lang),
                label(item.role, lang),
                day,
            )
            spans: Spans = (Span(" · ".join(filter(None, parts))),)
        case records.Vote():
            counts = [
                _("{n} {side}", n=n, side=label(side, lang))
                for side in ("yes", "no", "abstain")
                if (n := getattr(item, side)) is not None
            ]
            result = f"{item.motion.lang(lang)}{COLON[lang]}{label(item.result, lang)}"
            spans = (Span(result + bracketed(COMMA[lang].join(counts), lang)),)
        case records.Attendance():
            number = _("{n} {counted}", n=item.count, counted=label(item.of, lang))
            if item.of == "participants":
                number = ngettext("{n} participant", "{n} participants", item.count)
            spans = (Span(_("at least {number}", number=number) if item.at_least else number),)
        case records.Document():
            spans = (Span(item.symbol + (f"  {item.title.lang(lang)}" if item.title else "")),)
        case records.Plan():
            planned = (
                date_in_full(item.date, lang),
                label(item.status, lang),
                item.title.lang(lang),
            )
            as_of = date_in_full(item.as_of.isoformat(), lang)
            spans = (Span(as_of + COLON[lang] + CLAUSE[lang].join(planned)),)
        case records.Position() | TakenPosition():
            who = name_list(vocabulary, "actor", item.actors, lang)
            # In brackets, because it says what is wanted: "Iran opposes: no such clause" would be
            # read as the reverse.
            stance = Span(unbroken(bracketed(label(item.stance, lang), lang)), "heading")
            # The topic comes last: "supports · Surveillance" would be read as a sentence.
            about = Span(
                f" · {vocabulary.label('topic', item.topic, lang)}" if item.topic else "", "faint"
            )
            said = said or (Span(item.text.lang(lang)),)
            spans = (Span(who), stance, Span(COLON[lang]), *said, about)
        case _:
            spans = said or (Span(item.text.lang(lang)),)
    return *spans, *behind, sure_span(getattr(item, "confidence", None))


def sure_span(sure: Confidence | None) -> Span:
    """Say how sure a statement is; what is weak has a style of its own."""
    return Span(
        f" {unbroken(label(sure, spoken()))}" if sure else "",
        "weak" if sure == "weak" else "",
    )


def citation(sources: Sequence[str], *, in_short: bool = False) -> Span:
    """Cite sources by their ids, as in ` [un-report, daily]`; in short of many only the first."""
    shown = [*sources[:_FEW], "…"] if in_short and len(sources) > _FEW else sources
    return Span(f" [{', '.join(shown)}]" if shown else "", "faint")


def statement_spans(statement: Statement, vocabulary: Vocabulary) -> Spans:
    """Write a statement of an event, with what matches marked, and how sure it is."""
    lang, item = spoken(), statement.item
    path = statement.path if item is None else f"{statement.path}.text"
    content = statement.text.lang(lang) if statement.text else ""
    said = highlighted(content, statement.event, f"{path}.{lang}")
    return item_spans(item, vocabulary, said=said) if item else said


def value_words(
    name: str, value: Any, vocabulary: Vocabulary, of: object = None, lang: Lang | None = None
) -> str:
    """Write the value of a key in words, items on a line each; a source by its id, because a
    publisher has many.

    `of` is the record that has it: the dates of an event that does not last are windows.
    """
    lang = lang or spoken()
    field = FIELDS.get(name) or FIELDS.get(name.removesuffix("s"))
    if isinstance(value, list | tuple):
        parts = [value_words(name, one, vocabulary, of, lang) for one in value]
        are_items = any(isinstance(one, records.Listed) for one in value)
        return "\n".join(f"• {part}" for part in parts) if are_items else COMMA[lang].join(parts)
    if isinstance(value, records.Listed):
        return "".join(span.text for span in item_spans(value, vocabulary))
    if isinstance(value, str) and name == "date":
        return date_in_full(value, lang, window=isinstance(of, Event) and not lasts(of))
    if isinstance(value, str) and field and field.table not in (None, "source"):
        return vocabulary.label(field.table, value, lang)
    if isinstance(value, str) and (name == "weight" or (field and field.choices)):
        return label(value, lang)
    return cell(value, lang)
