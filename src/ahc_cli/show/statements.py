"""Statements as pages, each below its event: what a search found, and positions."""

from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ahc_cli.messages import spoken
from ahc_cli.model.labels import article_title
from ahc_cli.model.records import Event
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.render import BLANK, Line, Span, Spans
from ahc_cli.report.facts import StatedFact
from ahc_cli.report.positions import TakenPosition
from ahc_cli.show import phrases

if TYPE_CHECKING:
    from ahc_cli.search.ranking import Result

POSITION_GETTERS = {name: attrgetter(name) for name in TakenPosition.__struct_fields__}
# Rows have no numbers of articles unless --fields asks for them.
POSITION_COLUMNS = [name for name in POSITION_GETTERS if name != "articles"]
FACT_GETTERS = {name: attrgetter(name) for name in StatedFact.__struct_fields__}


def hits_page(
    events: Sequence[Event], result: "Result", remarks: Sequence[str], vocabulary: Vocabulary
) -> Iterator[Line]:
    """Yield remarks, what is computed, and the best statements of each event."""
    for remark in remarks:
        yield phrases.text_line(remark)
    for statement in result.computed:
        text = Span(phrases.spoken_text(statement.text), "heading")
        cited = phrases.citation(statement.sources, in_short=True)
        yield Line((text, cited, phrases.sure_span(statement.confidence)), hang=2)
    for number, event in enumerate(events):
        if number or remarks or result.computed:
            yield BLANK
        place = phrases.place_span(event, vocabulary)
        yield Line((phrases.date_span(event), place, Span("  "), Span(event.id, "id")))
        yield Line((*phrases.title_spans(event, "heading"), phrases.counts_span(event)), indent=3)
        for statement in result.shown[event.id]:
            # The event that was found has the matches to mark; that of the statement has none.
            marked = replace(statement, event=event)
            yield _item(phrases.statement_spans(marked, vocabulary))


def items_page(
    items: Sequence[TakenPosition | StatedFact],
    events: Mapping[str, Event],
    vocabulary: Vocabulary,
) -> Iterator[Line]:
    """Yield below each event, or article, positions or facts, who says so, and how sure it is."""
    previous_id = ""
    for item in items:
        if item.id != previous_id:
            if previous_id:
                yield BLANK
            yield Line(_heading(item.id, events, vocabulary), "heading", hang=2)
        line = _item(phrases.item_spans(item, vocabulary, phrases.citation(item.sources)))
        is_caveat = isinstance(item, StatedFact) and item.of == "caveat"
        yield replace(line, mark=Span("△", "weak")) if is_caveat else line
        previous_id = item.id


def _heading(id_: str, events: Mapping[str, Event], vocabulary: Vocabulary) -> Spans:
    """Name an event or an article by its id."""
    articles = vocabulary.instrument.articles if vocabulary.instrument else ()
    for article in articles:
        if id_ == f"article-{article.number}":
            return (Span(article_title(article, spoken()), "heading"),)
    return phrases.event_line(id_, events, "heading")


def _item(spans: Spans) -> Line:
    return Line(spans, "item", indent=3, hang=2, mark=Span("•"))
