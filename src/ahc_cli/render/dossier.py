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
from ahc_cli.render.console import FAINT, HEADING, ID, date_style, dated, joined, link, text
from ahc_cli.render.headings import aside, other, pointer, section, stance
from ahc_cli.render.wording import COLON, COMMA, date_in_full, named, of_event
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
        yield Padding(Group(*self._section("cites", (pointer(event, self.lang) for event in self._events()))), _INDENT)

    def _named(self, record: Any) -> Iterator[RenderableType]:
        yield text(record.name.lang(self.lang), HEADING)
        if record.name.en and record.name.zh:
            yield text(record.name.lang(other(self.lang)), FAINT)
        yield self._line(record)
        aliases = [name for name in names(record) if name not in (record.name.en, record.name.zh)]
        yield from self._section("names", [text(COMMA[self.lang].join(aliases))] if aliases else [])
        yield from self._section("wanted" if self.table == "actor" else "said", self._positions())
        yield from self._section("appears", map(self._appearance, self._events()))

    def _line(self, record: Any) -> Text:
        told = (label(record.kind, self.lang), record.iso) if isinstance(record, Actor) else ()
        return joined(text("".join(f"{word} · " for word in told if word)), text(self.id, ID))

    def _source(self, source: Source) -> RenderableType:
        when = f" · {date_in_full(source.date, self.lang)}" if source.date else ""
        said = text(f"{source.publisher}{when} · {label(source.weight, self.lang)} · ")
        return Group(text(source.title, HEADING), joined(said, text(self.id, ID)))

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
                    yield self._position(position, event)

    def _position(self, position: Position, event: Event) -> Text:
        """A stance, then what the card does not say itself: the topic that an actor had it on, or who had it on one."""
        if self.table == "actor":
            about = self.answer.vocabulary.label("topic", position.topic, self.lang) if position.topic else ""
        else:
            about = named(self.answer.vocabulary, "actor", position.actors, self.lang)
        return joined(
            stance(position.stance, self.lang),
            text((f" · {about}" if about else "") + COLON[self.lang]),
            text(f"{position.text.lang(self.lang)} ", lines=True),
            dated(of_event(event, self.lang), date_style(event)),
            " ",
            text(event.id, ID),
        )

    def _appearance(self, event: Event) -> Text:
        roles = dict.fromkeys(
            label(a.role, self.lang) for a in event.actors if a.actor == self.id and self.table == "actor"
        )
        said = pointer(event, self.lang)
        return joined(said, aside(COMMA[self.lang].join(roles), self.lang)) if roles else said
