"""Positions, as rows and as a page."""

from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter

from ahc_cli.model.records import Event
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.render import BLANK, Line, Span
from ahc_cli.report.positions import TakenPosition
from ahc_cli.show.phrases import citation, event_line, item_spans

POSITION_GETTERS = {name: attrgetter(name) for name in TakenPosition.__struct_fields__}


def positions_page(
    positions: Sequence[TakenPosition], events: Mapping[str, Event], vocabulary: Vocabulary
) -> Iterator[Line]:
    """Yield below each event who took what stance on what topic, who says so, how sure it is."""
    previous_event = ""
    for position in positions:
        if position.event != previous_event:
            if previous_event:
                yield BLANK
            yield Line(event_line(position.event, events, "heading"), "heading", hang=2)
        spans = item_spans(position, vocabulary, citation(position.sources))
        yield Line(spans, "item", indent=3, hang=2, mark=Span("•"))
        previous_event = position.event
