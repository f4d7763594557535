"""Cards as Markdown, with numbered sources and links; nothing in the data acts as Markdown."""

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

from msgspec import Struct

from ahc_cli.answer import Screen
from ahc_cli.answer.card import Cards
from ahc_cli.ask.find import Entity
from ahc_cli.ask.lead import summary
from ahc_cli.model.document import Article, Instrument
from ahc_cli.model.records import Event, Lang, Position, Source, Table
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.model.words import COLON, attended, date_in_full, event_date, heading, label, named, title, vote_words
from ahc_cli.write.rows import escape


def write(answer: Cards, screen: Screen) -> Iterator[str]:
    """Yield the cards one after the other."""
    for number, record in enumerate(answer.records):
        card = _Card(answer.vocabulary, screen.lang, [])
        lines = card.event(record) if isinstance(record, Event) else card.entity(record, answer)
        yield ("\n" if number else "") + "\n".join([*lines, *card.sources()]) + "\n"


class _Card(Struct, frozen=True):
    """One card; `cited` are the sources in the order of their numbers."""

    vocabulary: Vocabulary
    lang: Lang
    cited: list[str]

    def event(self, event: Event) -> Iterator[str]:
        lang = self.lang
        yield f"# {escape(title(event, lang))}"
        place = [self.vocabulary.label("place", event.place, lang)] if event.place else []
        facts = (event_date(event, lang), *place, label(event.kind, lang), event.id)
        yield from ("", escape(" · ".join(facts)))
        if event.summary:
            yield from ("", escape(event.summary.lang(lang)))
        yield from self._section("facts", (self._item(f.text.lang(lang), f.sources) for f in event.facts))
        yield from self._section("positions", (self._position(position) for position in event.positions))
        yield from self._section("votes", (self._item(vote_words(v, lang), v.sources) for v in event.votes))
        counted = ((attended(a.count, a.of, lang, at_least=a.at_least), a.sources) for a in event.attendance)
        yield from self._section("attendance", (self._item(*figure) for figure in counted))
        documents = ((d.symbol + (f"  {d.title.lang(lang)}" if d.title else ""), d.sources) for d in event.documents)
        yield from self._section("documents", (self._item(*document, sure=False) for document in documents))
        caveats = (self._item(c.text.lang(lang), c.sources, sure=False) for c in event.caveats)
        yield from self._section("caveats", caveats)
        roles = dict.fromkeys(item.role for item in event.actors)
        names = {role: [item.actor for item in event.actors if item.role == role] for role in roles}
        actors = (f"{label(role, lang)}{COLON[lang]}{self._names('actor', ids)}" for role, ids in names.items())
        yield from self._section("actors", map(escape, actors))

    def entity(self, entity: Entity, answer: Cards) -> Iterator[str]:
        record, lang = entity.record, self.lang
        if isinstance(record, Source):
            yield f"# {escape(record.title)}"
            self.cited.append(entity.id)
        elif isinstance(record, Article):
            number = f"Article {record.number}" if lang == "en" else f"第{record.number}条"
            yield f"# {escape(number + COLON[lang] + record.title.lang(lang))}"
            self.cited.extend(record.sources)
        else:
            yield f"# {escape(record.name.lang(lang))}"
        if isinstance(record, Instrument) and answer.now and answer.now.adopted:
            yield from ("", escape(summary(answer.now).lang(lang)))
        if relation := answer.relation(entity):
            yield from ("", escape(relation.lang(lang)))
        taken = {id(entry.position): entry.position for entry in answer.entries(entity) if entry.position}
        yield from self._section("positions", map(self._position, taken.values()))
        events = (
            f"{event_date(event, lang)}  {title(event, lang)} ({event.id})" for event in answer.events_with(entity)
        )
        yield from self._section("events", map(escape, events))

    def sources(self) -> Iterator[str]:
        """Yield the cited sources by number, with links."""
        if self.cited:
            yield from ("", f"## {heading('sources', self.lang)}", "")
        for number, id_ in enumerate(self.cited, 1):
            source = self.vocabulary.sources.get(id_)
            if source is None:
                yield f"{number}. {escape(id_)}"
                continue
            date = f", {date_in_full(source.date, self.lang)}" if source.date else ""
            words = escape(f"{source.publisher}{COLON[self.lang]}{source.title}{date}")
            link = quote(source.url, safe=":/?#@!$&'*+,;=%~-._") if source.url else ""
            yield f"{number}. [{words}]({link})" if link else f"{number}. {words}"

    def _section(self, name: str, items: Iterable[str]) -> Iterator[str]:
        if shown := list(items):
            yield from ("", f"## {heading(name, self.lang)}", "")
            yield from (f"- {item}" for item in shown)

    def _position(self, position: Position) -> str:
        head = f"{self._names('actor', position.actors)} · {label(position.stance, self.lang)}{COLON[self.lang]}"
        return self._item(head + position.text.lang(self.lang), position.sources)

    def _item(self, words: str, sources: Sequence[str], *, sure: bool = True) -> str:
        """Write a statement with the numbers of its sources and how sure it is."""
        self.cited.extend(id_ for id_ in dict.fromkeys(sources) if id_ not in self.cited)
        numbers = "".join(f"\\[{self.cited.index(id_) + 1}\\]" for id_ in sources)
        confidence = self.vocabulary.confidence(sources) if sure else None
        note = f" *{escape(label(confidence, self.lang))}*" if confidence else ""
        return f"{escape(words)} {numbers}{note}".rstrip()

    def _names(self, table: Table, ids: Iterable[str]) -> str:
        return named(self.vocabulary, table, ids, self.lang)
