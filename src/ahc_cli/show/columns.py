"""Columns: how they are chosen by name, what they show, and how rows are sorted by one."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any

from ahc_cli.model.dates import parse
from ahc_cli.model.fields import DATES, known_name
from ahc_cli.model.text import fold
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.render import Column, Getters, Line, Span, Spans, Style, cell
from ahc_cli.render.layout import WIDEST

MOST_ID = 24
_MOST = {"id": MOST_ID, "event": MOST_ID, "date": 25}
_STYLES: dict[str, Style] = {"id": "id", "event": "id", "url": "faint"}


def chosen_table(getters: Getters, vocabulary: Vocabulary) -> list[Column]:
    """Return the table of some columns: dates, names and codes in words, items a line each."""
    from ahc_cli.show.phrases import date_words, value_words

    def show(name: str, record: Any) -> Spans:
        words = value_words(name, getters[name](record), vocabulary)
        if name == "date":
            words = date_words(words)
        return (Span(words, _STYLES.get(name, "")),)

    return [Column(name, partial(show, name), most=_MOST.get(name, 0)) for name in getters]


def side_table(names: Sequence[str], rows: Iterable[tuple[str, Sequence[Spans]]]) -> Iterator[Line]:
    """Yield things side by side in a table, with their names as headings, if there are any rows.

    A row has its title, and a cell for each of the things; an empty cell is drawn as a dash.
    """
    columns = [Column("", lambda row: (Span(row[0]),), most=MOST_ID, hang=2)]
    for number, name in enumerate(names):
        columns.append(Column(name, partial(_of_thing, number), most=WIDEST, hang=2, named=True))
    drawn = [*rows]
    if drawn:
        yield Line((Span(" · ".join(names)),), "table", columns=columns, rows=drawn)


def _of_thing(number: int, row: tuple[str, Sequence[Spans]]) -> Spans:
    spans = row[1][number]
    has_text = any(span.text for span in spans)
    return spans if has_text else (Span("–", "faint"),)


def split_names(text: str, valid: Collection[str]) -> list[str]:
    """Split a comma-separated option into names, each once; UsageError for an unknown one."""
    names = re.split("[,，、]", text)
    return list(dict.fromkeys(known_name(name.strip(), valid) for name in names))


def sort_key(name: str, value_of: Callable[[Any], Any]) -> Callable[[Any], tuple[Any, ...]]:
    """Return the sort key of a column: days, numbers, texts, then missing values.

    Of several values the first counts.
    """

    def key(record: Any) -> tuple[Any, ...]:
        value = value_of(record)
        if isinstance(value, list | tuple):
            value = next(iter(value), None)
        text = fold(cell(value))
        if name in DATES and text:
            span = parse(text)
            return False, span.start or date.min, span.end or date.max
        number = re.fullmatch(r"(\d+(\.\d+)?)(\.\.)?", text, re.ASCII)
        if number:
            return False, False, float(number[1])
        return text == "", True, text

    return key
