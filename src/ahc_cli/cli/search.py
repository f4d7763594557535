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
    words, result = _find(typed, where or "", dataset, options.today)
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
    if not result.hits and not options.quiet and not (answer.lead and options.screen.terminal):
        write_error(f"ahc: {_nothing(typed, result, dataset)}")
    remarks += [f"see also '{command}'" for command in pointers(words, dataset)]
    return reply(options, answer, "; ".join(remarks), missed=not result.hits)


def _find(typed: str, where: str, dataset: Dataset, today: date) -> tuple[list[Word], Result]:
    """Search the events that match the conditions among the words, and `where`; return the words and the result."""
    words, conditions = parse_search(typed, context_of(dataset, today))
    if not words:
        raise UsageError("give a word to search for; conditions alone are a query, as in 'ahc list kind:session'")
    selected = ask(dataset, where, today, conditions)
    alternatives = [search_terms(words, dataset.vocabulary, cut=cut) for cut in (False, True)]
    return words, find(selected.events(line_test(alternatives)), alternatives)


def _nothing(typed: str, result: Result, dataset: Dataset) -> str:
    """Say that nothing contains all words, and which of them nothing contains."""
    if not result.missing:
        return f"nothing found for '{typed}': each word is found, but no event contains all of them"
    events = dataset.events if isinstance(dataset.events, tuple) else ()
    near = suggestions(result.missing, events, dataset.vocabulary)
    missing = ", ".join(f"'{word}'" for word in result.missing)
    return f"nothing found for '{typed}': the record does not mention {missing}" + (
        f"; near: {', '.join(near)}" if near else ""
    )
