"""`ahc list`, `filter` and `timeline`: events in date order."""

from ahc_cli.answer.events import Events
from ahc_cli.ask.question import Question
from ahc_cli.cli.options import Options, QueryOptions, QueryWords, RowOptions, with_options
from ahc_cli.cli.output import reply_to, shown_of
from ahc_cli.errors import UsageError
from ahc_cli.messages import _, ngettext
from ahc_cli.model.fields import date_order


@with_options(Events.formats)
def list_(options: QueryOptions, query: QueryWords = None) -> int:
    """List events in date order.

    With a query, only the events that match.

    \b
    Examples:
      ahc list
      ahc list kind:session --lang zh
      ahc list --since 2022 --until 2023-06 --json
    """
    return _answer(options.ask(query), options)


@with_options(Events.formats)
def filter_(options: QueryOptions, query: QueryWords = None) -> int:
    """List events that match a query.

    The exit status is 1 if there are none.

    \b
    Examples:
      ahc filter place:vienna date:2022
      ahc filter actor:Human Rights Watch not kind:session
      ahc filter 'vote.yes:80.. or has:caveats' --json
    """
    question = options.ask(query)
    if question.is_everything:
        raise UsageError(_("filter needs a query, as in 'ahc filter place:vienna'; see 'ahc help query'"))
    return _answer(question, options)


def _answer(question: Question, options: RowOptions) -> int:
    found = sorted(question.events(), key=date_order)
    answer = Events(**options.event_rows(found))
    total = ngettext("{n} event", "{n} events", len(found))
    return reply_to(question, options, answer, shown_of(answer.records, found, total), found=bool(found))


@with_options()
def timeline(options: Options, query: QueryWords = None) -> int:
    """Draw events on a time axis.

    Meetings are bars, other events marks. A few events are drawn with their titles, more of them with their ids. A date
    known only to the month or the year is drawn as the span in which it lies. With -f svg the chart is a picture for a
    page.

    \b
    Examples:
      ahc timeline
      ahc timeline kind:session,consultation date:2022..2023
      ahc timeline place:vienna -f svg > vienna.svg
    """
    from ahc_cli.answer.timeline import Timeline

    options.check_format(Timeline.formats)
    question = options.ask(query)
    dataset, typed = question.dataset, " ".join(query or ())
    found = tuple(sorted(question.events(), key=date_order))
    # An array or NDJSON has no title and no edition of its own.
    answer = Timeline(found, typed, dataset.title, dataset.edition) if dataset.whole else Timeline(found, typed)
    return reply_to(question, options, answer, ngettext("{n} event", "{n} events", len(found)), found=bool(found))
