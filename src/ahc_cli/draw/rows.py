"""Rows: positions below their events, counts as bars, and any columns as a table, or as blocks where it is too wide."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import to_builtins
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from ahc_cli.answer import Column, Rows, Screen
from ahc_cli.answer.counts import Counts
from ahc_cli.answer.names import Names
from ahc_cli.answer.positions import Positions
from ahc_cli.draw.console import DATE, FAINT, HEADING, ID, indent, join, side_by_side, text, unbroken
from ahc_cli.draw.phrases import citation, event_line, folded, stance_text, value_words
from ahc_cli.draw.wrap import extent
from ahc_cli.model.records import Event, Lang
from ahc_cli.model.words import LASTING, event_date, heading, label, named

# Columns that are never broken, each with its style.
_UNBROKEN = {"id": ID, "event": ID, "date": DATE}
# Any other column is at least this wide, and so wide that no cell has more lines than this.
_LEAST_WIDTH = 20
_MOST_LINES = 4
# A wider date is folded to two lines: this is the range of days in two years.
_MOST_DATE = len("11 Nov 2022 – 11 Apr 2023")
_GAP = 2
_INDENT = 3
_LEAST_BAR = 8
_MOST_BAR = 60


def draw(answer: Rows[Any], screen: Screen) -> Iterable[RenderableType]:
    """Draw the columns as a table that wraps, or a block for each row where it would be too narrow."""
    table = Table(box=None, padding=(0, _GAP, 0, 0), pad_edge=False, header_style=FAINT)
    columns: list[list[Text]] = []
    least_width = 1 - _GAP
    for column in answer.columns:
        name = "events" if isinstance(answer, Names) and column.name == "count" else column.name
        cells = [
            text(heading(name, screen.lang)),
            *(_cell(column, each, answer, screen.lang) for each in answer.records),
        ]
        columns.append(cells)
        words, lines = map(max, zip(*(extent(cell.plain) for cell in cells), strict=True))
        if name not in _UNBROKEN and lines > _LEAST_WIDTH:
            lines = max(_LEAST_WIDTH, -(-lines // _MOST_LINES), words)
        least_width += lines + _GAP
        numbers = all(isinstance(column.value(record), int | float | None) for record in answer.records)
        table.add_column(
            cells[0],
            no_wrap=name in _UNBROKEN or numbers,
            style=_UNBROKEN.get(name, ""),
            justify="right" if numbers else "left",
        )
    headings, *rows = zip(*columns, strict=True)
    if least_width > screen.width:
        return _blocks(headings, rows, screen.width)
    for row in rows:
        table.add_row(*row)
    return [indent(table, 1)]


def _blocks(headings: Sequence[Text], rows: Iterable[Sequence[Text]], width: int) -> Iterator[RenderableType]:
    """Yield each row as its first cell, and below it the others with their headings, as many on a line as fit."""
    for row in rows:
        yield indent(text(row[0].plain, ID), 1)
        cells = (
            join(text(title.plain, FAINT), "\n" if "\n" in content.plain else "  ", content)
            for title, content in zip(headings[1:], row[1:], strict=True)
            if content
        )
        yield from (indent(line, _INDENT) for line in side_by_side(cells, width - _INDENT))


def _cell(column: Column[Any], record: Any, answer: Rows[Any], lang: Lang) -> Text:
    """Make the text of a cell: dates, names and codes in words, the items of a list on a line each."""
    event = answer.events[record.event] if isinstance(answer, Positions) else record
    if column.name == "date" and isinstance(event, Event):
        return text(folded(event_date(event, lang), _MOST_DATE), lines=True)
    window = isinstance(record, Event) and record.kind not in LASTING
    value = to_builtins(column.value(record))
    if not isinstance(value, list | tuple) or not any(isinstance(item, dict) for item in value):
        return text(value_words(column.name, value, answer.vocabulary, lang))
    items = (value_words(column.name, item, answer.vocabulary, lang, window=window) for item in value)
    return text("\n".join(f"• {item}" for item in items), lines=True)


def draw_counts(answer: Counts, screen: Screen) -> Iterator[RenderableType]:
    most = max(tally.count for tally in answer.records)
    longest = max(text(tally.label.lang(screen.lang)).cell_len for tally in answer.records)
    names = min(longest, screen.width // 2)
    room = max(_LEAST_BAR, min(_MOST_BAR, screen.width - names - len(str(most)) - 6))
    table = Table(box=None, show_header=False, padding=(0, _GAP, 0, 0), pad_edge=False)
    table.add_column(max_width=names)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True, overflow="ignore")
    for tally in answer.records:
        style = FAINT if tally.value is None else ""
        bar = "▆" * max(1, round(room * tally.count / most))
        table.add_row(text(tally.label.lang(screen.lang), style), text(str(tally.count), HEADING), text(bar, style))
    yield indent(table, 1)


def draw_positions(answer: Positions, screen: Screen) -> Iterator[RenderableType]:
    """Draw below each event who took what stance on what topic, who says so, and how sure it is."""
    lang, vocabulary, event = screen.lang, answer.vocabulary, ""
    for taken in answer.records:
        if taken.event != event:
            event = taken.event
            yield indent(event_line(answer.events[event], lang), 1)
        topic = vocabulary.label("topic", taken.topic, lang) if taken.topic else ""
        yield indent(stance_text(taken.stance, lang, named(vocabulary, "actor", taken.actors, lang), topic), 3)
        confidence = vocabulary.confidence(taken.sources)
        sure = unbroken(f" {label(confidence, lang)}") if confidence else ""
        yield indent(join(text(taken.text.lang(lang), lines=True), text(citation(taken.sources) + sure, FAINT)), 5)
