"""An iCalendar file (RFC 5545): an all-day entry per event, on the day that is known if an end is
open.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import icalendar
from icalendar.enums import STATUS, TRANSP

from ahc_cli.messages import _
from ahc_cli.model.labels import date_in_full, event_date, label
from ahc_cli.model.records import Event, Lang, references
from ahc_cli.model.text import inert_plain
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.render import Answer, Screen

_STATUS = {
    "scheduled": STATUS.TENTATIVE,
    "postponed": STATUS.TENTATIVE,
    "cancelled": STATUS.CANCELLED,
}


def write(answer: Answer, screen: Screen) -> Iterator[bytes]:
    """Yield a calendar of the events, stamped with the day of the data, an event at a time."""
    stamp = datetime.combine(answer.edition, time(), UTC)
    yield b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//ahc-cli//ahc//EN\r\n"
    for event in answer.records:
        yield _entry(event, stamp, answer.vocabulary, screen.lang).to_ical()
    yield b"END:VCALENDAR\r\n"


def _entry(event: Event, stamp: datetime, vocabulary: Vocabulary, lang: Lang) -> icalendar.Event:
    first, last = event.start or event.end or date.min, event.end or event.start or date.max
    sources = (
        vocabulary.sources.get(id_) for table, id_, _ in references(event) if table == "source"
    )
    return icalendar.Event.new(
        uid=f"{event.id}@ahc-cli",
        stamp=stamp,
        start=first,
        end=last + timedelta(days=1) if last < date.max else None,
        summary=inert_plain(event.title.lang(lang)),
        description=inert_plain("\n".join(_sentences(event, lang))) or None,
        location=inert_plain(vocabulary.label("place", event.place, lang)) if event.place else None,
        url=next((source.url for source in sources if source and source.url), None),
        categories=[event.kind],
        status=_STATUS.get(event.status, STATUS.CONFIRMED),
        transparency=TRANSP.TRANSPARENT,
    )


def _sentences(event: Event, lang: Lang) -> Iterator[str]:
    """Yield the summary, the status unless it happened, and how uncertain the date is."""
    if event.summary is not None:
        yield event.summary.lang(lang)
    if event.status in _STATUS:
        yield _("Status: {status}.", status=label(event.status, lang))
    said = event_date(event, lang)
    if event.start is None or event.end is None:
        yield _("Only one end of the date is known: {date}.", date=said)
    elif event.precision == "year" or said != date_in_full(event.date, lang):
        yield _("The day is not known: {date}.", date=said)
    elif event.precision == "month":
        yield _("Date known only to the month: {date}.", date=said)
