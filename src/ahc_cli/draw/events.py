"""Events: a table grouped by year, or entries of two lines in a narrow window and for what a search found."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from rich.text import Text

from ahc_cli.answer import Screen
from ahc_cli.answer.events import Events, Hits
from ahc_cli.draw.console import FAINT, GAP, HEADING, ID, Row, indent, join, text
from ahc_cli.draw.phrases import aside, event_date, highlighted, stance_text, title_text
from ahc_cli.draw.wrap import column_width, unbroken
from ahc_cli.model import records, words
from ahc_cli.model.fields import date_order
from ahc_cli.model.records import Event, Lang, path_text, tags
from ahc_cli.model.vocabulary import Vocabulary

# The least width of the titles of a table, and the width from which there is a column for the place or the kind.
_LEAST_TITLE = 36
_GOOD_TITLE = 40
_MOST_PLACE = 14
# A wider date takes two lines: this is a range of days in two months.
_MOST_DATE = len("28 Feb – 11 Mar")
# How sure a statement is, if a reader should know it at once.
_DOUBTFUL = ("single", "timeline", "weak")


class _Entry(Struct, frozen=True):
    """An event as texts."""

    date: Text
    kind: Text
    title: Text
    place: Text
    id: Text

    @property
    def beside(self) -> Text:
        """The place, to stand beside other words."""
        return text(f"  {unbroken(self.place.plain)}" if self.place else "", FAINT)


def draw(answer: Events, screen: Screen) -> Iterator[Row]:
    if isinstance(answer, Hits):
        yield from _draw_hits(answer, screen)
        return
    day, year = screen.as_of, ""
    entries = [_entry(event, answer, screen.lang, in_year=True) for event in answer.records]
    widths = _widths(entries, screen.width)
    # In date order, a rule stands where the future begins.
    in_order = list(answer.records) == sorted(answer.records, key=date_order)
    future = next((e for e in answer.records if day and in_order and e.start and e.start > day), None)
    for event, entry in zip(answer.records, entries, strict=True):
        starts = str(event.start.year) if event.start else "…"
        above = [text(starts, HEADING)] if starts != year else []
        if day and event is future:
            rule = text(f"┄ {words.date_in_full(day.isoformat(), screen.lang)} ┄", FAINT)
            above.insert(len(above) if starts == str(day.year) else 0, rule)
        yield from (indent(line, 1) for line in above)
        yield from [_row(entry, widths)] if widths else _two_lines(entry, screen.width)
        year = starts


def _draw_hits(hits: Hits, screen: Screen) -> Iterator[Row]:
    """Draw the lines that answer a search, and below each event what was found."""
    yield from (indent(text(line.lang(screen.lang), HEADING), 1) for line in hits.lead)
    if hits.partial and not hits.records:
        yield indent(text(hits.missing[:1].upper() + hits.missing[1:]), 1)
    for event in hits.records or hits.partial:
        yield from _two_lines(_entry(event, hits, screen.lang), screen.width)
        if found := _found(event, hits, screen.lang):
            yield indent(found, 3)


def _entry(event: Event, answer: Events, lang: Lang, *, in_year: bool = False) -> _Entry:
    title = title_text(event, lang, HEADING if event.kind == "session" else "")
    counts = words.COMMA[lang].join(filter(None, (words.vote_counts(vote, lang) for vote in event.votes)))
    return _Entry(
        date=event_date(event, lang, in_year=in_year),
        kind=text(words.label(event.kind, lang), FAINT),
        # The counts of votes stand behind the title of a decision.
        title=join(title, aside(counts, lang)),
        place=text(answer.vocabulary.label("place", event.place, lang) if event.place else "", FAINT),
        id=text(event.id, ID),
    )


def _widths(entries: Sequence[_Entry], width: int) -> tuple[int, ...] | None:
    """Return the widths of the date, kind, title, place and id; None if the titles would be too narrow.

    A column that there is no room for has no cells: first the kind, then the place, which is then beside the title.
    """
    dates = max(column_width(entry.date, _MOST_DATE) for entry in entries)
    kinds = max(entry.kind.cell_len for entry in entries)
    places = min(_MOST_PLACE, max(entry.place.cell_len for entry in entries))
    ids = max(entry.id.cell_len for entry in entries)
    titles = width - 1 - dates - ids - 2 * GAP
    good = min(_GOOD_TITLE, max(entry.title.cell_len for entry in entries))
    places = places if titles - places - GAP >= good else 0
    titles -= places + GAP if places else 0
    kinds = kinds if titles - kinds - GAP >= _GOOD_TITLE else 0
    titles -= kinds + GAP if kinds else 0
    if titles < _LEAST_TITLE:
        return None
    longest = max(entry.title.cell_len + (0 if places else entry.beside.cell_len) for entry in entries)
    return dates, kinds, min(titles, longest), places, ids


def _row(entry: _Entry, widths: Sequence[int]) -> Row:
    title = entry.title if widths[3] else join(entry.title, entry.beside)
    cells = (entry.date, entry.kind, title, entry.place, entry.id)
    return Row(1, [(cell, width) for cell, width in zip(cells, widths, strict=True) if width])


def _two_lines(entry: _Entry, width: int) -> Iterator[Row]:
    ids = entry.id.cell_len
    yield Row(1, [(join(entry.date, entry.beside), max(1, width - 1 - GAP - ids)), (entry.id, ids)])
    yield indent(entry.title, 3)


def _found(event: Event, hits: Hits, lang: Lang) -> Text:
    """Make a text of the passage that a search found, marked if the words are scattered."""
    path = hits.passages.get(event.id, "title")
    # A title is shown anyway, and a topic alone says little: the summary says more.
    paths = {"title": ["summary"], "topics": ["topics", "summary"]}.get(path, [path])
    shown = text(" · ", FAINT).join(filter(None, (_passage(event, each, hits.vocabulary, lang) for each in paths)))
    return join(shown, aside(hits.remarks.get(event.id, ""), lang))


def _passage(event: Event, path: str, vocabulary: Vocabulary, lang: Lang) -> Text:
    """Make a text of the passage at a path."""
    key, _, index = path.removesuffix("]").partition("[")
    if key == "topics":
        matching = {match.field for match in event.matches or ()}
        ids = [id_ for table, id_, where in tags(event) if table == "topic" and path_text(where) in matching]
        return text(words.named(vocabulary, "topic", dict.fromkeys(ids), lang), FAINT)
    if key == "summary":
        return highlighted(event.summary.lang(lang), event, f"summary.{lang}") if event.summary else text("")
    match item := getattr(event, key)[int(index)]:
        case records.Fact() | records.Caveat():
            said = highlighted(item.text.lang(lang), event, f"{path}.text.{lang}")
        case records.Position():
            head = stance_text(item.actors, item.stance, None, vocabulary, lang)
            said = join(head, words.COLON[lang], highlighted(item.text.lang(lang), event, f"{path}.text.{lang}"))
        case _:
            counted = words.label(key, lang) + words.COLON[lang] if key == "attendance" else ""
            found = highlighted(words.item_words(item, vocabulary, lang), event, f"{path}.symbol", FAINT)
            said = join(text(counted, FAINT), found)
    sure = getattr(item, "confidence", None)
    return join(said, aside(words.label(sure, lang), lang)) if sure in _DOUBTFUL else said
