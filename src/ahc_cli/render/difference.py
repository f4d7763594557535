"""What changed, for reading: edits marked `[-...-]{+...+}` where there is no colour."""

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from ahc_cli.diff import Change, Items, Values, Words, paired, words
from ahc_cli.fields import FIELDS
from ahc_cli.labels import label
from ahc_cli.models import Event, Lang
from ahc_cli.render import Answer, Screen
from ahc_cli.render.console import DATE, FAINT, HEADING, ID, NEW, OLD, drawn, joined, listed, text
from ahc_cli.render.headings import HEADINGS, heading
from ahc_cli.render.wording import COLON, date_in_full, named, of_event, title

_SIGNS = {"added": ("+", NEW), "removed": ("-", OLD), "changed": ("~", "")}


def render(answer: Answer, screen: Screen) -> Iterator[str]:
    yield drawn(_Drawing(answer, screen).parts(), screen)


class _Drawing:
    def __init__(self, answer: Answer, screen: Screen) -> None:
        self._answer = answer
        self._screen = screen
        self._lang: Lang = screen.lang
        self._found, self._records = answer.detail

    def parts(self) -> Iterator[RenderableType]:
        yield text(str(self._found.summary), HEADING)
        for change in self._found.changes:
            yield listed([self._head(change)], indent=0)
            for name, value in change.fields.items():
                yield from self._field(name, value)

    def _head(self, change: Change) -> tuple[Text, Text]:
        sign, style = _SIGNS[change.change]
        said = joined(text(f"{change.left} → " if change.left else ""), text(change.id, ID))
        record = self._records.get(change.id)
        if isinstance(record, Event):
            said.append_text(text(f"  {of_event(record, self._lang)}", DATE))
            said.append_text(text(f"  {title(record, self._lang, unicode=self._screen.unicode)}"))
        if change.similar:
            said.append_text(text(f"  ({change.similar} under a new id?)", FAINT))
        return text(sign, style), said

    def _field(self, name: str, value: Values | Items) -> Iterator[RenderableType]:
        said = text(self._heading(name) + COLON[self._lang], HEADING)
        if isinstance(value, Items):
            yield Padding(said, (0, 0, 0, 4))
            for old, new in paired(value):
                yield listed([self._item(name, old, new)], indent=6)
        elif value.words:
            yield Padding(said.append_text(self._edits(value.words)), (0, 0, 0, 4))
        else:
            old, new = (self._scalar(name, side) for side in (value.old, value.new))
            yield Padding(joined(said, text(old, OLD), " → ", text(new, NEW)), (0, 0, 0, 4))

    def _heading(self, name: str) -> str:
        base, _, lang = name.partition(".")
        if base in HEADINGS:
            shown = heading(base, self._lang)
        else:
            field = FIELDS.get(base)
            shown = (field.en if self._lang == "en" else field.zh) if field else base
        return f"{shown} ({lang})" if lang in ("en", "zh") else shown

    def _scalar(self, name: str, value: Any) -> str:
        if value is None:
            return "–"
        if name == "date":
            return date_in_full(str(value), self._lang)
        field = FIELDS.get(name)
        if field and field.table:
            return self._answer.vocabulary.label(field.table, str(value), self._lang)
        return label(str(value), self._lang)

    def _item(self, name: str, old: Any, new: Any) -> tuple[Text, Text]:
        """An item that came, went, or was edited."""
        if old is None:
            return text("+", NEW), text(self._spelled(name, new) + _cited(new), NEW, lines=True)
        if new is None:
            return text("-", OLD), text(self._spelled(name, old) + _cited(old), OLD, lines=True)
        said = self._edits(words(self._spelled(name, old), self._spelled(name, new)))
        return text("~"), said.append_text(self._recited(_sources(old), _sources(new)))

    def _spelled(self, name: str, item: Any) -> str:
        """An item of a list as one reads it, texts in both languages, without its sources."""
        if isinstance(item, str):
            return self._answer.vocabulary.label("topic", item, self._lang) if name == "topics" else item
        parts = [self._part(key, value) for key, value in item.items() if key not in ("sources", "at_least")]
        return ("≥ " if item.get("at_least") else "") + " · ".join(part for part in parts if part)

    def _recited(self, old: Sequence[str], new: Sequence[str]) -> Text:
        """The sources of an edited item, those that came and went with their signs."""
        gone = [(f"-{source}", OLD) for source in old if source not in new]
        here = [(source, "") if source in old else (f"+{source}", NEW) for source in new]
        shown = [part for said, style in (*here, *gone) for part in (", ", text(said, style))][1:]
        return joined(" [", *shown, "]") if shown else joined()

    def _part(self, key: str, value: Any) -> str:
        if isinstance(value, dict):
            return " / ".join(str(value[lang]) for lang in ("en", "zh") if lang in value)
        if isinstance(value, list | tuple):
            return named(self._answer.vocabulary, "actor", map(str, value), self._lang)
        if key == "date":
            return date_in_full(str(value), self._lang)
        if key in ("actor", "topic"):
            return self._answer.vocabulary.label("actor" if key == "actor" else "topic", str(value), self._lang)
        if key in ("yes", "no", "abstain"):
            return f"{label(key, self._lang)} {value}"
        return label(str(value), self._lang)

    def _edits(self, edits: Words) -> Text:
        said = joined()
        for sign, part in edits:
            marked = part
            if not self._screen.color and sign != "=":
                marked = f"[-{part}-]" if sign == "-" else f"{{+{part}+}}"
            style = {"=": "", "-": f"{OLD} strike", "+": f"{NEW} underline"}[sign]
            said.append_text(text(marked, style, lines=True))
        return said


def _sources(item: Any) -> Sequence[str]:
    return item.get("sources") or () if isinstance(item, dict) else ()


def _cited(item: Any) -> str:
    sources = _sources(item)
    return f" [{', '.join(sources)}]" if sources else ""
