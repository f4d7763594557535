"""Events as a table, a search as a page, and how columns are chosen and sorted by."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from ahc_cli.errors import UsageError
from ahc_cli.messages import _, spoken
from ahc_cli.model.dates import parse
from ahc_cli.model.fields import FIELDS, KEYS, called, called_all, field_named
from ahc_cli.model.records import Event, Lang
from ahc_cli.model.statements import Statement
from ahc_cli.model.text import fold
from ahc_cli.model.vocabulary import Vocabulary, did_you_mean
from ahc_cli.model.words import date_in_full, heading, labels
from ahc_cli.out import BLANK, ROW_FORMATS, Cell, Column, Line, Screen, Span, Spans, T, cell
from ahc_cli.show.chart import KINDS
from ahc_cli.show.phrases import (
    citation,
    counts_span,
    date_span,
    date_words,
    statement_spans,
    sure_span,
    title_spans,
    unbroken,
    value_words,
)

FORMATS = (*ROW_FORMATS, "ics")
LANGUAGES = ("title.en", "title.zh", "summary.en", "summary.zh")
NAMES = (*(name for name, field in FIELDS.items() if field.shown), *KEYS, *LANGUAGES)
# From this width on a table has a column for the kind and one for the id, which is else below the title.
_WITH_IDS = 60
# How many sources of a computed statement are named.
_MOST_SOURCES = 2
_MOST_DATE, _MOST_ID = 15, 24


def event_table(vocabulary: Vocabulary, screen: Screen) -> list[Cell[Event]]:
    """Return the columns of a list of events; at one width all lists have the same."""

    def title(event: Event) -> Spans:
        place = unbroken(value_words("place", event.place, vocabulary))
        below = (Span("\n"), Span(event.id, "id")) if screen.width < _WITH_IDS else ()
        return *title_spans(event), counts_span(event), Span(f"  {place}" if place else "", "faint"), *below

    return [
        Cell("date", lambda event: (date_span(event, in_year=True),), most=_MOST_DATE),
        Cell("", lambda event: (Span(*KINDS[event.kind]),), most=1, since=_WITH_IDS),
        Cell("title", title, most=0),
        Cell("id", lambda event: (Span(event.id, "id"),), most=_MOST_ID, since=_WITH_IDS),
    ]


def year_of(event: Event) -> str:
    """Name the group of a table that an event is in."""
    return date_in_full(str(event.start.year), spoken()) if event.start else "…"


def hits_page(
    events: Sequence[Event],
    shown: Mapping[str, Sequence[Statement]],
    computed: Sequence[Statement],
    remarks: Sequence[str],
    vocabulary: Vocabulary,
) -> Iterator[Line]:
    """Yield what a search found: what the record lacks, what is computed, and the best statements of each event."""
    yield from (Line((Span(remark),)) for remark in remarks)
    for each in computed:
        said = Span(each.text.lang(spoken()) if each.text else "", "heading")
        yield Line((said, citation(each.sources, _MOST_SOURCES), sure_span(each.confidence)), hang=2)
    for number, event in enumerate(events):
        if number or remarks or computed:
            yield BLANK
        place = value_words("place", event.place, vocabulary)
        yield Line((date_span(event), Span(f"  {place}" if place else "", "faint"), Span("  "), Span(event.id, "id")))
        yield Line((*title_spans(event, "heading"), counts_span(event)), indent=3)
        for statement in shown.get(event.id, ()):
            found = replace(statement, event=event)  # which has the matches
            yield Line(statement_spans(found, vocabulary), "item", indent=3, hang=2, mark=Span("•"))


def chosen_table(columns: Sequence[Column[Any]], vocabulary: Vocabulary) -> list[Cell[Any]]:
    """Return the table of the columns that a reader chose: dates, names and codes in words, items a line each."""

    def made(column: Column[Any]) -> Cell[Any]:
        name = column.name

        def show(record: Any) -> Spans:
            said = value_words(name, column.value(record), vocabulary, record)
            return (Span(date_words(said) if name == "date" else said, "id" if name in ("id", "event") else ""),)

        return Cell(name, show, most={"id": _MOST_ID, "event": _MOST_ID, "date": 25}.get(name, 0))

    return [made(column) for column in columns]


def choose(columns: Iterable[Column[T]], names: str | None) -> tuple[Column[T], ...]:
    """Return the comma-separated ones of some columns, or all of them; UsageError for an unknown one."""
    by_name = {column.name: column for column in columns}
    return tuple(by_name[name] for name in (by_name if names is None else split_names(names, by_name)))


def split_names(names: str, known: Collection[str]) -> list[str]:
    """Split a comma-separated option into names, each once; UsageError for an unknown one."""
    return list(dict.fromkeys(known_name(typed.strip(), known) for typed in re.split("[,，、]", names)))


def known_name(typed: str, known: Collection[str]) -> str:
    """Return the name of a column or field that is typed, also by a synonym or in Chinese; UsageError for another."""
    field = field_named(typed)
    meant = field.name if field else {heading(name, "zh"): name for name in reversed([*known])}.get(typed, "")
    # Some synonyms are those of a condition: a day is no date that an event has.
    only_asked = labels("synonyms").get(meant, ("", ""))[1].split(", ")
    name = typed if typed in known else meant
    if name in known and fold(typed).removesuffix("s") not in only_asked:
        return name
    near = _("; did you mean {near}?", near=called(meant)) if meant in known else ""
    near = near or did_you_mean(typed, (*known, *map(called, known)))
    unknown = _("unknown field '{name}'{near}", name=typed, near=near)
    raise UsageError(unknown, _("fields: {names}", names=called_all(known)))


def sort_key(column: Column[T], lang: Lang) -> Callable[[T], tuple[Any, ...]]:
    """Return the sort key of a column, by the first of several values: whether it is missing, then days, numbers, text.

    Missing values are last.
    """

    def key(record: T) -> tuple[Any, ...]:
        value = column.value(record)
        if isinstance(value, list | tuple):
            value = next(iter(value), None)
        text = fold(cell(value, lang))
        if column.name == "date" and text:
            span = parse(text)
            return False, span.start or date.min, span.end or date.max
        number = re.fullmatch(r"(\d+(\.\d+)?)(\.\.)?", text, re.ASCII)
        return text == "", not number, float(number[1]) if number else text

    return key


def _column(name: str) -> Column[Event]:
    """A key keeps its shape; a field that is no key becomes the list of its values, each once."""
    if name in LANGUAGES:
        key, _dot, lang = name.partition(".")
        return Column(name, lambda event: getattr(getattr(event, key), lang, None))
    field = FIELDS.get(name)
    if field is None or name in Event.__struct_fields__:
        return Column(name, lambda event: None if (value := getattr(event, name)) is UNSET else value)
    if name == "states":
        # A least number is written as the range that finds it: 160.. is at least 160.
        return Column(name, lambda e: [f"{a.count}.." if a.at_least else a.count for a in e.attendance if a.of == name])
    if name == "year":
        return Column(name, lambda event: next(iter(field.read(event)), None))
    return Column(name, lambda event: list(dict.fromkeys(value for value in field.read(event) if value is not None)))


# All columns that a list of events can have.
EVENT_COLUMNS = tuple(map(_column, NAMES))
