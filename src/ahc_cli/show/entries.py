"""Positions, a block an event, and counts as bars."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from ahc_cli.ask.question import Question, TakenPosition
from ahc_cli.errors import UsageError
from ahc_cli.messages import _, spoken
from ahc_cli.model.fields import FIELDS, OF_ENTRIES, Field, called, called_all, field_named, reader
from ahc_cli.model.records import Event, Lang, Text
from ahc_cli.model.vocabulary import Vocabulary, did_you_mean
from ahc_cli.model.words import COMMA, label
from ahc_cli.out import BLANK, Cell, Line, Screen, Span, attributes
from ahc_cli.show.phrases import citation, event_line, position_spans, sure_span, unbroken, value_words

Values = tuple[str | int | None, ...]
_MOST_BAR, _LEAST_BAR, _NAME = 60, 8, 40
POSITION_COLUMNS = attributes(*TakenPosition.__struct_fields__)


def positions_page(
    taken: Sequence[TakenPosition], events: Mapping[str, Event], vocabulary: Vocabulary
) -> Iterator[Line]:
    """Yield below each event who took what stance on what topic, who says so, and how sure it is."""
    event = ""
    for each in taken:
        if each.event != event:
            yield from [BLANK] if event else []
            event = each.event
            yield Line(event_line(events[event]), "heading", hang=2)
        spans = (*position_spans(each, vocabulary), citation(each.sources), sure_span(each.confidence))
        yield Line(spans, "item", indent=3, hang=2, mark=Span("•"))


class Tally(Struct, frozen=True):
    """How many events or entries have a value; the value None counts those without one."""

    value: str | int | None
    label: Text
    count: int


COUNT_COLUMNS = attributes(*Tally.__struct_fields__)


def count_table(tallies: Sequence[Tally], name: str, screen: Screen) -> list[Cell[Tally]]:
    """Return the columns of a count: the names of the values, how many, and bars."""
    most = max((tally.count for tally in tallies), default=1)
    room = max(_LEAST_BAR, min(_MOST_BAR, screen.width - _NAME - 12))
    columns = [
        Cell[Tally](name, lambda tally: (Span(tally.label.lang(spoken())),), most=_NAME),
        Cell[Tally]("count", lambda tally: (Span(str(tally.count), "heading"),), right=True),
        Cell[Tally](
            "", lambda tally: (Span("▆" * max(1, round(room * tally.count / most))),), most=room, since=_NAME + 10
        ),
    ]
    return columns if most > 1 and len(tallies) > 1 else columns[:2]


def names_page(tallies: Sequence[Tally]) -> Iterator[Line]:
    """Yield the names of values that are all counted once, one behind the other."""
    said = COMMA[spoken()].join(unbroken(tally.label.lang(spoken())) for tally in tallies)
    yield Line((Span(said),))


def countable_field(name: str) -> Field:
    """Return a field that can be counted; UsageError for another name."""
    field = field_named(name)
    if field and field.countable:
        return field
    countable = [known for known, field in FIELDS.items() if field.countable]
    near = did_you_mean(name, (*countable, *map(called, countable)))
    raise UsageError(
        _("cannot count by '{name}'{near}", name=name, near=near), _("fields: {names}", names=called_all(countable))
    )


def values_of(field: Field, question: Question) -> Iterator[Values]:
    """Yield the values of a field for each event or entry of a question, (None,) if it has none."""
    if field.entry and field.name in OF_ENTRIES:
        kind_of = question.dataset.vocabulary.kind_of
        for (value,) in map(field.entry, question.entries()):
            yield (kind_of(value) if field.name == "actor.kind" else value,)
        return
    read = reader(field, question.context.today)
    for event in question.events():
        values = (event.date,) if field.name == "date" else read(event)
        yield tuple(dict.fromkeys(value for value in values if value is not None)) or (None,)


def tally(field: Field, values: Iterable[Values], vocabulary: Vocabulary) -> list[Tally]:
    """Count values: dates, numbers and ids in their order, others by frequency, missing ones last."""
    counts = Counter(value for several in values for value in several)
    tallies = [
        Tally(value, Text(en=_label(field, value, vocabulary, "en"), zh=_label(field, value, vocabulary, "zh")), number)
        for value, number in counts.items()
    ]
    in_order = field.type in ("date", "number", "id")
    return sorted(tallies, key=lambda row: (row.value is None, 0 if in_order else -row.count, row.value))


def _label(field: Field, value: str | int | None, vocabulary: Vocabulary, lang: Lang) -> str:
    """Name a value; a source keeps its id, because a publisher has many."""
    if value is None:
        return label("none", lang)
    said = value_words(field.name, value, vocabulary, lang=lang)
    return f"{vocabulary.label('source', said, lang)} ({said})" if field.table == "source" else said
