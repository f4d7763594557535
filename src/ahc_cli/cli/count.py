"""`ahc count`: how many events, or entries, per value of a field."""

from collections import Counter
from collections.abc import Iterator
from typing import Annotated, Any

import typer
from msgspec import Struct

from ahc_cli.cli import completion
from ahc_cli.cli.asking import QueryWords, Question, arranged, question, row_answer, tell
from ahc_cli.cli.options import Asked, Rows, sharing
from ahc_cli.errors import UsageError
from ahc_cli.fields import FIELDS, Field, reader
from ahc_cli.labels import label
from ahc_cli.models import Lang, Text
from ahc_cli.render import Column, check, columns
from ahc_cli.render.wording import date_in_full
from ahc_cli.text import count_of
from ahc_cli.vocabulary import Vocabulary, did_you_mean

_NONE = Text(en="(none)", zh="（无）")


class Tally(Struct, frozen=True):
    """How often a value occurs; None stands for what has none."""

    value: str | int | None
    label: Text
    count: int


_COLUMNS: tuple[Column, ...] = (
    columns.plain("value", "Value", "值", lambda t: t.value),
    columns.plain("label", "Label", "名称", lambda t: t.label),
    columns.plain("count", "Count", "数量", lambda t: t.count),
)


@sharing(Rows, Asked)
def count(
    rows: Rows,
    asked: Asked,
    field: Annotated[
        str,
        typer.Argument(
            metavar="FIELD", help="kind, year, place, actor, topic, ...", autocompletion=completion.countable
        ),
    ],
    query: QueryWords = None,
) -> int:
    """Count events per value of a field.

    For actor, actor.kind, role, stance and topic it counts entries: an actor in a role, or with a position. The
    query then speaks of the same entry.

    \b
    Examples:
      ahc count kind
      ahc count year kind:session
      ahc count actor stance:proposes
    """
    check(asked.format_name, "rows")
    counted = _field(field)
    asking = question(asked, query)
    vocabulary = asking.dataset.vocabulary
    values = list(_values(counted, asking))
    numbers = Counter(value for several in values for value in several)
    found = [
        Tally(value, _label(counted, value, vocabulary), number)
        for value, number in sorted(numbers.items(), key=_order(counted))
    ]
    cut = arranged(rows, found, _COLUMNS, asked.language)
    answer = row_answer(rows, cut, _COLUMNS, vocabulary, draw="bars")
    said = count_of(len(values), "entry" if counted.entry else "event")
    if numbers.total() > len(values):
        said += "; one event may be in several rows"
    return tell(asked, answer, said, nothing=asking.missed(values))


def _field(name: str) -> Field:
    countable = [known for known, field in FIELDS.items() if field.countable]
    if name not in countable:
        raise UsageError(f"cannot count '{name}'{did_you_mean(name, countable)}", f"fields: {' '.join(countable)}")
    return FIELDS[name]


def _values(field: Field, asking: Question) -> Iterator[tuple[Any, ...]]:
    """For each event or entry that is asked about its values of the field, or None for want of one."""
    if of_entry := field.entry:
        actors = asking.dataset.vocabulary.actors
        for value in map(of_entry, asking.entries()):
            yield (getattr(actors.get(value), "kind", None) if field.name == "actor.kind" else value,)
        return
    read = reader(field, asking.today)
    for event in asking.events():
        values = (event.date,) if field.name == "date" else read(event)
        yield tuple(dict.fromkeys(value for value in values if value is not None)) or (None,)


def _order(field: Field) -> Any:
    """Time and numbers in their own order, else the most frequent first; those without a value last."""
    if field.type in ("date", "number", "id"):
        return lambda item: (item[0] is None, item[0])
    return lambda item: (item[0] is None, -item[1], str(item[0]))


def _label(field: Field, value: Any, vocabulary: Vocabulary) -> Text:
    if value is None:
        return _NONE
    return Text(en=_said(field, value, vocabulary, "en"), zh=_said(field, value, vocabulary, "zh"))


def _said(field: Field, value: Any, vocabulary: Vocabulary, lang: Lang) -> str:
    """A value as a person reads it; a source with its id, because a publisher has many."""
    if field.name == "date":
        return date_in_full(value, lang)
    if field.table is None:
        return label(value, lang) if field.choices else str(value)
    said = vocabulary.label(field.table, value, lang)
    return f"{said} ({value})" if field.table == "source" and said != value else said
