"""Events: a table grouped by year, or entries of two lines where the window is narrow."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from ahc_cli.answer import Screen
from ahc_cli.answer.events import Events, Hits
from ahc_cli.draw.console import FAINT, HEADING, ID, indent, join, text, unbroken
from ahc_cli.draw.passages import matches, passage, scattered_note
from ahc_cli.draw.phrases import date_style, folded, title_text
from ahc_cli.model.fields import date_order
from ahc_cli.model.records import Event, Lang
from ahc_cli.model.words import COMMA, bracketed, event_date, label, vote_counts

# The least width of the titles of a table, and the width from which there is a column for the place or the kind.
_LEAST_TITLE = 36
_GOOD_TITLE = 40
_MOST_PLACE = 14
# A wider date is folded to two lines: this is a range of days in two months.
_MOST_DATE = len("28 Feb – 11 Mar")
_GAP = 2
_RULE = "┄ {} ┄"
_PARTIAL = {
    "en": "Nothing contains all the words; these events contain most of them:",
    "zh": "没有同时包含全部词语的内容；以下事件包含其中多数：",
}


class _Entry(Struct, frozen=True):
    """An event as texts: lines `above`, a long date also `folded` to two, the place also to stand `beside` other words,
    and below the title of a hit what was `found`."""

    above: Sequence[Text]
    date: Text
    folded: Text
    kind: Text
    title: Text
    found: Text
    place: Text
    beside: Text
    id: Text


def draw(answer: Events, screen: Screen) -> Iterator[RenderableType]:
    if isinstance(answer, Hits):
        yield from (indent(text(line.lang(screen.lang), HEADING), 1) for line in answer.lead)
        if answer.partial and not answer.records:
            yield indent(text(_PARTIAL[screen.lang], FAINT), 1)
            answer = replace(answer, records=answer.partial, lead=(), partial=())
        yield from _two_lines(list(_entries(answer, screen)), screen.width)
    elif answer.records:
        yield from _list(answer, screen)


def _list(answer: Events, screen: Screen) -> Iterator[RenderableType]:
    entries = list(_entries(answer, screen))
    dates = max(line.cell_len for entry in entries for line in entry.folded.split("\n"))
    dates = max(dates, len(_RULE.format(screen.as_of) if screen.as_of else "2022"))
    titles = screen.width - 1 - dates - max(entry.id.cell_len for entry in entries) - 2 * _GAP
    places = min(_MOST_PLACE, max(entry.place.cell_len for entry in entries))
    kinds = max(entry.kind.cell_len for entry in entries)
    # The kind is dropped first, then the place, which is then beside the title.
    if titles - places - _GAP < min(_GOOD_TITLE, max(entry.title.cell_len for entry in entries)):
        places = 0
    if places:
        titles -= places + _GAP
    if titles - kinds - _GAP < _GOOD_TITLE:
        kinds = 0
    else:
        titles -= kinds + _GAP
    if titles < _LEAST_TITLE:
        return _two_lines(entries, screen.width)
    return iter([_table(entries, dates, kinds, titles, places)])


def _entries(answer: Events, screen: Screen) -> Iterator[_Entry]:
    lang, vocabulary, year = screen.lang, answer.vocabulary, ""
    hits = answer if isinstance(answer, Hits) else None
    future = _first_future(answer.records, screen)
    for event in answer.records:
        starts = str(event.start.year) if event.start else "…"
        above = [text(starts, HEADING)] if starts != year and hits is None else []
        if event is future:
            at = len(above) if starts == str(screen.as_of)[:4] else 0
            above.insert(at, text(_RULE.format(screen.as_of), FAINT))
        year = starts
        date = event_date(event, lang, in_year=hits is None)
        place = vocabulary.label("place", event.place, lang) if event.place else ""
        yield _Entry(
            above,
            date=text(date, date_style(event)),
            folded=text(folded(date, _MOST_DATE), date_style(event), lines=True),
            kind=text(label(event.kind, lang), FAINT),
            title=_title_with_votes(event, lang),
            found=_found(event, hits, lang) if hits else text(""),
            place=text(place, FAINT),
            beside=text(f"  {unbroken(place)}" if place else "", FAINT),
            id=text(event.id, ID),
        )


def _title_with_votes(event: Event, lang: Lang) -> Text:
    """Make a text of the title, with the counts of votes behind that of a decision."""
    title = title_text(event, lang, HEADING if event.kind == "session" else "", matches(event).get(f"title.{lang}", ()))
    counts = [count for count in map(vote_counts, event.votes) if count]
    return join(title, text(bracketed(unbroken(COMMA[lang].join(counts)), lang), FAINT)) if counts else title


def _found(event: Event, hits: Hits, lang: Lang) -> Text:
    """Make a text of the passage that a search found, marked if the words are scattered."""
    path = hits.passages.get(event.id, "title")
    shown = passage(event, path, hits.vocabulary, lang)
    if path in ("title", "topics") and event.summary:
        # A title is shown anyway, and a topic alone says little: the summary says more.
        summary = passage(event, "summary", hits.vocabulary, lang) or ""
        shown = join(shown, text(" · ", FAINT), summary) if shown else join(summary)
    note = scattered_note(lang) if event.id in hits.scattered else ""
    return join("\n", shown or "", note) if shown or note else text("")


def _first_future(events: Sequence[Event], screen: Screen) -> Event | None:
    """Return the first event after the day of the screen, if events are in date order."""
    if screen.as_of is None or list(events) != sorted(events, key=date_order):
        return None
    return next((event for event in events if event.start and event.start > screen.as_of), None)


def _table(entries: Sequence[_Entry], dates: int, kinds: int, titles: int, places: int) -> RenderableType:
    """Make a table; a column of the width 0 is left out, and the place is then beside the title."""
    table = Table(box=None, show_header=False, padding=(0, _GAP, 0, 0), pad_edge=False)
    table.add_column(width=dates)
    if kinds:
        table.add_column(no_wrap=True)
    table.add_column(max_width=titles)
    if places:
        table.add_column(width=places)
    table.add_column(no_wrap=True, overflow="ignore")
    for entry in entries:
        for line in entry.above:
            table.add_row(line)
        title = join(entry.title, "" if places else entry.beside, entry.found)
        cells = (entry.kind if kinds else None, title, entry.place if places else None, entry.id)
        table.add_row(entry.folded, *(cell for cell in cells if cell is not None))
    return indent(table, 1)


def _two_lines(entries: Sequence[_Entry], width: int) -> Iterator[RenderableType]:
    for entry in entries:
        yield from (indent(line, 1) for line in entry.above)
        first = Table.grid(expand=True)
        first.add_column(ratio=1)
        first.add_column(no_wrap=True, overflow="ignore")
        fits = 1 + entry.date.cell_len + entry.beside.cell_len + _GAP + entry.id.cell_len <= width
        first.add_row(join(entry.date, entry.beside if fits else ""), entry.id)
        yield indent(first, 1)
        yield indent(join(entry.title, "" if fits else entry.beside, entry.found), 3)
