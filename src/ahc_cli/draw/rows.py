"""Rows: positions below their events, counts as bars, and any columns as a table, or as blocks where it is too wide."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich.text import Text

from ahc_cli.answer import Column, Rows, Screen
from ahc_cli.answer.entries import MANY, Counts, Positions, by_stance, mostly_on
from ahc_cli.answer.names import Names
from ahc_cli.draw.console import FAINT, GAP, HEADING, ID, Row, column_width, extent, indent, join, text, unbroken
from ahc_cli.draw.phrases import event_date, event_line, stance_text, value_words, with_sources
from ahc_cli.messages import _
from ahc_cli.model.fields import date_order
from ahc_cli.model.records import Event, Lang
from ahc_cli.model.words import COLON, COMMA, heading, named, stance_words

_UNBROKEN = ("id", "event", "date")
# A wider date takes two lines: this is a range of days in two years.
_MOST_DATE = len("11 Nov 2022 – 11 Apr 2023")
# Any other column is at least this wide, and so wide that no cell has more lines than this.
_LEAST_WIDTH = 20
_MOST_LINES = 4
_LEAST_BAR = 8
_MOST_BAR = 60
# Of more actors, the stances of each would take a screen.
_MOST_COMPARED = 2


def draw(answer: Rows[Any], screen: Screen) -> Iterable[Row]:
    if isinstance(answer, Positions) and not answer.chosen:
        return _positions(answer, screen)
    if isinstance(answer, Counts) and not answer.chosen:
        return _counts(answer, screen)
    return _table(answer, screen)


def _table(answer: Rows[Any], screen: Screen) -> Iterator[Row]:
    """Draw the columns as a table that wraps, or a block for each row where it would be too narrow.

    Of many names, a table has no room for the other names.
    """
    chosen = answer.columns
    if isinstance(answer, Names) and not answer.chosen and len(answer.records) > MANY:
        chosen = tuple(column for column in chosen if column.name not in ("aliases", "short"))
    columns = [_texts(column, answer, screen.lang) for column in chosen]
    bounds = [_bounds(column.name, texts) for column, texts in zip(chosen, columns, strict=True)]
    headings, *rows = zip(*columns, strict=True)
    room = screen.width - 1 - GAP * (len(columns) - 1)
    if sum(least for least, _ in bounds) > room:
        yield from _blocks(headings, rows, screen.width)
        return
    # The widest columns give way first.
    most = room
    while sum(widths := [max(least, min(greatest, most)) for least, greatest in bounds]) > room:
        most -= 1
    numeric = [all(isinstance(c.value(each), int | float | None) for each in answer.records) for c in chosen]
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


def _texts(column: Column[Any], answer: Rows[Any], lang: Lang) -> list[Text]:
    """Make the heading and the cells of a column: dates, names and codes in words, the items of a list a line each."""
    name = "events" if isinstance(answer, Names) and column.name == "count" else column.name
    texts = [text(heading(name, lang), FAINT)]
    for record in answer.records:
        event = answer.events[record.event] if isinstance(answer, Positions) else record
        if name == "date" and isinstance(event, Event):
            texts.append(event_date(event, lang))
        else:
            value = column.value(record)
            words = value_words(name, value, answer.vocabulary, lang, event)
            texts.append(text(words, ID if name in ("id", "event") else "", lines=isinstance(value, tuple)))
    return texts


def _bounds(name: str, texts: Iterable[Text]) -> tuple[int, int]:
    """Return the least width that a column needs, and the greatest that it can use."""
    widest, longest = map(max, zip(*(extent(cell.plain) for cell in texts), strict=True))
    if name == "date":
        longest = max(column_width(cell, _MOST_DATE) for cell in texts)
    least = longest if name in _UNBROKEN else max(min(longest, _LEAST_WIDTH), -(-longest // _MOST_LINES), widest)
    return least, longest


def _counts(answer: Counts, screen: Screen) -> Iterator[Row]:
    """Draw a bar for each value unless it is the only one or, where all bars would be the same, the values alone."""
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
        length = max(1, round(room * tally.count / most)) if len(labels) > 1 else 0
        bar = text("▆" * length, FAINT if tally.value is None else "")
        yield Row(1, [(name, names), (text(f"{tally.count:{digits}}", HEADING), digits), (bar, bar.cell_len)])


def _positions(answer: Positions, screen: Screen) -> Iterator[Row]:
    """Draw below each event who took what stance on what topic, who says so, and how sure it is."""
    lang, vocabulary, event = screen.lang, answer.vocabulary, ""
    if len(answer.records) > MANY:
        yield from (indent(text(line, FAINT), 1) for line in _summed_up(answer, lang))
    if len(answer.records) > MANY and answer.records[-1].event == max(answer.events.values(), key=date_order).id:
        yield from _latest(answer, lang)
    for taken in answer.records:
        if taken.event != event:
            event = taken.event
            yield indent(event_line(answer.events[event], lang), 1)
        yield indent(stance_text(taken.actors, taken.stance, taken.topic, vocabulary, lang), 3)
        said = text(taken.text.lang(lang), lines=True)
        yield indent(with_sources(said, taken.sources, taken.confidence, lang), 5)


def _summed_up(answer: Positions, lang: Lang) -> Iterator[str]:
    """Yield who takes which stance on a topic, or on which topics actors do: one of them, or each of a few."""
    vocabulary, actors = answer.vocabulary, answer.actors
    if answer.topics and not actors:
        yield from by_stance(answer.records, vocabulary, lang, "actor")
    elif actors and len(actors) <= _MOST_COMPARED and not answer.topics:
        for id_ in actors:
            name = named(vocabulary, "actor", [id_], lang) + COLON[lang] if len(actors) > 1 else ""
            own = [taken for taken in answer.records if id_ in taken.actors]
            yield from (name + line for line in by_stance(own, vocabulary, lang, "topic"))
    else:
        yield from mostly_on(answer.records, vocabulary, lang)


def _latest(answer: Positions, lang: Lang) -> Iterator[Row]:
    """Draw the latest position or, if several actors were asked about, the latest of each."""
    of_actor = {id_: taken for taken in answer.records for id_ in taken.actors}
    of_each = [of_actor[id_] for id_ in answer.actors if id_ in of_actor] if len(answer.actors) > 1 else []
    for taken in dict.fromkeys(of_each or answer.records[-1:]):
        who = stance_words(taken.actors, taken.stance, None, answer.vocabulary, lang)
        said = text(_("Latest: {text}", text=who + COLON[lang] + taken.text.lang(lang)), FAINT)
        yield indent(join(said, "  ", event_date(answer.events[taken.event], lang), "  ", text(taken.event, ID)), 1)
