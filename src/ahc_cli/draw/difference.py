"""Differences; without colour, edited words are marked `[-...-]{+...+}`."""

from collections.abc import Iterator, Sequence
from typing import Any, get_args, get_origin

import msgspec
from msgspec import Struct
from msgspec.structs import fields
from rich.text import Text

from ahc_cli.answer import Screen
from ahc_cli.answer.reports import Differences
from ahc_cli.ask.compare import Change, Items, Values, Words, paired, word_edits
from ahc_cli.draw import console
from ahc_cli.draw.console import HEADING, NEW, OLD, Row, date_text, indent, item_list, join, text
from ahc_cli.draw.phrases import citation, event_date, title_text, value_words
from ahc_cli.messages import _
from ahc_cli.model.records import Event, Lang
from ahc_cli.model.words import COLON, bracketed, heading, item_words, lasts

_SIGNS = {"added": ("+", NEW), "removed": ("-", OLD), "changed": ("~", "")}
# The marks of kept, removed and added words without colour, and their styles.
_MARKED = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
_LANGUAGES = {"en": ("English", "英文"), "zh": ("Chinese", "中文")}
_STYLES = {"=": "", "-": console.REMOVED, "+": console.INSERTED}
# The types of the items of lists.
_ITEMS = {field.name: get_args(field.type)[0] for field in fields(Event) if get_origin(field.type) is tuple}


def draw(answer: Differences, screen: Screen) -> Iterator[Row]:
    of = answer.difference.summary
    summary = f"{of.added} added, {of.removed} removed, {of.changed} changed"
    if screen.lang == "zh":
        summary = f"新增{of.added}项，删除{of.removed}项，更改{of.changed}项"
    if answer.of_documents:
        yield indent(text(_("The records are compared, not the texts of the drafts."), console.FAINT), 0)
    yield indent(text(summary, HEADING), 0)
    for change in answer.difference.changes:
        yield from _Drawing(change, answer, screen, screen.lang).parts()


class _Drawing(Struct, frozen=True):
    """Draws a record that changed, and its fields."""

    change: Change
    answer: Differences
    screen: Screen
    lang: Lang

    def parts(self) -> Iterator[Row]:
        change = self.change
        sign, style = _SIGNS[change.change]
        head = join(f"{change.left} → " if change.left else "", text(change.id, console.ID))
        if event := self.answer.events.get(change.id):
            head = join(head, "  ", event_date(event, self.lang), "  ", title_text(event, self.lang))
        yield from item_list([(text(sign, style), head)], 0)
        for name, value in change.fields.items():
            key, _, language = name.partition(".")
            # A text that changed in both languages is shown in the reader's.
            if language in ("", self.lang) or f"{key}.{self.lang}" not in change.fields:
                title = heading(key, self.lang)
                if language:
                    title += bracketed(_LANGUAGES[language][self.lang == "zh"], self.lang)
                yield from self._field(name, value, text(title + COLON[self.lang], HEADING))

    def _field(self, name: str, value: Values | Items, title: Text) -> Iterator[Row]:
        if isinstance(value, Items):
            yield indent(title, 4)
            yield from item_list(self._items(name, value), 6)
        elif value.words:
            yield indent(join(title, self._edits(value.words)), 4)
        else:
            old, new = self._words(name, value.old) or "–", self._words(name, value.new) or "–"
            yield indent(join(title, date_text(old, OLD), " → ", date_text(new, NEW)), 4)

    def _items(self, name: str, items: Items) -> Iterator[tuple[Text, Text]]:
        """Yield items that were added, removed or edited, with their signs."""
        for old, new in paired(items):
            if old is not None and new is not None:
                edits = self._edits(word_edits(self._words(name, old), self._words(name, new)))
                yield text("~"), join(edits, _edited_citation(old.get("sources", ()), new.get("sources", ())))
                continue
            sign, style, item = ("-", OLD, old) if new is None else ("+", NEW, new)
            sources = item.get("sources", ()) if isinstance(item, dict) else ()
            yield text(sign, style), text(self._words(name, item) + citation(sources), style, lines=True)

    def _words(self, name: str, value: Any) -> str:
        vocabulary, lang, event = self.answer.vocabulary, self.lang, self.answer.events.get(self.change.id)
        if isinstance(value, dict):
            return item_words(msgspec.convert(value, _ITEMS[name]), vocabulary, lang)
        window = event is not None and not lasts(event)
        return value_words(name, value, vocabulary, lang, window=window)

    def _edits(self, edits: Words) -> Text:
        marks = {} if self.screen.color else _MARKED
        return join(*(text(marks.get(sign, "{}").format(part), _STYLES[sign], lines=True) for sign, part in edits))


def _edited_citation(old: Sequence[str], new: Sequence[str]) -> Text:
    """Cite the sources of an edited item, added and removed ones with their signs."""
    shown = [text(source) if source in old else text(f"+{source}", NEW) for source in new]
    shown += [text(f"-{source}", OLD) for source in old if source not in new]
    return join(" [", Text(", ").join(shown), "]") if shown else text("")
