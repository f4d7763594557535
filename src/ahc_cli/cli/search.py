"""`ahc search`: full text in both languages, the best matches first."""

from typing import Annotated

from ahc_cli.answer.events import Hits
from ahc_cli.ask.lead import lead, pointers
from ahc_cli.ask.question import search as search_record
from ahc_cli.ask.search import Result, suggestions
from ahc_cli.cli.completion import query_words
from ahc_cli.cli.options import QueryOptions, Where, argument, with_options
from ahc_cli.cli.output import reply, write_error
from ahc_cli.data.load import Dataset
from ahc_cli.model.text import shown_of

Words = Annotated[list[str], argument("TEXT...", "Words, names and conditions.", query_words)]


@with_options(Hits.formats)
def search(options: QueryOptions, text: Words, where: Where = None) -> int:
    """Search all texts and rank the matches.

    English and Chinese are searched at once. A name finds everything with that name, in either language. Conditions
    such as kind:session may stand among the words. Quote a phrase twice to keep its words together.

    \b
    Examples:
      ahc search surveillance
      ahc search US signed
      ahc search '"article 42"' kind:session
    """
    dataset, typed = options.dataset, " ".join(text)
    searched = search_record(dataset, typed, options.today, where or "", list(options.conditions()))
    result = searched.result
    answer = Hits(
        **options.event_rows([hit.event for hit in result.hits]),
        passages=result.passages,
        scattered=result.scattered,
        lead=lead(searched.words, dataset, options.today),
        partial=[hit.event for hit in result.partial],
    )
    remarks = [f"see also '{command}'" for command in pointers(searched.words, dataset)]
    if result.hits:
        remarks.insert(0, shown_of(answer.records, result.hits, "event"))
    elif not options.quiet and not (answer.lead and options.screen.terminal):
        why = "" if remarks else _why_nothing(result, dataset, limited=searched.limited)
        write_error("; ".join((f"ahc: nothing found for '{typed}'{why}", *remarks)))
        remarks = []
    return reply(options, answer, "; ".join(remarks), missed=not result.hits)


def _why_nothing(result: Result, dataset: Dataset, *, limited: bool) -> str:
    """Say that nothing contains all words, and which of them nothing contains, as the end of a message."""
    if not result.missing:
        return ": each word is found, but no event contains all of them"
    events = dataset.events if isinstance(dataset.events, tuple) else ()
    near = suggestions(result.missing, events, dataset.vocabulary)
    missing = ", ".join(f"'{word}'" for word in result.missing)
    said = f": the record does not mention {missing}"
    if limited:
        said = f": no event that meets the conditions mentions {missing}"
    return said + (f"; near: {', '.join(near)}" if near else "")
