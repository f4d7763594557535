"""Cards: everything about one event, or what an actor, topic, place or source has to do with."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from ahc_cli.fields import date_order
from ahc_cli.labels import label
from ahc_cli.models import Appearance, Attendance, Document, Event, Lang, Plan, Position, Source, Vote
from ahc_cli.models import Table as TableName
from ahc_cli.render import Answer, Screen, dossier
from ahc_cli.render.console import (
    DOUBT,
    FAINT,
    HEADING,
    ID,
    date_style,
    dated,
    drawn,
    joined,
    link,
    listed,
    text,
    unbroken,
)
from ahc_cli.render.headings import aside, heading, other, pointer, section, stance, titled
from ahc_cli.render.wording import CLAUSE, COLON, attended, bracketed, date_in_full, named, of_event

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
        event, lang = self.event, self.lang
        yield titled(event, lang, HEADING)
        if event.title.en and event.title.zh:
            yield text(event.title.lang(other(lang)), FAINT)
        yield self._line()
        if event.summary:
            yield Text()
            yield text(event.summary.lang(lang), lines=True)
        for name, items in self._contents():
            style, mark = (DOUBT, "△") if name == "caveats" else ("", "•")
            yield from section(name, items, lang, style, mark)

    def _contents(self) -> Iterator[tuple[str, Iterable[RenderableType]]]:
        """The sections in their order, each with its items."""
        event, lang = self.event, self.lang
        yield "facts", (self._item(f.text.lang(lang), f.sources, str(f.confidence or "")) for f in event.facts)
        yield "positions", map(self._position, event.positions)
        yield "votes", map(self._vote, event.votes)
        yield "attendance", map(self._attendance, event.attendance)
        yield "documents", map(self._document, event.documents)
        yield "caveats", (self._item(caveat.text.lang(lang), caveat.sources) for caveat in event.caveats)
        yield "actors", self._roles()
        yield "topics", [text(self._names("topic", event.topics))] if event.topics else []
        yield "history", map(self._planned, sorted(event.history, key=lambda plan: plan.as_of))
        yield "series", self._neighbours()
        yield "related", self._related()

    def _line(self) -> Text:
        """Date, place, format, kind and id on one line."""
        event, lang = self.event, self.lang
        told = (
            self.answer.vocabulary.label("place", event.place, lang) if event.place else "",
            label(event.format, lang) if event.format else "",
            label(event.kind, lang),
            self.answer.vocabulary.label("actor", event.body, lang) if event.body else "",
        )
        said = joined(dated(of_event(event, lang), date_style(event)))
        said.append_text(text("".join(f" · {unbroken(word)}" for word in told if word)))
        return joined(said, " · ", text(event.id, ID))

    def _item(self, said: str, sources: Iterable[str], confidence: str = "") -> Text:
        """What is said, and where it stands with how sure it is; numbers alone do not begin a line."""
        item = text(said, lines=True)
        numbers = "".join(f"[{self.cited.setdefault(id_, len(self.cited) + 1)}]" for id_ in sources)
        if confidence:
            note = unbroken(f"{numbers} {label(confidence, self.lang)}".lstrip())
            return item.append_text(text(f" {note}", FAINT))
        return item.append_text(text(unbroken(f" {numbers}"), FAINT)) if numbers else item

    def _claim(self, said: str, sources: Sequence[str]) -> Text:
        """What is said, as sure as its sources make it."""
        return self._item(said, sources, self.answer.vocabulary.confidence(sources) or "")

    def _position(self, position: Position) -> Text:
        about = f" · {self._names('topic', [position.topic])}" if position.topic else ""
        return joined(
            text(f"{self._names('actor', position.actors)} · "),
            stance(position.stance, self.lang),
            text(about + COLON[self.lang]),
            self._claim(position.text.lang(self.lang), position.sources),
        )

    def _vote(self, vote: Vote) -> Text:
        counts = [
            f"{label(name, self.lang)} {number}"
            for name, number in (("yes", vote.yes), ("no", vote.no), ("abstain", vote.abstain))
            if number is not None
        ]
        said = f"{vote.motion.lang(self.lang)}{COLON[self.lang]}{label(vote.result, self.lang)}"
        return self._claim(CLAUSE[self.lang].join((said, *map(unbroken, counts))), vote.sources)

    def _attendance(self, counted: Attendance) -> Text:
        said = attended(counted.count, counted.of, self.lang, at_least=counted.at_least)
        return self._claim(said, counted.sources)

    def _document(self, document: Document) -> Text:
        name = f"  {document.title.lang(self.lang)}" if document.title else ""
        return self._item(document.symbol + name, document.sources)

    def _planned(self, plan: Plan) -> Text:
        told = (date_in_full(plan.date, self.lang), label(plan.status, self.lang), plan.title.lang(self.lang))
        known = date_in_full(plan.as_of.isoformat(), self.lang)
        return self._item(f"{known}{COLON[self.lang]}{CLAUSE[self.lang].join(told)}", plan.sources)

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
        series = sorted((e for e in self.answer.detail if e.series == self.event.series), key=date_order)
        at = next((i for i, event in enumerate(series) if event.id == self.event.id), None)
        if at is None:
            return
        for mark, step in (("←", at - 1), ("→", at + 1)):
            if 0 <= step < len(series):
                yield joined(text(f"{mark} "), pointer(series[step], self.lang))

    def _related(self) -> Iterator[Text]:
        by_id = {event.id: event for event in self.answer.detail}
        for id_ in self.event.related:
            yield pointer(by_id[id_], self.lang) if id_ in by_id else text(id_, ID)

    def _sources(self) -> Iterator[RenderableType]:
        """What is cited, by number."""
        if self.cited:
            yield Text()
            yield Padding(text(heading("sources", self.lang), HEADING), _INDENT)
        for id_, number in self.cited.items():
            source = self.answer.vocabulary.sources.get(id_)
            mark = f"[{number}]"
            yield listed([(text(mark, FAINT), self._source(id_, source))], indent=2)
            if source is not None and source.url:
                yield link(source.url, self.screen, len(mark) + 3)

    def _source(self, id_: str, source: Source | None) -> Text:
        if source is None:
            return text(id_, ID)
        lang = self.lang
        said = text(f"{source.publisher}{COLON[lang]}{source.title}")
        if source.date:
            said = joined(said, CLAUSE[lang], dated(date_in_full(source.date, lang), ""))
        return joined(said, aside(label(source.weight, lang), lang), " ", text(id_, ID))
