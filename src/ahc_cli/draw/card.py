"""Cards: everything about events; the cards of actors, topics, places and sources are in `entity_card`."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from rich.console import RenderableType
from rich.text import Text

from ahc_cli.answer import Screen
from ahc_cli.answer.card import Cards
from ahc_cli.draw.console import DOUBT, FAINT, HEADING, ID, date_text, indent, item_list, join, text, unbroken
from ahc_cli.draw.entity_card import entity_card
from ahc_cli.draw.phrases import aside, event_date, event_line, link, section, stance_text, title_text, translation
from ahc_cli.model.fields import date_order
from ahc_cli.model.records import Appearance, Attendance, Document, Event, Lang, Plan, Position, Table, Vote
from ahc_cli.model.words import CLAUSE, COLON, attended, bracketed, date_in_full, heading, label, named


def draw(answer: Cards, screen: Screen) -> Iterator[RenderableType]:
    for number, record in enumerate(answer.records):
        if number:
            yield Text()
        if isinstance(record, Event):
            yield from _EventCard(record, answer, screen, screen.lang, {}).parts()
        else:
            yield from entity_card(record, answer, screen)


class _EventCard(Struct, frozen=True):
    """The card of an event; `numbers` of sources are assigned as they are cited."""

    event: Event
    answer: Cards
    screen: Screen
    lang: Lang
    numbers: dict[str, int]

    def parts(self) -> Iterator[RenderableType]:
        event, lang = self.event, self.lang
        yield indent(title_text(event, lang, HEADING), 1)
        yield from translation(event.title, lang)
        yield indent(self._line(), 1)
        if event.summary:
            yield Text()
            yield indent(text(event.summary.lang(lang), lines=True), 1)
        for name, items in self._sections():
            style, mark = (DOUBT, "△") if name == "caveats" else ("", "•")
            yield from section(name, items, lang, style, mark)
        yield from self._sources()

    def _line(self) -> Text:
        """Date, place, format, kind, body and id on one line."""
        event, lang, vocabulary = self.event, self.lang, self.answer.vocabulary
        words = (
            vocabulary.label("place", event.place, lang) if event.place else "",
            label(event.format, lang) if event.format else "",
            label(event.kind, lang),
            vocabulary.label("actor", event.body, lang) if event.body else "",
        )
        middle = text("".join(f" · {unbroken(word)}" for word in words if word))
        return join(event_date(event, lang), middle, " · ", text(event.id, ID))

    def _sections(self) -> Iterator[tuple[str, Iterable[Text]]]:
        """Yield the sections in their order, each with its items."""
        event, lang = self.event, self.lang
        yield "facts", (self._cited(f.text.lang(lang), f.sources, str(f.confidence or "")) for f in event.facts)
        yield "positions", map(self._position, event.positions)
        yield "votes", map(self._vote, event.votes)
        yield "attendance", map(self._attendance, event.attendance)
        yield "documents", map(self._document, event.documents)
        yield "caveats", (self._cited(caveat.text.lang(lang), caveat.sources) for caveat in event.caveats)
        yield "actors", self._roles()
        yield "topics", [text(self._names("topic", event.topics))] if event.topics else []
        yield "history", map(self._plan, sorted(event.history, key=lambda plan: plan.as_of))
        yield "series", self._neighbours()
        yield "related", self._related()

    def _cited(self, content: str, sources: Sequence[str], confidence: str = "") -> Text:
        """Make a text of a statement with the numbers of its sources and how sure it is; numbers alone start no line."""
        numbers = "".join(f"[{self.numbers.setdefault(id_, len(self.numbers) + 1)}]" for id_ in sources)
        note = f" {numbers}" if numbers else ""
        if confidence:
            note = f" {unbroken(f'{numbers} {label(confidence, self.lang)}'.lstrip())}"
        return join(text(content, lines=True), text(note if confidence else unbroken(note), FAINT))

    def _assessed(self, content: str, sources: Sequence[str]) -> Text:
        """Make a text of a statement that is as sure as its sources make it."""
        return self._cited(content, sources, self.answer.vocabulary.confidence(sources) or "")

    def _position(self, position: Position) -> Text:
        topic = self._names("topic", [position.topic]) if position.topic else ""
        head = stance_text(position.stance, self.lang, self._names("actor", position.actors), topic)
        return join(head, COLON[self.lang], self._assessed(position.text.lang(self.lang), position.sources))

    def _vote(self, vote: Vote) -> Text:
        counts = [
            unbroken(f"{label(name, self.lang)} {count}")
            for name, count in (("yes", vote.yes), ("no", vote.no), ("abstain", vote.abstain))
            if count is not None
        ]
        result = f"{vote.motion.lang(self.lang)}{COLON[self.lang]}{label(vote.result, self.lang)}"
        return self._assessed(CLAUSE[self.lang].join((result, *counts)), vote.sources)

    def _attendance(self, counted: Attendance) -> Text:
        content = attended(counted.count, counted.of, self.lang, at_least=counted.at_least)
        return self._assessed(content, counted.sources)

    def _document(self, document: Document) -> Text:
        title = f"  {document.title.lang(self.lang)}" if document.title else ""
        return self._cited(document.symbol + title, document.sources)

    def _plan(self, plan: Plan) -> Text:
        planned = (date_in_full(plan.date, self.lang), label(plan.status, self.lang), plan.title.lang(self.lang))
        as_of = date_in_full(plan.as_of.isoformat(), self.lang)
        return self._cited(f"{as_of}{COLON[self.lang]}{CLAUSE[self.lang].join(planned)}", plan.sources)

    def _roles(self) -> Iterator[Text]:
        """Yield the actors by role; those with the same role, date and sources together."""
        groups: dict[tuple[str, str | None, tuple[str, ...]], list[Appearance]] = {}
        for appearance in self.event.actors:
            groups.setdefault((appearance.role, appearance.date, appearance.sources), []).append(appearance)
        for (role, day, sources), appearances in groups.items():
            when = bracketed(date_in_full(day, self.lang), self.lang) if day else ""
            names = self._names("actor", [appearance.actor for appearance in appearances])
            yield join(text(label(role, self.lang) + when + COLON[self.lang], FAINT), self._cited(names, sources))

    def _names(self, table: Table, ids: Iterable[str]) -> str:
        return named(self.answer.vocabulary, table, ids, self.lang)

    def _neighbours(self) -> Iterator[Text]:
        """Yield the previous and the next event of the series."""
        event = self.event
        series = sorted((e for e in self.answer.events if event.series and e.series == event.series), key=date_order)
        before = [other for other in series if date_order(other) < date_order(event)]
        after = [other for other in series if date_order(other) > date_order(event)]
        for mark, neighbours in (("← ", before[-1:]), ("→ ", after[:1])):
            yield from (join(mark, event_line(neighbour, self.lang)) for neighbour in neighbours)

    def _related(self) -> Iterator[Text]:
        by_id = {event.id: event for event in self.answer.events}
        for id_ in self.event.related:
            yield event_line(by_id[id_], self.lang) if id_ in by_id else text(id_, ID)

    def _sources(self) -> Iterator[RenderableType]:
        """Yield the cited sources by number."""
        if self.numbers:
            yield Text()
            yield indent(text(heading("sources", self.lang), HEADING), 1)
        for id_, number in self.numbers.items():
            source = self.answer.vocabulary.sources.get(id_)
            mark = f"[{number}]"
            yield item_list([(text(mark, FAINT), self._source(id_))], 2)
            if source and source.url:
                yield link(source.url, self.screen, len(mark) + 3)

    def _source(self, id_: str) -> Text:
        source, lang = self.answer.vocabulary.sources.get(id_), self.lang
        if source is None:
            return text(id_, ID)
        title = text(f"{source.publisher}{COLON[lang]}{source.title}")
        date = join(CLAUSE[lang], date_text(date_in_full(source.date, lang), "")) if source.date else ""
        return join(title, date, aside(label(source.weight, lang), lang), " ", text(id_, ID))
