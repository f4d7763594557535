"""Differences as a page; without colour, edited words are marked `[-...-]{+...+}`."""

from collections.abc import Iterator, Mapping
from typing import get_args, get_origin

import msgspec
from msgspec.structs import fields

from ahc_cli.messages import _, ngettext
from ahc_cli.model.labels import COLON, COMMA, bracketed, heading, label
from ahc_cli.model.records import Actor, Event
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.render import Line, Screen, Span, Spans, Style
from ahc_cli.report.diff import Difference, Items, Values
from ahc_cli.show.phrases import citation, date_words, event_line, value_words

# The signs of records, items and words: their styles, and the marks of words without colour.
_SIGNS: Mapping[str, tuple[str, Style]] = {
    "added": ("+", "new"),
    "removed": ("-", "old"),
    "changed": ("~", ""),
}
_STYLES: Mapping[str, Style] = {"=": "", "-": "old", "+": "new"}
_MARKED = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
# The types of the items of lists; those of other records are texts.
_ITEMS = {
    of.name: get_args(of.type)[0]
    for of in (*fields(Actor), *fields(Event))
    if get_origin(of.type) is tuple
}


def difference_page(
    difference: Difference, events: Mapping[str, Event], vocabulary: Vocabulary, screen: Screen
) -> Iterator[Line]:
    """Yield the number of changes, then each of them; what was added or removed comes before what
    changed.
    """
    of, lang = difference.summary, screen.lang
    pair = [
        events[id_]
        for change in difference.changes
        if change.left
        for id_ in (change.left, change.id)
    ]
    if any(event.kind == "document" for event in pair):
        yield Line(
            (Span(_("The records are compared, not the texts of the drafts."), "faint"),), indent=0
        )
    if not pair:  # two events are one change
        counts = (
            ngettext("{n} event added", "{n} events added", of.added),
            ngettext("{n} removed", "{n} removed", of.removed),
            ngettext("{n} changed", "{n} changed", of.changed),
        )
        yield Line((Span(COMMA[lang].join(counts), "heading"),), "title", indent=0)
    for change in sorted(difference.changes, key=lambda change: bool(change.fields)):
        sign, style = _SIGNS[change.change]
        left = (*event_line(change.left, events), Span(" → ")) if change.left else ()
        head = (*left, *event_line(change.id, events, "heading"))
        yield Line(head, "item", indent=0, mark=Span(sign, style), hang=2)
        for name, value in change.fields.items():
            key, _dot, language = name.partition(".")
            # A text that changed in both languages is shown in the reader's.
            if language not in ("", lang) and f"{key}.{lang}" in change.fields:
                continue
            in_language = bracketed(label(language, lang), lang) if language else ""
            title = Span(heading(key, lang) + in_language + COLON[lang], "heading")
            first, *below = _sides(name, value, events.get(change.id), vocabulary, screen)
            yield Line((title, *first), indent=4, hang=2)
            for spans in below:
                mark = Span("+" if spans[0].style == "new" else "-")
                yield Line(spans, "item", indent=6, mark=mark, hang=2)


def _sides(
    name: str, value: Values | Items, event: Event | None, vocabulary: Vocabulary, screen: Screen
) -> Iterator[Spans]:
    """Yield what stands beside the name of a field, and each line below it: what is new or old."""
    if isinstance(value, Items):
        yield ()
        for sign, items in (("+", value.added), ("-", value.removed)):
            for item in (msgspec.convert(each, _ITEMS.get(name, str)) for each in items):
                yield (
                    Span(value_words(name, item, vocabulary), _STYLES[sign]),
                    citation(getattr(item, "sources", ())),
                )
    elif not value.words:
        before, after = (
            value_words(name, one, vocabulary, event) or "–" for one in (value.old, value.new)
        )
        yield Span(date_words(before), "old"), Span(" → "), Span(date_words(after), "new")
    else:
        kept, old, new = (
            sum(len(part) for sign, part in value.words if sign in signs)
            for signs in ("=", "=-", "=+")
        )
        # Texts with so little in common read better one below the other.
        if min(old, new) and 2 * kept < max(old, new):
            yield from ((), (Span(value.old, "old"),), (Span(value.new, "new"),))
        else:
            marked = [
                (part if screen.color else _MARKED[sign].format(part), _STYLES[sign])
                for sign, part in value.words
            ]
            yield tuple(Span(part, style) for part, style in marked)
