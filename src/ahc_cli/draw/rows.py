"""Rows: positions below their events, counts as bars, and any columns as a table, or as blocks where it is too wide."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct
from rich.text import Text

from ahc_cli.answer import Column, Rows, Screen
from ahc_cli.answer.counts import Counts
from ahc_cli.answer.names import Names
from ahc_cli.answer.positions import Positions
from ahc_cli.draw.console import FAINT, GAP, HEADING, ID, Row, indent, join, text
from ahc_cli.draw.phrases import citation, event_date, event_line, stance_text, value_words
from ahc_cli.draw.wrap import column_width, extent, unbroken
from ahc_cli.model.records import Event, Lang
from ahc_cli.model.words import COMMA, heading, label

_UNBROKEN = ("id", "event", "date")
# A wider date takes two lines: this is a range of days in two years.
_MOST_DATE = len("11 Nov 2022 – 11 Apr 2023")
# Any other column is at least this wide, and so wide that no cell has more lines than this.
_LEAST_WIDTH = 20
_MOST_LINES = 4
_LEAST_BAR = 8
_MOST_BAR = 60


def draw(answer: Rows[Any], screen: Screen) -> Iterable[Row]:
    if isinstance(answer, Positions) and not answer.chosen:
        return _positions(answer, screen)
    if isinstance(answer, Counts) and not answer.chosen:
        return _counts(answer, screen)
    return _table(answer, screen)


class _Column(Struct, frozen=True):
    """The texts of a column, its heading first; the least width that it needs, and the greatest that it can use."""

    texts: Sequence[Text]
    least: int
    greatest: int


def _table(answer: Rows[Any], screen: Screen) -> Iterator[Row]:
    """Draw the columns as a table that wraps, or a block for each row where it would be too narrow."""
    columns = [_column(column, answer, screen.lang) for column in answer.columns]
    headings, *rows = zip(*(column.texts for column in columns), strict=True)
    room = screen.width - 1 - GAP * (len(columns) - 1)
    if sum(column.least for column in columns) > room:
        yield from _blocks(headings, rows, screen.width)
        return
    # The widest columns give way first.
    most = room
    while sum(widths := [max(column.least, min(column.greatest, most)) for column in columns]) > room:
        most -= 1
    numeric = [all(isinstance(c.value(each), int | float | None) for each in answer.records) for c in answer.columns]
    for row in (headings, *rows):
        for cell, width, is_number in zip(row, widths, numeric, strict=True):
            cell.pad_left(width - cell.cell_len if is_number else 0)
        yield Row(1, list(zip(row, widths, strict=True)))


def _blocks(headings: Sequence[Text], rows: Iterable[Sequence[Text]], width: int) -> Iterator[Row]:
    """Yield each row as its first cell, and below it the others; one that would be cut beside its heading is below."""
    longest = max(title.cell_len for title in headings)
    for first, *others in rows:
        yield indent(text(first.plain, ID), 1)
        for title, content in zip(headings[1:], others, strict=True):
            if content and extent(content.plain)[0] <= width - 3 - longest - GAP:
                yield Row(3, [(title, longest), (content, None)])
            elif content:
                yield from (indent(title, 3), indent(content, 3))


def _column(column: Column[Any], answer: Rows[Any], lang: Lang) -> _Column:
    name = "events" if isinstance(answer, Names) and column.name == "count" else column.name
    texts = [text(heading(name, lang), FAINT), *(_cell(column, record, answer, lang) for record in answer.records)]
    widest, longest = map(max, zip(*(extent(cell.plain) for cell in texts), strict=True))
    if name == "date":
        longest = max(column_width(cell, _MOST_DATE) for cell in texts)
    least = longest if name in _UNBROKEN else max(min(longest, _LEAST_WIDTH), -(-longest // _MOST_LINES), widest)
    return _Column(texts, least, longest)


def _cell(column: Column[Any], record: Any, answer: Rows[Any], lang: Lang) -> Text:
    """Make the text of a cell: dates, names and codes in words, the items of a list on a line each."""
    event = answer.events[record.event] if isinstance(answer, Positions) else record
    if column.name == "date" and isinstance(event, Event):
        return event_date(event, lang)
    value = column.value(record)
    words = value_words(column.name, value, answer.vocabulary, lang, event)
    return text(words, ID if column.name in ("id", "event") else "", lines=isinstance(value, tuple))


def _counts(answer: Counts, screen: Screen) -> Iterator[Row]:
    """Draw a bar for each value or, where all bars would be the same, the values alone."""
    labels = [text(tally.label.lang(screen.lang), FAINT if tally.value is None else "") for tally in answer.records]
    most, longest = max(tally.count for tally in answer.records), max(label.cell_len for label in labels)
    if most == 1:
        # A name is divided only where it has no room on one line with its comma.
        whole = longest < screen.width - GAP
        yield indent(text(COMMA[screen.lang].join(unbroken(name.plain) if whole else name.plain for name in labels)), 1)
        return
    digits, names = len(str(most)), min(longest, screen.width // 2)
    room = max(_LEAST_BAR, min(_MOST_BAR, screen.width - names - digits - 6))
    for name, tally in zip(labels, answer.records, strict=True):
        bar = text("▆" * max(1, round(room * tally.count / most)), FAINT if tally.value is None else "")
        yield Row(1, [(name, names), (text(f"{tally.count:{digits}}", HEADING), digits), (bar, bar.cell_len)])


def _positions(answer: Positions, screen: Screen) -> Iterator[Row]:
    """Draw below each event who took what stance on what topic, who says so, and how sure it is."""
    lang, vocabulary, event = screen.lang, answer.vocabulary, ""
    for taken in answer.records:
        if taken.event != event:
            event = taken.event
            yield indent(event_line(answer.events[event], lang), 1)
        yield indent(stance_text(taken.actors, taken.stance, taken.topic, vocabulary, lang), 3)
        sure = f" {unbroken(label(taken.confidence, lang))}" if taken.confidence else ""
        yield indent(join(text(taken.text.lang(lang), lines=True), text(citation(taken.sources) + sure, FAINT)), 5)
