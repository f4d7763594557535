"""What changed, for reading: edits marked `[-...-]{+...+}` where there is no colour."""

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from ahc_cli.diff import Change, Items, Summary, Values, Words, paired, words
from ahc_cli.fields import FIELDS
from ahc_cli.labels import label
from ahc_cli.models import Event, Lang
from ahc_cli.render import Answer, Screen
from ahc_cli.render.console import (
    FAINT,
    HEADING,
    ID,
    INSERTED,
    NEW,
    OLD,
    REMOVED,
    date_style,
    dated,
    drawn,
    joined,
    listed,
    text,
)
from ahc_cli.render.headings import HEADINGS, titled
from ahc_cli.render.spelling import Spelling
from ahc_cli.render.wording import COLON, bracketed, date_in_full, of_event

_SIGNS = {"added": ("+", NEW), "removed": ("-", OLD), "changed": ("~", "")}
# How words stand that stayed, went and came, where there is no colour and where there is.
_MARKED = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
_STYLES = {"=": "", "-": REMOVED, "+": INSERTED}
# Lists of ids, of which none is an edit of another.
_IDS = ("topics", "related")
# What records other than events have.
_KEYS = {
    "name": ("Name", "名称"), "short": ("Short name", "简称"), "aliases": ("Also called", "别名"),
    "iso": ("ISO code", "ISO 代码"), "publisher": ("Publisher", "发布者"), "origin": ("Origin", "出处"),
    "weight": ("Weight", "分量"), "url": ("Address", "网址"),
}  # fmt: skip
_RENAMED = {"en": "({} under a new id?)", "zh": "（{}换了编号？）"}


def render(answer: Answer, screen: Screen) -> Iterator[str]:
    yield drawn(_Drawing(answer, screen).parts(), screen)


class _Drawing:
    def __init__(self, answer: Answer, screen: Screen) -> None:
        self._answer = answer
        self._screen = screen
        self._lang: Lang = screen.lang
        self._found, self._records = answer.detail
        self._spelling = Spelling(answer.vocabulary, screen.lang, both=True)

    def parts(self) -> Iterator[RenderableType]:
        yield text(_counted(self._found.summary, self._lang), HEADING)
        for change in self._found.changes:
            yield listed([self._head(change)], indent=0)
            for name, value in change.fields.items():
                yield from self._field(name, value)

    def _head(self, change: Change) -> tuple[Text, Text]:
        sign, style = _SIGNS[change.change]
        said = joined(text(f"{change.left} → " if change.left else ""), text(change.id, ID))
        record = self._records.get(change.id)
        if isinstance(record, Event):
            when = dated(of_event(record, self._lang), date_style(record))
            said = joined(said, "  ", when, "  ", titled(record, self._lang))
        if change.similar:
            said.append_text(text(f"  {_RENAMED[self._lang].format(change.similar)}", FAINT))
        return text(sign, style), said

    def _field(self, name: str, value: Values | Items) -> Iterator[RenderableType]:
        said = text(self._heading(name) + COLON[self._lang], HEADING)
        if isinstance(value, Items):
            yield Padding(said, (0, 0, 0, 4))
            for old, new in _apart(value) if name in _IDS else paired(value):
                yield listed([self._item(name, old, new)], indent=6)
        elif value.words:
            yield Padding(said.append_text(self._edits(value.words)), (0, 0, 0, 4))
        else:
            old, new = (self._scalar(name, side) for side in (value.old, value.new))
            yield Padding(joined(said, dated(old, OLD), " → ", dated(new, NEW)), (0, 0, 0, 4))

    def _heading(self, name: str) -> str:
        base, _, lang = name.partition(".")
        field = FIELDS.get(base)
        en, zh = HEADINGS.get(base) or ((field.en, field.zh) if field else _KEYS.get(base, (base, base)))
        shown = en if self._lang == "en" else zh
        return shown + bracketed(lang, self._lang) if lang else shown

    def _scalar(self, name: str, value: Any) -> str:
        if value is None:
            return "–"
        if name == "date":
            return date_in_full(str(value), self._lang)
        field = FIELDS.get(name)
        if field and field.table:
            return self._answer.vocabulary.label(field.table, str(value), self._lang)
        coded = name == "weight" or (field and field.choices)
        return label(str(value), self._lang) if coded else str(value)

    def _item(self, name: str, old: Any, new: Any) -> tuple[Text, Text]:
        """An item that came, went, or was edited."""
        if old is None:
            return text("+", NEW), text(self._spelled(name, new) + _cited(new), NEW, lines=True)
        if new is None:
            return text("-", OLD), text(self._spelled(name, old) + _cited(old), OLD, lines=True)
        said = self._edits(words(self._spelled(name, old), self._spelled(name, new)))
        return text("~"), said.append_text(self._recited(_sources(old), _sources(new)))

    def _spelled(self, name: str, item: Any) -> str:
        """An item of a list as one reads it, without its sources."""
        if name == "topics":
            return self._answer.vocabulary.label("topic", item, self._lang)
        return self._spelling.item(item)

    def _recited(self, old: Sequence[str], new: Sequence[str]) -> Text:
        """The sources of an edited item, those that came and went with their signs."""
        gone = [(f"-{source}", OLD) for source in old if source not in new]
        here = [(source, "") if source in old else (f"+{source}", NEW) for source in new]
        shown = [part for said, style in (*here, *gone) for part in (", ", text(said, style))][1:]
        return joined(" [", *shown, "]") if shown else joined()

    def _edits(self, edits: Words) -> Text:
        marked = dict.fromkeys(_MARKED, "{}") if self._screen.color else _MARKED
        return joined(*(text(marked[sign].format(part), _STYLES[sign], lines=True) for sign, part in edits))


def _counted(summary: Summary, lang: Lang) -> str:
    if lang == "en":
        return str(summary)
    return f"新增{summary.added}项，删除{summary.removed}项，更改{summary.changed}项"


def _apart(items: Items) -> Iterator[tuple[Any, Any]]:
    """What went and what came, each by itself."""
    yield from ((None, new) for new in items.added)
    yield from ((old, None) for old in items.removed)


def _sources(item: Any) -> Sequence[str]:
    return item.get("sources") or () if isinstance(item, dict) else ()


def _cited(item: Any) -> str:
    sources = _sources(item)
    return f" [{', '.join(sources)}]" if sources else ""
