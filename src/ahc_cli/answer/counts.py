"""Counts: how many events, or entries, have each value of a field."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, ClassVar

from msgspec import Struct

from ahc_cli.answer import Column, Rows, attributes
from ahc_cli.ask.question import Question
from ahc_cli.ask.reading import conditions
from ahc_cli.errors import UsageError
from ahc_cli.model.fields import FIELDS, OF_ENTRIES, Field, field_named, reader
from ahc_cli.model.records import Lang, Text
from ahc_cli.model.text import fold
from ahc_cli.model.vocabulary import Vocabulary, did_you_mean
from ahc_cli.model.words import date_in_full, label


class Tally(Struct, frozen=True):
    """How many events or entries have a value; the value None counts those without one."""

    value: str | int | None
    label: Text
    count: int


class Counts(Rows[Tally], frozen=True):
    """The values of a field with their counts."""

    key: ClassVar[str] = "value"


COLUMNS: tuple[Column[Tally], ...] = attributes(*Tally.__struct_fields__)
_NO_VALUE = Text(en="(none)", zh="（无）")

Values = tuple[str | int | None, ...]


def countable_field(name: str) -> Field:
    """Return a field that can be counted; UsageError for another name, which says if it is a value of a field."""
    field = field_named(name)
    if field and field.countable:
        return field
    countable = [known for known, field in FIELDS.items() if field.countable]
    if value := conditions().get(fold(name)):
        raise UsageError(f"'{name}' is a {value.field}; try 'ahc count {value.field}' or 'ahc list {name}'")
    raise UsageError(f"cannot count '{name}'{did_you_mean(name, countable)}", f"fields: {' '.join(countable)}")


def values_of(field: Field, question: Question) -> Iterator[Values]:
    """Yield the values of a field for each event or entry of a question, (None,) if it has none."""
    if field.entry and field.name in OF_ENTRIES:
        actors = question.dataset.vocabulary.actors
        for (value,) in map(field.entry, question.entries()):
            yield (getattr(actors.get(value), "kind", None) if field.name == "actor.kind" else value,)
        return
    read = reader(field, question.today)
    for event in question.events():
        values = (event.date,) if field.name == "date" else read(event)
        yield tuple(dict.fromkeys(value for value in values if value is not None)) or (None,)


def tally(field: Field, values: Iterable[Values], vocabulary: Vocabulary) -> list[Tally]:
    """Count values: dates and numbers in their order, others by frequency, missing ones last."""
    numbers = Counter(value for several in values for value in several)
    return [
        Tally(value, _label(field, value, vocabulary), number)
        for value, number in sorted(numbers.items(), key=_order(field))
    ]


def _order(field: Field) -> Callable[[tuple[Any, int]], tuple[Any, ...]]:
    if field.type in ("date", "number", "id"):
        return lambda item: (item[0] is None, item[0])
    return lambda item: (item[0] is None, -item[1], str(item[0]))


def _label(field: Field, value: str | int | None, vocabulary: Vocabulary) -> Text:
    if value is None:
        return _NO_VALUE
    return Text(en=_named(field, str(value), vocabulary, "en"), zh=_named(field, str(value), vocabulary, "zh"))


def _named(field: Field, value: str, vocabulary: Vocabulary, lang: Lang) -> str:
    """Name a value; a source keeps its id, because a publisher has many."""
    if field.name == "date":
        return date_in_full(value, lang)
    if field.table is None:
        return label(value, lang) if field.choices else value
    name = vocabulary.label(field.table, value, lang)
    return f"{name} ({value})" if field.table == "source" and name != value else name
