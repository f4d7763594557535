"""Entries: `ahc positions`, who wanted what; `count`, how many have each value; and those of the
vocabularies: `actors`, `topics`, `places` and `sources`.
"""

from collections.abc import Collection, Sequence
from functools import partial
from itertools import chain
from typing import Annotated

from msgspec.structs import replace
from typer import Argument

from ahc_cli.cli.completion import countable, words_of
from ahc_cli.cli.events import row_answer, signatories_note
from ahc_cli.cli.options import QueryOptions, QueryWords, RowOptions, Where, Words
from ahc_cli.cli.reply import Reply, number_of_events, number_of_names
from ahc_cli.cli.session import Session
from ahc_cli.messages import _, ngettext
from ahc_cli.model.fields import Field
from ahc_cli.model.labels import name_list
from ahc_cli.model.records import Table
from ahc_cli.model.text import check_length
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.query.algebra import codes_of
from ahc_cli.query.question import Question
from ahc_cli.render import ROW_FORMATS, Answer
from ahc_cli.report.counts import Counted, Tally, count_asked, counts_entries
from ahc_cli.report.facts import FACTS, facts_of
from ahc_cli.report.positions import positions_of
from ahc_cli.report.sentences import lines_about
from ahc_cli.report.states import roll_calls
from ahc_cli.report.status import report_status
from ahc_cli.show.counts import COUNT_GETTERS, count_table, names_page
from ahc_cli.show.names import entries_with, entry_getters, entry_table
from ahc_cli.show.statements import (
    FACT_GETTERS,
    POSITION_COLUMNS,
    POSITION_GETTERS,
    items_page,
)

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
    actors = {*chain.from_iterable(position.actors for position in found)}
    remarks = _without_position(question, actors) if found else []
    return Reply(session, answer, len(found), total, question, remarks)


def _without_position(question: Question, found: Collection[str]) -> list[str]:
    """Name the actors asked about that are not among those of the positions found."""
    asked = codes_of(question.query, "actor").union(*(token.ids for token in question.tokens))
    vocabulary = question.dataset.vocabulary
    others = sorted(asked.intersection(vocabulary.actors).difference(found))
    if not others:
        return []
    names = name_list(vocabulary, "actor", others)
    return [_("no such position of {names}", names=names)]


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
    """Count events, or what actors did in them, for each value of a field."""
    asked = count_asked(" ".join(words), session.context, list(session.conditions()))
    question, field, values, tallies = asked.question, asked.field, asked.values, asked.tallies
    vocabulary = question.dataset.vocabulary
    counted, note = number_of_events(len(values)), signatories_note(question)
    if counts_entries(field, question):
        counted, note = ngettext("{n} role or position", "{n} roles and positions", len(values)), ""
    is_other = len(values) != len(tallies)
    total, *remarks = _totals(field, tallies, counted, vocabulary, is_other=is_other)
    answer = _count_answer(asked, total, session)
    if sum(map(len, values)) > len(values):
        remarks.append(_("an event can be counted in several rows"))
    if question.ballots:
        symbols = [vote.symbol for vote in roll_calls(question.dataset, session.today)]
        remarks.append(_("roll calls on record: {symbols}", symbols=_(", ").join(symbols)))
    if asked.others:
        remarks.append(_("none is of the kind asked for; others are counted"))
    return Reply(session, answer, len(tallies), total, question, remarks, note=note)


def _count_answer(asked: Counted, total: str, session: Session[QueryOptions]) -> Answer:
    """Return a table of counts; of values all counted once, such as signatories, the names."""
    field, question, tallies = asked.field, asked.question, asked.tallies
    if tallies[1:] and all(row.count == 1 for row in tallies):
        report = report_status(question.dataset, session.today)
        lines = list(lines_about(question.query, report)) if report else []
        own = [total] if field and field.table else []
        is_text = session.format_for(ROW_FORMATS) == "table"
        page = partial(names_page, totals=lines or own, room=session.screen.width * is_text)
        return row_answer(session, tallies, COUNT_GETTERS, page)
    answer = row_answer(session, tallies, COUNT_GETTERS, ())
    if session.options.fields:
        return answer
    return replace(answer, table=count_table(answer.records, asked.headings, session.screen))


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


def _names(
    table: Table,
    session: Session[RowOptions],
    text: Words,
    where: Where = None,
) -> Reply:
    """List the entries of a table: those of most events first, and sources in their order."""
    typed = " ".join(text)
    check_length(typed)
    entries = list(entries_with(typed, table, session.ask([where or ""])))
    if table != "source":
        entries.sort(key=lambda entry: (-entry["count"], entry["id"]))
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
