"""`ahc list`: events in date order."""

from ahc_cli.cli.asking import QueryWords, Typed, answer_events
from ahc_cli.cli.options import Asked, Rows, sharing


@sharing(Typed, Rows, Asked)
def list_(typed: Typed, rows: Rows, asked: Asked, query: QueryWords = None) -> int:
    """List events in date order.

    With a query, only the events that it holds of.

    \b
    Examples:
      ahc list
      ahc list kind:session --lang zh
      ahc list --since 2022 --until 2023-06 --json
    """
    return answer_events(asked, rows, query, typed, required=False)
