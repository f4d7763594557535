"""Answers about entries: positions, and counts."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

from msgspec import Struct

from ahc_cli.answer import Rows, attributes
from ahc_cli.ask.question import Question
from ahc_cli.errors import UsageError
from ahc_cli.messages import _, ngettext
from ahc_cli.model.fields import FIELDS, OF_ENTRIES, Entry, Field, called, called_all, date_order, field_named, reader
from ahc_cli.model.records import Confidence, Event, Lang, Stance, Table, Text
from ahc_cli.model.vocabulary import Vocabulary, did_you_mean
from ahc_cli.model.words import COLON, COMMA, bracketed, date_in_full, label, named, stance_words

Values = tuple[str | int | None, ...]
# More positions than a screen shows begin with who is for and who against, or with the topics of most of them.
MANY = 6
_MOST_OF_STANCE = 6
_MOST_TOPICS = 5


class TakenPosition(Struct, frozen=True):
    """A position with the event at which it was taken."""

    event: str
    date: str
    actors: tuple[str, ...]
    stance: Stance
    topic: str | None
    text: Text
    sources: tuple[str, ...]
    confidence: Confidence | None


class Positions(Rows[TakenPosition], frozen=True, kw_only=True):
    """Positions in date order; `events` are the events at which they were taken, by id.

    The `actors` and `topics` are those asked about.
    """

    all_columns = attributes(*TakenPosition.__struct_fields__)

    events: Mapping[str, Event]
    actors: Sequence[str] = ()
    topics: Sequence[str] = ()


def positions_of(entries: Iterable[Entry]) -> tuple[list[TakenPosition], dict[str, Event]]:
    """Return the positions of some entries, each once, in date order, and their events by id."""
    taken = {id(entry.position): (entry.event, entry.position) for entry in entries if entry.position}
    in_order = sorted(taken.values(), key=lambda pair: date_order(pair[0]))
    rows = [
        TakenPosition(e.id, e.date, p.actors, p.stance, p.topic, p.text, p.sources, p.confidence or None)
        for e, p in in_order
    ]
    return rows, {event.id: event for event, _ in in_order}


def by_stance(positions: Sequence[TakenPosition], vocabulary: Vocabulary, lang: Lang, table: Table) -> Iterator[str]:
    """Yield for each stance how many positions take it, and the actors, or the topics, of most of them."""
    for stance in FIELDS["stance"].choices:
        taken = [each for each in positions if each.stance == stance]
        of_each = (each.actors if table == "actor" else filter(None, [each.topic]) for each in taken)
        numbers = Counter(id_ for ids in of_each for id_ in ids)
        most = named(vocabulary, table, [id_ for id_, _n in numbers.most_common(_MOST_OF_STANCE)], lang)
        more = _("...") if len(numbers) > _MOST_OF_STANCE else ""
        if taken:
            said = label(stance, lang) + bracketed(str(len(taken)), lang) + (COLON[lang] + most if most else "")
            yield COMMA[lang].join(filter(None, (said, more)))


def mostly_on(positions: Sequence[TakenPosition], vocabulary: Vocabulary, lang: Lang) -> list[str]:
    """Say on which topics most positions are, if there are several topics with more than one."""
    numbers = Counter(taken.topic for taken in positions if taken.topic).most_common(_MOST_TOPICS)
    topics = [vocabulary.label("topic", id_, lang) + bracketed(str(n), lang) for id_, n in numbers if n > 1]
    return [_("Mostly on: {topics}", topics=COMMA[lang].join(topics))] if len(topics) > 1 else []


def in_short(table: str, positions: Sequence[TakenPosition], vocabulary: Vocabulary, lang: Lang) -> list[str]:
    """Sum up the positions on a topic, or those of an actor, in date order, if they are more than a screen shows."""
    if len(positions) <= MANY or table not in ("topic", "actor"):
        return []
    if table == "topic":
        return list(by_stance(positions, vocabulary, lang, "actor"))
    last = positions[-1]
    who = stance_words(last.actors, last.stance, last.topic, vocabulary, lang)
    told = who + COLON[lang] + last.text.lang(lang) + bracketed(date_in_full(last.date, lang), lang)
    return [*by_stance(positions, vocabulary, lang, "topic"), _("Latest: {text}", text=told)]


class Tally(Struct, frozen=True):
    """How many events or entries have a value; the value None counts those without one."""

    value: str | int | None
    label: Text
    count: int


class Counts(Rows[Tally], frozen=True):
    """The values of a field with their counts."""

    all_columns = attributes(*Tally.__struct_fields__)


def countable_field(name: str, query: str, ask: Callable[[str], Question]) -> Field:
    """Return a field that can be counted; UsageError for another name, with what it finds as a query."""
    field = field_named(name)
    if field and field.countable:
        return field
    countable = [known for known, field in FIELDS.items() if field.countable]
    near, line = did_you_mean(name, (*countable, *map(called, countable))), f"{name} {query}".rstrip()
    if line and not near:
        with suppress(UsageError):
            number = len(list(ask(line).events()))
            total = ngettext("{n} event", "{n} events", number)
            near = _("; as a query it finds {total}: try 'ahc list {line}'", total=total, line=line) if number else ""
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
    read = reader(field, question.today)
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
    code = str(value)
    if value is None:
        return "(none)" if lang == "en" else "（无）"
    if field.name == "date":
        return date_in_full(code, lang)
    if field.table is None:
        return label(code, lang) if field.choices else code
    name = vocabulary.label(field.table, code, lang)
    return f"{name} ({code})" if field.table == "source" and name != code else name
