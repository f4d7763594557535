"""Differences as a page; without colour, edited words are marked `[-...-]{+...+}`."""

from collections.abc import Iterator, Mapping
from typing import get_args, get_origin, get_type_hints

import msgspec

from ahc_cli.messages import _, ngettext
from ahc_cli.model.labels import COLON, COMMA, bracketed, heading, label
from ahc_cli.model.records import Actor, Event
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.render import Line, Screen, Span, Spans, Style
from ahc_cli.report.diff import Change, Difference, Items, Values
from ahc_cli.show.phrases import citation, date_words, event_line, value_words

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
        summary = difference.summary
        counts = (
            ngettext("{n} event added", "{n} events added", summary.added),
            ngettext("{n} removed", "{n} removed", summary.removed),
            ngettext("{n} changed", "{n} changed", summary.changed),
        )
        yield Line((Span(COMMA[screen.lang].join(counts), "heading"),), "title", indent=0)
    for change in sorted(difference.changes, key=lambda change: change.change == "changed"):
        sign = _SIGNS[change.change]
        spans = event_line(change.id, events, "heading")
        if change.left:
            spans = *event_line(change.left, events), Span(" → "), *spans
        yield Line(spans, "item", indent=0, mark=Span(sign, _STYLES[sign]), hang=2)
        yield from _fields(change, vocabulary, screen)


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
