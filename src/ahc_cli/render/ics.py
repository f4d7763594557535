"""An iCalendar file (RFC 5545): an all-day entry for each event.

If one end of its date is open, the entry is on the day that is known.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import icalendar
from icalendar.enums import STATUS, TRANSP

from ahc_cli.messages import _
from ahc_cli.model.labels import date_in_full, label
from ahc_cli.model.records import Event, Lang, references
from ahc_cli.model.text import fold, inert_plain
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
    first = event.start or event.end or date.min
    last = event.end or event.start or date.max
    # The end is the day after the last one, of which there is none after the year 9999.
    end = last + timedelta(days=1) if last < date.max else None
    place = vocabulary.label("place", event.place or "", lang)
    return icalendar.Event.new(
        uid=f"{event.id}@ahc-cli{_of_dataset(vocabulary)}",
        stamp=stamp,
        start=first,
        end=end,
        summary=inert_plain(event.title.lang(lang)),
        description=inert_plain("\n".join(_sentences(event, lang))) or None,
        location=inert_plain(place) or None,
        url=_first_url(event, vocabulary),
        categories=[event.kind],
        status=_STATUS.get(event.status, STATUS.CONFIRMED),
        transparency=TRANSP.TRANSPARENT,
    )


def _of_dataset(vocabulary: Vocabulary) -> str:
    """Return what tells the events of a dataset from those of others: its title."""
    title = getattr(vocabulary, "title", None)
    return "." + re.sub(r"\W+", "-", fold(title.lang("en"))) if title else ""


def _first_url(event: Event, vocabulary: Vocabulary) -> str | None:
    """Return the address of the first source of an event that has one."""
    for table, id_, _path in references(event):
        source = vocabulary.sources.get(id_)
        if table == "source" and source and source.url:
            return source.url
    return None


def _sentences(event: Event, lang: Lang) -> Iterator[str]:
    """Yield the summary, the status unless it happened, and how uncertain the date is."""
    if event.summary is not None:
        yield event.summary.lang(lang)
    if event.status in _STATUS:
        yield _("Status: {status}.", status=label(event.status, lang))
    day = date_in_full(event.date, lang)
    if event.start is None or event.end is None:
        yield _("Only one end of the date is known: {date}.", date=day)
    elif event.precision in ("year", "window"):
        yield _("The day is not known: {date}.", date=day)
    elif event.precision == "month":
        yield _("Date known only to the month: {date}.", date=day)
