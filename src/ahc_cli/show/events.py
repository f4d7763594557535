"""Events as rows: the table that is drawn, and what each column has of an event."""

from functools import partial
from typing import Any

from msgspec import UNSET

from ahc_cli.messages import spoken
from ahc_cli.model.fields import FIELDS, KEYS
from ahc_cli.model.labels import date_in_full
from ahc_cli.model.records import Event
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.render import ROW_FORMATS, Column, Screen, Span, Spans
from ahc_cli.report.counts import distinct
from ahc_cli.show.chart import KINDS
from ahc_cli.show.columns import MOST_ID
from ahc_cli.show.phrases import counts_span, date_span, place_span, title_spans

EVENT_FORMATS = (*ROW_FORMATS, "ics")
LANGUAGES = ("title.en", "title.zh", "summary.en", "summary.zh")
COLUMN_NAMES = (*(name for name, field in FIELDS.items() if field.shown), *KEYS, *LANGUAGES)
# From this width on a table has columns for the kind and the id, which is else below the title.
_WITH_IDS = 60
_MOST_DATE = 15


def event_table(vocabulary: Vocabulary, screen: Screen) -> list[Column]:
    """Return the columns of a list of events; at one width all lists have the same."""

    def title(event: Event) -> Spans:
        spans = *title_spans(event), counts_span(event), place_span(event, vocabulary)
        if screen.width < _WITH_IDS:
            spans += Span("\n"), Span(event.id, "id")
        return spans

    return [
        Column("date", lambda event: (date_span(event, in_year=True),), most=_MOST_DATE),
        Column("", lambda event: (Span(*KINDS[event.kind]),), most=1, since=_WITH_IDS),
        Column("title", title, most=0),
        Column("id", lambda event: (Span(event.id, "id"),), most=MOST_ID, since=_WITH_IDS),
    ]


def year_of(event: Event) -> str:
    """Name the group of a table that an event is in."""
    return date_in_full(str(event.start.year), spoken()) if event.start else "…"


def _value(name: str, event: Event) -> Any:
    """Return the value of a key of an event, or a list of the values of another field."""
    if name in Event.__struct_fields__:
        value = getattr(event, name)
        return None if value is UNSET else value
    if name in LANGUAGES:
        key, lang = name.split(".")
        return getattr(getattr(event, key), lang, None)
    if name == "states":
        return _states(event)
    if FIELDS[name].single:
        return next(iter(FIELDS[name].read(event)), None)
    if name.startswith("vote."):
        return list(FIELDS[name].read(event))  # one for each vote, so that columns stay parallel
    return distinct(FIELDS[name].read(event))


def _states(event: Event) -> list[str | int]:
    """Return the numbers of states, a least number as the range that finds it: `160..`."""
    counts = [item for item in event.attendance if item.of == "states"]
    return [f"{item.count}.." if item.at_least else item.count for item in counts]


EVENT_GETTERS = {name: partial(_value, name) for name in COLUMN_NAMES}
