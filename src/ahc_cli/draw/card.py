"""Cards: everything about events; the cards of actors, topics, places and sources are in `entity_card`."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from rich.console import RenderableType
from rich.text import Text

from ahc_cli.answer import Screen
from ahc_cli.answer.card import Cards
from ahc_cli.draw.console import FAINT, HEADING, ID, date_text, indent, item_list, join, text, unbroken
from ahc_cli.draw.entity_card import entity_card
from ahc_cli.draw.phrases import aside, event_date, event_line, link, section, stance_text, title_text, translation
from ahc_cli.model.fields import date_order
from ahc_cli.model.records import Confidence, Event, Lang, Plan, Position, Role, Source, Table, Vote
from ahc_cli.model.words import CLAUSE, COLON, LASTING, attended, bracketed, date_in_full, heading, label, named


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
        words = (
            self._names("place", [event.place]) if event.place else "",
            label(event.format, lang) if event.format else "",
            label(event.kind, lang),
            self._names("actor", [event.body]) if event.body else "",
        )
        middle = "".join(f" · {unbroken(word)}" for word in words if word)
        yield indent(join(event_date(event, lang), text(f"{middle} · "), text(event.id, ID)), 1)
        if event.summary:
            yield Text()
            yield indent(text(event.summary.lang(lang), lines=True), 1)
        for name, items in self._sections():
            yield from section(name, items, lang)
        yield from self._sources()

    def _sections(self) -> Iterator[tuple[str, Iterable[Text]]]:
        """Yield the sections in their order, each with its items."""
        event, lang, cited, assessed = self.event, self.lang, self._cited, self._assessed
        yield "facts", (cited(fact.text.lang(lang), fact.sources, fact.confidence or None) for fact in event.facts)
        yield "positions", map(self._position, event.positions)
        yield "votes", map(self._vote, event.votes)
        counts = ((attended(a.count, a.of, lang, at_least=a.at_least), a.sources) for a in event.attendance)
        yield "attendance", (assessed(count, sources) for count, sources in counts)
        documents = ((d.symbol + (f"  {d.title.lang(lang)}" if d.title else ""), d.sources) for d in event.documents)
        yield "documents", (cited(document, sources) for document, sources in documents)
        yield "caveats", (cited(caveat.text.lang(lang), caveat.sources) for caveat in event.caveats)
        yield "actors", self._roles()
        yield "topics", [text(self._names("topic", event.topics))] if event.topics else []
        yield "history", map(self._plan, sorted(event.history, key=lambda plan: plan.as_of))
        yield "series", self._neighbours()
        by_id = {event.id: event for event in self.answer.events}
        yield "related", (event_line(by_id[i], lang) if i in by_id else text(i, ID) for i in event.related)

    def _cited(self, content: str, sources: Sequence[str], confidence: Confidence | None = None) -> Text:
        """Make a text of a statement, the numbers of its sources, and how sure it is; numbers alone start no line."""
        numbers = "".join(f"[{self.numbers.setdefault(id_, len(self.numbers) + 1)}]" for id_ in sources)
        note = unbroken(f" {numbers}") if numbers else ""
        if confidence:
            note = f" {unbroken(f'{numbers} {label(confidence, self.lang)}')}"
        return join(text(content, lines=True), text(note, FAINT))

    def _assessed(self, content: str, sources: Sequence[str]) -> Text:
        """Make a text of a statement that is as sure as its sources make it."""
        return self._cited(content, sources, self.answer.vocabulary.confidence(sources))

    def _position(self, position: Position) -> Text:
        topic = self._names("topic", [position.topic]) if position.topic else ""
        head = stance_text(position.stance, self.lang, self._names("actor", position.actors), topic)
        return join(head, COLON[self.lang], self._assessed(position.text.lang(self.lang), position.sources))

    def _vote(self, vote: Vote) -> Text:
        counts = (("yes", vote.yes), ("no", vote.no), ("abstain", vote.abstain))
        result = f"{vote.motion.lang(self.lang)}{COLON[self.lang]}{label(vote.result, self.lang)}"
        parts = (unbroken(f"{label(name, self.lang)} {count}") for name, count in counts if count is not None)
        return self._assessed(CLAUSE[self.lang].join((result, *parts)), vote.sources)

    def _plan(self, plan: Plan) -> Text:
        planned = (
            date_in_full(plan.date, self.lang, window=self.event.kind not in LASTING),
            label(plan.status, self.lang),
            plan.title.lang(self.lang),
        )
        as_of = date_in_full(plan.as_of.isoformat(), self.lang)
        return self._cited(f"{as_of}{COLON[self.lang]}{CLAUSE[self.lang].join(planned)}", plan.sources)

    def _roles(self) -> Iterator[Text]:
        """Yield the actors by role; those with the same role, date and sources together."""
        groups: dict[tuple[Role, str | None, tuple[str, ...]], list[str]] = {}
        for appearance in self.event.actors:
            groups.setdefault((appearance.role, appearance.date, appearance.sources), []).append(appearance.actor)
        for (role, day, sources), actors in groups.items():
            when = bracketed(date_in_full(day, self.lang), self.lang) if day else ""
            head = text(label(role, self.lang) + when + COLON[self.lang], FAINT)
            yield join(head, self._cited(self._names("actor", actors), sources))

    def _names(self, table: Table, ids: Iterable[str]) -> str:
        return named(self.answer.vocabulary, table, ids, self.lang)

    def _neighbours(self) -> Iterator[Text]:
        """Yield the previous and the next event of the series."""
        here, series = date_order(self.event), self.event.series
        others = sorted((e for e in self.answer.events if series and e.series == series), key=date_order)
        before = [other for other in others if date_order(other) < here]
        after = [other for other in others if date_order(other) > here]
        for mark, neighbours in (("← ", before[-1:]), ("→ ", after[:1])):
            yield from (join(mark, event_line(neighbour, self.lang)) for neighbour in neighbours)

    def _sources(self) -> Iterator[RenderableType]:
        """Yield the cited sources by number."""
        if self.numbers:
            yield Text()
            yield indent(text(heading("sources", self.lang), HEADING), 1)
        for id_, number in self.numbers.items():
            source = self.answer.vocabulary.sources.get(id_)
            mark, content = f"[{number}]", text(id_, ID)
            if source:
                content = join(self._source(source), " ", content)
            yield item_list([(text(mark, FAINT), content)], 2)
            if source and source.url:
                yield link(source.url, self.screen, len(mark) + 3)

    def _source(self, source: Source) -> Text:
        title = text(f"{source.publisher}{COLON[self.lang]}{source.title}")
        date = date_text(date_in_full(source.date, self.lang), "") if source.date else ""
        return join(title, CLAUSE[self.lang] if date else "", date, aside(label(source.weight, self.lang), self.lang))
