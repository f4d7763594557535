"""Events: a table grouped by year, or entries of two lines in a narrow window and for what a search found."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from ahc_cli.answer import Screen
from ahc_cli.answer.events import Events, Hits
from ahc_cli.draw.console import FAINT, HEADING, ID, date_text, indent, join, text, unbroken
from ahc_cli.draw.phrases import date_style, folded, highlighted, stance_text, title_text
from ahc_cli.draw.wrap import extent
from ahc_cli.model import records, words
from ahc_cli.model.fields import date_order
from ahc_cli.model.records import Event, Lang, path_text, tags
from ahc_cli.model.vocabulary import Vocabulary

# The least width of the titles of a table, and the width from which there is a column for the place or the kind.
_LEAST_TITLE = 36
_GOOD_TITLE = 40
_MOST_PLACE = 14
# A wider date is folded to two lines: this is a range of days in two months.
_MOST_DATE = len("28 Feb – 11 Mar")
_GAP = 2
# The most characters of a passage that is shown whole, in each language; a longer one ends with a sentence.
_MOST = {"en": 380, "zh": 190}


class _Entry(Struct, frozen=True):
    """An event as texts: lines `above`, a long date also `folded` to two, and what was `found` below the title."""

    above: Sequence[Text]
    date: Text
    folded: Text
    kind: Text
    title: Text
    found: Text
    place: Text
    id: Text

    @property
    def beside(self) -> Text:
        """The place, to stand beside other words."""
        return text(f"  {unbroken(self.place.plain)}" if self.place else "", FAINT)


def draw(answer: Events, screen: Screen) -> Iterator[RenderableType]:
    if isinstance(answer, Hits):
        yield from (indent(text(line.lang(screen.lang), HEADING), 1) for line in answer.lead)
        if answer.partial and not answer.records:
            yield indent(text(answer.missing[:1].upper() + answer.missing[1:]), 1)
            answer = replace(answer, records=answer.partial)
    entries = list(_entries(answer, screen))
    table = None if isinstance(answer, Hits) else _table(entries, screen)
    yield from [table] if table else _two_lines(entries, screen.width)


def _entries(answer: Events, screen: Screen) -> Iterator[_Entry]:
    lang, day, year = screen.lang, screen.as_of, ""
    hits = answer if isinstance(answer, Hits) else None
    # In date order, a rule stands where the future begins.
    in_order = day is not None and list(answer.records) == sorted(answer.records, key=date_order)
    future = next((e for e in answer.records if day and in_order and e.start and e.start > day), None)
    for event in answer.records:
        starts = str(event.start.year) if event.start else "…"
        above = [text(starts, HEADING)] if starts != year and hits is None else []
        if event is future:
            at = len(above) if starts == str(day)[:4] else 0
            above.insert(at, _rule(screen))
        year = starts
        date = words.event_date(event, lang, in_year=hits is None)
        yield _Entry(
            above,
            date=date_text(date, date_style(event)),
            folded=text(folded(date, _MOST_DATE), date_style(event), lines=True),
            kind=text(words.label(event.kind, lang), FAINT),
            title=_title(event, lang),
            found=_found(event, hits, lang) if hits else text(""),
            place=text(answer.vocabulary.label("place", event.place, lang) if event.place else "", FAINT),
            id=text(event.id, ID),
        )


def _rule(screen: Screen) -> Text:
    """Make the text of the rule at the day that the record is as of."""
    day = words.date_in_full(screen.as_of.isoformat(), screen.lang) if screen.as_of else ""
    return text(f"┄ {day} ┄" if day else "", FAINT)


def _table(entries: Sequence[_Entry], screen: Screen) -> RenderableType | None:
    """Make a table with the columns that there is room for; None if the titles would be too narrow."""
    dates = max(_rule(screen).cell_len, 4, *(extent(e.folded.plain)[1] for e in entries))
    titles = screen.width - 1 - dates - max(entry.id.cell_len for entry in entries) - 2 * _GAP
    places = min(_MOST_PLACE, max(entry.place.cell_len for entry in entries))
    kinds = max(entry.kind.cell_len for entry in entries)
    # The kind is dropped first, then the place, which is then beside the title.
    if places and titles - places - _GAP >= min(_GOOD_TITLE, max(entry.title.cell_len for entry in entries)):
        titles -= places + _GAP
    else:
        places = 0
    if titles - kinds - _GAP >= _GOOD_TITLE:
        titles -= kinds + _GAP
    else:
        kinds = 0
    if titles < _LEAST_TITLE:
        return None
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
        cells = (entry.folded, entry.kind if kinds else None, title, entry.place if places else None, entry.id)
        table.add_row(*(cell for cell in cells if cell is not None))
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


def _title(event: Event, lang: Lang) -> Text:
    """Make a text of the title, with the counts of votes behind that of a decision."""
    title = title_text(event, lang, HEADING if event.kind == "session" else "", _matches(event, f"title.{lang}"))
    counts = words.COMMA[lang].join(filter(None, map(words.vote_counts, event.votes)))
    return join(title, text(words.bracketed(unbroken(counts), lang) if counts else "", FAINT))


def _matches(event: Event, path: str) -> list[tuple[int, int]]:
    """Return the spans that match in the text at a path, the best first."""
    found = event.matches or ()
    return [(m.start, m.end) for m in found if m.field == path and m.start is not None and m.end is not None]


def _found(event: Event, hits: Hits, lang: Lang) -> Text:
    """Make a text of the passage that a search found, marked if the words are scattered."""
    path = hits.passages.get(event.id, "title")
    shown = [_passage(event, path, hits.vocabulary, lang)]
    if path in ("title", "topics"):
        # A title is shown anyway, and a topic alone says little: the summary says more.
        shown.append(_passage(event, "summary", hits.vocabulary, lang))
    shown = [part for part in shown if part]
    remark = hits.remarks.get(event.id)
    note = text(words.bracketed(remark, lang) if remark else "", FAINT)
    return join("\n", text(" · ", FAINT).join(shown), note) if shown or note else note


def _passage(event: Event, path: str, vocabulary: Vocabulary, lang: Lang) -> Text:
    """Make a text of the passage at a path; an empty one for the title, which is shown anyway."""
    key, _, index = path.removesuffix("]").partition("[")
    item: object = getattr(event, key)[int(index)] if index else key
    match item:
        case records.Fact() | records.Caveat():
            return _words(item.text, f"{path}.text", event, lang)
        case records.Position():
            head = stance_text(item.stance, lang, words.named(vocabulary, "actor", item.actors, lang))
            return join(head, text(words.COLON[lang]), _words(item.text, f"{path}.text", event, lang))
        case records.Appearance():
            return text(f"{vocabulary.label('actor', item.actor, lang)} · {words.label(item.role, lang)}", FAINT)
        case records.Vote():
            return text(words.vote_words(item, lang), FAINT)
        case records.Attendance():
            said = words.attended(item.count, item.of, lang, at_least=item.at_least)
            return text(f"{words.label(key, lang)}{words.COLON[lang]}{said}", FAINT)
        case records.Document():
            title = text(f"  {item.title.lang(lang)}" if item.title else "", FAINT)
            return join(highlighted(item.symbol, _matches(event, f"{path}.symbol"), FAINT), title)
        case "summary" if event.summary:
            return _words(event.summary, path, event, lang)
        case "topics":
            found = {match.field for match in event.matches or ()}
            ids = [id_ for table, id_, where in tags(event) if table == "topic" and path_text(where) in found]
            return text(words.named(vocabulary, "topic", dict.fromkeys(ids), lang), FAINT)
    return text("")


def _words(translated: records.Text, path: str, event: Event, lang: Lang) -> Text:
    """Make a text of words in a language, the matches marked, cut at the end of a sentence if it is long."""
    whole, found = translated.lang(lang), _matches(event, f"{path}.{lang}")
    if len(whole) <= _MOST[lang]:
        return highlighted(whole, found, FAINT)
    ends = [end.end() for end in re.finditer(r"[。；]|[.;](?= )", whole[: _MOST[lang] + 1])]
    last = max((end for _, end in found[:1]), default=0)
    end = max([end for end in ends if end >= last] or [_MOST[lang]])
    return join(highlighted(whole[:end], found, FAINT), text(" …", FAINT))
