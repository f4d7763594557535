"""A timeline as an SVG picture for a page or a slide; it refers to nothing outside itself."""

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from ahc_cli.answer import Screen
from ahc_cli.answer.axis import Tick, spread
from ahc_cli.answer.timeline import VAGUE, Geometry, Layout, Placed, Timeline, by_lane, layout, today_words, tracks_of
from ahc_cli.model.records import Event
from ahc_cli.model.text import width
from ahc_cli.model.words import MARKS, bracketed, date_in_full, event_date, label
from ahc_cli.write.shapes import RADIUS, STYLE, extent, mark, num, shape, span, text

_WIDTH, _MARGIN, _NAMES, _TOP = 1280.0, 36.0, 108.0, 98.0
_LEFT, _RIGHT = _MARGIN + _NAMES, _WIDTH - _MARGIN
_AXIS = _RIGHT - _LEFT
# The widths of a character in the labels of events and in other texts; the height of a track.
_CELL, _LETTER = 6.5, 7.5
_TRACK, _PAD, _GAP = 21.0, 9.0, 5.0


def write(answer: Timeline, screen: Screen) -> Iterator[bytes]:
    """Write a timeline, or that there are no events; UsageError if there are too many."""
    elements: list[str] = []
    bottom = _TOP
    if answer.events:
        geometry = Geometry(
            _AXIS, _CELL, _LETTER, _GAP, most_events=1500, most_tracks=(70, 160), label=_label, extent=extent
        )
        elements, bottom = _Picture(layout(answer.events, geometry, screen), screen).draw()
    title, about = answer.title.lang(screen.lang), " · ".join(_about(answer, screen))
    lanes = (f"{lane.label.lang(screen.lang)}: {len(events):,}" for lane, events in by_lane(answer.events).items())
    described = "; ".join((about, *([answer.query] if answer.query else []), *lanes))
    wide, high = num(_WIDTH), num(bottom + _MARGIN / 2)
    head = f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}"\
 lang="{screen.lang}" role="img" aria-labelledby="ahc-title ahc-about">
<title id="ahc-title">{text(title)}</title>
<desc id="ahc-about">{text(described)}</desc>
<style>{STYLE}</style>
<rect class="p" width="{wide}" height="{high}"/>
<text class="h" x="36" y="52">{text(_cut(title, 90))}</text>
<text class="q" x="36" y="76">{text(_cut(about, 180))}</text>"""
    yield "\n".join((head, *elements, "</svg>\n")).encode()


def _about(answer: Timeline, screen: Screen) -> Iterator[str]:
    """Yield how many events there are, from when to when, whether they are all, and as of which day."""
    lang, english = screen.lang, screen.lang == "en"
    if not answer.events:
        yield "No events" if english else "没有事件"
        return
    known = [day for event in answer.events for day in (event.start, event.end) if day]
    first, last = (date_in_full(day.isoformat()[:7], lang) for day in (min(known), max(known)))
    count, plural = f"{len(answer.events):,}", "s" if len(answer.events) > 1 else ""
    yield f"{count} event{plural}" if english else f"{count}个事件"
    yield f"{first} – {last}" if english else f"{first}至{last}"
    if answer.query:
        yield "a selection" if english else "节选"
    if screen.as_of:
        yield today_words(screen)
    if answer.edition and answer.edition != screen.as_of:
        checked = date_in_full(answer.edition.isoformat(), lang)
        yield f"record checked up to {checked}" if english else f"资料核对至{checked}"


class _Picture(Struct, frozen=True):
    found: Layout
    screen: Screen

    def draw(self) -> tuple[list[str], float]:
        """Draw the axis, the lanes below it and the legend; also return where they end."""
        scale, today = self.found.scale, self.found.today
        months = 16.0 * bool(scale.minor)
        top = bottom = _TOP + 24 + 18 * bool(today) + months
        across = f"H{num(_RIGHT)}"
        lanes: list[str] = []
        for lane, events in self.found.lanes.items():
            if lanes:
                lanes.append(_line("r", _MARGIN, bottom, across))
            y = bottom + _PAD + _TRACK / 2
            lanes.append(_words("n", _MARGIN, y + 4, lane.label.lang(self.screen.lang)))
            lanes += [self.event(placed, y) for placed in events]
            bottom += tracks_of(events) * _TRACK + 2 * _PAD
        down = f"V{num(bottom)}"
        elements = [_line("r", self.x(day), top, down) for day in scale.rules]
        elements += self.labels("y", top - 8 - months, scale.major)
        elements += self.labels("i", top - 7, scale.minor)
        elements += self.labels("y", bottom + 18, scale.major)
        elements += [_line("b", _MARGIN, y, across) for y in (top, bottom)]
        if today:
            x = self.x(today)
            anchor = "end" if x > _WIDTH - 2 * _LEFT else "start" if x < 2 * _LEFT else "middle"
            words = text(today_words(self.screen))
            elements.append(_line("d", x, _TOP + 16, down))
            elements.append(f'<text class="dt" x="{num(x)}" y="{num(_TOP + 12)}" text-anchor="{anchor}">{words}</text>')
        legend, end = self.legend(bottom + 48)
        return elements + lanes + legend, end

    def x(self, day: date) -> float:
        return _LEFT + self.found.axis.place(day) * _AXIS

    def labels(self, class_: str, y: float, ticks: Iterable[Tick]) -> Iterator[str]:
        # They may reach into the right margin.
        for x, words in spread(ticks, _WIDTH - _MARGIN / 4, self.x, lambda words: width(words) * _LETTER):
            yield _words(class_, x, y, words)

    def event(self, placed: Placed, y: float) -> str:
        """Draw an event with its label; pointed at, it shows its title, date, kind, status and id."""
        event, start, lang = placed.event, _LEFT + placed.start, self.screen.lang
        details = (event_date(event, lang), label(event.kind, lang), label(event.status, lang), event.id)
        at = f'x="{num(_LEFT + placed.label_start)}"'
        if placed.label_start < placed.start and placed.label_track == placed.track:
            at = f'x="{num(start - _GAP)}" text-anchor="end"'
        at += f' y="{num(y + placed.label_track * _TRACK + 4)}"'
        words = text(placed.label)
        return (
            f'<g class="e {event.kind} {event.status}">'
            f"<title>{text(event.title.lang(lang))}\n{text(' · '.join(details))}</title>"
            f"{mark(event, start, _LEFT + placed.end, y + placed.track * _TRACK)}"
            # Two texts, because some programs for slides paint the outline of a text over its letters.
            f'<text class="t o" aria-hidden="true" {at}>{words}</text><text class="t" {at}>{words}</text></g>'
        )

    def legend(self, y: float) -> tuple[list[str], float]:
        """Explain the shapes, side by side on as many lines as they need; also return where they end."""
        elements: list[str] = []
        x = _MARGIN
        for classes, drawing, words in self.keys():
            room = 24 + width(words) * _LETTER + 16
            if x + room > _RIGHT and x > _MARGIN:
                x, y = _MARGIN, y + _TRACK
            elements.append(f'<g class="{classes}" transform="translate({num(x + 9)} {num(y)})">{drawing}</g>')
            elements.append(_words("k", x + 24, y + 4, words))
            x += room
        return elements, y + _TRACK

    def keys(self) -> Iterator[tuple[str, str, str]]:
        """Yield the entries of the legend: classes, drawing, words."""
        lang, keys = self.screen.lang, self.found.keys
        for kind in dict.fromkeys(kind for kind, _ in keys):
            yield f"{kind} happened", shape((kind, "happened"), -RADIUS, RADIUS, 0), label(kind, lang)
        for status in MARKS:
            for key in [key for key in keys if key[1] == status][:1]:
                yield " ".join(key), shape(key, -RADIUS, RADIUS, 0), label(status, lang)
        if self.found.vague:
            yield "document happened", span(-9, 9, 0), VAGUE[lang]


def _words(class_: str, x: float, y: float, words: str) -> str:
    return f'<text class="{class_}" x="{num(x)}" y="{num(y)}">{text(words)}</text>'


def _line(class_: str, x: float, y: float, to: str) -> str:
    return f'<path class="{class_}" d="M{num(x)} {num(y)}{to}"/>'


def _label(event: Event, words: str, screen: Screen) -> str:
    status = "" if event.status == "happened" else bracketed(label(event.status, screen.lang), screen.lang)
    return _cut(words, 72) + status


def _cut(words: str, most: int) -> str:
    """Cut a text to a number of cells."""
    if len(words) <= most and width(words) <= most:
        return words
    end = next(end for end in range(most, 0, -1) if width(words[:end]) < most)
    return words[:end].rstrip() + "…"
