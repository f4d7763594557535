"""`ahc positions`: who wanted what, and when."""

from ahc_cli.answer.events import pick
from ahc_cli.answer.positions import COLUMNS, Positions, positions_of
from ahc_cli.cli.options import Options, QueryWords, RowOptions, with_options
from ahc_cli.cli.output import check_format, reply_to
from ahc_cli.model.text import shown_of


@with_options(rows=RowOptions, options=Options)
def positions(rows: RowOptions, options: Options, query: QueryWords = None) -> int:
    """Show who wanted what, and when.

    The stances are proposes, supports, opposes, warns and urges. Actor, stance, topic, date and words in the query
    refer to the same position.

    \b
    Examples:
      ahc positions china
      ahc positions topic:safeguards stance:opposes
      ahc positions actor:EFF date:2022
    """
    check_format(options.format_name, Positions.formats)
    question = options.ask(query)
    found, events = positions_of(question.entries())
    answer = Positions(
        records=rows.arrange(found, COLUMNS, options.language),
        columns=pick(COLUMNS, rows.fields),
        vocabulary=question.dataset.vocabulary,
        chosen=rows.fields is not None,
        events=events,
    )
    return reply_to(question, options, answer, shown_of(answer.records, found, "position"), found=bool(found))
