"""Counts: `ahc count`, how many have each value of a field."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from math import ceil
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.answers.events import signatories_note
from ahc_cli.answers.remarks import number_of_events, number_of_names, of_question
from ahc_cli.errors import UsageError
from ahc_cli.messages import _, in_each, ngettext
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
from ahc_cli.model.labels import bracketed, label, section
from ahc_cli.model.records import JsonValue, Text
from ahc_cli.model.statements import Statement
from ahc_cli.model.text import canonical, width
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.query.algebra import Contains, Is, Query, condition, leaves
from ahc_cli.query.context import Context
from ahc_cli.query.lexicon import lexicon
from ahc_cli.query.question import Question, ask, conditions_in
from ahc_cli.query.request import Request
from ahc_cli.render import Answer, Column, Line, Screen, Span
from ahc_cli.render.layout import GAP, WIDEST
from ahc_cli.report.sentences import lines_about, value_name
from ahc_cli.report.states import roll_calls
from ahc_cli.report.status import report_status
from ahc_cli.show.phrases import spoken_text, sure_spans, text_line, unbroken

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

    `values` says how many events or entries have the same ones.
    """

    question: Question
    field: Field | None
    values: Counter[tuple[Value, ...]]
    tallies: Sequence[Tally]

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
    tallies = tally(field, values.elements(), context.vocabulary)
    return Counted(question, field, values, tallies)


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
    """Whether a word is meant as a field, or as several; one that means nothing is misspelt."""
    from ahc_cli.query.line import knows

    if set(word) & set(":：\"'()（）“”"):  # a condition, a text, or a bracket
        return False
    return all(map(field_named, word.split(","))) or not knows(word, context)


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


# Bars take what names and numbers leave of a window.
_MOST_NAME, _NUMBERS, _LEAST_BAR = 40, 12, 8

COUNT_GETTERS = {name: attrgetter(name) for name in Tally.__struct_fields__}


def count_table(
    tallies: Sequence[Tally], headings: tuple[str, str], screen: Screen
) -> list[Column]:
    """Return the columns of a count: the names of the values, how many events or entries have each,
    and bars; what has no value has no bar.
    """
    name, counted = headings
    most = max((tally.count for tally in tallies if tally.value is not None), default=1)
    names = max((width(spoken_text(tally.label)) for tally in tallies), default=0)
    room = max(_LEAST_BAR, min(screen.width, WIDEST) - min(names, _MOST_NAME) - _NUMBERS)

    def bar(tally: Tally) -> tuple[Span]:
        if tally.value is None:
            return (Span(""),)
        return (Span("▆" * max(1, round(room * tally.count / most))),)

    columns = [
        Column(name, lambda tally: (Span(spoken_text(tally.label)),), most=min(names, _MOST_NAME)),
        Column(counted, lambda tally: (Span(str(tally.count), "heading"),), most=8, right=True),
    ]
    if most > 1 and len(tallies) > 1:
        columns.append(Column("", bar, most=0, wants=_LEAST_BAR, goes="away"))
    return columns


def names_page(
    tallies: Sequence[Tally], totals: Iterable[Statement | str], room: int
) -> Iterator[Line]:
    """Yield how many values there are, or what the status says of them, then their names.

    They stand in columns if there is room for any.
    """
    for total in totals:
        if isinstance(total, str):
            yield text_line(total, "heading")
            continue
        words = section(total.key) + _(": ") + spoken_text(total.text)
        yield Line((Span(words, "heading"), *sure_spans(total.confidence)), hang=2)
    names = [spoken_text(tally.label) for tally in tallies]
    if room:
        yield from map(text_line, in_columns(names, min(room, WIDEST)))
    else:
        yield text_line(_(", ").join(names))


def in_columns(names: Sequence[str], room: int) -> Iterator[str]:
    """Yield names as lines of columns, which are read downwards."""
    breadth = max(map(width, names)) + GAP
    columns = max(1, (room - 1 + GAP) // breadth)
    lines = ceil(len(names) / columns)
    for start in range(lines):
        line = (name + " " * (breadth - width(name)) for name in names[start::lines])
        yield unbroken("".join(line).rstrip())


def count(request: Request, context: Context) -> Answer:
    """Count events, or what actors did in them, for each value of a field."""
    counted = count_asked(request.text, context, conditions_in(request, context))
    question, tallies, n = counted.question, counted.tallies, counted.values.total()
    number, note = number_of_events(n), signatories_note(question)
    if counts_entries(counted.field, question):
        number, note = ngettext("{n} role or position", "{n} roles and positions", n), ""
    is_other = n != len(tallies)
    total, *others = _totals(counted.field, tallies, number, context.vocabulary, is_other=is_other)
    said = of_question(question, len(tallies), total, lambda _shown: [*others, *_remarks(counted)])
    made = Answer(records=tallies, getters=COUNT_GETTERS, **said, note=note)
    if tallies[1:] and all(row.count == 1 for row in tallies):
        return replace(made, page=partial(_names_page, counted, request.format))
    headings = counted.headings
    return replace(made, table=lambda _made, screen: count_table(tallies, headings, screen))


def _names_page(
    counted: Counted, format_: str | None, answer: Answer, screen: Screen
) -> Iterator[Line]:
    """Yield the names of values that are all counted once, such as signatories."""
    question, field = counted.question, counted.field
    report = report_status(question.dataset, question.context.today)
    lines = list(lines_about(question.query, report)) if report else []
    own = [answer.total] if field and field.table else []
    room = screen.width if format_ == "table" else 0
    return names_page(answer.records, lines or own, room)


def _remarks(counted: Counted) -> Iterator[str]:
    """Say what is counted twice, and which roll calls there are."""
    question, tallies = counted.question, counted.tallies
    known = [tally for tally in tallies if tally.value is not None]
    if isinstance(counted.field, Days) and known[1:]:
        most = max(known, key=attrgetter("count"))
        if [tally.count for tally in known].count(most.count) == 1:
            yield _("most: {value}", value=most.label.lang() + bracketed(str(most.count)))
    if sum(row.count for row in counted.tallies) > counted.values.total():
        yield _("an event can be counted in several rows")
    if question.ballots:
        votes = roll_calls(question.dataset, question.context.today)
        symbols = _(", ").join(vote.symbol for vote in votes)
        yield _("roll calls on record: {symbols}", symbols=symbols)


def _totals(
    field: Field | None,
    tallies: Sequence[Tally],
    counted: str,
    vocabulary: Vocabulary,
    *,
    is_other: bool,
) -> list[str]:
    """Say how many rows there are and, if that is another number, what was `counted`."""
    if field is None:
        return [counted]
    rows = ngettext("{n} row", "{n} rows", len(tallies))
    if field.table and all(row.value is not None for row in tallies):
        kinds = {vocabulary.kind_of(row.value) for row in tallies}
        rows = number_of_names(len(tallies), "state" if kinds == {"state"} else field.table)
        return [rows, counted] if is_other else [rows]
    return [_("{counted} in {rows}", counted=counted, rows=rows) if is_other else rows]
