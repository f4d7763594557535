"""An iCalendar file (RFC 5545): an all-day entry per event, the same bytes for the same data.

An event with an open end lies on the day that is known. The description says if a date is uncertain.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import icalendar

from ahc_cli.answer import Screen
from ahc_cli.answer.card import Cards
from ahc_cli.answer.events import Events
from ahc_cli.model.records import Event, Lang, references
from ahc_cli.model.text import inert_plain
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.model.words import MEETINGS, bracketed, date_in_full, event_date, label

_STATUS = {"scheduled": "TENTATIVE", "postponed": "TENTATIVE", "cancelled": "CANCELLED"}
_NOTES: dict[str, tuple[str, str]] = {
    "status": ("Status: {}.", "状态：{}。"),
    "open": ("Only one end of the date is known: {}.", "日期仅知一端：{}。"),
    "window": ("The day is not known: {}.", "具体日期不详：{}。"),
    "month": ("Date known only to the month: {}.", "日期仅知到月份：{}。"),
    "year": ("Date known only to the year: {}.", "日期仅知到年份：{}。"),
}


def write(answer: Events | Cards, screen: Screen) -> Iterator[bytes]:
    """Yield a calendar of the events, stamped with the day of the data."""
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//ahc-cli//ahc//EN")
    for event in answer.records:
        if isinstance(event, Event):
            entry = _entry(event, answer.vocabulary, screen.lang)
            entry.add("dtstamp", datetime.combine(answer.edition, time(), UTC))
            calendar.add_component(entry)
    yield calendar.to_ical()


def _entry(event: Event, vocabulary: Vocabulary, lang: Lang) -> icalendar.Event:
    first, last = event.start or event.end or date.min, event.end or event.start or date.max
    title = event.title.lang(lang)
    body = vocabulary.label("actor", event.body, lang) if event.body and event.kind in MEETINGS else ""
    if body and body not in title:
        title += bracketed(body, lang)
    sources = (vocabulary.sources.get(id_) for table, id_, _ in references(event) if table == "source")
    entry = icalendar.Event()
    entry.add("uid", f"{event.id}@ahc-cli")
    entry.add("dtstart", first)
    if last < date.max:
        # The end is exclusive. No day follows the last one of the calendar; without an end an entry takes one day.
        entry.add("dtend", last + timedelta(days=1))
    entry.add("summary", _clean(title))
    if description := "\n".join(_sentences(event, lang)):
        entry.add("description", _clean(description))
    if event.place is not None:
        entry.add("location", _clean(vocabulary.label("place", event.place, lang)))
    if url := next((source.url for source in sources if source and source.url), None):
        entry.add("url", url)
    entry.add("categories", [event.kind])
    entry.add("status", _STATUS.get(event.status, "CONFIRMED"))
    entry.add("transp", "TRANSPARENT")
    return entry


def _sentences(event: Event, lang: Lang) -> Iterator[str]:
    """Yield the summary, the status unless it happened, and how uncertain the date is."""
    if event.summary is not None:
        yield event.summary.lang(lang)
    said = event_date(event, lang)
    notes = [("status", label(event.status, lang))] if event.status in _STATUS else []
    if event.start is None or event.end is None:
        notes.append(("open", said))
    elif said != date_in_full(event.date, lang):
        notes.append(("window", said))
    elif event.precision != "day":
        notes.append((event.precision, said))
    yield from (_NOTES[name][lang == "zh"].format(words) for name, words in notes)


def _clean(text: str) -> str:
    return inert_plain(text.replace("\r\n", "\n"))
