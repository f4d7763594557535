"""`ahc positions` and `ahc count`: who wanted what, and how many events, or entries, have each value of a field."""

from collections.abc import Sequence
from typing import Annotated

from msgspec.structs import replace

from ahc_cli.ask.grammar import parse
from ahc_cli.ask.lexicon import lexicon
from ahc_cli.ask.query import Context, Query
from ahc_cli.ask.question import Question, positions_of
from ahc_cli.cli.completion import countable
from ahc_cli.cli.options import QueryOptions, QueryWords, RowOptions, Texts, argument
from ahc_cli.cli.output import reply
from ahc_cli.errors import UsageError
from ahc_cli.messages import _, ngettext
from ahc_cli.model.fields import OF_ENTRIES, Field, field_named
from ahc_cli.model.records import Text
from ahc_cli.model.text import canonical
from ahc_cli.show import entries as show

# Words before the field that is counted by.
_BY = ("by", "per", "按")
# What a word for states is, where actors are counted.
_STATES = "actor.kind:state"


def positions(options: RowOptions, query: QueryWords = None) -> int:
    """Show who wanted what, and when."""
    question = options.ask(query)
    found, events = positions_of(question.entries())
    answer = options.rows(found, show.POSITION_COLUMNS)
    records = answer.records
    if not answer.chosen:
        answer = replace(answer, page=lambda _: show.positions_page(records, events, answer.vocabulary))
    total = ngettext("{n} position", "{n} positions", len(found))
    return reply(options, answer, total, found=found, question=question)


def count(options: QueryOptions, words: Annotated[Texts, argument(countable)] = None) -> int:
    """Count events for each value of a field."""
    field, query, more = _counted(" ".join(words or ()).split(), Context(options.dataset, options.today))
    question = options.ask(query, *more)
    values: list[show.Values]
    if field is None:
        values = [(None,) for _event in question.events()]
        tallies = [show.Tally(None, Text(en=ngettext("event", "events", len(values)), zh="事件"), len(values))]
    else:
        values = list(show.values_of(field, question))
        tallies = show.tally(field, values, question.dataset.vocabulary)
    table = show.count_table(tallies, field.name if field else "value", options.screen)
    answer = options.rows(tallies, show.COUNT_COLUMNS, table)
    records = answer.records
    if len(tallies) > 1 and all(row.count == 1 for row in tallies) and not answer.chosen:
        answer = replace(answer, page=lambda _: show.names_page(records))
    remarks = _totals(field, tallies, len(values), question)
    if len(records) < (n := len(tallies)):
        remarks.append(_("{shown} of {total}", shown=len(records), total=ngettext("{n} row", "{n} rows", n)))
    if sum(map(len, values)) > len(values):
        remarks.append(_("an event can be counted in several rows"))
    return reply(options, answer, "", *remarks, found=values, question=question)


def _counted(words: list[str], context: Context) -> tuple[Field | None, list[str], list[Query]]:
    """Return the field that is to be counted, the query, and the condition that a word for states is.

    The field comes first or, behind `by`, last; without one, the events that match are counted.
    """
    if len(words) > 1 and words[-2] in _BY:
        *query, _by, name = words
        if len(query) == 1 and field_named(query[0]):
            refused = _(
                "cannot count one field by another; try 'ahc count {first}' or 'ahc count {second}'",
                first=query[0],
                second=name,
            )
            raise UsageError(refused)
    elif words and (field_named(words[0]) or _is_unknown(words[0], context)):
        name, *query = words
    else:
        return None, words, []
    field = show.countable_field(name)
    if field.name != "actor" or _STATES not in lexicon().ideas.get(canonical(name), ()):
        return field, query, []
    return field, query, [parse(_STATES, context)[0]]


def _is_unknown(word: str, context: Context) -> bool:
    """Whether a word means nothing, so that it can only be a misspelt field."""
    tokens = context.reader.read(word) if not any(mark in word for mark in ":\"'()") else []
    return len(tokens) == 1 and not (tokens[0].tags or tokens[0].ideas or tokens[0].period or tokens[0].stop)


def _totals(field: Field | None, tallies: Sequence[show.Tally], number: int, question: Question) -> list[str]:
    """Say how many events, or actors and entries, are counted."""
    if field is None or field.name not in OF_ENTRIES:
        return [ngettext("{n} event", "{n} events", number)]
    said = [ngettext("{n} entry", "{n} entries", number)]
    if field.name == "actor":
        states = sum(question.dataset.vocabulary.kind_of(row.value) == "state" for row in tallies)
        said.insert(0, ngettext("{n} actor", "{n} actors", len(tallies)))
        if 0 < states < len(tallies):
            said.insert(1, ngettext("{n} of them a state", "{n} of them states", states))
    return said
