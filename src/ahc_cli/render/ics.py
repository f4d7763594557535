"""A calendar (RFC 5545): whole days, an entry for each event, the same bytes for the same data.

An event with one open end is on the day that is known. A date that is less than certain is so in words too.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import icalendar

from ahc_cli.labels import label
from ahc_cli.models import Event, Lang
from ahc_cli.render import Answer, Screen
from ahc_cli.render.wording import MEETINGS, bracketed, date_in_full, of_event
from ahc_cli.text import replaced
from ahc_cli.vocabulary import Vocabulary

_STATUS = {"scheduled": "TENTATIVE", "postponed": "TENTATIVE", "cancelled": "CANCELLED"}
_KNOWN_TO: dict[str, tuple[str, str]] = {
    "month": ("Date known only to the month: {}.", "日期仅知到月份：{}。"),
    "year": ("Date known only to the year: {}.", "日期仅知到年份：{}。"),
}
_WINDOW = ("The day is not known: {}.", "具体日期不详：{}。")
_OPEN = ("Only one end of the date is known: {}.", "日期仅知一端：{}。")
_STANDS = ("Status: {}.", "状态：{}。")


def render(answer: Answer, screen: Screen) -> Iterator[bytes]:
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//ahc-cli//ahc//EN")
    stamp = datetime.combine(answer.edition or screen.today, time(), UTC)
    for event in answer.records:
        calendar.add_component(_entry(event, stamp, answer.vocabulary, screen.lang))
    yield calendar.to_ical()


def _entry(event: Event, stamp: datetime, vocabulary: Vocabulary, lang: Lang) -> icalendar.Event:
    first, last = _days(event)
    entry = icalendar.Event()
    entry.add("uid", f"{event.id}@ahc-cli")
    entry.add("dtstamp", stamp)
    entry.add("dtstart", first)
    if last < date.max:
        # Exclusive. The last day that there is has none after it; without an end an entry takes one day.
        entry.add("dtend", last + timedelta(days=1))
    entry.add("summary", _clean(_title(event, vocabulary, lang)))
    if description := "\n".join(_sentences(event, lang)):
        entry.add("description", _clean(description))
    if event.place is not None:
        entry.add("location", _clean(vocabulary.label("place", event.place, lang)))
    entry.add("categories", [event.kind])
    entry.add("status", _STATUS.get(str(event.status), "CONFIRMED"))
    entry.add("transp", "TRANSPARENT")
    return entry


def _days(event: Event) -> tuple[date, date]:
    """The first and the last day; at an open end the other one. EDTF has no date that is open at both."""
    first, last = event.span.start, event.span.end
    return first or last or date.min, last or first or date.max


def _title(event: Event, vocabulary: Vocabulary, lang: Lang) -> str:
    """The title; that of a meeting with the body that meets, which no calendar says beside it."""
    title = event.title.lang(lang)
    if event.body is None or event.kind not in MEETINGS:
        return title
    return title + bracketed(vocabulary.label("actor", event.body, lang), lang)


def _sentences(event: Event, lang: Lang) -> Iterator[str]:
    """The summary, and what a day in a calendar cannot say of the date."""
    chinese = lang == "zh"
    if event.summary is not None:
        yield event.summary.lang(lang)
    if event.status in _STATUS:
        yield _STANDS[chinese].format(label(str(event.status), lang))
    said = of_event(event, lang)
    span = event.span
    if span.start is None or span.end is None:
        yield _OPEN[chinese].format(said)
    elif said != date_in_full(event.date, lang):
        yield _WINDOW[chinese].format(said)
    elif span.precision != "day":
        yield _KNOWN_TO[span.precision][chinese].format(said)


def _clean(text: str) -> str:
    return replaced(text.replace("\r\n", "\n"))
