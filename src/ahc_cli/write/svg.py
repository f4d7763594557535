"""A timeline as an SVG picture for a page or a slide; it refers to nothing outside itself."""

from collections.abc import Iterable, Iterator

from ahc_cli.answer import Screen
from ahc_cli.answer.axis import Tick, spread
from ahc_cli.answer.timeline import (
    VAGUE, Geometry, Layout, Placed, Timeline, by_lane, layout, today_words,
)  # fmt: skip
from ahc_cli.model.records import Event, Lang, Status
from ahc_cli.model.text import width
from ahc_cli.model.words import MARKS, bracketed, date_in_full, event_date, label
from ahc_cli.write.shapes import RADIUS, STYLE, extent, mark, number, shape, span, tag, text

_WIDTH, _MARGIN, _NAMES = 1280.0, 36.0, 108.0
_LEFT = _MARGIN + _NAMES
_RIGHT = _WIDTH - _MARGIN
_AXIS = _RIGHT - _LEFT
_TOP = _MARGIN + 62
# The average widths of a character in the labels of events and in all other text, and the height of a track.
_CELL, _LETTER = 6.5, 7.5
_TRACK, _PAD, _GAP = 21.0, 9.0, 5.0
_LONGEST_LABEL, _LONGEST_TITLE, _LONGEST_ABOUT = 72, 90, 180


def write(answer: Timeline, screen: Screen) -> Iterator[bytes]:
    """Write a timeline, or that there are no events; UsageError if there are too many."""
    elements: list[str] = []
    bottom = _TOP
    if answer.events:
        geometry = Geometry(
            width=_AXIS,
            characters=_AXIS / _LETTER,
            gap=_GAP,
            titled_tracks=70,
            tracks=160,
            events=1500,
            label=lambda event, said: _cut(said, _LONGEST_LABEL) + _status(event, screen.lang),
            measure=lambda said: width(said) * _CELL,
            extent=lambda event, start, end: extent(event, start * _AXIS, end * _AXIS, _AXIS),
        )
        elements, bottom = _picture(layout(answer.events, geometry, screen), screen)
    title, about = answer.title.lang(screen.lang), _about(answer, screen)
    height = bottom + _MARGIN / 2
    elements = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(_WIDTH)} {number(height)}"'
        f' width="{number(_WIDTH)}" height="{number(height)}" lang="{screen.lang}" role="img"'
        ' aria-labelledby="ahc-title ahc-about">',
        tag("title", text(title), id="ahc-title"),
        tag("desc", text("; ".join((about, *_further(answer, screen.lang)))), id="ahc-about"),
        tag("style", STYLE),
        tag("rect", class_="p", width=_WIDTH, height=height),
        tag("text", text(_cut(title, _LONGEST_TITLE)), class_="h", x=_MARGIN, y=_MARGIN + 16),
        tag("text", text(_cut(about, _LONGEST_ABOUT)), class_="q", x=_MARGIN, y=_MARGIN + 40),
        *elements,
        "</svg>\n",
    ]
    yield "\n".join(elements).encode()


def _about(answer: Timeline, screen: Screen) -> str:
    """Write how many events there are, from when to when, whether they are all, and as of which day."""
    lang, english = screen.lang, screen.lang == "en"
    if not answer.events:
        return "No events" if english else "没有事件"
    known = [day for event in answer.events for day in (event.start, event.end) if day]
    first, last = (date_in_full(day.isoformat()[:7], lang) for day in (min(known), max(known)))
    count = f"{len(answer.events):,}"
    parts = [f"{count}个事件", f"{first}至{last}"]
    if english:
        parts = [f"{count} event{'s' * (len(answer.events) > 1)}", f"{first} – {last}"]
    if answer.query:
        parts.append("a selection" if english else "节选")
    if screen.as_of:
        parts.append(today_words(screen))
    if answer.edition and answer.edition != screen.as_of:
        checked = date_in_full(answer.edition.isoformat(), lang)
        parts.append(f"record checked up to {checked}" if english else f"资料核对至{checked}")
    return " · ".join(parts)


def _further(answer: Timeline, lang: Lang) -> Iterator[str]:
    """Yield what a reader who cannot see the picture should know too: the query, and how many events a lane has."""
    if answer.query:
        yield answer.query
    for lane, members in by_lane(answer.events).items():
        yield f"{lane.label.lang(lang)}: {len(members):,}"


def _picture(found: Layout, screen: Screen) -> tuple[list[str], float]:
    """Draw the axis, the lanes below it and the legend; also return where they end."""
    months = 16.0 * bool(found.scale.minor)
    top = _TOP + 24 + 18 * (found.today is not None) + months
    lanes, bottom = _lanes(found, top, screen.lang)
    elements = [
        *(_down("r", _x(place), top, bottom) for place in found.scale.rules),
        *_ticks(found.scale.major, top - 8 - months, "y"),
        *_ticks(found.scale.minor, top - 7, "i"),
        *_ticks(found.scale.major, bottom + 18, "y"),
        _across("b", top),
        _across("b", bottom),
    ]
    if found.today is not None:
        x = _x(found.today)
        anchor = "end" if x > _WIDTH - 2 * _LEFT else "start" if x < 2 * _LEFT else "middle"
        words = tag("text", text(today_words(screen)), class_="dt", x=x, y=_TOP + 12, text_anchor=anchor)
        elements += [_down("d", x, _TOP + 16, bottom), words]
    legend, bottom = _legend(found, bottom + 48, screen.lang)
    return elements + lanes + legend, bottom


def _lanes(found: Layout, top: float, lang: Lang) -> tuple[list[str], float]:
    elements: list[str] = []
    y = top
    for band in found.bands:
        if y > top:
            elements.append(_across("r", y))
        first = y + _PAD + _TRACK / 2
        elements.append(tag("text", text(band.lane.label.lang(lang)), class_="n", x=_MARGIN, y=first + 4))
        elements += [_event(placed, first + placed.track * _TRACK, lang) for placed in band.events]
        y += band.tracks * _TRACK + 2 * _PAD
    return elements, y


def _event(placed: Placed, y: float, lang: Lang) -> str:
    """Draw an event with its label; pointed at, it shows its whole title, date, kind, status and id."""
    event = placed.event
    details = (event_date(event, lang), label(event.kind, lang), label(event.status, lang), event.id)
    at: dict[str, str | float] = {"x": _LEFT + placed.label_start}
    if placed.label_start < placed.start and not placed.below:
        at = {"x": _LEFT + placed.start - _GAP, "text_anchor": "end"}
    at["y"] = y + placed.below * _TRACK + 4
    return tag(
        "g",
        tag("title", text(event.title.lang(lang)) + "\n" + text(" · ".join(details))),
        mark(event, _LEFT + placed.start, _LEFT + placed.end, y),
        # Two texts, because some programs for slides paint the outline of a text over its letters.
        tag("text", text(placed.label), class_="t o", aria_hidden="true", **at),
        tag("text", text(placed.label), class_="t", **at),
        class_=f"e {event.kind} {event.status}",
    )


def _legend(found: Layout, top: float, lang: Lang) -> tuple[list[str], float]:
    """Explain the shapes, side by side on as many lines as they need."""
    elements: list[str] = []
    x, y = _MARGIN, top
    for classes, drawing, words in _keys(found, lang):
        room = 24 + width(words) * _LETTER + 16
        if x + room > _RIGHT and x > _MARGIN:
            x, y = _MARGIN, y + _TRACK
        elements.append(tag("g", drawing, class_=classes, transform=f"translate({number(x + 9)} {number(y)})"))
        elements.append(tag("text", text(words), class_="k", x=x + 24, y=y + 4))
        x += room
    return elements, y + _TRACK


def _keys(found: Layout, lang: Lang) -> Iterator[tuple[str, str, str]]:
    """Yield the entries of the legend: classes, drawing, words."""
    for kind in dict.fromkeys(kind for kind, _ in found.keys):
        yield f"{kind} happened", shape(kind, "happened", -RADIUS, RADIUS, 0), label(kind, lang)
    first_of = {status: kind for kind, status in reversed(found.keys)}
    for status in STATUSES: ...
    if found.vague:
        yield "document happened", span(-9, 9, 0), VAGUE[lang]


def _ticks(ticks: Iterable[Tick], y: float, class_: str) -> Iterator[str]:
    # Labels may reach into the right margin.
    for x, words in spread(ticks, _WIDTH - _MARGIN / 4, _x, lambda words: width(words) * _LETTER):
        yield tag("text", text(words), class_=class_, x=x, y=y)


def _across(class_: str, y: float) -> str:
    return tag("path", class_=class_, d=f"M{number(_MARGIN)} {number(y)}H{number(_RIGHT)}")


def _down(class_: str, x: float, y: float, bottom: float) -> str:
    return tag("path", class_=class_, d=f"M{number(x)} {number(y)}V{number(bottom)}")


def _x(place: float) -> float:
    return _LEFT + place * _AXIS


def _cut(words: str, most: int) -> str:
    """Cut a text to so many cells."""
    if len(words) <= most and width(words) <= most:
        return words
    end = next(n for n in range(most, 0, -1) if width(words[:n]) < most)
    return words[:end].rstrip() + "…"
