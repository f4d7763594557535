"""Entries: `ahc positions`, who wanted what; `count`, how many have each value; and those of the
vocabularies: `actors`, `topics`, `places` and `sources`.
"""

from functools import partial
from operator import itemgetter
from typing import Annotated

from msgspec.structs import replace
from typer import Argument

from ahc_cli.cli.completion import countable, words_of
from ahc_cli.cli.events import Drawn, row_answer, signatories_note
from ahc_cli.cli.options import QueryOptions, QueryWords, RowOptions, Where, Words
from ahc_cli.cli.reply import Reply, number_of_events, number_of_names
from ahc_cli.cli.session import Session
from ahc_cli.errors import UsageError
from ahc_cli.messages import _, ngettext
from ahc_cli.model.fields import FIELDS, Field, field_named
from ahc_cli.model.records import Table
from ahc_cli.model.text import canonical
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.query.algebra import Contains, Query, condition
from ahc_cli.query.context import Context
from ahc_cli.query.lexicon import lexicon
from ahc_cli.query.question import Question
from ahc_cli.report.facts import FACTS, facts_of
from ahc_cli.report.positions import positions_of
from ahc_cli.report.sentences import lines_about
from ahc_cli.report.status import report_status
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
from ahc_cli.show.names import entries_with, entry_getters, entry_table
from ahc_cli.show.statements import (
    FACT_GETTERS,
    POSITION_COLUMNS,
    POSITION_GETTERS,
    items_page,
)

# Words before the field that is counted by.
_BY = ("by", "per", "按")
_FactWords = Annotated[
    list[str],
    Argument(
        default_factory=list, autocompletion=words_of(FACTS.fields, "actor", "place", "topic")
    ),
]


def positions(session: Session[RowOptions], query: QueryWords) -> Reply:
    """Show who wanted what, and when."""
    question = session.ask(query)
    found, events = positions_of(question.positions())
    page = partial(items_page, events=events, vocabulary=question.dataset.vocabulary)
    answer = row_answer(session, found, POSITION_GETTERS, page, POSITION_COLUMNS)
    total = ngettext("{n} position", "{n} positions", len(found))
    return Reply(session, answer, len(found), total, question)


def facts(session: Session[RowOptions], query: _FactWords) -> Reply:
    """Show what sources say, fact by fact."""
    question = session.ask(query, subject=FACTS)
    found, events = facts_of(question)
    page = partial(items_page, events=events, vocabulary=question.dataset.vocabulary)
    columns = ("date", "event", "of", "confidence", "text")
    answer = row_answer(session, found, FACT_GETTERS, page, columns)
    total = ngettext("{n} fact", "{n} facts", len(found))
    if {fact.of for fact in found} == {"caveat"}:
        total = ngettext("{n} caveat", "{n} caveats", len(found))
    return Reply(session, answer, len(found), total, question)


def count(
    session: Session[QueryOptions],
    words: Annotated[list[str], Argument(default_factory=list, autocompletion=countable)],
) -> Reply:
    """Count events for each value of a field."""
    field, query, conditions = _counted(" ".join(words).split(), session.context)
    question = session.ask(query, *conditions)
    values = list(values_of(field, question))
    others = ""
    if conditions and not any(values):
        question = session.ask(query)
        values = list(values_of(field, question))
        others = _("none is of the kind asked for; others are counted") if any(values) else ""
    vocabulary = question.dataset.vocabulary
    tallies = tally(field, values, vocabulary)
    drawn = _drawn(field, tallies, question, session)
    answer = row_answer(session, tallies, COUNT_GETTERS, drawn)
    counted, note = number_of_events(len(values)), signatories_note(question)
    if counts_entries(field, question):
        counted, note = ngettext("{n} entry of an actor", "{n} entries of actors", len(values)), ""
    is_other = len(values) != len(tallies)
    total, *remarks = _totals(field, tallies, counted, vocabulary, is_other=is_other)
    if sum(map(len, values)) > len(values):
        remarks.append(_("an event can be counted in several rows"))
    remarks.append(others)
    return Reply(session, answer, len(tallies), total, question, remarks, note=note)


def _drawn(
    field: Field | None, tallies: list[Tally], question: Question, session: Session[QueryOptions]
) -> Drawn:
    """Return a table of counts; of values all counted once, such as signatories, the names."""
    if not tallies[1:] or any(row.count > 1 for row in tallies):
        return count_table(tallies, field.name if field else "value", session.screen)
    report = report_status(question.dataset, session.today)
    return partial(names_page, totals=lines_about(question.query, report) if report else ())


def _counted(words: list[str], context: Context) -> tuple[Field | None, list[str], list[Query]]:
    """Return the field to count, or None, the query, and the conditions that its name adds.

    The field is the first word, or stands behind `by`. Country, say, adds that actors are states.
    """
    from ahc_cli.query.grammar import parse

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


def _totals(
    field: Field | None,
    tallies: list[Tally],
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


def _names(
    table: Table,
    session: Session[RowOptions],
    text: Words,
    where: Where = None,
) -> Reply:
    """List the entries of a table: names by id, and sources in their order."""
    typed = " ".join(text)
    entries = list(entries_with(typed, table, session.ask([where or ""])))
    if table != "source":
        entries.sort(key=itemgetter("id"))
    remarks = []
    if typed and not entries:
        hint = _("for those of an event: ahc {table}s -w {text}", table=table, text=typed)
        remarks.append(hint)
    drawn = entry_table(table, session.screen)
    answer = row_answer(session, entries, entry_getters(table), drawn)
    if table == "source":
        answer = replace(answer, formats=(*answer.formats, "csl"))
    total = number_of_names(len(entries), table)
    return Reply(session, answer, len(entries), total, remarks=remarks)


actors = partial(_names, "actor")
topics = partial(_names, "topic")
places = partial(_names, "place")
sources = partial(_names, "source")
