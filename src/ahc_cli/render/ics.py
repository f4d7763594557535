"""An iCalendar file (RFC 5545): an all-day entry for each event.

If one end of its date is open, the entry is on the day that is known.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zlib import crc32

import icalendar
from icalendar.enums import STATUS, TRANSP

from ahc_cli.messages import _
from ahc_cli.model.labels import date_in_full, label
from ahc_cli.model.records import Event, references
from ahc_cli.model.text import inert_plain
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.render import Answer, Screen

_STATUS = {
    "scheduled": STATUS.TENTATIVE,
    "postponed": STATUS.TENTATIVE,
    "cancelled": STATUS.CANCELLED,
}


def write(answer: Answer, _screen: Screen) -> Iterator[bytes]:
    """Yield a calendar of the events, stamped with the day of the data, an event at a time."""
    stamp = datetime.combine(answer.edition, time(), UTC)
    calendar = icalendar.Calendar({"VERSION": "2.0", "PRODID": "-//ahc-cli//ahc//EN"})
    domain = "ahc-cli"
    if answer.name:
        calendar["X-WR-CALNAME"] = inert_plain(answer.name.lang())
        # The same in any language and edition.
        domain = f"{crc32(answer.name.both()[0][1].encode()):08x}.{domain}"
    head, end, tail = calendar.to_ical().partition(b"END:")
    yield head
    for event in answer.records:
        entry = _entry(event, stamp, answer.vocabulary)
        entry["UID"] = f"{event.id}@{domain}"
        yield entry.to_ical()
    yield end + tail


def _entry(event: Event, stamp: datetime, vocabulary: Vocabulary) -> icalendar.Event:
    first = event.start or event.end or date.min
    last = event.end or event.start or date.max
    # The end is the day after the last one, of which there is none after the year 9999.
    end = last + timedelta(days=1) if last < date.max else None
    place = vocabulary.label("place", event.place or "")
    return icalendar.Event.new(
        stamp=stamp,
        start=first,
        end=end,
        summary=inert_plain(event.title.lang()),
        description=inert_plain("\n".join(_sentences(event))) or None,
        location=inert_plain(place) or None,
        url=_first_url(event, vocabulary),
        categories=[event.kind],
        status=_STATUS.get(event.status, STATUS.CONFIRMED),
        transparency=TRANSP.TRANSPARENT,
    )


def _first_url(event: Event, vocabulary: Vocabulary) -> str | None:
    """Return the address of the first source of an event that has one."""
    for table, id_, _path in references(event):
        source = vocabulary.sources.get(id_)
        if table == "source" and source and source.url:
            return source.url
    return None


def _sentences(event: Event) -> Iterator[str]:
    """Yield the summary, the status unless it happened, and how uncertain the date is."""
    if event.summary is not None:
        yield event.summary.lang()
    if event.status in _STATUS:
        yield _("Status: {status}.", status=label(event.status))
    day = date_in_full(event.date)
    if event.start is None or event.end is None:
        yield _("Only one end of the date is known: {date}.", date=day)
    elif event.precision in ("year", "window"):
        yield _("The day is not known: {date}.", date=day)
    elif event.precision == "month":
        yield _("Date known only to the month: {date}.", date=day)
