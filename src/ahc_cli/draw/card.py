"""Cards: everything about events, actors, topics, places and sources."""

from collections.abc import Iterator

from rich.text import Text

from ahc_cli.answer import Screen
from ahc_cli.answer.card import Card, Cards, Item, Mention
from ahc_cli.draw import console
from ahc_cli.draw.console import BLANK, FAINT, HEADING, ID, Row, date_text, indent, item_list, join, text, unbroken
from ahc_cli.draw.phrases import aside, doubt, event_date, event_line, with_sources
from ahc_cli.messages import _
from ahc_cli.model.records import Event, Lang
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.model.words import CLAUSE, COLON, date_in_full, label, section


def draw(answer: Cards, screen: Screen) -> Iterator[Row]:
    if answer.of_symbol:
        yield indent(text(_("{n} events have this document symbol", n=len(answer.records)), FAINT), 1)
        yield BLANK
    for number, record in enumerate(answer.records):
        if number:
            yield BLANK
        card = answer.card(record, screen.lang)
        yield from _head(card, screen)
        yield from _sections(card, answer.vocabulary, screen)


def _head(card: Card, screen: Screen) -> Iterator[Row]:
    record, lang = card.record, screen.lang
    yield indent(text(card.title, HEADING), 1)
    if card.translation:
        yield indent(text(card.translation, FAINT), 1)
    line = [text(part) for part in card.line if part]
    if isinstance(record, Event):
        line = [event_date(record, lang), *(text(unbroken(part.plain)) for part in line)]
    yield indent(Text(" · ").join([*line, text(record.id, ID)]), 1)
    if card.address:
        yield _link(card.address, 1, screen)
    if card.summary and not isinstance(record, Event) and record.table == "actor":
        yield indent(text(card.summary[:1].upper() + card.summary[1:], HEADING), 1)
    elif card.summary:
        yield BLANK
        yield indent(text(card.summary, lines=True), 1)


def _sections(card: Card, vocabulary: Vocabulary, screen: Screen) -> Iterator[Row]:
    lang = screen.lang
    for name, items in card.sections.items():
        if items:
            mark, style = ("△", f"{HEADING} {console.DOUBT}") if name == "caveats" else ("•", HEADING)
            yield from (BLANK, indent(text(section(name, lang), style), 1))
            yield from item_list([(text(mark), _item(item, card, lang)) for item in items], 2)
    # Only the sources of an event are numbered.
    if card.numbers and isinstance(card.record, Event):
        yield from (BLANK, indent(text(section("sources", lang), HEADING), 1))
        for id_, number in card.numbers.items():
            yield from _source(f"[{number}]", id_, vocabulary, screen)


def _item(item: Item, card: Card, lang: Lang) -> Text:
    if isinstance(item, Mention):
        told = (join(text(f"\n{each.words}", lines=True), doubt(each.confidence, lang)) for each in item.told)
        return join(item.mark, event_line(item.event, lang), aside(item.roles, lang), *told)
    head = text(item.label + COLON[lang] if item.label else "", "" if item.stance else FAINT)
    if item.stance:
        head.highlight_words([label(item.stance, lang)], HEADING)
    said = join(head, text(item.words, lines=True))
    if item.event:
        when = (" ", event_date(item.event, lang), " ", text(item.event.id, ID))
        return join(said, doubt(item.confidence, lang), *when)
    if not isinstance(card.record, Event):
        return with_sources(said, item.sources, item.confidence, lang) if item.confidence else said
    if not item.sources:
        return said
    # Numbers of sources alone start no line.
    note = "".join(f"[{card.numbers[id_]}]" for id_ in item.sources)
    if item.confidence:
        return join(said, text(" " + unbroken(f"{note} {label(item.confidence, lang)}"), FAINT))
    return join(said, text(unbroken(f" {note}"), FAINT))


def _source(number: str, id_: str, vocabulary: Vocabulary, screen: Screen) -> Iterator[Row]:
    source, lang, content = vocabulary.sources.get(id_), screen.lang, text(id_, ID)
    if source:
        comma = CLAUSE[lang] if source.date else ""
        title = text(f"{source.publisher}{COLON[lang]}{source.title}{comma}")
        date = date_text(date_in_full(source.date, lang)) if source.date else ""
        content = join(title, date, aside(label(source.weight, lang), lang), " ", content)
    yield from item_list([(text(number, FAINT), content)], 2)
    if source and source.url:
        yield _link(source.url, len(number) + 3, screen)


def _link(url: str, cells: int, screen: Screen) -> Row:
    """Show an address: a hyperlink if the terminal has colour, whole on its line in a pipe."""
    style = f"{FAINT} link {url}" if screen.terminal and screen.color else FAINT
    return Row(cells, [(text(url, style), None if screen.terminal else len(url))])
