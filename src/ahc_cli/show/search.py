"""What a search found, as a page."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ahc_cli.messages import spoken
from ahc_cli.model.records import Event
from ahc_cli.model.statements import Statement
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.render import BLANK, Line, Span
from ahc_cli.show import phrases

if TYPE_CHECKING:
    from ahc_cli.search.ranking import Result


def hits_page(
    events: Sequence[Event], found: "Result", remarks: Sequence[str], vocabulary: Vocabulary
) -> Iterator[Line]:
    """Yield remarks, what is computed, and the best statements of each event."""
    for remark in remarks:
        yield Line((Span(remark),))
    for statement in found.computed:
        yield _computed(statement)
    for number, event in enumerate(events):
        if number or remarks or found.computed:
            yield BLANK
        place = phrases.place_span(event, vocabulary)
        yield Line((phrases.date_span(event), place, Span("  "), Span(event.id, "id")))
        yield Line((*phrases.title_spans(event, "heading"), phrases.counts_span(event)), indent=3)
        for statement in found.shown[event.id]:
            with_matches = replace(statement, event=event)
            spans = phrases.statement_spans(with_matches, vocabulary)
            yield Line(spans, "item", indent=3, hang=2, mark=Span("•"))


def _computed(statement: Statement) -> Line:
    """Write a statement that is computed, with its sources and how sure it is."""
    text = statement.text.lang(spoken()) if statement.text else ""
    cited = phrases.citation(statement.sources, in_short=True)
    return Line((Span(text, "heading"), cited, phrases.sure_span(statement.confidence)), hang=2)
