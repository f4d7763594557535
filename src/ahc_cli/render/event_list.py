"""Events for a terminal: a table grouped by year, or entries of two lines where the window is narrow."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ahc_cli.fields import date_order
from ahc_cli.labels import label
from ahc_cli.models import Event
from ahc_cli.render import Answer, Screen
from ahc_cli.render.console import FAINT, HEADING, ID, MATCH, date_style, drawn, joined, text, unbroken
from ahc_cli.render.headings import titled
from ahc_cli.render.snippets import hit_title, snippet, tags_found
from ahc_cli.render.wording import of_event_short, title
from ahc_cli.text import width

# What the titles of a table need at least, and before there is a column for the place or the kind.
_LEAST_TITLE = 36
_GOOD_TITLE = 40
_MOST_PLACE = 14
_GAP = 2


class _Layout(Struct, frozen=True):
    """The widths of the columns beside the titles, 0 for one that has no room, and what is left for the titles."""

    dates: int
    kinds: int
    places: int
    titles: int


def render(answer: Answer, screen: Screen) -> Iterator[str]:
    if answer.records:
        layout = _layout(answer, screen)
        drawing = _entries(answer, screen) if layout.titles < _LEAST_TITLE else _table(answer, screen, layout)
        yield drawn(drawing, screen)


def _layout(answer: Answer, screen: Screen) -> _Layout:
    """The columns that there is room for: the kind goes first, then the place, which is then named by the title."""
    dates = _date_width(answer, screen)
    ids = max(width(event.id) for event in answer.records)
    kinds = max(width(label(event.kind, screen.lang)) for event in answer.records)
    places = min(_MOST_PLACE, max(width(_place(event, answer, screen)) for event in answer.records))
    titles = screen.width - 1 - dates - ids - 2 * _GAP
    wanted = min(_GOOD_TITLE, max(width(title(event, screen.lang)) for event in answer.records))
    if titles - places - _GAP < wanted:
        places = 0
    if places:
        titles -= places + _GAP
    if titles - kinds - _GAP < _GOOD_TITLE:
        kinds = 0
    if kinds:
        titles -= kinds + _GAP
    return _Layout(dates, kinds, places, titles)


def _table(answer: Answer, screen: Screen, layout: _Layout) -> Iterator[RenderableType]:
    table = Table(box=None, show_header=False, padding=(0, _GAP, 0, 0), pad_edge=False)
    table.add_column(width=layout.dates)
    if layout.kinds:
        table.add_column(no_wrap=True)
    table.add_column(max_width=layout.titles)
    if layout.places:
        table.add_column(overflow="fold", width=layout.places)
    table.add_column(no_wrap=True, overflow="ignore")
    for heading, event in _grouped(answer, screen):
        if heading is not None:
            table.add_row(heading)
        if event is None:
            continue
        cells: list[RenderableType] = [_folded(_date(event, answer, screen), event)]
        if layout.kinds:
            cells.append(text(label(event.kind, screen.lang), FAINT))
        place = _place(event, answer, screen)
        if layout.places:
            cells += [_title(event, answer, screen), text(place, FAINT)]
        else:
            cells.append(_title(event, answer, screen, _beside(place)))
        cells.append(text(event.id, ID))
        table.add_row(*cells)
    yield Padding(table, (0, 0, 0, 1))


def _entries(answer: Answer, screen: Screen) -> Iterator[RenderableType]:
    for heading, event in _grouped(answer, screen):
        if heading is not None:
            yield Padding(heading, (0, 0, 0, 1))
        if event is None:
            continue
        first = Table(box=None, show_header=False, padding=0, pad_edge=False, expand=True)
        first.add_column(ratio=1)
        first.add_column(no_wrap=True, overflow="ignore", justify="right")
        when, id_, more = _date(event, answer, screen), text(event.id, ID), joined()
        if place := _place(event, answer, screen):
            where = _beside(place)
            if 1 + when.cell_len + where.cell_len + _GAP + id_.cell_len <= screen.width:
                when.append_text(where)
            else:
                more = where
        first.add_row(when, id_)
        yield Padding(first, (0, 0, 0, 1))
        yield Padding(_title(event, answer, screen, more), (0, 0, 0, 3))


def _grouped(answer: Answer, screen: Screen) -> Iterator[tuple[Text | None, Event | None]]:
    """The events, with a heading before each year that begins, and a rule where the future of the reader begins."""
    year: object = None
    ruled = screen.as_of is None or list(answer.records) != sorted(answer.records, key=date_order)
    for event in answer.records:
        began = event.start.year if isinstance(event.start, date) else "…"
        begins = began != year and not answer.detail
        above: list[Text] = [text(str(began), HEADING)] if begins else []
        if not ruled and isinstance(event.start, date) and screen.as_of and event.start > screen.as_of:
            ruled = True
            rule = text(f"┄ {screen.as_of} ┄", FAINT)
            above = [*above, rule] if began == screen.as_of.year else [rule, *above]
        year = began
        yield from ((heading, None) for heading in above)
        yield None, event


def _date(event: Event, answer: Answer, screen: Screen) -> Text:
    said = of_event_short(event, screen.lang, in_year=not answer.detail)
    return text(said, date_style(event))


def _folded(when: Text, event: Event) -> Text:
    """A date over two years, much longer than others, on two lines."""
    if not (isinstance(event.start, date) and isinstance(event.end, date) and event.start.year != event.end.year):
        return when
    first, dash, last = when.plain.partition("–")
    return text(f"{first}{dash}\n{last.lstrip()}", date_style(event), lines=True)


def _title(event: Event, answer: Answer, screen: Screen, *more: Text) -> Text:
    """The title with what else stands beside it, and below, for the hits of a search, where the words were found."""
    said = joined(titled(event, screen.lang, HEADING if event.kind == "session" else ""), *more)
    hit = hit_title(event, screen.lang)
    at = said.plain.find(hit.text)
    for start, end in hit.spans:
        said.stylize(MATCH, at + start, at + end)
    if not answer.detail:
        return said
    if found := snippet(event, screen.lang, answer.detail):
        excerpt = text(found.text, FAINT)
        for start, end in found.spans:
            excerpt.stylize(MATCH, start, end)
        return joined(said, "\n", excerpt)
    tags = "" if hit.spans else tags_found(event, answer.vocabulary, screen.lang)
    return joined(said, "\n", text(tags, MATCH)) if tags else said


def _place(event: Event, answer: Answer, screen: Screen) -> str:
    return answer.vocabulary.label("place", event.place, screen.lang) if event.place else ""


def _beside(place: str) -> Text:
    return text(f"  {unbroken(place)}" if place else "", FAINT)


def _date_width(answer: Answer, screen: Screen) -> int:
    """The width of the widest line of a date; at least that of a rule, or of a year."""
    dates = (_folded(_date(event, answer, screen), event) for event in answer.records)
    lines = (line.cell_len for said in dates for line in said.split("\n"))
    return max(*lines, len("┄ 2022-02-28 ┄") if screen.as_of else 4)
