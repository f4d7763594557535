"""Cards as Markdown, with numbered sources and links; nothing in the data acts as Markdown."""

from collections.abc import Iterator
from urllib.parse import quote

from ahc_cli.answer import Screen
from ahc_cli.answer.card import Card, Cards, Item, Mention
from ahc_cli.model.records import Event, Lang
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.model.words import CLAUSE, COLON, bracketed, date_in_full, doubt, event_date, label, section, title
from ahc_cli.write.rows import escape


def write(answer: Cards, screen: Screen) -> Iterator[str]:
    """Yield the cards one after the other."""
    lang = screen.lang
    for number, record in enumerate(answer.records):
        card = answer.card(record, lang)
        yield ("\n" if number else "") + f"# {escape(card.title)}\n"
        date = event_date(record, lang) if isinstance(record, Event) else ""
        for paragraph in (card.translation, " · ".join(filter(None, (date, *card.line, record.id))), card.summary):
            if paragraph:
                yield f"\n{escape(paragraph)}\n"
        for name, items in card.sections.items():
            if items:
                yield f"\n## {section(name, lang)}\n\n"
                yield from (f"- {_item(item, card, lang)}\n" for item in items)
        if card.numbers:
            yield f"\n## {section('sources', lang)}\n\n"
            for id_, place in card.numbers.items():
                yield f"{place}. {_source(id_, answer.vocabulary, lang)}\n"


def _item(item: Item, card: Card, lang: Lang) -> str:
    """Write an item; a statement with the numbers of its sources and how sure it is."""
    if isinstance(item, Mention):
        doubts = [bracketed(doubt(each.confidence, lang), lang) for each in item.told]
        event, said = item.event, " ".join(each.words + of for each, of in zip(item.told, doubts, strict=True))
        told = COLON[lang] + said if said else ""
        roles = f" · {item.roles}" if item.roles else ""
        return escape(f"{item.mark}{event_date(event, lang)}  {title(event, lang)} ({event.id}){roles}{told}")
    words = (item.label + COLON[lang] if item.label else "") + item.words
    words += f" ({item.event.id})" if item.event else ""
    numbers = "".join(f"\\[{card.numbers[id_]}\\]" for id_ in item.sources)
    sure = f" *{escape(label(item.confidence, lang))}*" if item.confidence else ""
    return f"{escape(words)} {numbers}{sure}".rstrip()


def _source(id_: str, vocabulary: Vocabulary, lang: Lang) -> str:
    source = vocabulary.sources.get(id_)
    if source is None:
        return escape(id_)
    date = CLAUSE[lang] + date_in_full(source.date, lang) if source.date else ""
    words = escape(f"{source.publisher}{COLON[lang]}{source.title}{date}")
    link = quote(source.url, safe=":/?#@!$&'*+,;=%~-._") if source.url else ""
    return f"[{words}]({link})" if link else words
