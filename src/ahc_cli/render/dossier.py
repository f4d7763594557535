"""The card of an actor, topic, place or source: who or what it is, what was wanted, where it appears."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from ahc_cli.labels import label
from ahc_cli.models import Actor, Event, Lang, Position, Source, references, tags
from ahc_cli.render import Answer, Screen
from ahc_cli.render.console import DATE, FAINT, HEADING, ID, joined, link, text
from ahc_cli.render.headings import section
from ahc_cli.render.wording import COLON, COMMA, bracketed, date_in_full, named, of_event
from ahc_cli.vocabulary import names

_INDENT = (0, 0, 0, 1)


def parts(record: dict[str, Any], answer: Answer, screen: Screen) -> Iterator[RenderableType]:
    """The card of a record, given with its `id` and `table`."""
    return _Dossier(record["id"], record["table"], answer, screen).parts()


@dataclass(frozen=True)
class _Dossier:
    id: str
    table: Any
    answer: Answer
    screen: Screen

    @property
    def lang(self) -> Lang:
        return self.screen.lang

    def parts(self) -> Iterator[RenderableType]:
        record = self.answer.vocabulary.table(self.table)[self.id]
        if not isinstance(record, Source):
            yield Padding(Group(*self._named(record)), _INDENT)
            return
        yield Padding(self._source(record), _INDENT)
        if record.url:
            yield link(record.url, self.screen, 1)
        yield Padding(Group(*self._section("cites", map(self._pointer, self._events()))), _INDENT)

    def _named(self, record: Any) -> Iterator[RenderableType]:
        other: Lang = "zh" if self.lang == "en" else "en"
        yield text(record.name.lang(self.lang), HEADING)
        yield text(record.name.lang(other), FAINT)
        yield self._line(record)
        aliases = [name for name in names(record) if name not in (record.name.en, record.name.zh)]
        yield from self._section("names", [text(COMMA[self.lang].join(aliases))] if aliases else [])
        positions = list(self._positions())
        yield from self._section("wanted" if self.table == "actor" else "said", positions)
        yield from self._section("appears", map(self._appearance, self._events()))

    def _line(self, record: Any) -> Text:
        said = joined()
        if isinstance(record, Actor):
            said.append_text(text(label(record.kind, self.lang)))
            said.append_text(text(f" · {record.iso}" if record.iso else ""))
            said.append_text(text(" · ", FAINT))
        return said.append_text(text(self.id, ID))

    def _source(self, source: Source) -> RenderableType:
        when = f" · {date_in_full(source.date, self.lang)}" if source.date else ""
        said = text(f"{source.publisher}{when} · {label(source.weight, self.lang)}")
        return Group(text(source.title, HEADING), joined(said, text(" · ", FAINT), text(self.id, ID)))

    def _section(self, name: str, items: Iterable[Text]) -> Iterator[RenderableType]:
        return section(name, items, self.lang)

    def _events(self) -> Iterator[Event]:
        named = references if self.table == "source" else tags
        for event in self.answer.detail:
            if any((table, id_) == (self.table, self.id) for table, id_, _ in named(event)):
                yield event

    def _positions(self) -> Iterator[Text]:
        for event in self.answer.detail:
            for position in event.positions:
                if self.id in (position.actors if self.table == "actor" else (position.topic,)):
                    about = self._about(position)
                    stance, rest = (
                        label(position.stance, self.lang),
                        (f" · {about}" if about else "") + COLON[self.lang],
                    )
                    said = text(f"{position.text.lang(self.lang)} ", lines=True)
                    yield joined(text(stance, HEADING), text(rest, FAINT), said, self._when(event))

    def _about(self, position: Position) -> str:
        """What the card does not say itself: about what an actor had it, or who had it on a topic."""
        if self.table != "actor":
            return named(self.answer.vocabulary, "actor", position.actors, self.lang)
        return self.answer.vocabulary.label("topic", position.topic, self.lang) if position.topic else ""

    def _appearance(self, event: Event) -> Text:
        roles = dict.fromkeys(
            label(a.role, self.lang) for a in event.actors if a.actor == self.id and self.table == "actor"
        )
        said = self._pointer(event)
        return said.append_text(text(bracketed(COMMA[self.lang].join(roles), self.lang), FAINT)) if roles else said

    def _pointer(self, event: Event) -> Text:
        said = text(f"{of_event(event, self.lang)} ", DATE)
        return said.append_text(text(f"{event.title.lang(self.lang)}  ")).append_text(text(event.id, ID))

    def _when(self, event: Event) -> Text:
        return text(f"{of_event(event, self.lang)} ", FAINT).append_text(text(event.id, ID))
