"""Statements as pages, each below its event: what a search found, and positions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from operator import attrgetter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ahc_cli.messages import _, ngettext
from ahc_cli.model.labels import article_title
from ahc_cli.model.records import Event
from ahc_cli.model.statements import Statement
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.render import BLANK, Line, Span, Spans, Style
from ahc_cli.report.items import Item
from ahc_cli.show import phrases

if TYPE_CHECKING:
    from ahc_cli.search.answers import LineAnswer
    from ahc_cli.search.ranking import Ranked, Result

# The most statements below an event that a search found.
_MOST_BELOW = 2


def hits_page(
    events: Sequence[Event], result: "Result", remarks: Sequence[str], vocabulary: Vocabulary
) -> Iterator[Line]:
    """Yield remarks, definitions, and the best statements of each event."""
    above = [phrases.text_line(remark) for remark in remarks]
    above += [_plain_line(ranked.statement) for ranked in result.beside]
    if len(events) > 1:
        above.append(phrases.text_line(_("Best matches first:"), "faint"))
    yield from above
    for number, event in enumerate(events):
        if number or above:
            yield BLANK
        yield from _event_head(event, vocabulary)
        of_event = (ranked.statement for ranked in result.ranked[event.id])
        yield from islice(_below(of_event, event, vocabulary), _MOST_BELOW)


def answer_page(
    statements: Sequence["Ranked"], answer: "LineAnswer", search: str, vocabulary: Vocabulary
) -> Iterator[Line]:
    """Yield the statements of an answer, those of an event below it, and where more are."""
    above = [_plain_line(ranked.statement) for ranked in statements[: answer.denials]]
    if answer.header:
        above.append(phrases.text_line(answer.header))
    yield from above
    for number, (id_, of_one) in enumerate(groupby(statements[answer.denials :], attrgetter("id"))):
        found = [ranked.statement for ranked in of_one]
        event = answer.events.get(id_)
        if (number or above) and (event or found[0].key in ("article", "contents")):
            yield BLANK
        if event:
            yield from _event_head(event, vocabulary)
            yield from _below(found, event, vocabulary)
        else:
            yield from (
                _plain_line(statement, stands_out=not answer.denials) for statement in found
            )
    if answer.more:
        yield BLANK
        events = ngettext("{n} more event", "{n} more events", answer.more)
        yield phrases.text_line(events + _(": ") + search, "faint")


def _plain_line(statement: Statement, *, stands_out: bool = True) -> Line:
    """Write a statement of no event, its sources and how sure it is; what is denied stands out."""
    style: Style = "heading" if stands_out and statement.key != "contents" else ""
    text = Span(phrases.with_sure_words(phrases.spoken_text(statement.text)), style)
    cited = phrases.citation(statement.sources, in_short=True)
    return Line((text, *phrases.sure_spans(statement.confidence, cited)), hang=2)


def _event_head(event: Event, vocabulary: Vocabulary) -> Iterator[Line]:
    """Write the date, the place and the id of an event, and its title below."""
    place = phrases.place_span(event, vocabulary)
    yield Line((phrases.date_span(event), place, Span("  "), Span(event.id, "id")))
    yield Line((*phrases.title_spans(event, "heading"), phrases.counts_span(event)), indent=3)


def _below(statements: Iterable[Statement], event: Event, vocabulary: Vocabulary) -> Iterator[Line]:
    """Write statements below their event, of which the one that was found has the matches."""
    for statement in statements:
        if statement.key != "title":  # which stands above
            yield _item(phrases.statement_spans(replace(statement, event=event), vocabulary))


def items_page(
    items: Sequence[Item], events: Mapping[str, Event], vocabulary: Vocabulary
) -> Iterator[Line]:
    """Yield below each event, or article, positions or facts, who says so, and how sure it is."""
    previous_id = ""
    for item in items:
        if item.id != previous_id:
            if previous_id:
                yield BLANK
            yield Line(_heading(item.id, events, vocabulary), "heading", hang=2)
        line = _item(phrases.item_spans(item, vocabulary, phrases.citation(item.sources)))
        yield replace(line, mark=Span("△", "weak")) if item.of == "caveat" else line
        previous_id = item.id


def _heading(id_: str, events: Mapping[str, Event], vocabulary: Vocabulary) -> Spans:
    """Name an event or an article by its id."""
    articles = vocabulary.instrument.articles if vocabulary.instrument else ()
    for article in articles:
        if id_ == f"article-{article.number}":
            return (Span(article_title(article), "heading"),)
    return phrases.event_line(id_, events, "heading")


def _item(spans: Spans) -> Line:
    return Line(spans, "item", indent=3, hang=2, mark=Span("•"))
