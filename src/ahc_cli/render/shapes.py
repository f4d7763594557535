"""The shapes and colours of a timeline in SVG, and the making of its elements."""

from xml.sax.saxutils import escape, quoteattr

from ahc_cli.models import Event, Kind, Status
from ahc_cli.render.tracks import is_vague, status_of
from ahc_cli.text import inert

SANS = (
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Noto Sans', 'PingFang SC', "
    "'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif"
)
_PAPER, _INK, _QUIET = ("#ffffff", "#10141a"), ("#1b2430", "#e8ebf0"), ("#5b6676", "#9aa5b4")
_RULE, _TODAY = ("#d9dee5", "#303844"), ("#d11a2a", "#ff6b78")
# A colour for each kind, on white and on black.
_COLOURS: dict[Kind, tuple[str, str]] = {
    "session": ("#1d4ed8", "#60a5fa"), "consultation": ("#0284c7", "#7dd3fc"),
    "resolution": ("#6d28d9", "#a78bfa"), "decision": ("#9333ea", "#d8b4fe"),
    "document": ("#0f766e", "#2dd4bf"),
    "letter": ("#b45309", "#fbbf24"), "statement": ("#c2410c", "#fb923c"),
    "submission": ("#92400e", "#fcd34d"),
    "signature": ("#be123c", "#fb7185"), "ratification": ("#9f1239", "#fda4af"),
}  # fmt: skip
# Paths around the point 0,0 that a mark stands on; meetings are bars.
_PATHS: dict[Kind, str] = {
    "resolution": "M0-6.5 6.5 0 0 6.5-6.5 0Z",
    "decision": "M0-6 6.5 5.5H-6.5Z",
    "document": "M-5-6.5H1.5L5-3V6.5H-5Z",
    "letter": "M-6.5-5H6.5V5H-6.5ZM-5-3.6 0 1.6 5-3.6 3.2-3.6 0-.3-3.2-3.6Z",
    "statement": "M-6.5-5.5H6.5V3H-.5L-4 6.5V3H-6.5Z",
    "submission": "M-6.5-5H6.5V5H-6.5ZM-4.5-2.6H4.5V-1H-4.5ZM-4.5 1H1.5V2.6H-4.5Z",
    "signature": "M0-7 1.8-2.3 6.8-2 2.9 1.1 4.2 6 0 3.2-4.2 6-2.9 1.1-6.8-2-1.8-2.3Z",
    "ratification": "M-6.5.5-4.3-1.8-1.5 1 4.4-5.2 6.6-3-1.5 5.5Z",
}
_BARS: dict[Kind, float] = {"session": 12, "consultation": 6}
RADIUS = 7.0
_LEAST_BAR = 5.0
_LEAST_SPAN = 20.0


def text(said: str) -> str:
    """Text as it may stand in an XML document, what a reader could not see made visible."""
    return escape(inert(said).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd"))


def tag(name: str, *inner: str, **attributes: str | float) -> str:
    """An element; `_` in the name of an attribute is a hyphen, one at its end is dropped."""
    said = {key: value if isinstance(value, str) else number(value) for key, value in attributes.items()}
    given = "".join(f" {key.rstrip('_').replace('_', '-')}={quoteattr(value)}" for key, value in said.items())
    return f"<{name}{given}>{''.join(inner)}</{name}>" if inner else f"<{name}{given}/>"


def number(value: float) -> str:
    """A length, to a tenth."""
    return f"{value:.1f}".removesuffix(".0")


def extent(event: Event, start: float, end: float, width: float) -> tuple[float, float]:
    """From where to where the mark of an event reaches whose span lies between two places on the axis."""
    if is_vague(event) and end - start >= _LEAST_SPAN:
        return start, end
    least = _LEAST_BAR if event.kind in _BARS else 2 * RADIUS
    lasts = event.kind in _BARS and not is_vague(event) and end - start > least
    if lasts or event.start is None or event.end is None:
        return start, end
    first = min(max(0.0, (start + end - least) / 2), width - least)
    return first, first + least


def mark(event: Event, first: float, last: float, y: float) -> str:
    """An event between two places: a bar, a shape, or a shape within the span that it may lie in."""
    middle = (first + last) / 2
    bar = _BARS.get(event.kind)
    parts: list[str] = []
    if is_vague(event) and last - first >= _LEAST_SPAN:
        parts += [span(first, last, y, open_start=event.start is None, open_end=event.end is None)]
        half = RADIUS if bar else 0.0
        first, last = middle - half, middle + half
    elif event.start is None or event.end is None:
        parts += [_arrow(first, y, -1)] * (event.start is None) + [_arrow(last, y, 1)] * (event.end is None)
        bar = bar or 2.0
    return "".join((*parts, shape((event.kind, status_of(event)), first, last, y, bar)))


def shape(key: tuple[Kind, Status], first: float, last: float, y: float, bar: float | None = None) -> str:
    """The shape of a kind: a bar from place to place, or its sign in the middle; crossed out if cancelled."""
    kind, status = key
    height = bar or _BARS.get(kind)
    middle = f"translate({number((first + last) / 2)} {number(y)})"
    drawn = ""
    if height:
        drawn = tag("rect", class_="m", x=first, y=y - height / 2, width=last - first, height=height, rx=2.0)
    if kind in _PATHS:
        drawn += tag("path", class_="m", transform=middle, d=_PATHS[kind])
    return drawn + (tag("path", class_="x", transform=middle, d="M-7 7 7-7") if status == "cancelled" else "")


def span(first: float, last: float, y: float, *, open_start: bool = False, open_end: bool = False) -> str:
    """The days that an event may lie on: a band with a line, its known ends capped, its open ones arrows."""
    caps = "" if open_start else f"M{number(first + 0.5)} {number(y - 5)}v10"
    caps += "" if open_end else f"M{number(last - 0.5)} {number(y - 5)}v10"
    line = f"M{number(first)} {number(y)}H{number(last)}{caps}"
    arrows = (_arrow(first, y, -1) if open_start else "") + (_arrow(last, y, 1) if open_end else "")
    band = tag("rect", class_="s", x=first, y=y - 5, width=last - first, height=10.0)
    return band + tag("path", class_="l", d=line) + arrows


def _arrow(x: float, y: float, direction: int) -> str:
    length = 6 * direction
    return tag("path", class_="a", d=f"M{number(x - length)} {number(y - 4)}l{length} 4 {-length} 4")


def classes(event: Event) -> str:
    """The classes of an event's element."""
    return f"e {event.kind} {status_of(event)}"


def style() -> str:
    """The style sheet: on white, and on black for a reader whose screen is dark."""
    return _FIXED + _themed(0) + "@media (prefers-color-scheme: dark){" + _themed(1) + "}"


_FIXED = (
    f"text{{font-family:{SANS};font-size:12px}}.h{{font-size:22px;font-weight:650}}.q{{font-size:13px}}"
    ".y{font-size:13px;font-weight:600}.n{font-size:13px;font-weight:600}.i{font-size:11px}"
    ".o{stroke-width:4px;stroke-linejoin:round}"
    ".m{fill-rule:evenodd}.s{opacity:.16}.l,.a{fill:none;stroke-width:1.3}.x{stroke-width:1.6}"
    ".postponed .m{stroke-dasharray:2.5 1.5}.postponed .l{stroke-dasharray:3 2}"
    ".scheduled .t{font-style:italic}.d{stroke-width:1.6;stroke-dasharray:5 3}.dt{font-weight:600}"
)


def _themed(dark: int) -> str:
    paper, ink, quiet, line, today = (pair[dark] for pair in (_PAPER, _INK, _QUIET, _RULE, _TODAY))
    kinds = "".join(
        f".{kind} .m,.{kind} .s{{fill:{pair[dark]};stroke:{pair[dark]};stroke-width:0}}"
        f".{kind} .l,.{kind} .a,.{kind} .x{{stroke:{pair[dark]}}}"
        for kind, pair in _COLOURS.items()
    )
    return (
        f".p{{fill:{paper}}}text{{fill:{ink}}}.q,.i,.k{{fill:{quiet}}}.o{{stroke:{paper}}}.r{{stroke:{line}}}"
        f".b{{stroke:{quiet}}}{kinds}"
        f".scheduled .m,.postponed .m,.cancelled .m{{fill:{paper};stroke-width:1.5}}"
        f".d{{stroke:{today}}}.dt{{fill:{today}}}"
    )
