"""What is answered with rows: positions, counts, and the vocabularies with the number of events."""

from functools import partial
from operator import itemgetter
from typing import Annotated

from typer import Argument

from ahc_cli.ask.grammar import parse
from ahc_cli.ask.lexicon import lexicon
from ahc_cli.ask.query import Context, Query
from ahc_cli.ask.question import positions_of
from ahc_cli.cli.options import QueryOptions, QueryWords, RowOptions, Texts, Where, countable
from ahc_cli.cli.output import reply
from ahc_cli.errors import UsageError
from ahc_cli.messages import _, ngettext
from ahc_cli.model.fields import OF_ENTRIES, Field, called, field_named
from ahc_cli.model.records import Table, Text
from ahc_cli.model.text import canonical
from ahc_cli.out import ROW_FORMATS
from ahc_cli.show import rows as show

# Words before the field that is counted by.
_BY = ("by", "per", "按")


def positions(options: RowOptions, query: QueryWords = None) -> int:
    """Show who wanted what, and when."""
    question = options.ask(query)
    found, events = positions_of(question.entries())
    page = partial(show.positions_page, events=events, vocabulary=question.dataset.vocabulary)
    answer = options.rows(found, show.POSITION_COLUMNS, page=page)
    total = ngettext("{n} position", "{n} positions", len(found))
    return reply(options, answer, total, found=found, question=question)


def count(options: QueryOptions, words: Annotated[Texts, Argument(autocompletion=countable)] = None) -> int:
    """Count events for each value of a field."""
    field, query, more = _counted(" ".join(words or ()).split(), options.context)
    question = options.ask(query, *more)
    values: list[show.Values]
    if field is None:
        values = [(None,) for _event in question.events()]
        tallies = [show.Tally(None, Text(en=ngettext("event", "events", len(values)), zh="事件"), len(values))]
    else:
        values = list(show.values_of(field, question))
        tallies = show.tally(field, values, question.dataset.vocabulary)
    table = show.count_table(tallies, field.name if field else "value", options.screen)
    page = show.names_page if len(tallies) > 1 and all(row.count == 1 for row in tallies) else None
    answer = options.rows(tallies, show.COUNT_COLUMNS, table, page)
    table_of = field.table if field and all(row.value is not None for row in tallies) else None
    number, rows = len(values), _number(len(tallies), table_of)
    of_entries = field is not None and field.name in OF_ENTRIES
    counted = (
        ngettext("{n} entry", "{n} entries", number) if of_entries else ngettext("{n} event", "{n} events", number)
    )
    several = _("an event can be counted in several rows") if sum(map(len, values)) > number else ""
    said = dict.fromkeys((counted,) if field is None else (rows, counted) if number != len(tallies) else (rows,))
    return reply(options, answer, *said, several, found=values and tallies, question=question)


def _counted(words: list[str], context: Context) -> tuple[Field | None, list[str], list[Query]]:
    """Return the field that is to be counted, the query, and the condition that a word such as country is.

    The field comes first or, behind `by`, last; without one, the events that match are counted.
    """
    is_last = len(words) > 1 and words[-2] in _BY
    name, *query = [words[-1], *words[:-2]] if is_last else words or [""]
    if is_last and len(query) == 1 and field_named(query[0]):
        refused = _(
            "cannot count one field by another; try 'ahc count {first}' or 'ahc count {second}'",
            first=query[0],
            second=name,
        )
        raise UsageError(refused)
    # A word that means nothing is a misspelt field.
    is_field = is_last or field_named(name) or not (set(name) & set(":：\"'()") or context.reader.knows(name))
    if not is_field:
        return None, words, []
    field = show.countable_field(name)
    said = lexicon().ideas.get(canonical(name), ()) if field.name == "actor" else ()
    return field, query, [parse(idea, context)[0] for idea in said if ":" in idea]


def _names(table: Table, options: RowOptions, text: Annotated[Texts, Argument()] = None, where: Where = None) -> int:
    """List the entries of a table: names by id, and sources in their order."""
    typed = " ".join(text or ())
    found = list(show.entries_with(typed, table, options.ask([where or ""])))
    formats = (*ROW_FORMATS, "csl") if table == "source" else ROW_FORMATS
    if table != "source":
        found.sort(key=itemgetter("id"))
    answer = options.rows(found, show.columns(table), show.entry_table(table, options.screen), formats=formats)
    hint = _("for those of an event: ahc {table}s -w {text}", table=table, text=typed) if typed and not found else ""
    return reply(options, answer, _number(len(found), table), hint, found=found)


def _number(rows: int, table: Table | None) -> str:
    """Say how many rows there are, or entries of a table."""
    if table is None:
        return ngettext("{n} row", "{n} rows", rows)
    return ngettext("{n} {thing}", "{n} {thing}s", rows, thing=called(table))


actors, topics = partial(_names, "actor"), partial(_names, "topic")
places, sources = partial(_names, "place"), partial(_names, "source")
