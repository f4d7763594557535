"""Counts: how many events or entries have each value of a field."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain

from msgspec import Struct

from ahc_cli.errors import UsageError
from ahc_cli.messages import _, in_each
from ahc_cli.model.fields import (
    FIELDS,
    OF_ENTRIES,
    Days,
    Field,
    Number,
    distinct,
    field_named,
    known_name,
)
from ahc_cli.model.labels import label
from ahc_cli.model.records import JsonValue, Text
from ahc_cli.model.text import canonical
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.query.algebra import Contains, Is, Query, condition, leaves
from ahc_cli.query.context import Context
from ahc_cli.query.lexicon import lexicon
from ahc_cli.query.question import Question, ask
from ahc_cli.report.sentences import value_name

Value = str | int | None
# Words before the field that is counted by.
_BY = ("by", "per", "按")


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


class Counted(Struct, frozen=True):
    """What was counted: a question, its field if there is one, and how many have each value.

    `values` says how many events or entries have the same ones. `others` are counted if nothing is
    of the kind that the name of the field asks for.
    """

    question: Question
    field: Field | None
    values: Counter[tuple[Value, ...]]
    tallies: Sequence[Tally]
    others: bool

    @property
    def headings(self) -> tuple[str, str]:
        """The name of the field, and what is counted for each of its values."""
        name = self.field.name if self.field else "value"
        return name, "entries" if counts_entries(self.field, self.question) else "events"


def count_asked(text: str, context: Context, limits: Sequence[Query] = ()) -> Counted:
    """Count what a text asks for, a field and a query, under further conditions.

    UsageError if it cannot be understood.
    """
    field, query, conditions = _counted(text.split(), context)
    question = ask(context, " ".join(query), (*conditions, *limits))
    values = _counter(field, question)
    others = False
    if conditions and not values:
        question = ask(context, " ".join(query), limits)
        values = _counter(field, question)
        others = bool(values)
    tallies = tally(field, values.elements(), context.vocabulary)
    return Counted(question, field, values, tallies, others)


def _counter(field: Field | None, question: Question) -> Counter[tuple[Value, ...]]:
    """Count the events or entries with the same values, of which there may not be too many."""
    keep = question.dataset.keeper()
    counter: Counter[tuple[Value, ...]] = Counter()
    for values in values_of(field, question):
        if values not in counter:
            keep(values)
        counter[values] += 1
    return counter


def _counted(words: list[str], context: Context) -> tuple[Field | None, list[str], list[Query]]:
    """Return the field to count, or None, the query, and the conditions that its name adds.

    The field is the first word, or stands behind `by`. Country, say, adds that actors are states.
    """
    from ahc_cli.query.grammar import parse  # not needed where there is no query

    if len(words) > 1 and words[-2] in _BY:
        *query, _by, name = words
        if len(query) == 1 and field_named(query[0]):
            raise _two_fields(query[0], name)
    else:
        name, *query = words or [""]
        if not _is_field(name, context):
            return None, words, []
        rest = [word for word in query if word not in _BY]
        if _begins_with_field(rest, context):
            raise _two_fields(name, rest[0])
    countable_names = [name for name, field in FIELDS.items() if field.countable]
    field = FIELDS[known_name(name, countable_names)]
    concepts = lexicon().concepts.get(canonical(name), ()) if field.name == "actor" else ()
    return field, query, [parse(concept, context)[0] for concept in concepts if ":" in concept]


def _is_field(word: str, context: Context) -> bool:
    """Whether a word is meant as a field; one that means nothing is a misspelt field."""
    from ahc_cli.query.line import knows

    if set(word) & set(":：\"'()（）“”"):  # a condition, a text, or a bracket
        return False
    return bool(field_named(word)) or not knows(word, context)


def _begins_with_field(query: list[str], context: Context) -> bool:
    """Whether the first word of a query only names a field: `month`, and not `sessions`."""
    from ahc_cli.query.line import read

    token = next(read(" ".join(query), context), None)
    if token is None or token.text != query[0]:
        return False
    field = field_named(token.text)
    is_countable = bool(field and field.countable)
    return is_countable and token.telling and isinstance(condition(token), Contains)


def _two_fields(first: str, second: str) -> UsageError:
    message = _(
        "count one field: 'ahc count {first}' or 'ahc count {second}'", first=first, second=second
    )
    return UsageError(message)


def values_of(field: Field | None, question: Question) -> Iterator[tuple[Value, ...]]:
    """Yield the values of a field for each event or entry of a question, (None,) if it has none."""
    if field is None:
        for _event in question.events():
            yield (None,)
        return
    of_entries = counts_entries(field, question)
    read = field.read
    if field.look:
        read = field.reader(question.context, of_entries=of_entries)
    elif of_entries and field.entry:
        read = field.entry
    for subject in question.entries() if of_entries else question.events():
        yield tuple(distinct(read(subject))) or (None,)


def counts_entries(field: Field | None, question: Question) -> bool:
    """Whether entries are counted and not events.

    Dates, years and months count them if the query asks for what only entries have, such as a role.
    """
    if not isinstance(field, Days):
        return field is not None and field.name in OF_ENTRIES
    conditions = (leaf for leaf in leaves(question.query) if isinstance(leaf, Is))
    return any(leaf.field in OF_ENTRIES for leaf in conditions)


def tally(
    field: Field | None, values: Iterable[tuple[Value, ...]], vocabulary: Vocabulary
) -> list[Tally]:
    """Count values: dates, numbers and ids in order, others by frequency, missing ones last."""
    tallies = []
    for value, count in Counter(chain.from_iterable(values)).items():
        name = in_each(partial(_name, value, field, vocabulary))
        tallies.append(Tally(value, Text(**name), count))
    in_order = isinstance(field, Days | Number)
    return sorted(
        tallies, key=lambda row: (row.value is None, 0 if in_order else -row.count, row.value)
    )


def _name(value: Value, field: Field | None, vocabulary: Vocabulary) -> str:
    """Name a value; of a source also its id, because its publisher has many."""
    if field is None:
        return label("events", "fields")
    if value is None:
        return label("none")
    if field.table == "source":
        return f"{vocabulary.label('source', str(value))} ({value})"
    return value_name(field.name, str(value), vocabulary)
