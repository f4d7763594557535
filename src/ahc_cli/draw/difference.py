"""Differences; without colour, edited words are marked `[-...-]{+...+}`."""

from collections.abc import Iterator
from typing import get_args, get_origin

import msgspec
from msgspec.structs import fields
from rich.text import Text

from ahc_cli.answer import Screen
from ahc_cli.answer.reports import Differences
from ahc_cli.ask.compare import Change, Items, Words, paired, word_edits
from ahc_cli.draw.console import FAINT, HEADING, ID, NEW, OLD, Row, date_text, indent, item_list, join, text
from ahc_cli.draw.phrases import citation, event_date, title_text, value_words
from ahc_cli.messages import _
from ahc_cli.model.records import Event
from ahc_cli.model.text import is_word
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.model.words import COLON, bracketed, heading

_SIGNS = {"added": ("+", NEW), "removed": ("-", OLD), "changed": ("~", "")}
# The marks of kept, removed and added words without colour, and their styles.
_MARKED = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
_LANGUAGES = {"en": ("English", "英文"), "zh": ("Chinese", "中文")}
_STYLES = {"=": "", "-": f"{OLD} strike", "+": f"{NEW} underline"}
# The types of the items of lists; those of other records are texts.
_ITEMS = {field.name: get_args(field.type)[0] for field in fields(Event) if get_origin(field.type) is tuple}


def draw(answer: Differences, screen: Screen) -> Iterator[Row]:
    of = answer.difference.summary
    summary = f"{of.added} added, {of.removed} removed, {of.changed} changed"
    if screen.lang == "zh":
        summary = f"新增{of.added}项，删除{of.removed}项，更改{of.changed}项"
    if answer.of_documents:
        yield indent(text(_("The records are compared, not the texts of the drafts."), FAINT), 0)
        between = [
            answer.events[id_] for change in answer.difference.changes for id_ in (change.left, change.id) if id_
        ]
        if dates := sorted(day.isoformat() for event in between for day in (event.start, event.end) if day):
            command = f"ahc list {dates[0]}..{dates[-1]}" + (f" --as-of {screen.as_of}" if screen.as_of else "")
            yield indent(text(_("'{command}' lists what happened meanwhile.", command=command), FAINT), 0)
    if not any(change.left for change in answer.difference.changes):  # two events are one change
        yield indent(text(summary, HEADING), 0)
    # What was added or removed takes a line, and so comes before what changed in detail.
    for change in sorted(answer.difference.changes, key=lambda change: bool(change.fields)):
        yield from _change(change, answer, screen)


def _change(change: Change, answer: Differences, screen: Screen) -> Iterator[Row]:
    lang, vocabulary, event = screen.lang, answer.vocabulary, answer.events.get(change.id)
    sign, style = _SIGNS[change.change]
    head = join(f"{change.left} → " if change.left else "", text(change.id, ID))
    if event:
        head = join(head, "  ", event_date(event, lang), "  ", title_text(event, lang))
    yield from item_list([(text(sign, style), head)], 0)
    shown = list(change.fields.items())
    if answer.of_documents:  # what is said of the drafts comes before their dates and titles
        shown.sort(key=lambda field: field[0] not in ("facts", "positions"))
    for name, value in shown:
        key, _, language = name.partition(".")
        # A text that changed in both languages is shown in the reader's.
        if language not in ("", lang) and f"{key}.{lang}" in change.fields:
            continue
        in_language = bracketed(_LANGUAGES[language][lang == "zh"], lang) if language else ""
        title = text(heading(key, lang) + in_language + COLON[lang], HEADING)
        if isinstance(value, Items):
            yield indent(title, 4)
            yield from item_list(_items(name, value, vocabulary, screen), 6)
        elif value.words and change.left and _is_unlike(value.words):
            yield indent(title, 4)
            yield from item_list([(text("-"), text(value.old, OLD)), (text("+"), text(value.new, NEW))], 6)
        elif value.words:
            yield indent(join(title, _edits(value.words, screen)), 4)
        else:
            old, new = (value_words(name, each, vocabulary, lang, event) or "–" for each in (value.old, value.new))
            yield indent(join(title, date_text(old, OLD), " → ", date_text(new, NEW)), 4)


def _is_unlike(edits: Words) -> bool:
    """Whether two texts have less than half in common, so that one reads better below the other than within it."""
    kept, old, new = (sum(len(part) for sign, part in edits if sign in signs) for signs in ("=", "=-", "=+"))
    return min(old, new) > 0 and 2 * kept < max(old, new)


def _items(name: str, items: Items, vocabulary: Vocabulary, screen: Screen) -> Iterator[tuple[Text, Text]]:
    """Yield items that were added, removed or edited, with their signs; of an edited one the sources have signs too."""
    for pair in paired(items):
        old, new = (item and msgspec.convert(item, _ITEMS.get(name, str)) for item in pair)
        before, after = (value_words(name, item, vocabulary, screen.lang) for item in (old, new))
        if old and new:
            cited = [text(id_) if id_ in old.sources else text(f"+{id_}", NEW) for id_ in new.sources]
            cited += [text(f"-{id_}", OLD) for id_ in old.sources if id_ not in new.sources]
            citation_ = join(" [", Text(", ").join(cited), "]") if cited else text("")
            yield text("~"), join(_edits(word_edits(before, after), screen), citation_)
        elif new:
            yield text("+", NEW), text(after + citation(getattr(new, "sources", ())), NEW, lines=True)
        else:
            yield text("-", OLD), text(before + citation(getattr(old, "sources", ())), OLD, lines=True)


def _edits(edits: Words, screen: Screen) -> Text:
    """Make a text of edited words; with colour a blank parts a word from the one that replaces it."""
    marks, parts = {} if screen.color else _MARKED, []
    signs = [sign for sign, _part in edits]
    for (sign, part), following in zip(edits, [*signs[1:], ""], strict=True):
        parts.append(text(marks.get(sign, "{}").format(part), _STYLES[sign], lines=True))
        if screen.color and (sign, following) == ("-", "+") and is_word(part[-1:] or " "):
            parts.append(text(" "))
    return join(*parts)
