"""Rows: positions below their events, counts as bars, and any columns as a table, or as blocks where it is too wide."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich.text import Text

from ahc_cli.answer import Column, Rows, Screen
from ahc_cli.answer.counts import Counts
from ahc_cli.answer.names import Names
from ahc_cli.answer.positions import Positions
from ahc_cli.draw.console import FAINT, GAP, HEADING, ID, Row, indent, join, side_by_side, text, unbroken
from ahc_cli.draw.phrases import citation, event_date, event_line, stance_text, value_words
from ahc_cli.draw.wrap import column_width, extent
from ahc_cli.model.records import Event, Lang, Listed
from ahc_cli.model.words import LASTING, bracketed, heading, item_words, label

_IDS = ("id", "event")
# A wider date takes two lines: this is a range of days in two years.
_MOST_DATE = len("11 Nov 2022 – 11 Apr 2023")
# Any other column is at least this wide, and so wide that no cell has more lines than this.
_LEAST_WIDTH = 20
_MOST_LINES = 4
_INDENT = 3
_LEAST_BAR = 8
_MOST_BAR = 60


def draw(answer: Rows[Any], screen: Screen) -> Iterable[Row]:
    if isinstance(answer, Positions) and not answer.chosen:
        return _positions(answer, screen)
    if isinstance(answer, Counts) and not answer.chosen:
        return _counts(answer, screen)
    return _table(answer, screen)


def _table(answer: Rows[Any], screen: Screen) -> Iterable[Row]:
    """Draw the columns as a table that wraps, or a block for each row where it would be too narrow."""
    columns = [_cells(column, answer, screen.lang) for column in answer.columns]
    numeric = [all(isinstance(c.value(each), int | float | None) for each in answer.records) for c in answer.columns]
    sizes = [
        _sizes(column.name, cells, broken=not is_number)
        for column, cells, is_number in zip(answer.columns, columns, numeric, strict=True)
    ]
    headings, *rows = zip(*columns, strict=True)
    room = screen.width - 1 - GAP * (len(columns) - 1)
    if sum(least for least, _ in sizes) > room:
        return _blocks(headings, rows, screen.width)
    # The widest columns give way first.
    most = max(longest for _, longest in sizes)
    while sum(widths := [max(least, min(longest, most)) for least, longest in sizes]) > room:
        most -= 1
    for cells, width, is_number in zip(columns, widths, numeric, strict=True):
        for cell in cells if is_number else ():
            cell.pad_left(width - cell.cell_len)
    return [Row(1, list(zip(row, widths, strict=True))) for row in (headings, *rows)]


def _cells(column: Column[Any], answer: Rows[Any], lang: Lang) -> list[Text]:
    """Make the texts of a column: its heading and its cells."""
    name = "events" if isinstance(answer, Names) and column.name == "count" else column.name
    return [text(heading(name, lang), FAINT), *(_cell(column, record, answer, lang) for record in answer.records)]


def _cell(column: Column[Any], record: Any, answer: Rows[Any], lang: Lang) -> Text:
    """Make the text of a cell: dates, names and codes in words, the items of a list on a line each."""
    name, value, vocabulary = column.name, column.value(record), answer.vocabulary
    event = answer.events[record.event] if isinstance(answer, Positions) else record
    if name == "date" and isinstance(event, Event):
        return event_date(event, lang)
    if not (isinstance(value, tuple) and value and isinstance(value[0], Listed)):
        return text(value_words(name, value, vocabulary, lang), ID if name in _IDS else "")
    lines = []
    for item in value:
        sure = getattr(item, "confidence", None)
        words = item_words(item, vocabulary, lang, window=record.kind not in LASTING)
        lines.append(f"• {words}" + (bracketed(label(sure, lang), lang) if sure else ""))
    return text("\n".join(lines), lines=True)


def _sizes(name: str, cells: Sequence[Text], *, broken: bool) -> tuple[int, int]:
    """Return the least width of a column and the greatest that it can use."""
    if name == "date":
        longest = max(column_width(cell, _MOST_DATE) for cell in cells)
        return longest, longest
    widest, longest = map(max, zip(*(extent(cell.plain) for cell in cells), strict=True))
    if name in _IDS or not broken or longest <= _LEAST_WIDTH:
        return longest, longest
    return max(_LEAST_WIDTH, -(-longest // _MOST_LINES), widest), longest


def _blocks(headings: Sequence[Text], rows: Iterable[Sequence[Text]], width: int) -> Iterator[Row]:
    """Yield each row as its first cell, and below it the others with their headings, as many on a line as fit."""
    for row in rows:
        yield indent(text(row[0].plain, ID), 1)
        cells = (
            join(title, "\n" if "\n" in content.plain else "  ", content)
            for title, content in zip(headings[1:], row[1:], strict=True)
            if content
        )
        yield from (indent(line, _INDENT) for line in side_by_side(cells, width - _INDENT))


def _counts(answer: Counts, screen: Screen) -> Iterator[Row]:
    most = max(tally.count for tally in answer.records)
    digits = len(str(most))
    longest = max(text(tally.label.lang(screen.lang)).cell_len for tally in answer.records)
    names = min(longest, screen.width // 2)
    room = max(_LEAST_BAR, min(_MOST_BAR, screen.width - names - digits - 6))
    for tally in answer.records:
        style = FAINT if tally.value is None else ""
        bar = "▆" * max(1, round(room * tally.count / most))
        name, count = text(tally.label.lang(screen.lang), style), text(f"{tally.count:{digits}}", HEADING)
        yield Row(1, [(name, names), (count, digits), (text(bar, style), len(bar))])


def _positions(answer: Positions, screen: Screen) -> Iterator[Row]:
    """Draw below each event who took what stance on what topic, who says so, and how sure it is."""
    lang, vocabulary, event = screen.lang, answer.vocabulary, ""
    for taken in answer.records:
        if taken.event != event:
            event = taken.event
            yield indent(event_line(answer.events[event], lang), 1)
        yield indent(stance_text(taken.actors, taken.stance, taken.topic, vocabulary, lang), 3)
        sure = unbroken(f" {label(taken.confidence, lang)}") if taken.confidence else ""
        yield indent(join(text(taken.text.lang(lang), lines=True), text(citation(taken.sources) + sure, FAINT)), 5)
