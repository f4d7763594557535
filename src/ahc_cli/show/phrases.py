"""The one way to write an event, a statement, a citation and a value, which answers share."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from ahc_cli.model.records import Confidence, Event, Lang, Match
from ahc_cli.model.statements import Statement
from ahc_cli.model.text import WORD_BREAK, WORD_JOINER
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.render import Span, Spans, Style, cell
from ahc_cli.report.positions import TakenPosition

# How many of several sources are named where that is enough; JSON has all.
_FEW = 2
# Keys of other records than events that have the day of an act, or a code.
_DAYS_OF_ACTS, _CODES = ("signed", "ratified", "approved"), ("weight", "of")
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
    """Write the title of an event with what matches marked.

    The mark of its status stays with its first letter.
    """
    mark = unbroken(f"{MARKS[event.status]} ") + WORD_JOINER if event.status in MARKS else ""
    title = highlighted(event.title.lang(spoken()), event, f"title.{spoken()}", style)
    return Span(mark, style), *title, Span(aside_of(event, spoken()), style)


def counts_span(event: Event) -> Span:
    """Write the counts of the votes of an event in brackets."""
    votes = []
    for vote in event.votes:
        numbers = (vote.yes, vote.no, vote.abstain)
        if None in numbers:
            continue
        counts = "–".join(map(str, numbers))
        votes.append(_("amendment {counts}", counts=counts) if vote.amendment else counts)
    return Span(bracketed(unbroken(COMMA[spoken()].join(votes)), spoken()), "faint")


def place_span(event: Event, vocabulary: Vocabulary) -> Span:
    """Write the place of an event, if it has one, behind something else."""
    if not event.place:
        return Span("")
    return Span(f"  {unbroken(vocabulary.label('place', event.place, spoken()))}", "faint")


def event_line(id_: str, events: Mapping[str, Event], style: Style = "") -> Spans:
    """Name an event by its date, title and id; one that is not among the events by its id."""
    event = events.get(id_)
    if event is None:
        return (Span(id_, "id"),)
    return date_span(event), Span("  "), *title_spans(event, style), Span("  "), Span(id_, "id")


def highlighted(content: str, event: Event | None, path: str, style: Style = "") -> Spans:
    """Write what is at a path of an event, with what matches marked."""
    if event is None or not event.matches:
        return (Span(content, style),)
    spans: list[Span] = []
    written = 0
    for start, end in sorted(_places(event.matches, path)):
        if start >= written:
            spans += [Span(content[written:start], style), Span(content[start:end], "match")]
            written = end
    return *spans, Span(content[written:], style)


def _places(matches: Iterable[Match], path: str) -> Iterator[tuple[int, int]]:
    """Yield where the text at a path matches."""
    for match in matches:
        if match.field == path and match.start is not None and match.end is not None:
            yield match.start, match.end


def item_spans(
    item: records.Listed | TakenPosition,
    vocabulary: Vocabulary,
    *behind: Span,
    marked_text: Spans = (),
) -> Spans:
    """Write an item, what stands `behind` it, and how sure it is.

    The text of the item may be given with what matches marked.
    """
    lang = spoken()
    match item:
        case records.Appearance():
            day = [date_in_full(item.date, lang)] if item.date else []
            actor = vocabulary.label("actor", item.actor, lang)
            spans: Spans = (Span(" · ".join((actor, label(item.role, lang), *day))),)
        case records.Vote():
            spans = (Span(_vote_words(item)),)
        case records.Attendance():
            number = _("{n} {counted}", n=item.count, counted=label(item.of, lang))
            if item.of == "participants":
                number = ngettext("{n} participant", "{n} participants", item.count)
            spans = (Span(_("at least {number}", number=number) if item.at_least else number),)
        case records.Document():
            title = f"  {item.title.lang(lang)}" if item.title else ""
            spans = (Span(item.symbol + title),)
        case records.Plan():
            as_of = date_in_full(item.as_of.isoformat(), lang)
            date = date_in_full(item.date, lang)
            planned = CLAUSE[lang].join((date, label(item.status, lang), item.title.lang(lang)))
            spans = (Span(as_of + COLON[lang] + planned),)
        case records.Position() | TakenPosition():
            spans = _position_spans(item, vocabulary, marked_text)
        case _:
            spans = marked_text or (Span(item.text.lang(lang)),)
    return *spans, *behind, sure_span(getattr(item, "confidence", None))


def _vote_words(vote: records.Vote) -> str:
    lang = spoken()
    counts = []
    for side in ("yes", "no", "abstain"):
        count = getattr(vote, side)
        if count is not None:
            counts.append(_("{n} {side}", n=count, side=label(side, lang)))
    result = f"{vote.motion.lang(lang)}{COLON[lang]}{label(vote.result, lang)}"
    return result + bracketed(COMMA[lang].join(counts), lang)


def _position_spans(
    position: records.Position | TakenPosition, vocabulary: Vocabulary, marked_text: Spans
) -> Spans:
    lang = spoken()
    actors = Span(name_list(vocabulary, "actor", position.actors, lang))
    # In brackets, because it says what is wanted: "Iran opposes: no such clause" would be read as
    # the reverse.
    stance = Span(unbroken(bracketed(label(position.stance, lang), lang)), "heading")
    text = marked_text or (Span(position.text.lang(lang)),)
    # The topic comes last: "supports · Surveillance" would be read as a sentence.
    topic = f" · {vocabulary.label('topic', position.topic, lang)}" if position.topic else ""
    return actors, stance, Span(COLON[lang]), *text, Span(topic, "faint")


def sure_span(sure: Confidence | None) -> Span:
    """Say how sure a statement is; what is weak has a style of its own."""
    if not sure:
        return Span("")
    return Span(f" {unbroken(label(sure, spoken()))}", "weak" if sure == "weak" else "")


def citation(sources: Sequence[str], *, in_short: bool = False) -> Span:
    """Cite sources by their ids, as in ` [un-report, daily]`; in short of many only the first."""
    if not sources:
        return Span("")
    is_cut = in_short and len(sources) > _FEW
    shown = [*sources[:_FEW], "…"] if is_cut else sources
    return Span(f" [{', '.join(shown)}]", "faint")


def statement_spans(statement: Statement, vocabulary: Vocabulary) -> Spans:
    """Write a statement of an event, with what matches marked, and how sure it is."""
    lang, item = spoken(), statement.item
    path = statement.path if item is None else f"{statement.path}.text"
    content = statement.text.lang(lang) if statement.text else ""
    text = highlighted(content, statement.event, f"{path}.{lang}")
    return item_spans(item, vocabulary, marked_text=text) if item else text


def value_words(
    name: str, value: Any, vocabulary: Vocabulary, record: object = None, lang: Lang | None = None
) -> str:
    """Write the value of a key in words, items on a line each.

    The dates of a `record` that is an event and does not last are windows.
    """
    lang = lang or spoken()
    if isinstance(value, list | tuple):
        parts = [value_words(name, item, vocabulary, record, lang) for item in value]
        has_items = any(isinstance(item, records.Listed) for item in value)
        return "\n".join(f"• {part}" for part in parts) if has_items else COMMA[lang].join(parts)
    if isinstance(value, records.Listed):
        return "".join(span.text for span in item_spans(value, vocabulary))
    if isinstance(value, str):
        return _text_words(name, value, vocabulary, record, lang)
    return cell(value, lang)


def _text_words(name: str, text: str, vocabulary: Vocabulary, record: object, lang: Lang) -> str:
    """Write a date, an id or a code in words; a source stays an id, as a publisher has many."""
    if name in ("date", "month"):
        is_window = isinstance(record, Event) and not lasts(record)
        return date_in_full(text, lang, window=is_window)
    if name in _DAYS_OF_ACTS:
        return date_in_full(text, lang, window=True)
    field = FIELDS.get(name) or FIELDS.get(name.removesuffix("s"))
    if field and field.table not in (None, "source"):
        return vocabulary.label(field.table, text, lang)
    is_code = name in _CODES or (field and field.choices)
    return label(text, lang) if is_code else text
