"""`ahc list` and `ahc filter`: events in date order."""

from ahc_cli.answer.events import SORTABLE, Events, event_columns, split_names
from ahc_cli.cli.options import Conditions, Options, QueryWords, RowOptions, with_options
from ahc_cli.cli.output import check_format, reply_to
from ahc_cli.errors import UsageError
from ahc_cli.model.fields import date_order, order
from ahc_cli.model.text import shown_of


@with_options(conditions=Conditions, rows=RowOptions, options=Options)
def list_(conditions: Conditions, rows: RowOptions, options: Options, query: QueryWords = None) -> int:
    """List events in date order.

    With a query, only the events that match.

    \b
    Examples:
      ahc list
      ahc list kind:session --lang zh
      ahc list --since 2022 --until 2023-06 --json
    """
    return _answer(conditions, rows, options, query, required=False)


@with_options(conditions=Conditions, rows=RowOptions, options=Options)
def filter_(conditions: Conditions, rows: RowOptions, options: Options, query: QueryWords = None) -> int:
    """List events that match a query.

    The exit status is 1 if there are none.

    \b
    Examples:
      ahc filter place:vienna date:2022
      ahc filter actor:Human Rights Watch not kind:session
      ahc filter 'vote.yes:80.. or has:caveats' --json
    """
    return _answer(conditions, rows, options, query, required=True)


def _answer(
    conditions: Conditions, rows: RowOptions, options: Options, query: list[str] | None, *, required: bool
) -> int:
    check_format(options.format_name, Events.formats)
    columns = event_columns(rows.fields)
    key = order(split_names(rows.sort, SORTABLE)[0]) if rows.sort else None
    question = options.ask(query, conditions)
    if required and question.is_everything:
        raise UsageError("filter needs a query, as in 'ahc filter place:vienna'; see 'ahc help query'")
    found = sorted(question.events(), key=date_order)
    answer = Events(
        records=rows.cut(found, key),
        columns=columns,
        vocabulary=question.dataset.vocabulary,
        chosen=rows.fields is not None,
        edition=question.dataset.edition,
    )
    return reply_to(question, options, answer, shown_of(answer.records, found, "event"), found=bool(found))
