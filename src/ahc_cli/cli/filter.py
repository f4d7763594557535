"""`ahc filter`: the events a query holds of."""

from ahc_cli.cli.asking import QueryWords, Typed, answer_events
from ahc_cli.cli.options import Asked, Rows, sharing


@sharing(Typed, Rows, Asked)
def filter_(typed: Typed, rows: Rows, asked: Asked, query: QueryWords = None) -> int:
    """List the events that a query holds of.

    The exit status is 1 if there is none.

    \b
    Examples:
      ahc filter place:vienna date:2022
      ahc filter actor:Human Rights Watch not kind:session
      ahc filter 'vote.yes:80.. or has:caveats' --json
    """
    return answer_events(asked, rows, query, typed, required=True)
