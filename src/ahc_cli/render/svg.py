"""A timeline as a picture in SVG for a page or a slide, which needs nothing but itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ahc_cli.labels import label
from ahc_cli.models import Event
from ahc_cli.render import Answer, Screen
from ahc_cli.render.axis import Axis, Tick, axis_of, scale
from ahc_cli.render.legend import STATUSES, Caption, about, described, most_words, today_words, vague_words
from ahc_cli.render.shapes import RADIUS, classes, extent, mark, number, shape, span, style, tag, text
from ahc_cli.render.tracks import Box, Placed, by_lane, counts, is_vague, kinds_of, pack, status_of
from ahc_cli.render.wording import bracketed, of_event
from ahc_cli.text import inert, width

_WIDTH, _MARGIN, _NAMES = 1280.0, 36.0, 108.0
_LEFT = _MARGIN + _NAMES
_COLUMNS = _WIDTH - _LEFT - _MARGIN
# About what a cell of a terminal is wide in the letters of the picture, and how high a track is.
_CELL, _LETTER = 6.5, 7.5
_TRACK, _PAD, _GAP = 21.0, 9.0, 5.0
_MOST_TITLED, _MOST_NAMED, _MOST_DRAWN = 70, 160, 1500
_LONGEST = 72
_BUCKET = 4.0


def render(answer: Answer, screen: Screen) -> Iterator[bytes]:
    for piece in _Drawing(answer, screen).pieces():
        yield piece.encode()


@dataclass(frozen=True)
class _Body:
    """Elements, the height that they take, and what they mean: classes, a drawing, words."""

    elements: list[str]
    height: float
    keys: tuple[tuple[str, str, str], ...] = ()


class _Drawing:
    def __init__(self, answer: Answer, screen: Screen) -> None:
        self._events: Sequence[Event] = answer.records
        self._caption: Caption = answer.detail
        self._screen, self._lang = screen, screen.lang
        self._axis: Axis | None = axis_of(self._events) if self._events else None

    def pieces(self) -> Iterator[str]:
        """The document, piece by piece."""
        title, said = self._caption.title.lang(self._lang), about(self._events, self._caption, self._screen)
        top = _MARGIN + 62
        body = self._body(self._axis, top) if self._axis else _Body([], 0)
        height = top + body.height + _MARGIN / 2
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(_WIDTH)} {number(height)}"'
            f' width="{number(_WIDTH)}" height="{number(height)}" lang="{self._lang}" role="img"'
            ' aria-labelledby="ahc-title ahc-about">\n'
        )
        yield tag("title", text(title), id="ahc-title") + "\n"
        yield tag("desc", text(described(self._events, self._caption, self._screen)), id="ahc-about") + "\n"
        yield tag("style", style()) + "\n"
        yield tag("rect", class_="p", width=_WIDTH, height=height) + "\n"
        yield tag("text", text(_cut(title, 90)), class_="h", x=_MARGIN, y=_MARGIN + 16) + "\n"
        yield tag("text", text(_cut(said, 180)), class_="q", x=_MARGIN, y=_MARGIN + 40) + "\n"
        for element in body.elements:
            yield element + "\n"
        yield "</svg>\n"

    def _body(self, axis: Axis, top: float) -> _Body:
        """The axis, the lanes below it, and the legend."""
        head = 24.0 + 18.0 * axis.holds(self._screen.today)
        marked = scale(axis, _COLUMNS / _LETTER, self._lang)
        head += 16.0 * bool(marked.minor)
        lanes = self._lanes(axis, top + head)
        bottom = top + head + lanes.height
        elements = [
            *(_down("r", _x(place), top + head, bottom) for place in marked.rules),
            *self._ticks(marked.major, top + head - 8 - 16 * bool(marked.minor), "y"),
            *self._ticks(marked.minor, top + head - 7, "i"),
            *self._ticks(marked.major, bottom + 18, "y"),
            _across("b", top + head),
            _across("b", bottom),
            *self._today(axis, top + 12, bottom),
            *lanes.elements,
        ]
        legend = self._legend(lanes, bottom + 48)
        return _Body(elements + legend.elements, bottom + 48 + legend.height - top)

    def _ticks(self, ticks: Sequence[Tick], y: float, looks: str) -> Iterator[str]:
        free = 0.0
        for tick in ticks:
            x = _x(tick.place)
            room = width(tick.label) * _LETTER
            x = min(x, _WIDTH - _MARGIN / 4 - room)
            if x >= free:
                yield tag("text", text(tick.label), class_=looks, x=x, y=y)
                free = x + room

    def _today(self, axis: Axis, top: float, bottom: float) -> Iterator[str]:
        if not axis.holds(self._screen.today):
            return
        x = _x(axis.place(self._screen.today))
        yield _down("d", x, top + 4, bottom)
        anchor = "end" if x > _WIDTH - 2 * _LEFT else "start" if x < 2 * _LEFT else "middle"
        yield tag("text", text(today_words(self._screen)), class_="dt", x=x, y=top, text_anchor=anchor)

    def _lanes(self, axis: Axis, top: float) -> _Body:
        if len(self._events) <= _MOST_DRAWN:
            for most, titled in ((_MOST_TITLED, True), (_MOST_NAMED, False)):
                if drawn := self._drawn(axis, top, most, titled=titled):
                    return drawn
        return self._counted(axis, top)

    def _drawn(self, axis: Axis, top: float, most: int, *, titled: bool) -> _Body | None:
        """Each event by itself, on at most so many tracks."""
        elements: list[str] = []
        y = top
        for lane, members in by_lane(self._events).items():
            labels = [self._label(event, titled=titled) for event in members]
            boxes = [self._box(axis, event, said) for event, said in zip(members, labels, strict=True)]
            packed = pack(boxes, _COLUMNS, _GAP, most)
            if packed is None:
                return None
            placed, tracks = packed
            most -= tracks
            if y > top:
                elements.append(_across("r", y))
            elements.append(_name(lane.label.lang(self._lang), y))
            for event, box, spot, said in zip(members, boxes, placed, labels, strict=True):
                elements.append(self._event(event, box, spot, said, y + _PAD + _TRACK / 2))
            y += tracks * _TRACK + 2 * _PAD
        return _Body(elements, y - top, tuple(self._keys()))

    def _box(self, axis: Axis, event: Event, said: str) -> Box:
        where = axis.span(event)
        first, last = extent(event, where.start * _COLUMNS, where.end * _COLUMNS, _COLUMNS)
        return Box(first, last, width(said) * _CELL)

    def _event(self, event: Event, box: Box, spot: Placed, said: str, first: float) -> str:
        y = first + spot.track * _TRACK
        codes = (label(event.kind, self._lang), label(status_of(event), self._lang), event.id)
        hover = (event.title.lang(self._lang), " · ".join((of_event(event, self._lang), *codes)))
        left = spot.label < box.start and not spot.below
        at = {"x": _LEFT + box.start - _GAP, "text_anchor": "end"} if left else {"x": _LEFT + spot.label}
        at["y"] = y + spot.below * _TRACK + 4
        return tag(
            "g",
            tag("title", "\n".join(map(text, hover))),
            mark(event, _LEFT + box.start, _LEFT + box.end, y),
            # Two texts, because not every program for slides paints the outline of one below its letters.
            tag("text", text(said), class_="t o", aria_hidden="true", **at),
            tag("text", text(said), class_="t", **at),
            class_=classes(event),
        )

    def _label(self, event: Event, *, titled: bool) -> str:
        said = _cut(inert(event.title.lang(self._lang)), _LONGEST) if titled else event.id
        status = status_of(event)
        return said if status == "happened" else said + bracketed(label(status, self._lang), self._lang)

    def _counted(self, axis: Axis, top: float) -> _Body:
        """A row for each kind, as high in each column as there are events."""
        numbers = counts(self._events, axis, int(_COLUMNS / _BUCKET))
        most = max(map(max, numbers.values()))
        elements: list[str] = []
        y = top
        for (kind, status), row in numbers.items():
            name, further = label(kind, self._lang), "" if status == "happened" else label(status, self._lang)
            bars = _heights(row, y + 2 * _TRACK - 4, (2 * _TRACK - 8) / most)
            hover = tag("title", text(f"{name} {further}".rstrip() + f": {most_words(max(row), self._lang)}"))
            elements.append(tag("g", hover, tag("path", class_="m", d=bars), class_=f"e {kind}"))
            elements.append(_name(name, y, further))
            y += 2 * _TRACK
        tallest = tag("path", class_="m", d="M-1.5 8V-8H1.5V8Z")
        return _Body(elements, y - top, (("e session", tallest, most_words(most, self._lang)),))

    def _legend(self, lanes: _Body, top: float) -> _Body:
        """What the shapes mean, side by side on as many lines as they need."""
        elements: list[str] = []
        x, y = _MARGIN, top
        for classed, drawn, words in lanes.keys:
            room = 24 + width(words) * _LETTER + 16
            if x + room > _WIDTH - _MARGIN and x > _MARGIN:
                x, y = _MARGIN, y + _TRACK
            sample = tag("g", drawn, class_=classed, transform=f"translate({number(x + 9)} {number(y)})")
            elements += [sample, tag("text", text(words), class_="k", x=x + 24, y=y + 4)]
            x += room
        return _Body(elements, y - top + _TRACK)

    def _keys(self) -> Iterator[tuple[str, str, str]]:
        """The entries of the legend: classes, drawing, words."""
        seen = kinds_of(self._events)
        for kind in dict.fromkeys(kind for kind, _ in seen):
            yield f"{kind} happened", shape((kind, "happened"), -RADIUS, RADIUS, 0), label(kind, self._lang)
        for status in STATUSES:
            for key in [key for key in seen if key[1] == status][:1]:
                yield " ".join(key), shape(key, -RADIUS, RADIUS, 0), label(status, self._lang)
        if any(map(is_vague, self._events)):
            yield "document happened", span(-9, 9, 0), vague_words(self._lang)


def _across(looks: str, y: float) -> str:
    return tag("path", class_=looks, d=f"M{number(_MARGIN)} {number(y)}H{number(_WIDTH - _MARGIN)}")


def _down(looks: str, x: float, y: float, bottom: float) -> str:
    return tag("path", class_=looks, d=f"M{number(x)} {number(y)}V{number(bottom)}")


def _x(place: float) -> float:
    return _LEFT + place * _COLUMNS


def _name(said: str, y: float, below: str = "") -> str:
    line = y + _PAD + _TRACK / 2 + 4
    name = tag("text", text(said), class_="n", x=_MARGIN, y=line)
    return name + (tag("text", text(below), class_="i", x=_MARGIN, y=line + 14) if below else "")


def _heights(row: Sequence[int], base: float, unit: float) -> str:
    """A path of bars that stand on a line."""
    foot, wide = number(base), number(_BUCKET - 0.5)
    return "".join(
        f"M{number(_LEFT + at * _BUCKET)} {foot}v{-events * unit:.2f}h{wide}V{foot}Z"
        for at, events in enumerate(row) if events
    )  # fmt: skip


def _cut(said: str, most: int) -> str:
    """A text of at most so many cells."""
    if len(said) <= most and width(said) <= most:
        return said
    end = next(n for n in range(most, 0, -1) if width(said[:n]) < most)
    return said[:end].rstrip() + "…"
