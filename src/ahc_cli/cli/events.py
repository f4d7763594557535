"""`ahc list`, `filter`, `search` and `timeline`: events in date order, or the best matches first."""

from functools import partial
from importlib import import_module
from typing import Annotated

from msgspec.structs import replace

from ahc_cli.ask.question import Question
from ahc_cli.cli.completion import query_words
from ahc_cli.cli.options import Options, QueryOptions, QueryWords, RowOptions, Where, argument
from ahc_cli.cli.output import announce, nearest_names, reply, write_answer, write_error
from ahc_cli.errors import UsageError
from ahc_cli.messages import _, ngettext
from ahc_cli.model.fields import date_order
from ahc_cli.out import Chart
from ahc_cli.show.events import FORMATS, hits_page

# How many events of a search a terminal shows unless -n says so.
_SHOWN = 10


def list_(options: QueryOptions, query: QueryWords = None) -> int:
    """List events in date order."""
    return answer_events(options.ask(query), options)


def filter_(options: QueryOptions, query: QueryWords = None) -> int:
    """List events that match a query."""
    question = options.ask(query)
    if question.is_everything:
        raise UsageError(_("filter needs a query, as in 'ahc filter place:vienna'; see 'ahc help query'"))
    return answer_events(question, options)


def answer_events(question: Question, options: RowOptions) -> int:
    """Answer with the events that match; return the exit code."""
    found = sorted(question.events(), key=date_order)
    answer = options.event_rows(found)
    total = ngettext("{n} event", "{n} events", len(found))
    scheduled = sum(event.status == "scheduled" for event in found)
    planned = (
        ngettext("{n} of them scheduled", "{n} of them scheduled", scheduled) if 0 < scheduled < len(found) else ""
    )
    return reply(options, answer, total, planned, found=found, question=question)


def search(options: QueryOptions, text: Annotated[list[str], argument(query_words)], where: Where = None) -> int:
    """Search everything that the record says, the best first."""
    from ahc_cli.ask.grammar import split
    from ahc_cli.ask.query import Context
    from ahc_cli.ask.rank import rank
    from ahc_cli.ask.views import is_list

    typed = " ".join(text)
    context = Context(options.dataset, options.today)
    tokens, conditions = split(typed, context)
    if is_list(tokens) or (conditions and not any(token.telling for token in tokens)):
        announce(["list", *text])
        return answer_events(options.ask([typed, where] if where else [typed]), options)
    found = rank(context, tokens, [*conditions, *options.conditions()], where or "")
    in_table = options.format_for(FORMATS) == "table" and options.screen.terminal
    hits = found.hits if in_table else found.complete
    is_helped = in_table or not hits
    quoted = (_("'{word}'", word=word) for word in found.missing)
    unknown = _(", ").join(nearest_names(found.missing, context) if is_helped else quoted)
    answer = options.event_rows([hit.event for hit in hits])
    if not (hits or (in_table and found.computed)):
        write_answer(options, answer)
        if not options.quiet:
            write_error(f"ahc: {_why_nothing(typed, unknown, found.instead)}")
        return 1
    remarks = [_("The record does not mention {words}.", words=unknown)] if unknown else []
    if not found.answered:
        remarks.append(_("The record does not answer this; the nearest:"))
    elif in_table and not (found.complete or found.instead):
        remarks.append(_("No sentence has all the words; these have some of them:"))
    if in_table and options.limit is None:
        answer = replace(answer, records=answer.records[:_SHOWN])
    if not answer.chosen:
        said, vocabulary = {hit.event.id: hit.shown for hit in hits}, options.dataset.vocabulary
        page = partial(hits_page, answer.records, said, found.computed, remarks, vocabulary)
        answer = replace(answer, page=lambda _screen: page())
    total = ngettext("{n} event", "{n} events", len(hits)) if hits else ""
    whole = ngettext("{n} event has all the words", "{n} events have all the words", len(found.complete))
    reply(options, answer, total, whole if len(found.complete) < len(hits) else "", found=hits)
    return int(not found.complete)


def _why_nothing(typed: str, unknown: str, instead: str) -> str:
    """Say why a script gets nothing: no statement has all the words, or one that is computed does."""
    if instead:
        return _("no event says this; try '{command}'", command=instead)
    if unknown:
        return _("nothing found for '{text}': the record does not mention {words}", text=typed, words=unknown)
    return _("nothing found for '{text}': no statement has all the words", text=typed)


def timeline(options: Options, query: QueryWords = None) -> int:
    """Draw events on a time axis."""
    from ahc_cli.show.chart import Timeline, marks, timeline_page

    question = options.ask(query)
    dataset, typed = question.dataset, " ".join(query or ())
    found = tuple(sorted(question.events(), key=date_order))
    # An array or NDJSON has no title and no edition of its own.
    shown = Timeline(found, typed)
    if dataset.whole:
        shown = replace(shown, title=dataset.title, edition=dataset.edition)
    answer = Chart(
        records=marks(found),
        page=partial(timeline_page, shown),
        picture=lambda screen: import_module("ahc_cli.show.svg").picture(shown, screen),
        formats=("table", "json", "ndjson", "svg"),
    )
    total = ngettext("{n} event", "{n} events", len(found))
    return reply(options, answer, total, found=found, question=question)
