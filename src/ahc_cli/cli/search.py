"""`ahc search`: full text in both languages, the best matches first."""

from typing import Annotated

from ahc_cli.answer.events import Hits
from ahc_cli.ask.lead import lead, pointers
from ahc_cli.ask.question import Search
from ahc_cli.ask.question import search as search_record
from ahc_cli.ask.search import suggestions
from ahc_cli.cli.completion import query_words
from ahc_cli.cli.options import QueryOptions, Where, argument, with_options
from ahc_cli.cli.output import quoted, reply, shown_of, write_error
from ahc_cli.data.load import Dataset
from ahc_cli.messages import _, ngettext, spoken
from ahc_cli.model.words import COMMA

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
    remarks = [_("see also '{command}'", command=command) for command in pointers(searched.words, dataset)]
    if result.hits:
        total = ngettext("{n} event", "{n} events", len(result.hits))
        remarks.insert(0, shown_of(answer.records, result.hits, total))
    elif not options.quiet and not (answer.lead and options.screen.terminal):
        said = [_("nothing found for '{text}'", text=typed)] if remarks else _why_nothing(typed, searched, dataset)
        write_error(f"ahc: {_('; ').join((*said, *remarks))}")
        remarks = []
    return reply(options, answer, *remarks, missed=not result.hits)


def _why_nothing(typed: str, searched: Search, dataset: Dataset) -> list[str]:
    """Say that nothing contains all words, and which of them nothing contains."""
    missing = searched.result.missing
    if not missing:
        return [_("nothing found for '{text}': each word is found, but no event contains all of them", text=typed)]
    words = quoted(missing)
    if searched.limited:
        said = _(
            "nothing found for '{text}': no event that meets the conditions mentions {words}", text=typed, words=words
        )
    else:
        said = _("nothing found for '{text}': the record does not mention {words}", text=typed, words=words)
    near = suggestions(missing, dataset.events if isinstance(dataset.events, tuple) else (), dataset.vocabulary)
    return [said, _("near: {names}", names=COMMA[spoken()].join(near))] if near else [said]
