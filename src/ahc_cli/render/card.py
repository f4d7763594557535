"""Cards: everything about one event, or what an actor, topic, place or source has to do with."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from ahc_cli.fields import date_order
from ahc_cli.labels import label
from ahc_cli.models import Appearance, Event, Lang, Plan, Position, Vote
from ahc_cli.models import Table as TableName
from ahc_cli.render import Answer, Screen, dossier
from ahc_cli.render.console import DATE, DOUBT, FAINT, HEADING, ID, drawn, joined, link, text
from ahc_cli.render.headings import heading, section
from ahc_cli.render.wording import CLAUSE, COLON, bracketed, date_in_full, named, of_event, title

_INDENT = (0, 0, 0, 1)


def render(answer: Answer, screen: Screen) -> Iterator[str]:
    yield drawn(_parts(answer, screen), screen)


def _parts(answer: Answer, screen: Screen) -> Iterator[RenderableType]:
    for number, record in enumerate(answer.records):
        if number:
            yield Text()
        if isinstance(record, Event):
            yield from EventCard(record, answer, screen).parts()
        else:
            yield from dossier.parts(record, answer, screen)


@dataclass
class EventCard:
    """The card of one event; sources are numbered as they are first cited."""

    event: Event
    answer: Answer
    screen: Screen
    cited: dict[str, int] = field(default_factory=dict)

    @property
    def lang(self) -> Lang:
        return self.screen.lang

    def parts(self) -> Iterator[RenderableType]:
        yield Padding(Group(*self._body()), _INDENT)
        yield from self._sources()

    def _body(self) -> Iterator[RenderableType]:
        event = self.event
        other: Lang = "zh" if self.lang == "en" else "en"
        yield text(title(event, self.lang, unicode=self.screen.unicode), HEADING)
        if event.title.en and event.title.zh:
            yield text(event.title.lang(other), FAINT)
        yield self._line()
        if event.summary:
            yield Text()
            yield text(event.summary.lang(self.lang), lines=True)
        yield from self._section(
            "facts", (self._item(f.text.lang(self.lang), f.sources, str(f.confidence or "")) for f in event.facts)
        )
        yield from self._section("positions", map(self._position, event.positions))
        yield from self._section("votes", map(self._vote, event.votes))
        yield from self._section(
            "attendance",
            (
                self._item(f"{'≥ ' if a.at_least else ''}{a.count} {label(a.of, self.lang)}", a.sources)
                for a in event.attendance
            ),
        )
        yield from self._section(
            "documents",
            (
                self._item(f"{d.symbol}  {d.title.lang(self.lang) if d.title else ''}".rstrip(), d.sources)
                for d in event.documents
            ),
        )
        caveats = (self._item(caveat.text.lang(self.lang), caveat.sources) for caveat in event.caveats)
        yield from self._section("caveats", caveats, DOUBT, mark="△")
        yield from self._section("actors", self._roles())
        yield from self._section("topics", [text(self._names("topic", event.topics))] if event.topics else [])
        yield from self._section(
            "history",
            (
                self._item(self._planned(plan), plan.sources)
                for plan in sorted(event.history, key=lambda plan: plan.as_of)
            ),
        )
        yield from self._section("series", self._neighbours())
        yield from self._section("related", self._related())

    def _line(self) -> Text:
        """Date, place, format, kind and id on one line."""
        event, lang = self.event, self.lang
        rest = [
            self.answer.vocabulary.label("place", event.place, lang) if event.place else "",
            label(event.format, lang) if event.format else "",
            label(event.kind, lang),
            self.answer.vocabulary.label("actor", event.body, lang) if event.body else "",
        ]
        said = joined(text(of_event(event, lang), DATE))
        for word in rest:
            if word:
                said.append_text(text(f" · {word}"))
        return said.append_text(text(" · ", FAINT)).append_text(text(event.id, ID))

    def _section(
        self, name: str, items: Iterable[RenderableType], style: str = "", mark: str = "•"
    ) -> Iterator[RenderableType]:
        return section(name, items, self.lang, style, mark)

    def _item(self, said: str, sources: Iterable[str], confidence: str = "") -> Text:
        item = text(said, lines=True)
        item.append_text(text(self._cite(sources), FAINT))
        if confidence:
            item.append_text(text(f" {label(confidence, self.lang)}", FAINT))
        return item

    def _cite(self, sources: Iterable[str]) -> str:
        numbers = [self.cited.setdefault(source, len(self.cited) + 1) for source in sources]
        return " " + "".join(f"[{number}]" for number in numbers) if numbers else ""

    def _position(self, position: Position) -> Text:
        about = f" · {self._names('topic', [position.topic])}" if position.topic else ""
        said = joined(
            text(f"{self._names('actor', position.actors)} · "),
            text(label(position.stance, self.lang), HEADING),
            text(about + COLON[self.lang], FAINT),
        )
        return said.append_text(self._item(position.text.lang(self.lang), position.sources))

    def _vote(self, vote: Vote) -> Text:
        counts = [
            f"{label(name, self.lang)} {number}"
            for name, number in (("yes", vote.yes), ("no", vote.no), ("abstain", vote.abstain))
            if number is not None
        ]
        said = f"{vote.motion.lang(self.lang)}{COLON[self.lang]}{label(vote.result, self.lang)}"
        return self._item(CLAUSE[self.lang].join((said, *counts)), vote.sources)

    def _planned(self, plan: Plan) -> str:
        told = (date_in_full(plan.date, self.lang), label(plan.status, self.lang), plan.title.lang(self.lang))
        return f"{plan.as_of}{COLON[self.lang]}{CLAUSE[self.lang].join(told)}"

    def _roles(self) -> Iterator[Text]:
        """The actors by role, those of one role, date and source together."""
        groups: dict[tuple[str, str | None, tuple[str, ...]], list[Appearance]] = {}
        for appearance in self.event.actors:
            groups.setdefault((appearance.role, appearance.date, appearance.sources), []).append(appearance)
        for (role, day, sources), appearances in groups.items():
            names = self._names("actor", [appearance.actor for appearance in appearances])
            when = bracketed(date_in_full(day, self.lang), self.lang) if day else ""
            said = joined(text(label(role, self.lang) + when + COLON[self.lang], FAINT))
            yield said.append_text(self._item(names, sources))

    def _names(self, table: TableName, ids: Iterable[str]) -> str:
        return named(self.answer.vocabulary, table, ids, self.lang)

    def _neighbours(self) -> Iterator[Text]:
        if not self.event.series:
            return
        series = sorted(
            (e for e in self.answer.detail if e.series == self.event.series),
            key=date_order,
        )
        at = next((i for i, event in enumerate(series) if event.id == self.event.id), None)
        if at is None:
            return
        for mark, step in (("←", at - 1), ("→", at + 1)):
            if 0 <= step < len(series):
                yield self._pointer(series[step], f"{mark} ")

    def _related(self) -> Iterator[Text]:
        by_id = {event.id: event for event in self.answer.detail}
        for id_ in self.event.related:
            yield self._pointer(by_id[id_]) if id_ in by_id else text(id_, ID)

    def _pointer(self, event: Event, mark: str = "") -> Text:
        said = text(f"{mark}{event.title.lang(self.lang)}{CLAUSE[self.lang]}{of_event(event, self.lang)}  ")
        return said.append_text(text(event.id, ID))

    def _sources(self) -> Iterator[RenderableType]:
        """What is cited, by number."""
        if self.cited:
            yield Text()
            yield Padding(text(heading("sources", self.lang), HEADING), _INDENT)
        for id_, number in self.cited.items():
            source = self.answer.vocabulary.sources.get(id_)
            said = text(f"[{number}] ", FAINT)
            if source is not None:
                when = f"{CLAUSE[self.lang]}{date_in_full(source.date, self.lang)}" if source.date else ""
                said.append_text(text(f"{source.publisher}{COLON[self.lang]}{source.title}{when}"))
                said.append_text(text(f"{bracketed(label(source.weight, self.lang), self.lang)} ", FAINT))
            yield Padding(said.append_text(text(id_, ID)), (0, 0, 0, 2))
            if source is not None and source.url:
                yield link(source.url, self.screen, 6)
