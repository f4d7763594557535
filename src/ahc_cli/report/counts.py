"""Counts: how many events or entries have each value of a field."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from ahc_cli.model.fields import OF_ENTRIES, Days, Field, Number
from ahc_cli.model.labels import label
from ahc_cli.model.records import JsonValue, Lang, Text
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.query.algebra import Is, leaves
from ahc_cli.query.question import Question
from ahc_cli.report.sentences import value_name

Value = str | int | None


class Tally(JsonValue, frozen=True):
    """How many events or entries have a value; the value None counts those without one.

    >>> from ahc_cli import load
    >>> counts = load().count("kind", "has:votes 2019")
    >>> [(tally.value, tally.label.zh, tally.count) for tally in counts]
    [('resolution', '决议', 2)]
    """

    value: Value
    label: Text
    count: int


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
    return value_name(field.name, str(value), vocabulary, lang)


def distinct(values: Iterable[Any]) -> list[Any]:
    """Return values in their order, each once, without those that are missing."""
    return list(dict.fromkeys(value for value in values if value is not None))
