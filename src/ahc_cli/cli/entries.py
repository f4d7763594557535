"""Entries: `ahc positions`, who wanted what; and `count`, how many have each value."""

from functools import partial
from typing import Annotated

from typer import Argument

from ahc_cli.cli.answers import row_answer
from ahc_cli.cli.completion import countable, words_of
from ahc_cli.cli.options import QueryOptions, QueryWords, RowOptions, Texts
from ahc_cli.cli.reply import Reply, number_of_entries
from ahc_cli.cli.session import Session
from ahc_cli.errors import UsageError
from ahc_cli.messages import _, ngettext
from ahc_cli.model.fields import FIELDS, Field, field_named
from ahc_cli.model.text import canonical
from ahc_cli.query.algebra import Query
from ahc_cli.query.context import Context
from ahc_cli.query.lexicon import lexicon
from ahc_cli.report.facts import FACTS, facts_of
from ahc_cli.report.positions import positions_of
from ahc_cli.show.columns import known_name
from ahc_cli.show.counts import (
    COUNT_GETTERS,
    Tally,
    count_table,
    counts_entries,
    names_page,
    tally,
    values_of,
)
from ahc_cli.show.statements import FACT_GETTERS, POSITION_GETTERS, facts_page, positions_page

# Words before the field that is counted by.
_BY = ("by", "per", "按")
_FactWords = Annotated[
    Texts, Argument(autocompletion=words_of(FACTS.fields, "actor", "place", "topic"))
]


def positions(session: Session[RowOptions], query: QueryWords = None) -> Reply:
    """Show who wanted what, and when."""
    question = session.ask(query)
    found, events = positions_of(question.positions())
    page = partial(positions_page, events=events, vocabulary=question.dataset.vocabulary)
    return Reply(
        session=session,
        answer=row_answer(session, found, POSITION_GETTERS, page),
        found=len(found),
        total=ngettext("{n} position", "{n} positions", len(found)),
        question=question,
        counts_hidden=True,
    )


def facts(session: Session[RowOptions], query: _FactWords = None) -> Reply:
    """Show what sources say, fact by fact."""
    question = session.ask(query, subject=FACTS)
    found, events = facts_of(question)
    page = partial(facts_page, events=events, vocabulary=question.dataset.vocabulary)
    columns = ("date", "event", "of", "confidence", "text")
    return Reply(
        session=session,
        answer=row_answer(session, found, FACT_GETTERS, page, columns),
        found=len(found),
        total=ngettext("{n} fact", "{n} facts", len(found)),
        question=question,
        counts_hidden=True,
    )


def count(
    session: Session[QueryOptions],
    words: Annotated[Texts, Argument(autocompletion=countable)] = None,
) -> Reply:
    """Count events for each value of a field."""
    field, query, conditions = _counted(" ".join(words or ()).split(), session.context)
    question = session.ask(query, *conditions)
    values = list(values_of(field, question))
    tallies = tally(field, values, question.dataset.vocabulary)
    # Values that are all counted once, such as signatories, are a list of names.
    is_list = len(tallies) > 1 and all(row.count == 1 for row in tallies)
    table = count_table(tallies, field.name if field else "value", session.screen)
    is_in_several_rows = sum(map(len, values)) > len(values)
    several = _("an event can be counted in several rows") if is_in_several_rows else ""
    counted = ngettext("{n} event", "{n} events", len(values))
    if counts_entries(field, question):
        counted = ngettext("{n} entry", "{n} entries", len(values))
    total, *more = _totals(field, tallies, counted, is_other=len(values) != len(tallies))
    return Reply(
        session=session,
        answer=row_answer(session, tallies, COUNT_GETTERS, names_page if is_list else table),
        found=len(tallies),
        total=total,
        remarks=(*more, several),
        question=question,
        counts_hidden=True,
    )


def _counted(words: list[str], context: Context) -> tuple[Field | None, list[str], list[Query]]:
    """Return the field to count, or None, the query, and the conditions that its name adds.

    The field is the first word, or stands behind `by`. Country, say, adds that actors are states.
    """
    from ahc_cli.query.grammar import parse

    is_last = len(words) > 1 and words[-2] in _BY
    name, *query = [words[-1], *words[:-2]] if is_last else words or [""]
    if is_last and len(query) == 1 and field_named(query[0]):
        message = _(
            "count one field: 'ahc count {first}' or 'ahc count {second}'",
            first=query[0],
            second=name,
        )
        raise UsageError(message)
    if not (is_last or _is_field(name, context)):
        return None, words, []
    field = FIELDS[known_name(name, [name for name, field in FIELDS.items() if field.countable])]
    concepts = lexicon().concepts.get(canonical(name), ()) if field.name == "actor" else ()
    return field, query, [parse(concept, context)[0] for concept in concepts if ":" in concept]


def _is_field(word: str, context: Context) -> bool:
    """Whether a word is meant as a field; one that means nothing is a misspelt field."""
    from ahc_cli.query.line import knows

    if field_named(word):
        return True
    is_condition = bool(set(word) & set(":：\"'()"))
    return not (is_condition or knows(word, context))


def _totals(
    field: Field | None, tallies: list[Tally], counted: str, *, is_other: bool
) -> list[str]:
    """Say how many rows there are and, if that is another number, what was `counted`."""
    if field is None:
        return [counted]
    rows = ngettext("{n} row", "{n} rows", len(tallies))
    if field.table and all(row.value is not None for row in tallies):
        rows = number_of_entries(len(tallies), field.table)
    return [rows, counted] if is_other else [rows]
