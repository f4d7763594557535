"""Differences as a page; without colour, edited words are marked `[-...-]{+...+}`."""

from collections.abc import Iterable, Iterator, Mapping
from typing import get_args, get_origin

import msgspec
from msgspec import Struct
from msgspec.structs import fields

from ahc_cli.ask.compare import Change, Difference, Items, Words, paired, word_edits
from ahc_cli.messages import _, ngettext
from ahc_cli.model.records import Event
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.model.words import COLON, COMMA, bracketed, heading, label
from ahc_cli.out import Line, Screen, Span, Spans, Style
from ahc_cli.show.phrases import citation, date_span, date_words, title_spans, value_words

_SIGNS: Mapping[str, tuple[str, Style]] = {"added": ("+", "new"), "removed": ("-", "old"), "changed": ("~", "")}
# The marks of kept, removed and added words without colour, and their styles.
_MARKED = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
_STYLES: Mapping[str, Style] = {"=": "", "-": "old", "+": "new"}
# The types of the items of lists; those of other records are texts.
_ITEMS = {field.name: get_args(field.type)[0] for field in fields(Event) if get_origin(field.type) is tuple}


class Sides(Struct, frozen=True):
    """What the page of a difference needs: the events of both sides by id, and whether records stand for texts."""

    events: Mapping[str, Event]
    vocabulary: Vocabulary
    of_documents: bool = False


def difference_page(difference: Difference, sides: Sides, screen: Screen) -> Iterator[Line]:
    """Yield the number of changes, then each of them; what was added or removed comes before what changed."""
    of = difference.summary
    if sides.of_documents:
        yield Line((Span(_("The records are compared, not the texts of the drafts."), "faint"),), indent=0)
    if not any(change.left for change in difference.changes):  # two events are one change
        counts = (
            ngettext("{n} event added", "{n} events added", of.added),
            ngettext("{n} removed", "{n} removed", of.removed),
            ngettext("{n} changed", "{n} changed", of.changed),
        )
        yield Line((Span(COMMA[screen.lang].join(counts), "heading"),), "title", indent=0)
    for change in sorted(difference.changes, key=lambda change: bool(change.fields)):
        yield from _change(change, sides, screen)


def _change(change: Change, sides: Sides, screen: Screen) -> Iterator[Line]:
    lang, event = screen.lang, sides.events.get(change.id)
    sign, style = _SIGNS[change.change]
    head: Spans = (Span(f"{change.left} → " if change.left else ""), Span(change.id, "id"))
    if event:
        head = (*head, Span("  "), date_span(event), Span("  "), *title_spans(event, "heading"))
    yield Line(head, "item", indent=0, mark=Span(sign, style), hang=2)
    shown = list(change.fields.items())
    if sides.of_documents:  # what is said of the drafts comes before their dates and titles
        shown.sort(key=lambda field: field[0] not in ("facts", "positions"))
    for name, value in shown:
        key, _dot, language = name.partition(".")
        # A text that changed in both languages is shown in the reader's.
        if language not in ("", lang) and f"{key}.{lang}" in change.fields:
            continue
        in_language = bracketed(label(language, lang), lang) if language else ""
        title = Span(heading(key, lang) + in_language + COLON[lang], "heading")
        beside: Spans = ()
        below: Iterable[tuple[str, Spans]] = ()
        if isinstance(value, Items):
            below = _items(name, value, sides.vocabulary, screen)
        elif edits := value.words:
            kept, old, new = (sum(len(part) for sign, part in edits if sign in signs) for signs in ("=", "=-", "=+"))
            if min(old, new) and 2 * kept < max(
                old, new
            ):  # texts with so little in common read better one below the other
                below = ("-", (Span(value.old, "old"),)), ("+", (Span(value.new, "new"),))
            else:
                beside = _edits(edits, screen)
        else:
            before, after = (value_words(name, one, sides.vocabulary, event) or "–" for one in (value.old, value.new))
            beside = Span(date_words(before), "old"), Span(" → "), Span(date_words(after), "new")
        yield Line((title, *beside), indent=4, hang=2)
        yield from (Line(spans, "item", indent=6, mark=Span(sign), hang=2) for sign, spans in below)


def _items(name: str, items: Items, vocabulary: Vocabulary, screen: Screen) -> Iterator[tuple[str, Spans]]:
    """Yield items that were added, removed or edited, with their signs; of an edited one the sources have signs too."""
    for pair in paired(items):
        old, new = (item and msgspec.convert(item, _ITEMS.get(name, str)) for item in pair)
        before, after = (value_words(name, item, vocabulary) for item in (old, new))
        if old and new:
            cited = [Span(id_) if id_ in old.sources else Span(f"+{id_}", "new") for id_ in new.sources]
            cited += [Span(f"-{id_}", "old") for id_ in old.sources if id_ not in new.sources]
            between = [span for each in cited for span in (Span(", "), each)][1:]
            brackets = (Span(" ["), *between, Span("]")) if cited else ()
            yield "~", (*_edits(word_edits(before, after), screen), *brackets)
        elif new:
            yield "+", (Span(after, "new"), citation(getattr(new, "sources", ())))
        else:
            yield "-", (Span(before, "old"), citation(getattr(old, "sources", ())))


def _edits(edits: Words, screen: Screen) -> Spans:
    """Write edited words; with colour a blank parts words from those that replace them."""
    spans: list[Span] = []
    for sign, part in edits:
        is_beside = sign == "+" and bool(spans) and spans[-1].style == "old" and not spans[-1].text.endswith(" ")
        blank = [Span(" ")] if screen.color and is_beside else []
        spans += [*blank, Span(part if screen.color else _MARKED[sign].format(part), _STYLES[sign])]
    return tuple(spans)
