"""Rows: events by date or rank, also on a time axis; positions, counts and names; and lines without
a command.
"""

import inspect
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from operator import itemgetter
from typing import Annotated

from typer import Argument

from ahc_cli.cli import COMMANDS, function_of
from ahc_cli.cli.options import (
    Options,
    QueryOptions,
    QueryWords,
    RowOptions,
    Texts,
    Where,
    countable,
    query_words,
)
from ahc_cli.cli.output import announce, nearest_names, reply, write_answer
from ahc_cli.errors import AhcError, NotFoundError, UsageError
from ahc_cli.messages import _, ngettext, spoken
from ahc_cli.model.fields import FIELDS, OF_ENTRIES, Field, called, date_order, field_named
from ahc_cli.model.labels import date_in_full, label, labels
from ahc_cli.model.records import Table
from ahc_cli.model.text import canonical, fold
from ahc_cli.model.vocabulary import did_you_mean
from ahc_cli.query.algebra import Query
from ahc_cli.query.context import Context
from ahc_cli.query.lexicon import lexicon
from ahc_cli.render import ROW_FORMATS, Answer
from ahc_cli.report.positions import positions_of
from ahc_cli.show import rows as show

# How many events of a search a terminal shows unless -n says so.
_SHOWN = 10
# Words before the field that is counted by.
_BY = ("by", "per", "按")


def _events(command: str, options: QueryOptions, query: QueryWords = None) -> int:
    """List the events that match a query in date order; `filter` needs one."""
    question = options.ask(query)
    if command == "filter" and question.is_everything:
        raise UsageError(
            _("filter needs a query, as in 'ahc filter place:vienna'; see 'ahc help query'")
        )
    found = sorted(question.events(), key=date_order)
    total = ngettext("{n} event", "{n} events", len(found))
    return reply(options, options.event_rows(found), found, total, question=question)


list_, filter_ = partial(_events, "list"), partial(_events, "filter")


def search(
    options: QueryOptions,
    text: Annotated[list[str], Argument(autocompletion=query_words)],
    where: Where = None,
) -> int:
    """Search everything that the record says, the best first."""
    from ahc_cli.query.grammar import split
    from ahc_cli.query.line import is_list
    from ahc_cli.search.ranking import rank

    typed = " ".join(text)
    tokens, conditions = split(typed, options.context)
    if is_list(tokens) or (conditions and not any(token.telling for token in tokens)):
        announce(options, ["list", *text])
        return list_(options, [typed, where or ""])
    found = rank(options.context, tokens, [*conditions, *options.conditions()], where or "")
    in_table = options.format_for(show.FORMATS) == "table"
    events = found.events if in_table else found.complete
    unknown = _(", ").join(
        nearest_names(found.missing, options.context) if in_table or not events else ()
    )
    if not (events or (in_table and found.computed)):
        write_answer(options, options.event_rows([]))
        if options.quiet:
            return 1
        if found.instead:
            raise NotFoundError(_("no event says this; try '{command}'", command=found.instead))
        why = unknown and _("the record does not mention {words}", words=unknown)
        why = why or _("no statement has all the words")
        raise NotFoundError(_("nothing found for '{text}': {why}", text=typed, why=why))
    remarks = [_("The record does not mention {words}.", words=unknown)] if unknown else []
    if not found.answered:
        remarks.append(_("The record does not answer this; the nearest:"))
    elif not (found.complete or found.computed):
        remarks.append(_("No sentence has all the words; these have some of them:"))
    if in_table and options.limit is None:
        options = options.but(limit=_SHOWN)
    page = partial(
        show.hits_page, found=found, remarks=remarks, vocabulary=options.dataset.vocabulary
    )
    total = ngettext("{n} event", "{n} events", len(events)) if events else ""
    reply(options, options.event_rows(events, page), events, total)
    return int(not found.complete)


def timeline(options: Options, query: QueryWords = None) -> int:
    """Draw events on a time axis."""
    from ahc_cli.show.chart import marks, timeline_page

    question = options.ask(query)
    found, dataset = tuple(sorted(question.events(), key=date_order)), question.dataset
    total = ngettext("{n} event", "{n} events", len(found))
    # An array or NDJSON has no title and no edition of its own.
    day = date_in_full(dataset.edition.isoformat(), spoken())
    about = (
        [dataset.title.lang(spoken()), _("record checked up to {day}", day=day)]
        if dataset.whole
        else []
    )
    answer = Answer(
        records=marks(found),
        page=partial(timeline_page, found),
        title=" · ".join(filter(None, (*about, total, " ".join(query or ())))),
        formats=("table", "json", "ndjson", "svg"),
    )
    return reply(options, answer, found, total, question=question)


def positions(options: RowOptions, query: QueryWords = None) -> int:
    """Show who wanted what, and when."""
    question = options.ask(query)
    found, events = positions_of(question.positions())
    page = partial(show.positions_page, events=events, vocabulary=question.dataset.vocabulary)
    answer = options.rows(found, show.POSITION_GETTERS, page)
    total = ngettext("{n} position", "{n} positions", len(found))
    return reply(options, answer, found, total, question=question)


def count(
    options: QueryOptions, words: Annotated[Texts, Argument(autocompletion=countable)] = None
) -> int:
    """Count events for each value of a field."""
    field, query, more = _counted(" ".join(words or ()).split(), options.context)
    question = options.ask(query, *more)
    values = list(show.values_of(field, question))
    tallies = show.tally(field, values, question.dataset.vocabulary)
    table = show.count_table(tallies, field.name if field else "value", options.screen)
    is_list = len(tallies) > 1 and all(row.count == 1 for row in tallies)
    answer = options.rows(tallies, show.COUNT_GETTERS, show.names_page if is_list else table)
    number, rows = len(values), ngettext("{n} row", "{n} rows", len(tallies))
    if field and field.table and all(row.value is not None for row in tallies):
        rows = _number(len(tallies), field.table)
    total = ngettext("{n} event", "{n} events", number)
    if field and field.name in OF_ENTRIES:
        total = ngettext("{n} entry", "{n} entries", number)
    said = [rows, total if number != len(tallies) else ""] if field else [total]
    several = _("an event can be counted in several rows") if sum(map(len, values)) > number else ""
    return reply(options, answer, tallies, *said, several, question=question)


def _counted(words: list[str], context: Context) -> tuple[Field | None, list[str], list[Query]]:
    """Return the field to count, first or behind `by`, or None; the query; and what a word such as
    country adds.
    """
    from ahc_cli.query.grammar import parse
    from ahc_cli.query.line import knows

    is_last = len(words) > 1 and words[-2] in _BY
    name, *query = [words[-1], *words[:-2]] if is_last else words or [""]
    if is_last and len(query) == 1 and field_named(query[0]):
        raise UsageError(
            _(
                "count one field: 'ahc count {first}' or 'ahc count {second}'",
                first=query[0],
                second=name,
            )
        )
    # A word that means nothing is a misspelt field.
    is_field = (
        is_last or field_named(name) or not (set(name) & set(":：\"'()") or knows(name, context))
    )
    if not is_field:
        return None, words, []
    field = FIELDS[
        show.known_name(name, [known for known, field in FIELDS.items() if field.countable])
    ]
    said = lexicon().concepts.get(canonical(name), ()) if field.name == "actor" else ()
    return field, query, [parse(concept, context)[0] for concept in said if ":" in concept]


def _names(
    table: Table,
    options: RowOptions,
    text: Annotated[Texts, Argument()] = None,
    where: Where = None,
) -> int:
    """List the entries of a table: names by id, and sources in their order."""
    typed = " ".join(text or ())
    found = list(show.entries_with(typed, table, options.ask([where or ""])))
    formats = (*ROW_FORMATS, "csl") if table == "source" else ROW_FORMATS
    if table != "source":
        found.sort(key=itemgetter("id"))
    answer = options.rows(
        found, show.entry_getters(table), show.entry_table(table, options.screen), formats=formats
    )
    hint = (
        _("for those of an event: ahc {table}s -w {text}", table=table, text=typed)
        if typed and not found
        else ""
    )
    return reply(options, answer, found, _number(len(found), table), hint)


def _number(rows: int, table: Table) -> str:
    """Say how many entries of a table there are."""
    return ngettext("{n} {thing}", "{n} {thing}s", rows, thing=called(table))


actors, topics = partial(_names, "actor"), partial(_names, "topic")
places, sources = partial(_names, "place"), partial(_names, "source")


def line(
    options: QueryOptions, words: Annotated[list[str], Argument()], where: Where = None
) -> int:
    """Answer a line without a command: the card of one thing, a view, or else a search."""
    from ahc_cli.query.grammar import split
    from ahc_cli.search.views import view_of

    vars(options)["full"] = (
        options.full.in_memory()
    )  # several questions are asked, and a stream is read only once
    _refuse_misspelt(words[0], options.context)
    text = " ".join(words)
    tokens, conditions = split(text, options.context)
    if not (conditions or where):
        found = options.context.index.candidates(text)
        is_name = len(found) == 1 and (options.context.index.lookup(text) or found[0] == text)
        command = ["show", *words] if is_name else view_of(tokens)
        with suppress(AhcError):  # a view may find nothing, or need what the dataset has not
            if command and (code := _run(command, options.but())) is not None:
                return code
    return search(options, words, where)


def _refuse_misspelt(word: str, context: Context) -> None:
    """Refuse a word that people type instead of a command, or that is one edit from one and means
    nothing itself.
    """
    from rapidfuzz.distance import OSA

    from ahc_cli.query.line import knows

    remedy = (
        _("; {remedy}", remedy=label(word, spoken(), "remedies"))
        if word in labels("remedies")
        else ""
    )
    near = [name for name in COMMANDS if OSA.distance(fold(word), name) == 1]
    if near and not knows(word, context):
        remedy = did_you_mean(word, near)
    if remedy:
        raise UsageError(_("unknown command '{word}'{near}", word=word, near=remedy))


def _run(command: Sequence[str], options: QueryOptions) -> int | None:
    """Run the command of a view with the options of the line and its own; None if it takes one of
    them not.
    """
    vars(options)["view"] = command
    function, words = function_of(command[0]), list[str]()
    rest = iter(command[1:])
    for word in rest:
        match word:
            case "-r":
                options = options.but(reverse=True)
            case "-n":
                first = int(next(rest))
                options = options.but(limit=first if options.limit is None else options.limit)
            case "--as-of":
                options = options.but(as_of=next(rest))
            case _:
                words.append(word)
    defaults = zip(options.__struct_fields__, options.__struct_defaults__, strict=True)
    given = {name for name, default in defaults if getattr(options, name) != default}
    takes = inspect.signature(function).parameters["options"].annotation
    return function(options, words) if given.issubset(takes.__struct_fields__) else None
