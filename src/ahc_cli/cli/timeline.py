"""`ahc timeline`: events on a time axis."""

from ahc_cli.answer.timeline import Timeline
from ahc_cli.cli.options import Options, QueryWords, with_options
from ahc_cli.cli.output import check_format, reply_to
from ahc_cli.model.fields import date_order
from ahc_cli.model.text import plural


@with_options(options=Options)
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
    check_format(options.format_name, Timeline.formats)
    question = options.ask(query)
    dataset, typed = question.dataset, " ".join(query or ())
    found = tuple(sorted(question.events(), key=date_order))
    # An array or NDJSON has no title and no edition of its own.
    answer = Timeline(found, typed, dataset.title, dataset.edition) if dataset.whole else Timeline(found, typed)
    return reply_to(question, options, answer, plural(len(found), "event"), found=bool(found))
