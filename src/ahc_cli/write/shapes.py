"""The marks of an SVG timeline, and its style sheet."""

from xml.sax.saxutils import escape

from ahc_cli.answer.timeline import is_vague
from ahc_cli.model.records import Event, Kind, Status
from ahc_cli.model.text import inert

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
RADIUS = 7.0
_LEAST_BAR = 5.0
_LEAST_SPAN = 20.0


def text(content: str) -> str:
    """Escape a text for XML, which has no control characters and no noncharacters."""
    return escape(inert(content).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd"))


def num(value: float) -> str:
    """Write a number, to a tenth."""
    return f"{value:.1f}".removesuffix(".0")


def extent(event: Event, start: float, end: float, width: float) -> tuple[float, float]:
    """Return the ends of the mark of an event, whose days lie between two fractions of an axis `width` long."""
    start, end = start * width, end * width
    least = _LEAST_BAR if event.kind in _BARS else 2 * RADIUS
    needed = _LEAST_SPAN if is_vague(event) else least if event.kind in _BARS else width
    if event.start is None or event.end is None or end - start >= needed:
        return start, end
    first = min(max(0.0, (start + end - least) / 2), width - least)
    return first, first + least


def mark(event: Event, start: float, end: float, y: float) -> str:
    """Draw an event: a bar, a shape, or either on the span in which it lies; with arrows at open ends."""
    key = event.kind, event.status
    if is_vague(event) and end - start >= _LEAST_SPAN:
        middle, half = (start + end) / 2, RADIUS if event.kind in _BARS else 0.0
        days = span(start, end, y, open_start=event.start is None, open_end=event.end is None)
        return days + shape(key, middle - half, middle + half, y)
    arrows = _arrow(start, y, -1) * (event.start is None) + _arrow(end, y, 1) * (event.end is None)
    return arrows + shape(key, start, end, y, _OPEN_BAR if arrows else 0.0)


def shape(key: tuple[Kind, Status], start: float, end: float, y: float, bar: float = 0.0) -> str:
    """Draw a bar, of the height `bar` if the kind is not drawn as one, and a shape; crossed out if cancelled."""
    kind, status = key
    height, path = _BARS.get(kind, bar), _LOOKS[kind][0]
    at = f'transform="translate({num((start + end) / 2)} {num(y)})"'
    drawn = ""
    if height:
        size = f'width="{num(end - start)}" height="{num(height)}"'
        drawn = f'<rect class="m" x="{num(start)}" y="{num(y - height / 2)}" {size} rx="2"/>'
    if path:
        drawn += f'<path class="m" {at} d="{path}"/>'
    return drawn + (f'<path class="x" {at} d="M-7 7 7-7"/>' if status == "cancelled" else "")


def span(start: float, end: float, y: float, *, open_start: bool = False, open_end: bool = False) -> str:
    """Draw the days on which an event may lie: a band with a line, its known ends capped, its open ones arrows."""
    caps = "" if open_start else f"M{num(start + 0.5)} {num(y - 5)}v10"
    caps += "" if open_end else f"M{num(end - 0.5)} {num(y - 5)}v10"
    band = f'<rect class="s" x="{num(start)}" y="{num(y - 5)}" width="{num(end - start)}" height="10"/>'
    arrows = _arrow(start, y, -1) * open_start + _arrow(end, y, 1) * open_end
    return f'{band}<path class="l" d="M{num(start)} {num(y)}H{num(end)}{caps}"/>{arrows}'


def _arrow(x: float, y: float, direction: int) -> str:
    length = 6 * direction
    return f'<path class="a" d="M{num(x - length)} {num(y - 4)}l{length} 4 {-length} 4"/>'


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
STYLE = (
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
