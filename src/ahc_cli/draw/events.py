"""Events: a table grouped by year, or entries of two lines in a narrow window and for what a search found."""

from collections.abc import Iterable, Iterator, Sequence

from rich.text import Text

from ahc_cli.answer import Screen
from ahc_cli.answer.events import Events, Hits
from ahc_cli.draw.console import FAINT, GAP, HEADING, ID, Row, column_width, indent, join, text, unbroken
from ahc_cli.draw.phrases import aside, doubt, event_date, highlighted, stance_text, title_text
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
# More actors than these in the same role are counted.
_MOST_ALIKE = 3

# An event as texts: its date, kind, title, place and id.
Cells = tuple[Text, Text, Text, Text, Text]


def draw(answer: Events, screen: Screen) -> Iterator[Row]:
    if isinstance(answer, Hits):
        yield from _draw_hits(answer, screen)
        return
    day, year = screen.as_of, ""
    entries = [_cells(event, answer, screen.lang, in_year=True) for event in answer.records]
    drawn = _table(entries, screen.width) or (_two_lines(cells, screen.width) for cells in entries)
    # In date order, a rule stands where the future begins.
    in_order = list(answer.records) == sorted(answer.records, key=date_order)
    future = next((e for e in answer.records if day and in_order and e.start and e.start > day), None)
    for event, rows in zip(answer.records, drawn, strict=True):
        starts = str(event.start.year) if event.start else "…"
        above = [text(starts, HEADING)] if starts != year else []
        if day and event is future:
            rule = text(f"┄ {words.date_in_full(day.isoformat(), screen.lang)} ┄", FAINT)
            above.insert(len(above) if starts == str(day.year) else 0, rule)
        yield from (indent(line, 1) for line in above)
        yield from rows
        year = starts
    # Of one event there is room to say more.
    if len(answer.records) == 1 and (summary := answer.records[0].summary):
        yield indent(text(summary.lang(screen.lang)), 3)


def _draw_hits(hits: Hits, screen: Screen) -> Iterator[Row]:
    """Draw the lines that answer a search, and below each event what was found, and whether it is scattered."""
    for line in hits.lead:
        said = line.lstrip()
        yield indent(text(said, HEADING if said == line else ""), 1 + len(line) - len(said))
    for at, event in enumerate((*hits.records, *hits.partial)):
        if at == len(hits.records):
            yield indent(text(hits.missing[:1].upper() + hits.missing[1:]), 1)
        yield from _two_lines(_cells(event, hits, screen.lang), screen.width)
        path = hits.passages.get(event.id, "title")
        # A title is shown anyway, and a topic alone says little: the summary says more.
        paths = {"title": ["summary"], "topics": ["topics", "summary"]}.get(path, [path])
        if path.startswith(("facts", "positions")) and not any(m.field.startswith(path) for m in event.matches or ()):
            paths.insert(0, "topics")
        passages = (_passage(event, each, hits.vocabulary, screen.lang) for each in paths)
        remark = aside(hits.remarks.get(event.id, ""), screen.lang)
        if found := join(text(" · ", FAINT).join(filter(None, passages)), remark):
            yield indent(found, 3)


def _cells(event: Event, answer: Events, lang: Lang, *, in_year: bool = False) -> Cells:
    title = title_text(event, lang, HEADING if event.kind == "session" else "")
    signed = sum(item.role == "signatory" for item in event.actors)
    signatories = [] if signed <= 1 else [f"{signed} signatories" if lang == "en" else f"签署方{signed}个"]
    counts = words.COMMA[lang].join(
        filter(None, (*(words.vote_counts(vote, lang) for vote in event.votes), *signatories))
    )
    return (
        event_date(event, lang, in_year=in_year),
        text(words.label(event.kind, lang), FAINT),
        # The counts of votes stand behind the title of a decision, and the number who signed behind that of a ceremony.
        join(title, aside(counts, lang)),
        text(answer.vocabulary.label("place", event.place, lang) if event.place else "", FAINT),
        text(event.id, ID),
    )


def _table(entries: Sequence[Cells], width: int) -> Iterator[Iterable[Row]] | None:
    """Return the row of each entry; None if the titles would be too narrow.

    A column that there is no room for has no cells: first the kind, then the place, which is then beside the title.
    """
    dates = max(column_width(date, _MOST_DATE) for date, *_ in entries)
    kinds, longest, places, ids = (max(cells[at].cell_len for cells in entries) for at in (1, 2, 3, 4))
    places = min(_MOST_PLACE, places)
    titles = width - 1 - dates - ids - 2 * GAP
    places = places if titles - places - GAP >= min(_GOOD_TITLE, longest) else 0
    titles -= places + GAP if places else 0
    kinds = kinds if titles - kinds - GAP >= _GOOD_TITLE else 0
    titles -= kinds + GAP if kinds else 0
    if titles < _LEAST_TITLE:
        return None
    if not places:
        entries = [(date, kind, join(title, _beside(place)), place, id_) for date, kind, title, place, id_ in entries]
    widths = (dates, kinds, min(titles, max(title.cell_len for _, _, title, *_ in entries)), places, ids)
    return ([Row(1, [cell for cell in zip(cells, widths, strict=True) if cell[1]])] for cells in entries)


def _two_lines(cells: Cells, width: int) -> Iterator[Row]:
    date, _, title, place, id_ = cells
    yield Row(1, [(join(date, _beside(place)), max(1, width - 1 - GAP - id_.cell_len)), (id_, id_.cell_len)])
    yield indent(title, 3)


def _beside(place: Text) -> Text:
    return text(f"  {unbroken(place.plain)}" if place else "", FAINT)


def _alike(event: Event, path: str, role: records.Role) -> list[str]:
    """Return the actors in a role that match as the one at a path does, by name or by role."""
    fields = {match.field for match in event.matches or ()}
    by_name, by_role = f"{path}.actor" in fields, path in fields
    return [
        item.actor
        for i, item in enumerate(event.actors)
        if item.role == role and by_name == (f"actors[{i}].actor" in fields) and by_role == (f"actors[{i}]" in fields)
    ]


def _passage(event: Event, path: str, vocabulary: Vocabulary, lang: Lang) -> Text:
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
        case records.Appearance() if len(alike := _alike(event, path, item.role)) > _MOST_ALIKE:
            first, others = vocabulary.label("actor", alike[0], lang), len(alike) - 1
            who = f"{first} and {others} others" if lang == "en" else f"{first}等{len(alike)}个"
            said = text(f"{who} · {words.label(item.role, lang)}", FAINT)
        case records.Position():
            head = stance_text(item.actors, item.stance, item.topic, vocabulary, lang)
            said = join(head, words.COLON[lang], highlighted(item.text.lang(lang), event, f"{path}.text.{lang}"))
        case _:
            counted = words.label(key, lang) + words.COLON[lang] if key == "attendance" else ""
            found = highlighted(words.item_words(item, vocabulary, lang), event, f"{path}.symbol", FAINT)
            said = join(text(counted, FAINT), found)
    return join(said, doubt(getattr(item, "confidence", None), lang))
