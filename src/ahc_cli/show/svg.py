"""A timeline as an SVG picture for a page or a slide; it refers to nothing outside itself."""

from collections.abc import Iterator
from pkgutil import get_data
from xml.sax.saxutils import escape

from ahc_cli.messages import _, ngettext
from ahc_cli.model.records import Kind
from ahc_cli.model.text import inert
from ahc_cli.model.words import date_in_full, event_date, label
from ahc_cli.out import Screen
from ahc_cli.show.chart import LANE_OF, Placed, Timeline, is_vague, layout, today_words

# Pixels; a cell is what a character of a label takes.
_WIDTH, _MARGIN, _CELL, _ROW = 1280, 36, 6.5, 18
_RIGHT = _WIDTH - _MARGIN
_CELLS = (_RIGHT - _MARGIN) / _CELL
_TO_THE_LEFT = ' text-anchor="end"'
_HEIGHT_OF_BAR: dict[Kind, int] = {"session": 12, "consultation": 6}
# The signs of the kinds that are not bars, around the point 0,0.
_SIGNS: dict[Kind, str] = {
    "resolution": "M0-6.5 6.5 0 0 6.5-6.5 0Z",
    "decision": "M0-6 6 5H-6Z",
    "document": "M-4.5-6H4.5V6H-4.5Z",
    "letter": "M-5.5 0A5.5 5.5 0 1 1-5.5.1Z",
    "statement": "M-5-6 6 0-5 6Z",
    "submission": "M-6-3.5H6V3.5H-6Z",
    "signature": "M0-7 1.8-2.3 6.8-2 2.9 1.1 4.2 6 0 3.2-4.2 6-2.9 1.1-6.8-2-1.8-2.3Z",
    "ratification": "M-6.5.5-4.3-1.8-1.5 1 4.4-5.2 6.6-3-1.5 5.5Z",
}


def picture(answer: Timeline, screen: Screen) -> Iterator[bytes]:
    """Write a timeline, or that there are no events; UsageError if there are too many."""
    lang, number, edition, checked = screen.lang, len(answer.events), answer.edition, ""
    if edition and edition != screen.as_of:
        checked = _("record checked up to {day}", day=date_in_full(edition.isoformat(), lang))
    counted = ngettext("{n} event", "{n} events", number) if number else _("No events")
    as_of = today_words(screen) if screen.as_of else ""
    title, about = answer.title.lang(lang), " · ".join(filter(None, (counted, as_of, checked, answer.query)))
    style = (get_data("ahc_cli", "show/timeline.css") or b"").decode()
    elements, bottom = _picture(answer, screen) if number else ([], 90)
    head = f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {bottom}" width="{_WIDTH}" height="{bottom}"\
 lang="{lang}" role="img" aria-labelledby="ahc-title ahc-about">
<title id="ahc-title">{text(title)}</title>
<desc id="ahc-about">{text(about)}</desc>
<style>
{style}</style>
<rect class="paper" width="{_WIDTH}" height="{bottom}"/>"""
    above = [_words("title", _MARGIN, 52, title), _words("quiet", _MARGIN, 76, about)]
    yield "\n".join((head, *above, *elements, "</svg>\n")).encode()


def _picture(answer: Timeline, screen: Screen) -> tuple[list[str], int]:
    """Draw the axis, the lanes below it and the legend; also return the height of the picture."""
    found = layout(answer, _CELLS, screen)
    top = bottom = 150 if found.months else 134
    lanes: list[str] = []
    for name, events in found.lanes.items():
        lanes += [_line("rule", _MARGIN, bottom, f"H{_RIGHT}"), _words("bold", _MARGIN + 6, bottom + 20, name)]
        bottom += 38
        for placed in events:
            lanes.append(_event(placed, bottom, screen))
            bottom += _ROW
    axis = [_line("rule", _x(at), top, f"V{bottom}") for at in found.rules]
    axis += [_words("bold", _x(at), y, year) for y in (126, bottom + 18) for at, year in found.years]
    axis += [_words("quiet", _x(at), 142, month) for at, month in found.months]
    axis.append(_line("rule", _MARGIN, bottom, f"H{_RIGHT}"))
    if found.today is not None:
        x = _x(found.today)
        axis.append(_line("today", x, 107, f"v6M{x} {top}V{bottom}"))
        axis.append(_words("bold", x, 104, today_words(screen), _TO_THE_LEFT if x > _WIDTH / 2 else ""))
    return axis + lanes + _legend(answer, screen, bottom + 48), bottom + 100


def _event(placed: Placed, y: int, screen: Screen) -> str:
    """Draw an event with its label; pointed at, it shows its title, date, kind, status and id."""
    event, lang = placed.event, screen.lang
    details = (event_date(event, lang), label(event.kind, lang), label(event.status, lang), event.id)
    title = f"{text(event.title.lang(lang))}\n{text(' · '.join(details))}"
    start, end = _x(placed.start), _x(placed.end)
    drawn = _line("days", start, y, f"H{end}")
    if not event.start:
        drawn += _line("days", start + 5, y - 4, "l-5 4 5 4")
    if not event.end:
        drawn += _line("days", end - 5, y - 4, "l5 4-5 4")
    vague = is_vague(event)
    # A bar would hide its arrows, and a label over it would hide the bar.
    if vague or not (event.start and event.end) or placed.start < placed.label_start < placed.end:
        start = (start + end) / 2 - _CELL
        end = start + 2 * _CELL
    drawn += _sign(event.kind, start, end, y)
    # Signs are a little wider than a cell.
    at, side = _x(placed.label_start + 0.4), ""
    if placed.label_start < placed.start:
        at, side = _x(placed.start - 1.4), _TO_THE_LEFT
    # Two texts, because some programs for slides paint the outline of a text over its letters.
    drawn += _words("outline", at, y + 4, placed.label, f'{side} aria-hidden="true"')
    drawn += _words("label", at, y + 4, placed.label, side)
    classes = f"{LANE_OF[event.kind]} {event.status}{' vague' if vague else ''}"
    return f'<g class="{classes}"><title>{title}</title>{drawn}</g>'


def _sign(kind: Kind, start: float, end: float, y: float) -> str:
    """Draw a meeting as a bar, anything else as a sign in the middle."""
    if half := _HEIGHT_OF_BAR.get(kind, 0) / 2:
        return _line("sign", start, y - half, f"H{end:.1f}v{2 * half}H{start:.1f}Z")
    return f'<path class="sign" transform="translate({(start + end) / 2:.1f} {y})" d="{_SIGNS[kind]}"/>'


def _legend(answer: Timeline, screen: Screen, y: int) -> list[str]:
    """Explain the signs, six on a line."""
    kinds = {event.kind for event in answer.events}
    shown = [(lane, kind) for kind, lane in LANE_OF.items() if kind in kinds]
    keys = [(f'<g class="{lane}">{_sign(kind, 2, 16, 0)}</g>', label(kind, screen.lang)) for lane, kind in shown]
    if any(map(is_vague, answer.events)):
        keys.append((f'<g class="documents vague">{_line("days", 0, 0, "H18")}</g>', _("some day in the span")))
    places = [f"translate({_MARGIN + 200 * (number % 6)} {y + _ROW * (number // 6)})" for number in range(len(keys))]
    drawn = [f"{sign}{_words('quiet', 24, 4, words)}" for sign, words in keys]
    return [f'<g transform="{place}">{each}</g>' for place, each in zip(places, drawn, strict=True)]


def _x(cells: float) -> float:
    return round(_MARGIN + cells * _CELL, 1)


def _line(class_: str, x: float, y: float, path: str) -> str:
    return f'<path class="{class_}" d="M{x:.1f} {y:.1f}{path}"/>'


def _words(class_: str, x: float, y: float, words: str, attributes: str = "") -> str:
    return f'<text class="{class_}" x="{x}" y="{y}"{attributes}>{text(words)}</text>'


def text(content: str) -> str:
    """Escape a text for XML, which has no control characters and no noncharacters."""
    return escape(inert(content).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd"))
