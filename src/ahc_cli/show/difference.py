"""Differences as a page: what was, behind `-`, above what is, behind `+`.

Without colour, the words that were edited are marked `[-...-]` and `{+...+}`.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import get_args, get_origin, get_type_hints

import msgspec
from msgspec.structs import replace

from ahc_cli.messages import _, ngettext, spoken
from ahc_cli.model.labels import bracketed, date_in_full, heading, label
from ahc_cli.model.records import Actor, Claim, Event, Table
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.render import Line, Screen, Span, Spans, Style
from ahc_cli.report.diff import Change, Difference, Items, Values, stat_of
from ahc_cli.show.phrases import (
    citation,
    date_words,
    event_line,
    item_spans,
    unbroken,
    value_words,
)

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
    difference: Difference,
    events: Mapping[str, Event],
    vocabulary: Vocabulary,
    screen: Screen,
    days: Sequence[date] = (),
) -> Iterator[Line]:
    """Yield the number of changes, then each; what was added or removed comes before the rest.

    If the record is compared as it was known on two days, these come first.
    """
    compared: list[str] = []
    for change in difference.changes:
        if change.left:
            compared += change.left, change.id
    if any(events[id_].kind == "document" for id_ in compared):
        words = _("The records are compared, not the texts of the drafts.")
        yield Line((Span(words, "faint"),), indent=0)
    if days:
        words = " → ".join(date_in_full(day.isoformat()) for day in days)
        yield Line((Span(_("as known on {day}", day=words)),), indent=0)
    if not compared:  # two events are one change
        yield _summary(difference)
    for change in sorted(difference.changes, key=lambda change: change.change == "changed"):
        if change.left:
            yield _signed("-", event_line(change.left, events, "heading"))
            yield _signed("+", event_line(change.id, events, "heading"))
        else:
            yield _signed(_SIGNS[change.change], _subject(change, events, vocabulary))
        yield from _fields(change, vocabulary, screen)


def stat_page(difference: Difference, events: Mapping[str, Event]) -> Iterator[Line]:
    """Yield the number of changes, then each on a line: the record, and what of it changed.

    An event that was added or removed has its title.
    """
    yield _summary(difference)
    for stat in stat_of(difference):
        words = []
        for name, count in stat.fields.items():
            key = label(name, "stat", "fields", "values")
            items = key.removesuffix("s") if count == 1 else key
            words.append(
                unbroken(_("{n} {items}", n=count, items=items)) if name in _ITEMS else key
            )
        if not words and stat.table == "event":
            words.append(events[stat.id].title.lang())
        changed = Span("  " + _(", ").join(words))
        spans = *_table(stat.table), Span(stat.id, "id"), changed
        yield _signed(_SIGNS[stat.change], spans)


def _signed(sign: str, spans: Spans, indent: int = 0) -> Line:
    """Write a line behind its sign."""
    return Line(spans, "item", indent=indent, mark=Span(sign, _STYLES[sign]), hang=2)


def _summary(difference: Difference) -> Line:
    """Say how many events changed, and how many records of each other table if any did."""
    lines = []
    for table in ("event", *get_args(Table)):
        counts = Counter(change.change for change in difference.changes if change.table == table)
        if counts or table == "event":
            name = label(table, "fields")
            line = _(
                "{things} added, {removed} removed, {changed} changed",
                things=ngettext("{n} {thing}", "{n} {thing}s", counts["added"], thing=name),
                removed=counts["removed"],
                changed=counts["changed"],
            )
            lines.append(line)
    return Line((Span("\n".join(lines), "heading"),), "title", indent=0)


def _subject(change: Change, events: Mapping[str, Event], vocabulary: Vocabulary) -> Spans:
    """Name what changed: an event, or a record of another table and, if it is new, what it is.

    The title of an event stands out if more is said of it.
    """
    if change.table == "event":
        return event_line(change.id, events, "heading" if change.fields else "")
    record, id_ = vocabulary.table(change.table).get(change.id), Span(change.id, "id")
    if record is None:  # it was removed
        return *_table(change.table), id_
    name = vocabulary.label(change.table, change.id)
    named = _(": ").join(filter(None, (name, getattr(record, "title", ""))))
    about = getattr(record, "about", None) if change.change == "added" else None
    text = Span(f"\n{about.text.lang()}" if about else "")
    return *_table(change.table), Span(named, "heading"), Span("  "), id_, text


def _table(table: str) -> Spans:
    """Name the table of a record other than an event, before the record."""
    return () if table == "event" else (Span(f"{label(table, 'fields')} ", "faint"),)


def _fields(change: Change, vocabulary: Vocabulary, screen: Screen) -> Iterator[Line]:
    """Yield the fields that changed; of a text that changed in both languages the reader's.

    Two events have their dates and titles above.
    """
    above = ("date", "title") if change.left else ()
    for name, value in sorted(change.fields.items(), key=_number_of_items):
        key, _dot, language = name.partition(".")
        is_other = language not in ("", spoken()) and f"{key}.{spoken()}" in change.fields
        if is_other or key in above:
            continue
        in_language = bracketed(label(language))
        title = Span(heading(key) + in_language + _(": "), "heading")
        beside = _beside(name, value, vocabulary)
        yield Line((title, *beside), indent=4, hang=2)
        for sign, spans in _below(name, value, vocabulary, screen):
            yield _signed(sign, spans, indent=6)


def _number_of_items(field: tuple[str, Values | Items]) -> int:
    """Return how many items of a field differ, so that the longest lists come last."""
    _name, value = field
    return len(value.removed) + len(value.added) if isinstance(value, Items) else 0


def _beside(name: str, value: Values | Items, vocabulary: Vocabulary) -> Spans:
    """Write beside the name of a field what it was and what it is, of items how many differ."""
    if isinstance(value, Items):
        numbers = {"-": len(value.removed), "+": len(value.added)}
        return (Span(" ".join(f"{sign}{n}" for sign, n in numbers.items() if n), "faint"),)
    if value.words:
        return ()
    old = date_words(value_words(name, value.old, vocabulary) or "–")
    new = date_words(value_words(name, value.new, vocabulary) or "–")
    return Span(old), Span(" → "), Span(new)


def _below(
    name: str, value: Values | Items, vocabulary: Vocabulary, screen: Screen
) -> Iterator[tuple[str, Spans]]:
    """Yield the lines below the name of a field with their signs."""
    if isinstance(value, Items):
        yield from _items(name, value, vocabulary)
        return
    for sign, text in (("-", value.old), ("+", value.new)):
        if text and value.words:
            yield sign, _edited(text, sign, value, screen)


def _edited(text: str, sign: str, value: Values, screen: Screen) -> Spans:
    """Write one side of a text, with the words that only it has marked, unless most are."""
    if _is_rewritten(value):
        return (Span(text),)
    spans = []
    for part_sign, part in value.words or ():
        marked = part if screen.color else _MARKED[part_sign].format(part)
        if part_sign in ("=", sign):
            spans.append(Span(marked, _STYLES[part_sign]))
    return tuple(spans)


def _items(name: str, value: Items, vocabulary: Vocabulary) -> Iterator[tuple[str, Spans]]:
    """Yield the items that were removed, then those that were added; names are on one line."""
    type_ = _ITEMS.get(name, str)
    for sign, items in (("-", value.removed), ("+", value.added)):
        if items and type_ is str:
            yield sign, (Span(value_words(name, items, vocabulary)),)
            continue
        for builtins in items:
            item = msgspec.convert(builtins, type_)
            if isinstance(item, Claim):
                item = replace(item, confidence=vocabulary.confidence(item.sources))
            yield sign, item_spans(item, vocabulary, citation(item.sources))


def _is_rewritten(text: Values) -> bool:
    """Whether two texts have so little in common that marks would be no help."""
    kept = sum(len(part) for sign, part in text.words or () if sign == "=")
    return 2 * kept < max(len(text.old or ""), len(text.new or ""))
