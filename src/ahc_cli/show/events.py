"""Events as a table, a search as a page, and how columns are chosen and sorted by."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from ahc_cli.errors import UsageError
from ahc_cli.messages import _, spoken
from ahc_cli.model.fields import COLUMNS, FIELDS, KEYS, called, called_all, field_named
from ahc_cli.model.records import Event, Lang
from ahc_cli.model.statements import Statement
from ahc_cli.model.text import fold
from ahc_cli.model.vocabulary import Vocabulary, did_you_mean
from ahc_cli.model.words import date_in_full, heading, labels
from ahc_cli.out import BLANK, ROW_FORMATS, Cell, Column, Line, Screen, Span, Spans, T, cell
from ahc_cli.show.chart import SIGNS
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
SORTABLE = tuple(name for name, field in FIELDS.items() if field.shown)
LANGUAGES = ("title.en", "title.zh", "summary.en", "summary.zh")
NAMES = (*SORTABLE, *KEYS, *LANGUAGES)
# From these widths on a table has a column for the place and one for the id; below, they are in that of the title.
_WITH_PLACE, _WITH_IDS = 100, 60
# How many sources of a computed statement are named.
_MOST_SOURCES = 2
_MOST_DATE, _MOST_PLACE, _MOST_ID = 15, 14, 24


def event_table(vocabulary: Vocabulary, screen: Screen) -> list[Cell[Event]]:
    """Return the columns of a list of events; at one width all lists have the same."""

    def place(event: Event) -> str:
        return value_words("place", event.place, vocabulary)

    def title(event: Event) -> Spans:
        beside = Span(f"  {unbroken(place(event))}" if place(event) and screen.width < _WITH_PLACE else "", "faint")
        below = (Span("\n"), Span(event.id, "id")) if screen.width < _WITH_IDS else ()
        return *title_spans(event), counts_span(event), beside, *below

    return [
        Cell("date", lambda event: (date_span(event, in_year=True),), most=_MOST_DATE),
        Cell("", lambda event: (Span(SIGNS[event.kind]),), most=1, since=_WITH_IDS),
        Cell("title", title, most=0),
        Cell("place", lambda event: (Span(place(event), "faint"),), most=_MOST_PLACE, since=_WITH_PLACE),
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
        name, field = column.name, FIELDS.get(column.name)
        is_long = field is None or field.type in ("contains", "words") or name in ("facts", "text", "actor", "source")
        most = {"id": _MOST_ID, "event": _MOST_ID, "date": 25}.get(name, 0 if is_long else 20)

        def show(record: Any) -> Spans:
            said = value_words(name, column.value(record), vocabulary, record)
            return (Span(date_words(said) if name == "date" else said, "id" if name in ("id", "event") else ""),)

        return Cell(name, show, most=most)

    return [made(column) for column in columns]


def event_columns(names: str | None) -> tuple[Column[Event], ...]:
    """Return the comma-separated columns, or those of every list; UsageError for an unknown one."""
    return tuple(_event_column(name) for name in (COLUMNS if names is None else split_names(names, NAMES)))


def split_names(names: str, known: Collection[str]) -> list[str]:
    """Split a comma-separated option into names, each once, also by synonyms or in Chinese; UsageError for another."""
    found: list[str] = []
    chinese = {heading(name, "zh"): name for name in reversed([*known])}
    for typed in map(str.strip, re.split("[,，、]", names)):
        field = field_named(typed)
        _columns, queried = labels("synonyms").get(field.name if field else "", ("", ""))
        synonym = field.name if field and fold(typed).removesuffix("s") not in queried.split(", ") else ""
        meant = (typed, chinese.get(typed, ""), synonym)
        name = next((name for name in meant if name in known), None)
        if name is None:
            called_ = {name: word for word, name in chinese.items() if spoken() == "zh" and not word.isascii()}
            shown = [called_.get(name, name) for name in known]
            near = did_you_mean(typed, (*known, *shown))
            if field and field.name in known:
                near = _("; did you mean {near}?", near=called(field.name))
            unknown = _("unknown field '{name}'{near}", name=typed, near=near)
            raise UsageError(unknown, _("fields: {names}", names=called_all(shown)))
        found.append(name)
    return list(dict.fromkeys(found))


def pick(columns: tuple[Column[T], ...], names: str | None) -> tuple[Column[T], ...]:
    """Return the comma-separated ones of some columns, or all of them; UsageError for an unknown one."""
    by_name = {column.name: column for column in columns}
    return columns if names is None else tuple(by_name[name] for name in split_names(names, by_name))


def sort_key(column: Column[T], lang: Lang) -> Callable[[T], tuple[bool, Any]]:
    """Return the sort key of a column: numbers by size, anything else as text; missing values last."""

    def key(record: T) -> tuple[bool, Any]:
        value = column.value(record)
        value = value if isinstance(value, int | float) else fold(cell(value, lang))
        return value == "", value

    return key


def _event_column(name: str) -> Column[Event]:
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
