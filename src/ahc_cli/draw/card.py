"""Cards: everything about events, actors, topics, places and sources."""

from collections.abc import Iterator

from msgspec import Struct
from rich.text import Text

from ahc_cli.answer import Screen
from ahc_cli.answer.card import Card, Cards, Item, Mention, Statement
from ahc_cli.draw.console import (
    BLANK,
    DOUBT,
    FAINT,
    HEADING,
    ID,
    Row,
    date_text,
    indent,
    item_list,
    join,
    text,
    unbroken,
)
from ahc_cli.draw.phrases import aside, event_date, event_line
from ahc_cli.messages import _
from ahc_cli.model.records import Event, Lang
from ahc_cli.model.words import CLAUSE, COLON, date_in_full, label, section


def draw(answer: Cards, screen: Screen) -> Iterator[Row]:
    if answer.of_symbol:
        yield indent(text(_("{n} events have this document symbol", n=len(answer.records)), FAINT), 1)
        yield BLANK
    for number, record in enumerate(answer.records):
        if number:
            yield BLANK
        yield from _Drawing(answer.card(record, screen.lang), answer, screen, screen.lang).parts()


class _Drawing(Struct, frozen=True):
    """Draws a card; only that of an event has numbered sources."""

    card: Card
    answer: Cards
    screen: Screen
    lang: Lang

    def parts(self) -> Iterator[Row]:
        card = self.card
        yield indent(text(card.title, HEADING), 1)
        if card.translation:
            yield indent(text(card.translation, FAINT), 1)
        yield indent(self._line(), 1)
        if card.address:
            yield self._link(card.address, 1)
        if card.summary and not isinstance(card.record, Event) and card.record.table == "actor":
            yield indent(text(card.summary[:1].upper() + card.summary[1:], HEADING), 1)
        elif card.summary:
            yield BLANK
            yield indent(text(card.summary, lines=True), 1)
        for name, items in card.sections.items():
            if items:
                yield from self._heading(name)
                mark = "△" if name == "caveats" else "•"
                yield from item_list([(text(mark), self._item(item)) for item in items], 2)
        if card.numbers and isinstance(card.record, Event):
            yield from self._heading("sources")
            for id_, number in card.numbers.items():
                yield from self._source(f"[{number}]", id_)
        if card.closing:
            yield BLANK
            yield indent(text(card.closing, FAINT), 1)

    def _line(self) -> Text:
        record, parts = self.card.record, [text(part) for part in self.card.line if part]
        if isinstance(record, Event):
            parts = [event_date(record, self.lang), *(text(unbroken(part.plain)) for part in parts)]
        return join(*(piece for part in parts for piece in (part, " · ")), text(record.id, ID))

    def _heading(self, name: str) -> Iterator[Row]:
        yield BLANK
        yield indent(text(section(name, self.lang), f"{HEADING} {DOUBT}" if name == "caveats" else HEADING), 1)

    def _item(self, item: Item) -> Text:
        if isinstance(item, Mention):
            told = text(f"\n{item.told}" if item.told else "", lines=True)
            return join(item.mark, event_line(item.event, self.lang), aside(item.roles, self.lang), told)
        head = text(item.label + COLON[self.lang] if item.label else "", "" if item.stance else FAINT)
        if item.stance:
            head.highlight_words([label(item.stance, self.lang)], HEADING)
        said = join(head, text(item.words, lines=True))
        if item.event:
            return join(said, " ", event_date(item.event, self.lang), " ", text(item.event.id, ID))
        return join(said, self._note(item)) if isinstance(self.card.record, Event) else said

    def _note(self, item: Statement) -> Text:
        """Write the numbers of sources, and how sure a statement is; numbers alone start no line."""
        numbers = "".join(f"[{self.card.numbers[id_]}]" for id_ in item.sources)
        if item.confidence:
            return text(" " + unbroken(f"{numbers} {label(item.confidence, self.lang)}"), FAINT)
        return text(unbroken(f" {numbers}") if numbers else "", FAINT)

    def _source(self, number: str, id_: str) -> Iterator[Row]:
        source, content = self.answer.vocabulary.sources.get(id_), text(id_, ID)
        if source:
            comma = CLAUSE[self.lang] if source.date else ""
            title = text(f"{source.publisher}{COLON[self.lang]}{source.title}{comma}")
            date = date_text(date_in_full(source.date, self.lang), "") if source.date else ""
            content = join(title, date, aside(label(source.weight, self.lang), self.lang), " ", content)
        yield from item_list([(text(number, FAINT), content)], 2)
        if source and source.url:
            yield self._link(source.url, len(number) + 3)

    def _link(self, url: str, cells: int) -> Row:
        """Show an address: a hyperlink if the terminal has colour, whole on its line in a pipe."""
        style = f"{FAINT} link {url}" if self.screen.terminal and self.screen.color else FAINT
        return Row(cells, [(text(url, style), None if self.screen.terminal else len(url))])
