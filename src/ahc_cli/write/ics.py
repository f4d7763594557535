"""An iCalendar file (RFC 5545): an all-day entry per event, the same bytes for the same data.

An event with an open end lies on the day that is known. The description says if a date is uncertain.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

import icalendar

from ahc_cli.model.records import Event, Lang, references
from ahc_cli.model.text import inert_plain
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.model.words import MEETINGS, bracketed, date_in_full, event_date, label

_STATUS = {"scheduled": "TENTATIVE", "postponed": "TENTATIVE", "cancelled": "CANCELLED"}
_KNOWN_TO: dict[str, tuple[str, str]] = {
    "month": ("Date known only to the month: {}.", "日期仅知到月份：{}。"),
    "year": ("Date known only to the year: {}.", "日期仅知到年份：{}。"),
}
_WINDOW = ("The day is not known: {}.", "具体日期不详：{}。")
_OPEN = ("Only one end of the date is known: {}.", "日期仅知一端：{}。")
_STATUS_NOTE = ("Status: {}.", "状态：{}。")


def write(events: Iterable[Event], vocabulary: Vocabulary, edition: date, lang: Lang) -> Iterator[bytes]:
    """Yield a calendar of the events, stamped with the day of the data."""
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//ahc-cli//ahc//EN")
    stamp = datetime.combine(edition, time(), UTC)
    for event in events:
        calendar.add_component(_entry(event, stamp, vocabulary, lang))
    yield calendar.to_ical()


def _entry(event: Event, stamp: datetime, vocabulary: Vocabulary, lang: Lang) -> icalendar.Event:
    first, last = _days(event)
    entry = icalendar.Event()
    entry.add("uid", f"{event.id}@ahc-cli")
    entry.add("dtstamp", stamp)
    entry.add("dtstart", first)
    if last < date.max:
        # The end is exclusive. No day follows the last one of the calendar; without an end an entry takes one day.
        entry.add("dtend", last + timedelta(days=1))
    entry.add("summary", _clean(_title(event, vocabulary, lang)))
    if description := "\n".join(_sentences(event, lang)):
        entry.add("description", _clean(description))
    if event.place is not None:
        entry.add("location", _clean(vocabulary.label("place", event.place, lang)))
    if url := _first_address(event, vocabulary):
        entry.add("url", url)
    entry.add("categories", [event.kind])
    entry.add("status", _STATUS.get(event.status, "CONFIRMED"))
    entry.add("transp", "TRANSPARENT")
    return entry


def _first_address(event: Event, vocabulary: Vocabulary) -> str | None:
    sources = (vocabulary.sources.get(id_) for table, id_, _ in references(event) if table == "source")
    return next((source.url for source in sources if source and source.url), None)


def _days(event: Event) -> tuple[date, date]:
    """Return the first and the last day, the known one twice if an end is open."""
    first, last = event.start, event.end
    return first or last or date.min, last or first or date.max


def _title(event: Event, vocabulary: Vocabulary, lang: Lang) -> str:
    """Return the title; that of a meeting names the body that meets."""
    title = event.title.lang(lang)
    if event.body is None or event.kind not in MEETINGS:
        return title
    return title + bracketed(vocabulary.label("actor", event.body, lang), lang)


def _sentences(event: Event, lang: Lang) -> Iterator[str]:
    """Yield the summary, the status unless it happened, and how uncertain the date is."""
    chinese = lang == "zh"
    if event.summary is not None:
        yield event.summary.lang(lang)
    if event.status in _STATUS:
        yield _STATUS_NOTE[chinese].format(label(event.status, lang))
    date_words = event_date(event, lang)
    if event.start is None or event.end is None:
        yield _OPEN[chinese].format(date_words)
    elif date_words != date_in_full(event.date, lang):
        yield _WINDOW[chinese].format(date_words)
    elif event.precision != "day":
        yield _KNOWN_TO[event.precision][chinese].format(date_words)


def _clean(text: str) -> str:
    return inert_plain(text.replace("\r\n", "\n"))
