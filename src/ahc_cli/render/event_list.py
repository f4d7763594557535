"""Events for a terminal: a table grouped by year, or entries of two lines where the window is narrow."""

from collections.abc import Iterator
from datetime import date

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ahc_cli.labels import label
from ahc_cli.models import Event
from ahc_cli.render import Answer, Screen
from ahc_cli.render.console import DATE, FAINT, HEADING, ID, KIND_STYLES, MATCH, PLANNED, drawn, joined, text
from ahc_cli.render.snippets import hit_title, snippet
from ahc_cli.render.wording import of_event_short, title

_NARROW = 60
_WITH_PLACE = 76
_WITH_KIND = 104


def render(answer: Answer, screen: Screen) -> Iterator[str]:
    if answer.records:
        draw = _entries if screen.width < _NARROW else _table
        yield drawn(draw(answer, screen), screen)


def _table(answer: Answer, screen: Screen) -> Iterator[RenderableType]:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False, expand=True)
    has_kind, has_place = screen.width >= _WITH_KIND, screen.width >= _WITH_PLACE
    table.add_column(width=_date_width(answer, screen), no_wrap=False)
    if has_kind:
        table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    if has_place:
        table.add_column(overflow="fold", max_width=14)
    table.add_column(no_wrap=True, overflow="ignore")
    for heading, event in _grouped(answer, screen):
        if heading is not None:
            table.add_row(heading)
        if event is None:
            continue
        cells: list[RenderableType] = [_date(event, answer, screen)]
        if has_kind:
            cells.append(text(label(event.kind, screen.lang), FAINT))
        cells.append(_title(event, answer, screen))
        if has_place:
            cells.append(text(_place(event, answer, screen), FAINT))
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
        first.add_row(_date(event, answer, screen), text(event.id, ID))
        yield Padding(first, (0, 0, 0, 1))
        place = _place(event, answer, screen)
        said = _title(event, answer, screen, text(f" · {place}" if place else "", FAINT))
        yield Padding(said, (0, 0, 0, 3))


def _grouped(answer: Answer, screen: Screen) -> Iterator[tuple[Text | None, Event | None]]:
    """The events, with a heading before each year that begins, and a rule where the future of the reader begins."""
    year: object = None
    ruled = screen.as_of is None or answer.detail == "ranked"
    for event in answer.records:
        began = event.start.year if isinstance(event.start, date) else "…"
        begins = began != year and answer.detail != "ranked"
        above: list[Text] = [text(str(began), HEADING)] if begins else []
        if not ruled and isinstance(event.start, date) and screen.as_of and event.start > screen.as_of:
            ruled = True
            rule = text(f"┄ {screen.as_of} ┄", FAINT)
            above = [*above, rule] if began == screen.as_of.year else [rule, *above]
        year = began
        yield from ((heading, None) for heading in above)
        yield None, event


def _date(event: Event, answer: Answer, screen: Screen) -> Text:
    ranked = answer.detail == "ranked"
    said = of_event_short(event, screen.lang, in_year=not ranked)
    if _spans_years(event) and screen.width >= _NARROW:
        said = said.replace("–", "–\n").replace("\n ", "\n")
    return text(said, PLANNED if event.status == "scheduled" else DATE, lines=True)


def _title(event: Event, answer: Answer, screen: Screen, *more: Text) -> Text:
    """The title with what else stands beside it, and below, for the hits of a search, where the words were found."""
    said = joined(text(title(event, screen.lang, unicode=screen.unicode), KIND_STYLES.get(event.kind, "")), *more)
    hit = hit_title(event, screen.lang)
    at = said.plain.find(hit.text)
    for start, end in hit.spans:
        said.stylize(MATCH, at + start, at + end)
    if answer.detail != "ranked" or not (found := snippet(event, screen.lang)):
        return said
    excerpt = text(found.text, FAINT)
    for start, end in found.spans:
        excerpt.stylize(MATCH, start, end)
    return joined(said, "\n", excerpt)


def _place(event: Event, answer: Answer, screen: Screen) -> str:
    return answer.vocabulary.label("place", event.place, screen.lang) if event.place else ""


def _date_width(answer: Answer, screen: Screen) -> int:
    """The width of the widest line of a date; at least that of a rule."""
    dates = (_date(event, answer, screen) for event in answer.records)
    lines = (line for said in dates for line in said.split("\n"))
    return max((*(line.cell_len for line in lines), len("┄ 2022-02-28 ┄") if screen.as_of else 4))


def _spans_years(event: Event) -> bool:
    return isinstance(event.start, date) and isinstance(event.end, date) and event.start.year != event.end.year
