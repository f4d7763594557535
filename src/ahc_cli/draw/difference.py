"""Differences; without colour, edited words are marked `[-...-]{+...+}`."""

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct
from rich.console import RenderableType
from rich.text import Text

from ahc_cli.answer import Screen
from ahc_cli.answer.difference import Differences
from ahc_cli.ask.compare import Change, Items, Summary, Values, Words, paired, word_edits
from ahc_cli.draw.console import HEADING, ID, INSERTED, NEW, OLD, REMOVED, date_text, indent, item_list, join, text
from ahc_cli.draw.phrases import citation, event_date, item_words, title_text
from ahc_cli.model.fields import FIELDS
from ahc_cli.model.records import Lang
from ahc_cli.model.words import COLON, bracketed, date_in_full, heading, label

_SIGNS = {"added": ("+", NEW), "removed": ("-", OLD), "changed": ("~", "")}
# The marks of kept, removed and added words without colour, and their styles.
_MARKED = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
_STYLES = {"=": "", "-": REMOVED, "+": INSERTED}
# Lists of ids; an id is never an edit of another.
_ID_LISTS = ("topics", "related")


def draw(answer: Differences, screen: Screen) -> Iterator[RenderableType]:
    return _Drawing(answer, screen, screen.lang).parts()


class _Drawing(Struct, frozen=True):
    answer: Differences
    screen: Screen
    lang: Lang

    def parts(self) -> Iterator[RenderableType]:
        yield text(_summary(self.answer.difference.summary, self.lang), HEADING)
        for change in self.answer.difference.changes:
            yield self._head(change)
            for name, value in change.fields.items():
                yield from self._field(name, value)

    def _head(self, change: Change) -> RenderableType:
        sign, style = _SIGNS[change.change]
        head = join(f"{change.left} → " if change.left else "", text(change.id, ID))
        if event := self.answer.events.get(change.id):
            head = join(head, "  ", event_date(event, self.lang), "  ", title_text(event, self.lang))
        return item_list([(text(sign, style), head)], 0)

    def _field(self, name: str, value: Values | Items) -> Iterator[RenderableType]:
        key, _, language = name.partition(".")
        title = heading(key, self.lang) + (bracketed(language, self.lang) if language else "")
        shown = text(title + COLON[self.lang], HEADING)
        if isinstance(value, Items):
            yield indent(shown, 4)
            for old, new in _apart(value) if name in _ID_LISTS else paired(value):
                yield item_list([self._item(name, old, new)], 6)
        elif value.words:
            yield indent(join(shown, self._edits(value.words)), 4)
        else:
            old, new = (self._value_words(name, side) for side in (value.old, value.new))
            yield indent(join(shown, date_text(old, OLD), " → ", date_text(new, NEW)), 4)

    def _value_words(self, name: str, value: Any) -> str:
        if value is None:
            return "–"
        if name == "date":
            return date_in_full(str(value), self.lang)
        field = FIELDS.get(name)
        if field and field.table:
            return self.answer.vocabulary.label(field.table, str(value), self.lang)
        return label(str(value), self.lang) if name == "weight" or (field and field.choices) else str(value)

    def _item(self, name: str, old: Any, new: Any) -> tuple[Text, Text]:
        """Show an item that was added, removed or edited."""
        if old is None:
            return text("+", NEW), text(self._item_words(name, new) + citation(_sources(new)), NEW, lines=True)
        if new is None:
            return text("-", OLD), text(self._item_words(name, old) + citation(_sources(old)), OLD, lines=True)
        edits = word_edits(self._item_words(name, old), self._item_words(name, new))
        return text("~"), join(self._edits(edits), _edited_citation(_sources(old), _sources(new)))

    def _item_words(self, name: str, item: Any) -> str:
        """Write an item of a list without its sources."""
        if name == "topics":
            return self.answer.vocabulary.label("topic", item, self.lang)
        return item_words(item, self.answer.vocabulary, self.lang, both=True)

    def _edits(self, edits: Words) -> Text:
        marks = {} if self.screen.color else _MARKED
        return join(*(text(marks.get(sign, "{}").format(part), _STYLES[sign], lines=True) for sign, part in edits))


def _summary(summary: Summary, lang: Lang) -> str:
    if lang == "en":
        return f"{summary.added} added, {summary.removed} removed, {summary.changed} changed"
    return f"新增{summary.added}项，删除{summary.removed}项，更改{summary.changed}项"


def _apart(items: Items) -> Iterator[tuple[Any, Any]]:
    """Yield added and removed items, each alone."""
    yield from ((None, new) for new in items.added)
    yield from ((old, None) for old in items.removed)


def _sources(item: Any) -> Sequence[str]:
    return item.get("sources", ()) if isinstance(item, dict) else ()


def _edited_citation(old: Sequence[str], new: Sequence[str]) -> Text:
    """Cite the sources of an edited item, added and removed ones with their signs."""
    removed = [text(f"-{source}", OLD) for source in old if source not in new]
    shown = [text(source) if source in old else text(f"+{source}", NEW) for source in new] + removed
    separated = [part for source in shown for part in (", ", source)][1:]
    return join(" [", *separated, "]") if shown else join()
