"""Counts: how many events or entries have each value of a field."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import attrgetter

from msgspec import Struct

from ahc_cli.messages import spoken
from ahc_cli.model.fields import OF_ENTRIES, Days, Field, Number
from ahc_cli.model.labels import COLON, COMMA, label, section
from ahc_cli.model.records import Lang, Text
from ahc_cli.model.statements import Statement
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.query.algebra import Is, leaves
from ahc_cli.query.question import Question
from ahc_cli.render import Column, Line, Screen, Span
from ahc_cli.show.phrases import (
    distinct,
    spoken_text,
    sure_span,
    text_line,
    unbroken,
    value_words,
)

Value = str | int | None
_MOST_BAR, _LEAST_BAR, _NAME = 60, 8, 40


class Tally(Struct, frozen=True):
    """How many events or entries have a value; the value None counts those without one."""

    value: Value
    label: Text
    count: int


COUNT_GETTERS = {name: attrgetter(name) for name in Tally.__struct_fields__}


def count_table(tallies: Sequence[Tally], name: str, screen: Screen) -> list[Column]:
    """Return the columns of a count: the names of the values, how many, and bars."""
    most = max(map(attrgetter("count"), tallies), default=1)
    room = max(_LEAST_BAR, min(_MOST_BAR, screen.width - _NAME - 12))

    def bar(tally: Tally) -> tuple[Span]:
        return (Span("▆" * max(1, round(room * tally.count / most))),)

    columns = [
        Column(name, lambda tally: (Span(spoken_text(tally.label)),), most=_NAME),
        Column("count", lambda tally: (Span(str(tally.count), "heading"),), right=True),
    ]
    if most > 1 and len(tallies) > 1:
        columns.append(Column("", bar, most=room, since=_NAME + 10))
    return columns


def names_page(tallies: Sequence[Tally], totals: Iterable[Statement]) -> Iterator[Line]:
    """Yield the names of values that are all counted once, then what the status says of them."""
    names = [unbroken(spoken_text(tally.label)) for tally in tallies]
    yield text_line(COMMA[spoken()].join(names))
    for total in totals:
        words = section(total.key, spoken()) + COLON[spoken()] + spoken_text(total.text)
        yield Line((Span(words), sure_span(total.confidence)), hang=2)


def values_of(field: Field | None, question: Question) -> Iterator[tuple[Value, ...]]:
    """Yield the values of a field for each event or entry of a question, (None,) if it has none."""
    if field is None:
        for _event in question.events():
            yield (None,)
        return
    if counts_entries(field, question):
        yield from _values_of_entries(field, question)
        return
    if isinstance(field, Days) and field.entry and question.asks_entries:
        yield from map(tuple, map(field.entry, question.entries()))
        return
    read = field.reader(question.context) if field.look else field.read
    for event in question.events():
        yield tuple(distinct(read(event))) or (None,)


def _values_of_entries(field: Field, question: Question) -> Iterator[tuple[Value, ...]]:
    read = field.entry
    if field.look or read is None:
        read = field.reader(question.context, of_entries=True)
    return map(tuple, map(read, question.entries()))


def counts_entries(field: Field | None, question: Question) -> bool:
    """Whether entries are counted and not events.

    Months count them if the query asks for what only entries have, such as a role.
    """
    if field is None or field.name != "month":
        return field is not None and field.name in OF_ENTRIES
    conditions = (leaf for leaf in leaves(question.query) if isinstance(leaf, Is))
    return any(leaf.field in OF_ENTRIES for leaf in conditions)


def tally(
    field: Field | None, values: Iterable[tuple[Value, ...]], vocabulary: Vocabulary
) -> list[Tally]:
    """Count values: dates, numbers and ids in order, others by frequency, missing ones last."""
    tallies = []
    for value, count in Counter(chain.from_iterable(values)).items():
        english = _name(value, field, vocabulary, "en")
        chinese = _name(value, field, vocabulary, "zh")
        tallies.append(Tally(value, Text(english, chinese), count))
    in_order = isinstance(field, Days | Number)
    return sorted(
        tallies, key=lambda row: (row.value is None, 0 if in_order else -row.count, row.value)
    )


def _name(value: Value, field: Field | None, vocabulary: Vocabulary, lang: Lang) -> str:
    """Name a value; of a source also its id, because its publisher has many."""
    if field is None:
        return label("events", lang, "fields")
    if value is None:
        return label("none", lang)
    if field.table == "source":
        return f"{vocabulary.label('source', str(value), lang)} ({value})"
    return value_words(field.name, value, vocabulary, lang=lang)
