"""`ahc search`: full text in both languages, the best matches first."""

from datetime import date
from typing import Annotated

import typer

from ahc_cli.answer.events import SORTABLE, Hits, event_columns, split_names
from ahc_cli.ask.language import parse_search
from ahc_cli.ask.lead import lead, pointers
from ahc_cli.ask.lines import line_test
from ahc_cli.ask.question import ask, context_of
from ahc_cli.ask.search import Result, search_terms, suggestions
from ahc_cli.ask.search import search as find
from ahc_cli.ask.terms import Word
from ahc_cli.cli import completion
from ahc_cli.cli.options import Options, RowOptions, Where, with_options
from ahc_cli.cli.output import check_format, reply, write_error
from ahc_cli.data.load import Dataset
from ahc_cli.errors import UsageError
from ahc_cli.model.fields import order
from ahc_cli.model.text import shown_of


@with_options(rows=RowOptions, options=Options)
def search(
    rows: RowOptions,
    options: Options,
    text: Annotated[
        list[str],
        typer.Argument(metavar="TEXT...", help="Words, names and conditions.", autocompletion=completion.query),
    ],
    where: Where = None,
) -> int:
    """Search all texts and rank the matches.

    English and Chinese are searched at once. A name finds everything with that name, in either language. Conditions
    such as kind:session may stand among the words. Quote a phrase twice to keep its words together.

    \b
    Examples:
      ahc search surveillance
      ahc search US signed
      ahc search '"article 42"' kind:session
    """
    check_format(options.format_name, Hits.formats)
    dataset, typed = options.dataset, " ".join(text)
    words, result, limited = _find(typed, where or "", dataset, options.today)
    key = order(split_names(rows.sort, SORTABLE)[0]) if rows.sort else None
    answer = Hits(
        records=rows.cut([hit.event for hit in result.hits], key),
        columns=event_columns(rows.fields),
        vocabulary=dataset.vocabulary,
        chosen=rows.fields is not None,
        edition=dataset.edition,
        passages=result.passages,
        scattered=result.scattered,
        lead=lead(words, dataset, options.today),
        partial=[hit.event for hit in result.partial],
    )
    remarks = [shown_of(answer.records, result.hits, "event")] if result.hits else []
    see_also = [f"see also '{command}'" for command in pointers(words, dataset)]
    if not result.hits and not options.quiet and not (answer.lead and options.screen.terminal):
        why = "" if see_also else _why_nothing(result, dataset, limited=limited)
        write_error("; ".join((f"ahc: nothing found for '{typed}'{why}", *see_also)))
    elif result.hits:
        remarks += see_also
    return reply(options, answer, "; ".join(remarks), missed=not result.hits)


def _find(typed: str, where: str, dataset: Dataset, today: date) -> tuple[list[Word], Result, bool]:
    """Search the events that match the conditions among the words, and `where`.

    A date among the words is a condition, or if nothing matches, words. Return the words, the result, and whether
    conditions limited it.
    """
    found: list[tuple[list[Word], Result, bool]] = []
    for dates in (True, False):
        words, conditions = parse_search(typed, context_of(dataset, today), dates=dates)
        if not words:
            raise UsageError(f"give a word to search for; for conditions alone, try 'ahc list {typed}'")
        selected = ask(dataset, where, today, conditions)
        alternatives = [search_terms(words, dataset.vocabulary, cut=cut) for cut in (False, True)]
        result = find(selected.events(line_test(alternatives)), alternatives)
        found.append((words, result, bool(conditions or where)))
        if result.hits or not isinstance(dataset.events, tuple):
            return found[-1]
    return found[0]


def _why_nothing(result: Result, dataset: Dataset, *, limited: bool) -> str:
    """Say that nothing contains all words, and which of them nothing contains, as the end of a message."""
    if not result.missing:
        return ": each word is found, but no event contains all of them"
    events = dataset.events if isinstance(dataset.events, tuple) else ()
    near = suggestions(result.missing, events, dataset.vocabulary)
    missing = ", ".join(f"'{word}'" for word in result.missing)
    said = (
        f": no event that meets the conditions mentions {missing}"
        if limited
        else f": the record does not mention {missing}"
    )
    return said + (f"; near: {', '.join(near)}" if near else "")
