"""Differences as a page; without colour, edited words are marked `[-...-]{+...+}`."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import get_args, get_origin, get_type_hints

import msgspec

from ahc_cli.messages import _, ngettext, spoken
from ahc_cli.model.labels import COLON, COMMA, bracketed, heading, label
from ahc_cli.model.records import Actor, Event, Table
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.render import Line, Screen, Span, Spans, Style
from ahc_cli.report.diff import Change, Difference, Items, Values, stat_of
from ahc_cli.show.phrases import citation, date_words, event_line, unbroken, value_words

# The signs of records, items and words: their styles, and the marks of words without colour.
_SIGNS = {"added": "+", "removed": "-", "changed": "~"}
_STYLES: Mapping[str, Style] = {"+": "new", "-": "old", "~": "", "=": ""}
_MARKED = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
# The types of the items of lists; those of other records are texts.
_ITEMS = {
    name: get_args(type_)[0]
    for name, type_ in (get_type_hints(Actor) | get_type_hints(Event)).items()
    if get_origin(type_) is tuple
}


def difference_page(
    difference: Difference, events: Mapping[str, Event], vocabulary: Vocabulary, screen: Screen
) -> Iterator[Line]:
    """Yield the number of changes, then each; what was added or removed comes before the rest."""
    compared: list[str] = []
    for change in difference.changes:
        if change.left:
            compared += change.left, change.id
    if any(events[id_].kind == "document" for id_ in compared):
        words = _("The records are compared, not the texts of the drafts.")
        yield Line((Span(words, "faint"),), indent=0)
    if not compared:  # two events are one change
        yield _summary(difference)
    for change in sorted(difference.changes, key=lambda change: change.change == "changed"):
        sign = _SIGNS[change.change]
        spans = _subject(change, events, vocabulary)
        if change.left:
            spans = *event_line(change.left, events), Span(" → "), *spans
        yield Line(spans, "item", indent=0, mark=Span(sign, _STYLES[sign]), hang=2)
        yield from _fields(change, vocabulary, screen)


def stat_page(
    difference: Difference, events: Mapping[str, Event], screen: Screen
) -> Iterator[Line]:
    """Yield the number of changes, then each on a line: the record, and what of it changed.

    An event that was added or removed has its title.
    """
    yield _summary(difference)
    for stat in stat_of(difference):
        words = []
        for name, count in stat.fields.items():
            key = label(name, screen.lang, "stat", "fields", "values")
            items = key.removesuffix("s") if count == 1 else key
            words.append(
                unbroken(_("{n} {items}", n=count, items=items)) if name in _ITEMS else key
            )
        if not words and stat.table == "event":
            words.append(events[stat.id].title.lang(screen.lang))
        sign = _SIGNS[stat.change]
        changed = Span("  " + COMMA[screen.lang].join(words))
        spans = *_table(stat.table), Span(stat.id, "id"), changed
        yield Line(spans, "item", indent=0, mark=Span(sign, _STYLES[sign]), hang=2)


def _summary(difference: Difference) -> Line:
    """Say how many events changed, and how many records of each other table if any did."""
    lines = []
    for table in ("event", *get_args(Table)):
        counts = Counter(change.change for change in difference.changes if change.table == table)
        if counts or table == "event":
            name = label(table, spoken(), "fields")
            line = _(
                "{things} added, {removed} removed, {changed} changed",
                things=ngettext("{n} {thing}", "{n} {thing}s", counts["added"], thing=name),
                removed=counts["removed"],
                changed=counts["changed"],
            )
            lines.append(line)
    return Line((Span("\n".join(lines), "heading"),), "title", indent=0)


def _subject(change: Change, events: Mapping[str, Event], vocabulary: Vocabulary) -> Spans:
    """Name what changed: an event, or a record of another table and, if it is new, what it is."""
    if change.table == "event":
        return event_line(change.id, events, "heading")
    record, id_ = vocabulary.table(change.table).get(change.id), Span(change.id, "id")
    if record is None:  # it was removed
        return *_table(change.table), id_
    name = vocabulary.label(change.table, change.id, spoken())
    named = COLON[spoken()].join(filter(None, (name, getattr(record, "title", ""))))
    about = getattr(record, "about", None) if change.change == "added" else None
    text = Span(f"\n{about.text.lang(spoken())}" if about else "")
    return *_table(change.table), Span(named, "heading"), Span("  "), id_, text


def _table(table: str) -> Spans:
    """Name the table of a record other than an event, before the record."""
    return () if table == "event" else (Span(f"{label(table, spoken(), 'fields')} ", "faint"),)


def _fields(change: Change, vocabulary: Vocabulary, screen: Screen) -> Iterator[Line]:
    """Yield the fields that changed; of a text that changed in both languages the reader's."""
    lang = screen.lang
    for name, value in change.fields.items():
        key, _dot, language = name.partition(".")
        if language not in ("", lang) and f"{key}.{lang}" in change.fields:
            continue
        in_language = bracketed(label(language, lang), lang)
        title = Span(heading(key, lang) + in_language + COLON[lang], "heading")
        beside, below = _sides(name, value, vocabulary, screen)
        yield Line((title, *beside), indent=4, hang=2)
        for sign, spans in below:
            yield Line(spans, "item", indent=6, mark=Span(sign), hang=2)


def _sides(
    name: str, value: Values | Items, vocabulary: Vocabulary, screen: Screen
) -> tuple[Spans, list[tuple[str, Spans]]]:
    """Return what is beside the name of a field, and the lines below it with their signs."""
    if isinstance(value, Items):
        return (), list(_items(name, value, vocabulary))
    if not value.words:
        old = date_words(value_words(name, value.old, vocabulary) or "–")
        new = date_words(value_words(name, value.new, vocabulary) or "–")
        return (Span(old, "old"), Span(" → "), Span(new, "new")), []
    if _is_rewritten(value):
        return (), [("-", (Span(value.old, "old"),)), ("+", (Span(value.new, "new"),))]
    spans = []
    for sign, part in value.words:
        text = part if screen.color else _MARKED[sign].format(part)
        spans.append(Span(text, _STYLES[sign]))
    return tuple(spans), []


def _items(name: str, value: Items, vocabulary: Vocabulary) -> Iterator[tuple[str, Spans]]:
    """Write the items that were added, then those that were removed, with their sources."""
    for sign, items in (("+", value.added), ("-", value.removed)):
        for builtins in items:
            item = msgspec.convert(builtins, _ITEMS.get(name, str))
            words = Span(value_words(name, item, vocabulary), _STYLES[sign])
            yield sign, (words, citation(getattr(item, "sources", ())))


def _is_rewritten(text: Values) -> bool:
    """Whether two texts have so little in common that they read better one below the other."""
    if not (text.old and text.new and text.words):
        return False
    kept = sum(len(part) for sign, part in text.words if sign == "=")
    return 2 * kept < max(len(text.old), len(text.new))
