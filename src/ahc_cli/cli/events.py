"""`ahc list`, `filter`, `search` and `timeline`: events in date order, or the best matches first."""

from functools import partial
from typing import Annotated

from typer import Argument

from ahc_cli.cli.options import Options, QueryOptions, QueryWords, Where, query_words
from ahc_cli.cli.output import announce, nearest_names, reply, write_answer
from ahc_cli.errors import NotFoundError, UsageError
from ahc_cli.messages import _, ngettext, spoken
from ahc_cli.model.fields import date_order
from ahc_cli.model.words import date_in_full
from ahc_cli.out import Page
from ahc_cli.show.events import FORMATS, hits_page

# How many events of a search a terminal shows unless -n says so.
_SHOWN = 10


def _events(command: str, options: QueryOptions, query: QueryWords = None) -> int:
    """List the events that match a query in date order; `filter` needs one."""
    question = options.ask(query)
    if command == "filter" and question.is_everything:
        raise UsageError(_("filter needs a query, as in 'ahc filter place:vienna'; see 'ahc help query'"))
    found = sorted(question.events(), key=date_order)
    total = ngettext("{n} event", "{n} events", len(found))
    return reply(options, options.event_rows(found), total, found=found, question=question)


list_, filter_ = partial(_events, "list"), partial(_events, "filter")


def search(
    options: QueryOptions, text: Annotated[list[str], Argument(autocompletion=query_words)], where: Where = None
) -> int:
    """Search everything that the record says, the best first."""
    from ahc_cli.ask.grammar import split
    from ahc_cli.ask.line import is_list
    from ahc_cli.ask.rank import rank

    typed = " ".join(text)
    tokens, conditions = split(typed, options.context)
    if is_list(tokens) or (conditions and not any(token.telling for token in tokens)):
        announce(options, ["list", *text])
        return list_(options, [typed, where or ""])
    found = rank(options.context, tokens, [*conditions, *options.conditions()], where or "")
    in_table = options.format_for(FORMATS) == "table"
    hits = found.hits if in_table else found.complete
    unknown = _(", ").join(nearest_names(found.missing, options.context) if in_table or not hits else ())
    if not (hits or (in_table and found.computed)):
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
    said, vocabulary = {hit.event.id: hit.shown for hit in hits}, options.dataset.vocabulary
    page = partial(hits_page, shown=said, computed=found.computed, remarks=remarks, vocabulary=vocabulary)
    answer = options.event_rows([hit.event for hit in hits], page)
    reply(options, answer, ngettext("{n} event", "{n} events", len(hits)) if hits else "", found=hits)
    return int(not found.complete)


def timeline(options: Options, query: QueryWords = None) -> int:
    """Draw events on a time axis."""
    from ahc_cli.show.chart import marks, timeline_page

    question = options.ask(query)
    found, dataset = tuple(sorted(question.events(), key=date_order)), question.dataset
    total = ngettext("{n} event", "{n} events", len(found))
    # An array or NDJSON has no title and no edition of its own.
    day = date_in_full(dataset.edition.isoformat(), spoken())
    about = [dataset.title.lang(spoken()), _("record checked up to {day}", day=day)] if dataset.whole else []
    answer = Page(
        records=marks(found),
        page=partial(timeline_page, found),
        title=" · ".join(filter(None, (*about, total, " ".join(query or ())))),
        formats=("table", "json", "ndjson", "svg"),
    )
    return reply(options, answer, total, found=found, question=question)
