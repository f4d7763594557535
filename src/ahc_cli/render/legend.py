"""What a timeline says in words beside its signs, at a terminal and in a picture alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ahc_cli.models import Event, Lang, Status, Text
from ahc_cli.render import Screen
from ahc_cli.render.tracks import by_lane
from ahc_cli.render.wording import date_in_full

# How it may stand with what did not simply happen.
STATUSES: tuple[Status, ...] = ("scheduled", "postponed", "cancelled")
_UNTITLED = Text(en="Timeline", zh="时间线")


@dataclass(frozen=True)
class Caption:
    """What was asked, and of a dataset that says so its title and the day up to which it was checked."""

    asked: str
    title: Text = _UNTITLED
    edition: date | None = None


def about(events: Sequence[Event], caption: Caption, screen: Screen) -> str:
    """How many events there are, from when to when, whether they are all, and of which day the record is."""
    lang, english = screen.lang, screen.lang == "en"
    if not events:
        return "No events" if english else "没有事件"
    known = sorted(day for event in events for day in (event.span.start, event.span.end) if day)
    first, last = (date_in_full(day.isoformat()[:7], lang) for day in (known[0], known[-1]))
    number = f"{len(events):,}"
    parts = [
        f"{number} event{'' if len(events) == 1 else 's'}" if english else f"{number}个事件",
        f"{first} – {last}" if english else f"{first}至{last}",
    ]
    if caption.asked:
        parts.append("a selection" if english else "节选")
    if screen.as_of:
        parts.append(today_words(screen))
    if caption.edition and caption.edition != screen.as_of:
        checked = date_in_full(caption.edition.isoformat(), lang)
        parts.append(f"record checked up to {checked}" if english else f"资料核对至{checked}")
    return " · ".join(parts)


def described(events: Sequence[Event], caption: Caption, screen: Screen) -> str:
    """The same for who cannot see the picture, with what was asked and how many events each lane has."""
    lanes = by_lane(events).items()
    asked = (caption.asked,) if caption.asked else ()
    counted = (f"{lane.label.lang(screen.lang)}: {len(members):,}" for lane, members in lanes)
    return "; ".join((about(events, caption, screen), *asked, *counted))


def vague_words(lang: Lang) -> str:
    """What the span of an event is called whose day is not known."""
    return "some day in the span" if lang == "en" else "期间某日"


def open_words(lang: Lang) -> str:
    """What the arrow of an event is called that has no known beginning or end."""
    return "open end" if lang == "en" else "起止未定"


def most_words(most: int, lang: Lang) -> str:
    """What the greatest height stands for."""
    return f"{most:,} in a column" if lang == "en" else f"同列{most:,}个"


def today_words(screen: Screen) -> str:
    """What a line at the reader's day is called."""
    day = date_in_full(screen.today.isoformat(), screen.lang)
    if screen.lang == "en":
        return f"as of {day}" if screen.as_of else f"today, {day}"
    return f"截至{day}" if screen.as_of else f"今天，{day}"
