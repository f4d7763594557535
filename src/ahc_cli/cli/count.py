"""`ahc count`: how many events, or entries, per value of a field."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Annotated, Any

import typer
from msgspec import Struct

from ahc_cli import query as querying
from ahc_cli.cli import completion
from ahc_cli.cli.asking import QueryWords, arranged, count_of, question, row_answer, tell
from ahc_cli.cli.options import Asked, Rows, sharing
from ahc_cli.errors import UsageError
from ahc_cli.fields import FIELDS, Field, entries, when
from ahc_cli.labels import label
from ahc_cli.models import Event, Lang, Text
from ahc_cli.query import Query
from ahc_cli.render import Column, check, columns
from ahc_cli.render.wording import date_in_full
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
    """Count events, or entries, per value of a field.

    An entry is one actor in a role or with a position: actor, actor.kind, role, stance and topic count entries, and
    the query then speaks of the same entry.

    \b
    Examples:
      ahc count kind
      ahc count year kind:session
      ahc count actor stance:proposes
    """
    check(asked.format_name, "rows")
    counted = _field(field)
    dataset = asked.dataset()
    asking = question(query, asked.context(dataset))
    values = list(_values(counted, dataset.events, asking, asked, dataset.vocabulary))
    noun = "entry" if counted.entry else "event"
    found = [
        Tally(value, _label(counted, value, dataset.vocabulary), number)
        for value, number in sorted(Counter(v for vs in values for v in vs).items(), key=_order(counted))
    ]
    cut = arranged(rows, found, _COLUMNS, asked.language)
    answer = row_answer(rows, cut, _COLUMNS, dataset.vocabulary, draw="bars")
    several = "; one event may be in several rows" if sum(map(len, values)) > len(values) else ""
    return tell(
        asked, answer, count_of(len(values), noun) + several, nothing=not values and asking != querying.EVERYTHING
    )


def _field(name: str) -> Field:
    countable = [known for known, field in FIELDS.items() if field.countable]
    if name not in countable:
        raise UsageError(f"cannot count '{name}'{did_you_mean(name, countable)}", f"fields: {' '.join(countable)}")
    return FIELDS[name]


def _values(
    field: Field, events: Iterable[Event], asking: Query, asked: Asked, vocabulary: Vocabulary
) -> Iterator[tuple[Any, ...]]:
    """For each event or entry that the query holds of, its values of the field, or None for want of one."""
    if field.entry:
        holds_of_entry = querying.of_entries(asking, asked.today)
        read = field.entry
        for event in events:
            for entry in entries(event):
                if holds_of_entry(entry):
                    yield (_kind_of(read(entry), vocabulary) if field.name == "actor.kind" else read(entry),)
        return
    holds = querying.of_events(asking, asked.today)
    for event in events:
        if holds(event):
            found = (when(event, asked.today),) if field.name == "when" else field.read(event)
            if field.name == "date":
                found = (event.date,)
            yield tuple(dict.fromkeys(value for value in found if value is not None)) or (None,)


def _kind_of(actor: str, vocabulary: Vocabulary) -> str | None:
    record = vocabulary.actors.get(actor)
    return record.kind if record else None


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
        return label(str(value), lang)
    said = vocabulary.label(field.table, value, lang)
    return f"{said} ({value})" if field.table == "source" and said != value else said
