"""A timeline as an SVG picture for a page or a slide; it refers to nothing outside itself."""

from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

from msgspec import Struct

from ahc_cli.answer import Screen
from ahc_cli.answer.timeline import VAGUE, Geometry, Layout, Placed, Timeline, by_lane, is_vague, layout, today_words
from ahc_cli.model.records import Event, Kind, Status
from ahc_cli.model.text import inert, width
from ahc_cli.model.words import MARKS, bracketed, date_in_full, event_date, label

_WIDTH, _MARGIN, _NAMES, _TOP = 1280.0, 36.0, 108.0, 98.0
_LEFT, _RIGHT = _MARGIN + _NAMES, _WIDTH - _MARGIN
_AXIS = _RIGHT - _LEFT
# The widths of a character in the labels of events and in other texts; the height of a track.
_CELL, _LETTER = 6.5, 7.5
_TRACK, _PAD, _GAP = 21.0, 9.0, 5.0
# The shape of a kind around the point 0,0, and its colours on white and on black; meetings are bars.
_LOOKS: dict[Kind, tuple[str, str, str]] = {
    "session": ("", "#1d4ed8", "#60a5fa"),
    "consultation": ("", "#0284c7", "#7dd3fc"),
    "resolution": ("M0-6.5 6.5 0 0 6.5-6.5 0Z", "#6d28d9", "#a78bfa"),
    "decision": ("M0-6 6.5 5.5H-6.5Z", "#9333ea", "#d8b4fe"),
    "document": ("M-5-6.5H1.5L5-3V6.5H-5Z", "#0f766e", "#2dd4bf"),
    "letter": ("M-6.5-5H6.5V5H-6.5ZM-5-3.6 0 1.6 5-3.6 3.2-3.6 0-.3-3.2-3.6Z", "#b45309", "#fbbf24"),
    "statement": ("M-6.5-5.5H6.5V3H-.5L-4 6.5V3H-6.5Z", "#c2410c", "#fb923c"),
    "submission": ("M-6.5-5H6.5V5H-6.5ZM-4.5-2.6H4.5V-1H-4.5ZM-4.5 1H1.5V2.6H-4.5Z", "#92400e", "#fcd34d"),
    "signature": ("M0-7 1.8-2.3 6.8-2 2.9 1.1 4.2 6 0 3.2-4.2 6-2.9 1.1-6.8-2-1.8-2.3Z", "#be123c", "#fb7185"),
    "ratification": ("M-6.5.5-4.3-1.8-1.5 1 4.4-5.2 6.6-3-1.5 5.5Z", "#9f1239", "#fda4af"),
}
_BARS: dict[Kind, float] = {"session": 12, "consultation": 6}
_OPEN_BAR = 2.0
_RADIUS = 7.0
_LEAST_BAR = 5.0
_LEAST_SPAN = 20.0


def write(answer: Timeline, screen: Screen) -> Iterator[bytes]:
    """Write a timeline, or that there are no events; UsageError if there are too many."""
    elements: list[str] = []
    bottom = _TOP
    if answer.events:
        sizes = {"cell": _CELL, "axis_cell": _LETTER, "gap": _GAP, "axis_gap": 0.0, "margin": _MARGIN * 3 / 4}
        geometry = Geometry(_AXIS, 1500, (70, 160), snap=float, label=_label, extent=_extent, **sizes)
        elements, bottom = _Picture(layout(answer.events, geometry, screen), screen).draw()
    title, about = answer.title.lang(screen.lang), " · ".join(_about(answer, screen))
    lanes = (f"{name}: {len(events):,}" for name, events in by_lane(answer.events, screen.lang).items())
    described = "; ".join((about, *([answer.query] if answer.query else []), *lanes))
    wide, high = _num(_WIDTH), _num(bottom + _MARGIN / 2)
    head = f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}"\
 lang="{screen.lang}" role="img" aria-labelledby="ahc-title ahc-about">
<title id="ahc-title">{text(title)}</title>
<desc id="ahc-about">{text(described)}</desc>
<style>{_STYLE}</style>
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
        found, today = self.found, self.found.today
        months = 16 * bool(found.minor)
        top = bottom = _TOP + 24 + 18 * (today is not None) + months
        across = f"H{_num(_RIGHT)}"
        lanes: list[str] = []
        for name, tracks, events in found.lanes:
            if lanes:
                lanes.append(_line("r", _MARGIN, bottom, across))
            y = bottom + _PAD + _TRACK / 2
            lanes.append(_words("n", _MARGIN, y + 4, name))
            lanes += [self.event(placed, y) for placed in events]
            bottom += tracks * _TRACK + 2 * _PAD
        down = f"V{_num(bottom)}"
        elements = [_line("r", _LEFT + x, top, down) for x in found.rules]
        elements += [_words("y", _LEFT + x, top - 8 - months, words) for x, words in found.major]
        elements += [_words("i", _LEFT + x, top - 7, words) for x, words in found.minor]
        elements += [_words("y", _LEFT + x, bottom + 18, words) for x, words in found.major]
        elements += [_line("b", _MARGIN, y, across) for y in (top, bottom)]
        if today is not None:
            x = _LEFT + today
            anchor = "end" if x > _WIDTH - 2 * _LEFT else "start" if x < 2 * _LEFT else "middle"
            elements.append(_line("d", x, _TOP + 16, down))
            elements.append(_words("dt", x, _TOP + 12, today_words(self.screen), text_anchor=anchor))
        legend, end = self.legend(bottom + 48)
        return elements + lanes + legend, end

    def event(self, placed: Placed, y: float) -> str:
        """Draw an event with its label; pointed at, it shows its title, date, kind, status and id."""
        event, start, lang = placed.event, _LEFT + placed.start, self.screen.lang
        details = (event_date(event, lang), label(event.kind, lang), label(event.status, lang), event.id)
        title = f"<title>{text(event.title.lang(lang))}\n{text(' · '.join(details))}</title>"
        drawn = _mark(event, start, _LEFT + placed.end, y + placed.track * _TRACK)
        at: dict[str, Any] = {"x": _LEFT + placed.label_start}
        if placed.label_start < placed.start and placed.label_track == placed.track:
            at = {"x": start - _GAP, "text_anchor": "end"}
        at["y"] = y + placed.label_track * _TRACK + 4
        # Two texts, because some programs for slides paint the outline of a text over its letters.
        drawn += _tag("text", "t o", text(placed.label), aria_hidden="true", **at)
        drawn += _tag("text", "t", text(placed.label), **at)
        return _tag("g", f"e {event.kind} {event.status}", title + drawn)

    def legend(self, y: float) -> tuple[list[str], float]:
        """Explain the shapes, side by side on as many lines as they need; also return where they end."""
        elements: list[str] = []
        x = _MARGIN
        for classes, drawing, words in self.keys():
            room = 24 + width(words) * _LETTER + 16
            if x + room > _RIGHT and x > _MARGIN:
                x, y = _MARGIN, y + _TRACK
            elements.append(_tag("g", classes, drawing, transform=_translate(x + 9, y)))
            elements.append(_words("k", x + 24, y + 4, words))
            x += room
        return elements, y + _TRACK

    def keys(self) -> Iterator[tuple[str, str, str]]:
        """Yield the entries of the legend: classes, drawing, words."""
        lang, keys = self.screen.lang, self.found.keys
        for kind in dict.fromkeys(kind for kind, _ in keys):
            yield f"{kind} happened", _shape((kind, "happened"), -_RADIUS, _RADIUS, 0), label(kind, lang)
        for status in MARKS:
            for key in [key for key in keys if key[1] == status][:1]:
                yield " ".join(key), _shape(key, -_RADIUS, _RADIUS, 0), label(status, lang)
        if self.found.vague:
            yield "document happened", _span(-9, 9, 0), VAGUE[lang]


def _extent(event: Event, start: float, end: float, width: float) -> tuple[float, float]:
    """Return the ends of the mark of an event, whose days lie between two fractions of an axis `width` long."""
    start, end = start * width, end * width
    least = _LEAST_BAR if event.kind in _BARS else 2 * _RADIUS
    needed = _LEAST_SPAN if is_vague(event) else least if event.kind in _BARS else width
    if event.start is None or event.end is None or end - start >= needed:
        return start, end
    first = min(max(0.0, (start + end - least) / 2), width - least)
    return first, first + least


def _mark(event: Event, start: float, end: float, y: float) -> str:
    """Draw an event: a bar, a shape, or either on the span in which it lies; with arrows at open ends."""
    span, bar = "", 0.0
    arrows = "" if event.start else _arrow(start, y, -6)
    arrows += "" if event.end else _arrow(end, y, 6)
    if is_vague(event) and end - start >= _LEAST_SPAN:
        span = _span(start, end, y, first=event.start is not None, last=event.end is not None)
        middle, half = (start + end) / 2, _RADIUS if event.kind in _BARS else 0.0
        start, end = middle - half, middle + half
    elif arrows:
        bar = _OPEN_BAR
    return span + arrows + _shape((event.kind, event.status), start, end, y, bar)


def _arrow(x: float, y: float, length: int) -> str:
    return _tag("path", "a", d=f"M{_num(x - length)} {_num(y - 4)}l{length} 4 {-length} 4")


def _shape(key: tuple[Kind, Status], start: float, end: float, y: float, bar: float = 0.0) -> str:
    """Draw a bar, of the height `bar` if the kind is not drawn as one, and a shape; crossed out if cancelled."""
    kind, status = key
    height, path, at = _BARS.get(kind, bar), _LOOKS[kind][0], _translate((start + end) / 2, y)
    drawn = _tag("rect", "m", x=start, y=y - height / 2, width=end - start, height=height, rx=2) if height else ""
    drawn += _tag("path", "m", transform=at, d=path) if path else ""
    return drawn + (_tag("path", "x", transform=at, d="M-7 7 7-7") if status == "cancelled" else "")


def _span(start: float, end: float, y: float, *, first: bool = True, last: bool = True) -> str:
    """Draw the days on which an event may lie: a band with a line, its known ends capped."""
    caps = f"M{_num(start + 0.5)} {_num(y - 5)}v10" * first + f"M{_num(end - 0.5)} {_num(y - 5)}v10" * last
    band = _tag("rect", "s", x=start, y=y - 5, width=end - start, height=10)
    return band + _line("l", start, y, f"H{_num(end)}{caps}")


def _words(class_: str, x: float, y: float, words: str, **more: str) -> str:
    return _tag("text", class_, text(words), x=x, y=y, **more)


def _line(class_: str, x: float, y: float, to: str) -> str:
    return _tag("path", class_, d=f"M{_num(x)} {_num(y)}{to}")


def _tag(name: str, class_: str, content: str = "", /, **attributes: str | float) -> str:
    """Write an element; numbers to a tenth, and names of attributes with hyphens."""
    start = f'<{name} class="{class_}"'
    for key, value in attributes.items():
        start += f' {key.replace("_", "-")}="{value if isinstance(value, str) else _num(value)}"'
    return f"{start}>{content}</{name}>" if content else f"{start}/>"


def _translate(x: float, y: float) -> str:
    return f"translate({_num(x)} {_num(y)})"


def _label(event: Event, words: str, screen: Screen) -> str:
    status = "" if event.status == "happened" else bracketed(label(event.status, screen.lang), screen.lang)
    return _cut(words, 72) + status


def _cut(words: str, most: int) -> str:
    """Cut a text to a number of cells."""
    if len(words) <= most and width(words) <= most:
        return words
    end = next(end for end in range(most, 0, -1) if width(words[:end]) < most)
    return words[:end].rstrip() + "…"


def text(content: str) -> str:
    """Escape a text for XML, which has no control characters and no noncharacters."""
    return escape(inert(content).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd"))


def _num(value: float) -> str:
    """Write a number, to a tenth."""
    return f"{value:.1f}".removesuffix(".0")


def _theme(kind_colour: int, other_colours: tuple[str, str, str, str, str]) -> str:
    paper, ink, quiet, rule, today = other_colours
    kinds = "".join(
        f".{kind} .m,.{kind} .s{{fill:{look[kind_colour]};stroke:{look[kind_colour]};stroke-width:0}}"
        f".{kind} .l,.{kind} .a,.{kind} .x{{stroke:{look[kind_colour]}}}"
        for kind, look in _LOOKS.items()
    )
    return (
        f".p{{fill:{paper}}}text{{fill:{ink}}}.q,.i,.k{{fill:{quiet}}}.o{{stroke:{paper}}}.r{{stroke:{rule}}}"
        f".b{{stroke:{quiet}}}{kinds}.scheduled .m,.postponed .m,.cancelled .m{{fill:{paper};stroke-width:1.5}}"
        f".d{{stroke:{today}}}.dt{{fill:{today}}}"
    )


# On white, and on black for a reader whose screen is dark.
_STYLE = (
    "text{font-family:system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Noto Sans', "
    "'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif;"
    "font-size:12px}.h{font-size:22px;font-weight:650}.q{font-size:13px}"
    ".y{font-size:13px;font-weight:600}.n{font-size:13px;font-weight:600}.i{font-size:11px}"
    ".o{stroke-width:4px;stroke-linejoin:round}"
    ".m{fill-rule:evenodd}.s{opacity:.16}.l,.a{fill:none;stroke-width:1.3}.x{stroke-width:1.6}"
    ".postponed .m{stroke-dasharray:2.5 1.5}.postponed .l{stroke-dasharray:3 2}"
    ".scheduled .t{font-style:italic}.d{stroke-width:1.6;stroke-dasharray:5 3}.dt{font-weight:600}"
    f"{_theme(1, ('#ffffff', '#1b2430', '#5b6676', '#d9dee5', '#d11a2a'))}@media (prefers-color-scheme: dark){{"
    f"{_theme(2, ('#10141a', '#e8ebf0', '#9aa5b4', '#303844', '#ff6b78'))}}}"
)
